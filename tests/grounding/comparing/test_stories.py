"""Whether two paragraphs tell one running story."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from briefbot.grounding.comparing.stories import SAME_STORY, same_story

if TYPE_CHECKING:
    from collections.abc import Callable

    from briefbot.grounding.comparing.statement import Statement

    Told = Callable[..., list[Statement]]

FERRY = "A ferry sank off Palawan in the Philippines with 90 people on board, the coast guard said."


@pytest.mark.parametrize(
    ("later", "one"),
    [
        ("Divers off Palawan recovered the ferry's log book as the Philippine coast guard widened its search.", True),
        ("A court in Manila opened the trial of a senator of the Philippines over bribes.", False),
        ("A ferry sank in Lake Victoria with 40 people on board.", False),
        ("The bank of Ghana raised its key rate to 29 percent.", False),
    ],
)  # fmt: skip
def test_a_story_is_known_by_its_names_and_what_happens(told: Told, later: str, one: bool) -> None:
    a, b = told(FERRY)[0], told(later, on="2022-02-03")[0]
    assert (same_story(a, b) >= SAME_STORY) is one
    assert same_story(a, b) == pytest.approx(same_story(b, a))


def test_a_story_is_itself_and_nothing_is_none(told: Told) -> None:
    statement = told(FERRY)[0]
    assert same_story(statement, statement) == pytest.approx(1.0)
    assert same_story(statement.chunk, statement) == pytest.approx(1.0)
    assert same_story(told("Oh no!")[0], statement) == 0.0
