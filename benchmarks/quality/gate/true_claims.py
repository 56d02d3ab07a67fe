"""True statements in the source's own words: the share the gate lets through, kind by kind.

python -m benchmarks.quality.gate.true_claims --data ../shared/data
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from benchmarks.quality.gate.figures import grouped, share, shares
from benchmarks.quality.gate.rewording.reword import load_reworded
from benchmarks.quality.gate.verdicts import judge

if TYPE_CHECKING:
    from pathlib import Path

    from benchmarks.quality.gate.rewording.reword import Reworded
    from briefbot.evals.measures import Score

# Statements of each kind; a kind of rare sentences has fewer.
EACH = 150


def measure(data: Path, *, limit: int | None = None) -> list[Score]:
    """Pass rate of all reworded statements and of every kind; `limit` is the number of each kind.

    Whole sentences are a kind of their own and not part of the first figure.
    """
    reworded = load_reworded(data, each=EACH if limit is None else limit)
    passed = grouped((r.kind, is_passed(r)) for r in reworded)
    changed = [flag for kind, flags in passed.items() if kind != "whole sentence" for flag in flags]
    return [share("true claims passed", changed), *shares("true claims passed", passed)]


def is_passed(reworded: Reworded) -> bool:
    """Whether the gate prints the statement as supported or repaired."""
    source = reworded.source
    verdict = judge(reworded.statement, source.evidence, (source.handle,), speaker=reworded.speaker)
    return verdict.passed


if __name__ == "__main__":
    from benchmarks.quality.alone import run_alone

    run_alone("True claims in the source's words", measure)
