"""Release the prompt versions that are new: write their fingerprints to prompts/lock.toml."""

from __future__ import annotations

import sys

from briefbot.errors import PromptError
from briefbot.prompts import lock_prompts


def main() -> int:
    try:
        new = lock_prompts()
    except PromptError as exc:
        print(exc, file=sys.stderr)
        return 1
    print(f"locked {', '.join(new)}" if new else "every version is locked already")
    return 0


if __name__ == "__main__":
    sys.exit(main())
