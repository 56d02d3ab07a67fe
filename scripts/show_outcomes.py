"""Print what the gate made of every recorded draft, as the table of the README.

python scripts/show_outcomes.py
"""

from __future__ import annotations

import tomllib
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Any

from briefbot import Answer, Briefbot, DailySummary
from briefbot.evals.cases import load_cases

if TYPE_CHECKING:
    from collections.abc import Iterator

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
    counts: Counter[str] = Counter()
    for result in _results(model, cases):
        # What code filled in was not drafted by the model.
        filled = str(result.provenance.options["filled_without_model"]).split(", ")
        counts.update(
            c.status for name, c in result.named_claims() if name.split("[")[0] not in filled
        )
        counts["rejected"] += len(result.rejected)
    return counts


def _results(model: str, cases: dict[str, Any]) -> Iterator[DailySummary | Answer]:
    """Everything recorded of a model, each question once with each prompt."""
    recordings = ROOT / "fixtures" / "recordings"
    endless, compared = cases["endless"][model], cases["compared"]
    # Recorded without the encoder, which would show the models other evidence.
    seeds: dict[str, Any] = {"briefs": ROOT / "seeds", "model": model, "replay": recordings}
    seeds |= {"encoder": "off", "environ": {}}
    bot = Briefbot(**seeds)
    if "summary" not in endless:
        yield bot.summarize(cases["day"])
    asked = [q for q in cases["questions"] if q not in endless]
    yield from map(bot.ask, asked)
    if model != compared["model"]:
        return
    others = [case.question for case in load_cases(ROOT / "fixtures" / compared["cases"])]
    for prompt in compared["prompts"]:
        newest = prompt == compared["prompts"][-1]
        bot = Briefbot(**seeds, prompts={"ask": prompt})
        yield from (bot.ask(q) for q in others if not (newest and q in asked))


if __name__ == "__main__":
    main()
