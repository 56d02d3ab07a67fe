"""A count that runs on is an update, told with more or less around it; another count is none."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from briefbot.grounding.comparing import counting
from briefbot.grounding.comparing.relation import relate
from briefbot.grounding.comparing.statement import Statement, statements
from briefbot.language.words import split_words
from briefbot.retrieval.chunking import chunk

if TYPE_CHECKING:
    from collections.abc import Callable

    from briefbot.documents import Brief
    from briefbot.language.words import Word

DEAD = "At least five people have died in the floods and nine are missing, police said."
SHIPS = "About 35 ships are waiting outside the harbour."


@pytest.fixture
def stated(brief: Callable[..., Brief]) -> Callable[[str, int], Statement]:
    def make(text: str, day: int) -> Statement:
        return statements(chunk(brief(text, day=date(2022, 2, day)))[0])[0]

    return make


@pytest.mark.parametrize(
    ("earlier", "later", "values"),
    [
        pytest.param(
            DEAD,
            "At least seven people have died in the floods, police said on Wednesday.",
            ("five", "seven"),
            id="one half left out",
        ),
        pytest.param(
            f"{SHIPS} The port is that of Kessel.",
            "Some 50 ships are waiting outside the harbour of Kessel, and 12 have left since Monday.",
            ("35 ships", "50 ships"),
            id="more is told, of a place told before",
        ),
        pytest.param(
            "The death toll of the ferry accident rises to 28.",
            "The death toll of the ferry accident rises to 32 as five bodies are found in a cabin.",
            ("28", "32"),
            id="a toll",
        ),
    ],
)
def test_a_count_runs_on(
    stated: Callable[[str, int], Statement], earlier: str, later: str, values: tuple[str, str]
) -> None:
    relation = relate(stated(earlier, 2), stated(later, 3))
    assert relation is not None
    assert (relation.kind, relation.revised) == ("updated", (values,))


@pytest.mark.parametrize(
    ("earlier", "later"),
    [
        pytest.param(
            SHIPS, SHIPS.replace("ships", "trucks").replace("35", "50"), id="other things"
        ),
        pytest.param(
            "At least three attackers are killed.",
            "At least 18 attackers are killed near a village at the border.",
            id="too little in common",
        ),
        pytest.param(
            "Australian death toll of the floods reaches 200.",
            "The death toll of the floods reaches 359 in the country.",
            id="a people the later day does not name",
        ),
        pytest.param(SHIPS, "The ships waiting outside the harbour may enter.", id="no number"),
    ],
)
def test_another_count(stated: Callable[[str, int], Statement], earlier: str, later: str) -> None:
    assert relate(stated(earlier, 2), stated(later, 3)) is None


def test_of_an_endless_brief_the_beginning_is_read(
    brief: Callable[..., Brief], monkeypatch: pytest.MonkeyPatch
) -> None:
    read: list[int] = []

    def split(text: str) -> list[Word]:
        read.append(len(text))
        return split_words(text)

    monkeypatch.setattr(counting, "split_words", split)
    monkeypatch.setattr(counting, "_MOST_READ", 300)
    place, fill = "Rain fell over Kessel.", "Snow fell in the hills.\n\n" * 40

    def share(text: str) -> bool:
        earlier = statements(chunk(brief("Ships are waiting off Kessel."))[0])[0]
        return counting._share_a_place(earlier, statements(chunk(brief(text))[0])[0])

    ships = "Some 50 ships are waiting."
    assert share(f"{ships}\n\n{place}\n\n{fill}")
    assert not share(f"{ships}\n\n{fill}\n\n{place}")
    assert max(read) <= 300
