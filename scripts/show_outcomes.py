"""Print what the gate made of every recorded draft, as the table of the README.

python scripts/show_outcomes.py
"""

from __future__ import annotations

import tomllib
from collections import Counter
from pathlib import Path
from typing import Any

from briefbot import Answer, Briefbot, DailySummary

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


def count_outcomes(model: str, cases: dict[str, Any]) -> Counter[str]:
    """How many drafted statements of a model's recordings had each outcome."""
    recordings = ROOT / "fixtures" / "recordings"
    bot = Briefbot(ROOT / "seeds", model=model, replay=recordings, environ={})
    counts: Counter[str] = Counter()
    endless = cases["endless"][model]
    results: list[DailySummary | Answer] = []
    results += [] if "summary" in endless else [bot.summarize(cases["day"])]
    questions = [q for q in cases["questions"] if q not in endless]
    for result in [*results, *map(bot.ask, questions)]:
        # What code filled in was not drafted by the model.
        filled = str(result.provenance.options["filled_without_model"]).split(", ")
        counts.update(
            c.status for name, c in result.named_claims() if name.split("[")[0] not in filled
        )
        counts["rejected"] += len(result.rejected)
    return counts


if __name__ == "__main__":
    main()
