"""The best of many paragraphs, in whatever order they are looked at."""

from __future__ import annotations

from datetime import date
from itertools import permutations

import pytest

from briefbot.library.readers.text import brief_from_text
from briefbot.retrieval.best import Best
from briefbot.retrieval.bm25 import Weights
from briefbot.retrieval.chunking import paragraphs
from briefbot.retrieval.shelf import Opened

RIVER = Weights({"river": 2.0}, 8.0, date(2022, 2, 9).toordinal())
TOLD = {
    "a.txt": (2, "The river rose, and the river fell."),
    "b.txt": (4, "The river rose on Monday after a week of rain."),
    "c.txt": (3, "# River\n\nThe river rose on Monday after a week of rain."),
    "d.txt": (1, "The river rose on Monday after a week of rain."),
    "e.txt": (4, "Snow fell."),
}


def opened(id: str) -> Opened:
    day, text = TOLD[id]
    brief = brief_from_text(text, id=id, day=date(2022, 2, day)).brief
    return Opened(brief, {one.start: one for one in paragraphs(brief.text, brief.body_start)})


def best_of(ids: tuple[str, ...], top_k: int = 9) -> list[str]:
    best = Best(RIVER, 8.0, top_k)
    for id in ids:
        one = opened(id)
        best.add(one, max(one.by_start))
    return [hit.chunk.brief.id for hit in best.hits()]


@pytest.mark.parametrize("ids", list(permutations(["a.txt", "b.txt", "d.txt"])))
def test_of_two_printings_the_older_stays(ids: tuple[str, ...]) -> None:
    assert best_of(ids) == ["a.txt", "d.txt"]


@pytest.mark.parametrize("ids", list(permutations(["b.txt", "c.txt", "d.txt"])))
def test_of_two_printings_the_better_stays(ids: tuple[str, ...]) -> None:
    """A heading counts, so that the same paragraph may score more in a later brief."""
    assert best_of(ids) == ["c.txt"]


@pytest.mark.parametrize("ids", list(permutations(["a.txt", "c.txt", "e.txt"])))
def test_no_more_than_wanted(ids: tuple[str, ...]) -> None:
    assert best_of(ids, top_k=1) == best_of(ids)[:1]
    assert best_of(ids)[-1] == "e.txt"


def test_it_is_safe_to_stop_only_below_the_worst_that_is_wanted() -> None:
    best = Best(RIVER, 8.0, 2)
    one = opened("a.txt")
    best.add(one, max(one.by_start))
    assert not best.beats(0.0)
    other = opened("b.txt")
    best.add(other, max(other.by_start))
    worst = best.hits()[-1].score
    assert not best.beats(worst)
    assert best.beats(0.9 * worst)
