"""Every paragraph with all needed words, between two days."""

from __future__ import annotations

from datetime import date

import pytest

from briefbot.library.given import GivenLibrary
from briefbot.library.readers.text import brief_from_text
from briefbot.retrieval.index import Index
from briefbot.retrieval.telling import Needed, is_spelling

DAYS = {
    "2022-02-01": "Belin burns.\n\nOslo sleeps.",
    "2022-02-02": "# Belin\n\nThe harbour is closed.\n\nThe harbour is closed.",
    "2022-02-03": "The Belinese harbour opens. AND OR NOT col:x",
    "2022-02-04": "Zelenskiy visits Belin and its harbour.",
}


@pytest.fixture(scope="module")
def index() -> Index:
    readings = [
        brief_from_text(text, id=f"{day}.txt", day=date.fromisoformat(day))
        for day, text in DAYS.items()
    ]
    return Index.open(GivenLibrary(readings))


def found(index: Index, *needed: Needed, since: str | None = None, until: str = "2022-12-31"):
    first = date.fromisoformat(since) if since else None
    telling = index.telling(needed, since=first, until=date.fromisoformat(until), limit=100)
    assert telling.found >= len(telling.chunks)
    return [(str(c.brief.day), c.text) for c in telling.chunks]


def test_all_of_several_words_any_of_several_wordings(index):
    belin, harbour = Needed(("Belin", "Belinese")), Needed(("harbour",))
    assert found(index, belin, harbour) == [
        ("2022-02-02", "The harbour is closed."),
        ("2022-02-03", DAYS["2022-02-03"]),
        ("2022-02-04", DAYS["2022-02-04"]),
    ]
    assert len(found(index, belin)) == 4
    assert found(index, belin, Needed(("Oslo",))) == []


def test_the_days_limit_it(index):
    assert len(found(index, Needed(("Belin",)), since="2022-02-02", until="2022-02-03")) == 1
    assert found(index, Needed(("Belin",)), until="2021-01-01") == []


def test_a_name_in_another_spelling(index):
    assert len(found(index, Needed(("Zelensky",), "zelensky"))) == 1
    assert found(index, Needed(("Zelensky",))) == []


def test_no_word_is_syntax(index):
    for word in ("AND", "NOT", "col:x", '"', "(", ""):
        found(index, Needed((word,)))
    assert found(index, Needed(('"',))) == []
    assert found(index) == []


def test_over_the_limit_nothing_is_read(index):
    telling = index.telling([Needed(("Belin",))], since=None, until=date(2022, 12, 31), limit=2)
    assert (telling.chunks, telling.found) == ((), 4)


def test_near_words_of_the_days_asked_for(index):
    near = index.nearest_words([Needed(("Belim",))], since=None, until=date(2022, 2, 2))
    assert near == ("belin",)
    assert index.nearest_words([Needed(("Belin",))], since=None, until=date(2022, 2, 2)) == ()
    assert index.nearest_words([Needed(("Zelenski",))], since=None, until=date(2022, 2, 2)) == ()


@pytest.mark.parametrize(
    ("a", "b", "same"),
    [
        ("zelenskiy", "zelensky", True),
        ("kim", "kim", True),
        ("mohammed", "mohamed", True),
        ("yanukovych", "yanukovich", True),
        ("mandela", "mandala", False),
        ("niger", "nigeria", False),
        ("orvul", "orvel", False),
    ],
)
def test_spellings(a, b, same):
    assert is_spelling(a, b) is same
    assert is_spelling(b, a) is same
