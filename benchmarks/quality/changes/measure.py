"""What changed between a real brief and an edited copy of it: the items found, against those made.

    python -m benchmarks.quality --only changes --data ../shared/data

An item is right when its kind is right and its citations are on what was edited. Rewordings, shortened
sentences, another order of paragraphs, white space and styles of quotation marks are no changes.
"""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from benchmarks.quality.changes.pairs import load_pairs, next_day
from benchmarks.quality.changes.scoring import figures, outcome_of
from benchmarks.quality.gate.figures import share
from briefbot import Briefbot
from briefbot.library.given import GivenLibrary
from briefbot.library.readers.text import brief_from_text

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date
    from pathlib import Path

    from benchmarks.quality.asking import Bar
    from benchmarks.quality.changes.pairs import Pair
    from benchmarks.quality.changes.scoring import Outcome
    from briefbot.evals.measures import Score
    from briefbot.results import Change

# Pairs of identical and of unrelated days.
_CONTROLS = 40


def measure(data: Path, *, limit: int | None = None, bar: Bar | None = None) -> list[Score]:
    """F1, precision and recall of every kind; then how often days that tell the same, or nothing alike, come out so."""
    pairs = list(load_pairs(data, limit=limit))
    outcomes = list(_outcomes(pairs, bar))
    controls = pairs[: _CONTROLS if limit is None else limit]
    same = [not changed(p.earlier, p.earlier, p.day) for p in controls]
    unlike = [
        not any(
            item.kind in ("updated", "reversed") for item in changed(a.earlier, b.earlier, a.day)
        )
        for a, b in pairwise(controls)
    ]
    return [
        *figures(outcomes),
        share("identical days: nothing changed", same),
        share("unrelated days: nothing updated or reversed", unlike),
    ]


def _outcomes(pairs: Sequence[Pair], bar: Bar | None) -> Iterator[Outcome]:
    for done, pair in enumerate(pairs, 1):
        yield outcome_of(pair, changed(pair.earlier, pair.later, pair.day))
        if bar is not None:
            bar(done, len(pairs))


def changed(earlier: Sequence[str], later: Sequence[str], day: date) -> tuple[Change, ...]:
    """What briefbot finds between a brief of `day` and one of the next, each given by its paragraphs."""
    briefs = [
        brief_from_text("\n\n".join(paragraphs), id=id, day=on)
        for paragraphs, id, on in (
            (earlier, "earlier.txt", day),
            (later, "later.txt", next_day(day)),
        )
    ]
    bot = Briefbot(GivenLibrary(briefs), model="extractive", encoder="off", environ={})
    return bot.changes(day, next_day(day)).items
