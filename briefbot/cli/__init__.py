"""Doors: parse, call `Briefbot`, print, exit code. The only place that prints."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from briefbot.cli import signals

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["main", "run"]


def main() -> None:
    """The console script: signals are heard before anything else is loaded. Does not return."""
    code = signals.INTERRUPTED
    try:
        signals.listen()
        from briefbot.cli.app import printed

        code = printed()
    except KeyboardInterrupt:
        print("briefbot: interrupted", file=sys.stderr)  # noqa: T201 - this is the door
    except signals.Terminated:
        code = signals.TERMINATED
        print("briefbot: terminated", file=sys.stderr)  # noqa: T201 - this is the door
    signals.leave(code)


def run(args: Sequence[str] | None = None) -> int:
    """The exit code of one command line (`sys.argv` without `args`), everything printed."""
    from briefbot.cli import app

    return app.run(args)
