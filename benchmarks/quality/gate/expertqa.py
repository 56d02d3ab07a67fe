"""ExpertQA through the gate: real claims of language models with the passages they cite and an expert's verdict.

python -m benchmarks.quality.gate.expertqa --data ../shared/data
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from benchmarks.quality.gate.figures import balanced, share
from benchmarks.quality.gate.pairs import expertqa_pairs
from benchmarks.quality.gate.sources import evidence_of
from benchmarks.quality.gate.verdicts import judge

if TYPE_CHECKING:
    from pathlib import Path

    from benchmarks.quality.gate.pairs import Pair
    from briefbot.evals.measures import Score

_DAY = date(2023, 9, 1)


def measure(data: Path, *, limit: int | None = None) -> list[Score]:
    """Complete support among what passes, and how much of it passes; `limit` is claims."""
    pairs = [pair for pair in expertqa_pairs(data, limit=limit) if pair.source]
    verdicts = [(pair.holds, is_passed(pair)) for pair in pairs]
    return [
        share(
            "expertqa: complete support among passed",
            (holds for holds, passed in verdicts if passed),
        ),
        share(
            "expertqa: completely supported ones passed",
            (passed for holds, passed in verdicts if holds),
        ),
        share("expertqa: passed", (passed for _, passed in verdicts)),
        share("expertqa: share with complete support", (holds for holds, _ in verdicts)),
        balanced("expertqa: balanced accuracy", verdicts),
    ]


def is_passed(pair: Pair) -> bool:
    """Whether the gate prints the claim, citing the nearest sentences of its passages, as supported or repaired."""
    evidence = evidence_of(pair.source, _DAY, id=pair.id)
    return judge(pair.claim, evidence).passed


if __name__ == "__main__":
    from benchmarks.quality.alone import run_alone

    run_alone("ExpertQA, the gate", measure)
