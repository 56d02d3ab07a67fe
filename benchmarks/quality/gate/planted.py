"""Planted errors: the share the gate catches, kind by kind, and its false alarms on the true sentences.

    python -m benchmarks.quality.gate.planted --data ../shared/data

An error is caught when the planted words are not printed as supported or repaired. A lost or moved
speaker is also caught when the gate puts the true speaker back.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from benchmarks.quality.gate.figures import grouped, share, shares
from benchmarks.quality.gate.planting.plant import load_planted
from benchmarks.quality.gate.verdicts import judge, same_person

if TYPE_CHECKING:
    from pathlib import Path

    from benchmarks.quality.gate.planting.plant import Planted
    from benchmarks.quality.gate.verdicts import Verdict
    from briefbot.evals.measures import Score

# Errors planted of each kind; with 150 an interval is about four points to each side.
EACH = 150
HARD = ("number", "date", "name", "quotation")
SOFT = ("negation", "modality", "role", "speaker lost", "speaker moved", "magnitude")


def measure(data: Path, *, limit: int | None = None) -> list[Score]:
    """Catch rate and false alarms of every kind and of the two groups that have targets.

    `limit` is the number of errors of each kind.
    """
    planted = load_planted(data, each=EACH if limit is None else limit)
    caught = grouped((p.kind, is_caught(p)) for p in planted)
    alarms = grouped((p.kind, is_false_alarm(p)) for p in planted)
    scores = []
    for name, kinds in (("number, date, name, quotation", HARD), ("meaning", SOFT)):
        scores.append(
            share(f"planted caught: {name}", (f for k in kinds for f in caught.get(k, [])))
        )
        scores.append(share(f"false alarms: {name}", (f for k in kinds for f in alarms.get(k, []))))
    return [*scores, *shares("planted caught", caught), *shares("false alarms", alarms)]


def verdict_on(planted: Planted) -> Verdict:
    """What the gate makes of the false statement, citing the sentence it was made from."""
    change = planted.change
    evidence = planted.source.evidence
    return judge(change.planted, evidence, planted.handles, speaker=change.speaker)


def is_caught(planted: Planted) -> bool:
    """Whether the false statement is not printed, or only with its true speaker."""
    verdict = verdict_on(planted)
    put_back = same_person(planted.change.true_speaker, verdict.speaker)
    return not verdict.passed or put_back


def is_false_alarm(planted: Planted) -> bool:
    """Whether the true sentence itself is not let through."""
    source = planted.source
    return not judge(source.text, source.evidence, (source.handle,)).passed


if __name__ == "__main__":
    from benchmarks.quality.alone import run_alone

    run_alone("Planted errors", measure)
