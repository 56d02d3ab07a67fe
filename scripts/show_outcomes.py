"""Print what the gate made of every recorded draft, as the table of the README.

python scripts/show_outcomes.py
"""

from __future__ import annotations

import tomllib
from collections import Counter
from pathlib import Path

from briefbot import Briefbot

ROOT = Path(__file__).parent.parent
OUTCOMES = ("supported", "repaired", "quoted", "rejected")


def main() -> None:
    cases = tomllib.loads((ROOT / "fixtures" / "cases.toml").read_text(encoding="utf-8"))
    print("| model | drafted | " + " | ".join(OUTCOMES) + " |")
    print("|---|---|" + "---|" * len(OUTCOMES))
    for model in cases["models"]:
        counts = count_outcomes(model, cases)
        total = counts.total()
        shares = [f"{counts[o]} ({100 * counts[o] / total:.0f} %)" for o in OUTCOMES]
        print(f"| {model} | {total} | " + " | ".join(shares) + " |")


def count_outcomes(model: str, cases: dict[str, list[str]]) -> Counter[str]:
    """How many drafted statements of a model's recordings had each outcome."""
    recordings = ROOT / "fixtures" / "recordings"
    bot = Briefbot(ROOT / "seeds", model=model, replay=recordings, environ={})
    counts: Counter[str] = Counter()
    results = [bot.summarize()] if model in cases["summaries"] else []
    for result in [*results, *map(bot.ask, cases["questions"])]:
        counts.update(claim.status for _, claim in result.named_claims())
        counts["rejected"] += len(result.rejected)
    return counts


if __name__ == "__main__":
    main()
