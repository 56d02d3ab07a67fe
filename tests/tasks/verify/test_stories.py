"""A saved story re-checked: it holds, until something in it is not as the briefs have it."""

from __future__ import annotations

import json
from datetime import date
from typing import TYPE_CHECKING, Any

import pytest

from briefbot import Briefbot
from briefbot.library.given import GivenLibrary
from briefbot.library.readers.text import brief_from_text

if TYPE_CHECKING:
    from collections.abc import Callable

DAYS = [
    "The river Arno burst its banks at Pisa on Monday.",
    "Soldiers brought 900 beds and forty boats to Pisa, the mayor said.",
    "The airport of Pisa opened again after four days.",
]


@pytest.fixture
def bot() -> Briefbot:
    briefs = [
        brief_from_text(text, id=f"{n}.txt", day=date(2024, 5, n)) for n, text in enumerate(DAYS, 6)
    ]
    return Briefbot(GivenLibrary(briefs), model="extractive", environ={})


def saved(bot: Briefbot) -> dict[str, Any]:
    return json.loads(bot.story("Pisa", since="2024-05-06").model_dump_json())


def test_a_story_holds(bot: Briefbot) -> None:
    found = bot.verify(saved(bot))
    assert (found.checked, found.problems) == (3, ())


def _swap(story: dict[str, Any]) -> None:
    story["claims"].reverse()


def _repeat(story: dict[str, Any]) -> None:
    story["claims"].insert(0, story["claims"][0])
    story["words"] += len(story["claims"][0]["text"].split())


def _put(name: str, value: object) -> Callable[[dict[str, Any]], None]:
    return lambda story: story.__setitem__(name, value)


@pytest.mark.parametrize(
    ("change", "problem"),
    [
        pytest.param(_put("words", 12), "words: the claims have", id="words"),
        pytest.param(_put("longest_words", 20), "are more than 20", id="too-long"),
        pytest.param(
            _put("as_of", "2024-05-07"), "as_of: a brief of 2024-05-08 is later", id="as-of"
        ),
        pytest.param(
            _put("since", "2024-05-07"), "since: a brief of 2024-05-06 is earlier", id="since"
        ),
        pytest.param(
            _put("since", "2024-05-09"), "since: 2024-05-09 is after 2024-05-08", id="reversed"
        ),
        pytest.param(_swap, "reported before the one it follows", id="order"),
        pytest.param(_repeat, "claims[1]: repeats the one before", id="repeat"),
    ],
)
def test_a_changed_story_is_caught(
    bot: Briefbot, change: Callable[[dict[str, Any]], None], problem: str
) -> None:
    story = saved(bot)
    change(story)
    assert any(problem in found for found in bot.verify(story).problems)
