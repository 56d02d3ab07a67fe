"""How long the gate takes for an answer of three claims, none of which it has seen before.

python -m benchmarks.quality.gate_time [--data FOLDER] [--limit N]
"""

from __future__ import annotations

import math
import statistics
import time
from typing import TYPE_CHECKING

from benchmarks.quality.alone import run_alone
from benchmarks.quality.asking import CODE
from benchmarks.quality.data import read_rows
from benchmarks.quality.realtimeqa import Weeks
from briefbot.drafts import DraftClaim
from briefbot.evals.measures import Score
from briefbot.grounding.gate import check_claim
from briefbot.tasks.asked import look_up

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from benchmarks.quality.asking import Bar
    from briefbot.documents import Evidence

_WEEKS = 60


def drafted(evidence: Evidence) -> list[DraftClaim]:
    """Three claims as a model drafts them: one exact, one cut short, one with the wrong handle."""
    handles = [handle for handle, sentence in evidence if len(sentence.text.split()) > 8]
    one, two, three = (evidence.by_handle[handle] for handle in (handles * 3)[:3])
    cut = two.text.split(",")[0]
    return [
        DraftClaim(one.text, (handles[0],)),
        DraftClaim(f"{cut.rstrip('.')}.", (handles[1 % len(handles)],)),
        DraftClaim(three.text, (handles[-1],)),
    ]


def measure(data: Path, *, limit: int | None = None, bar: Bar | None = None) -> list[Score]:
    """The median over weekly briefs; each question's paragraphs are as many as an answer looks at."""
    weeks = Weeks(data, CODE)
    names = [str(row["week"]) for row in read_rows(data / "realtimeqa" / "weekly_briefs.jsonl")]
    taken = []
    chosen = names[: min(limit or _WEEKS, _WEEKS)]
    for done, week in enumerate(chosen, 1):
        evidence = look_up(weeks(week).index, "Who won, and how many people were there?").evidence
        if not len(evidence):
            continue
        claims = drafted(evidence)
        started = time.perf_counter()
        for number, claim in enumerate(claims):
            check_claim(claim, evidence, part=f"claims[{number}]")
        taken.append(1_000 * (time.perf_counter() - started))
        if bar:
            bar(done, len(chosen))
    return [_median("gate_ms", sorted(taken))]


def _median(name: str, ordered: Sequence[float]) -> Score:
    """The median, with the order statistics that hold it in 95 of 100 samples (normal approximation)."""
    n = len(ordered)
    if not n:
        return Score(name=name)
    reach = 1.96 * math.sqrt(n) / 2
    low = ordered[max(0, math.floor(n / 2 - reach))]
    high = ordered[min(n - 1, math.ceil(n / 2 + reach))]
    return Score(name=name, value=statistics.median(ordered), low=low, high=high, n=n)


if __name__ == "__main__":
    run_alone("time", measure)
