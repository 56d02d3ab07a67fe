"""Which steps of a long story matter."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from briefbot.library.readers.text import brief_from_text
from briefbot.retrieval.chunking import chunk
from briefbot.tasks.timeline.asked import read_story
from briefbot.tasks.timeline.choosing import weigh_steps
from briefbot.tasks.timeline.merging import merge
from briefbot.tasks.timeline.told import find_told

if TYPE_CHECKING:
    from collections.abc import Mapping

STORY = read_story("Belin")


def weights(texts: Mapping[int, str]) -> list[float]:
    """What the steps of days in May weigh, in the order of their reports."""
    chunks = [
        one
        for day, text in texts.items()
        for one in chunk(
            brief_from_text(text, id=f"{day}.txt", day=date(2022, 5, 1) + (day - 1) * ONE).brief
        )
    ]
    found = merge((told for one in chunks for told in find_told(STORY, one)), STORY.stems)
    weighed = weigh_steps(found, STORY)
    return [weighed[i] for i in range(len(found))]


ONE = date(2022, 5, 2) - date(2022, 5, 1)
HARBOUR = "Belin opens a harbour for oil tankers."
MORE = "Traders in Belin {} the harbour for tankers full of oil."


def test_what_is_told_of_later_weighs_more_than_what_nobody_takes_up() -> None:
    taken_up, alone, _ = weights(
        {1: HARBOUR, 2: "Belin buys a painting.", 9: MORE.format("praise")}
    )
    assert taken_up > alone


def test_what_was_told_before_says_less_than_what_is_first_told_there() -> None:
    harbour = {day: MORE.format(verb) for day, verb in [(1, "praise"), (2, "leave"), (3, "visit")]}
    tunnel = "Engineers in Belin dig a tunnel beneath mountains."
    later = {
        day: f"{MORE.format(one)} {tunnel.replace('dig', other)}"
        for day, one, other in [(20, "curse", "flood"), (21, "fear", "repair")]
    }
    weighed = weights({**harbour, 4: MORE.format("sell"), 5: tunnel, **later})
    assert weighed[4] > weighed[3]


def test_a_story_named_first_is_told_of_more_than_one_named_last() -> None:
    far = (
        "Ministers of nine countries of the south sign a long treaty on fish and on salt in Belin."
    )
    near = "Belin signs a long treaty on fish and on salt with ministers of nine countries of the south."
    assert weights({1: near})[0] > weights({1: far})[0]


@pytest.mark.parametrize("texts", [{}, {1: "Rain falls in Oslo."}])
def test_no_step_weighs_nothing(texts: Mapping[int, str]) -> None:
    assert weights(texts) == []
