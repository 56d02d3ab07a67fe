"""Days of a library, and ranges of them that have none."""

from __future__ import annotations

from datetime import date

import pytest

from briefbot import Briefbot
from briefbot.errors import BriefNotFoundError, SettingsError
from briefbot.library.given import GivenLibrary
from briefbot.library.readers.text import brief_from_text
from briefbot.tasks.days import check_since, find_day, list_days

TOLD = [date(2022, 2, n) for n in (1, 2, 9, 20)]


@pytest.fixture
def bot() -> Briefbot:
    briefs = [brief_from_text("Rain falls.", id=f"{day}.txt", day=day) for day in TOLD]
    late = brief_from_text("Snow.", id="late.txt", day=TOLD[0])
    return Briefbot(GivenLibrary([*briefs, late]), model="extractive", environ={})


def test_every_day_with_its_briefs(bot: Briefbot):
    listed = list_days(bot.index)
    assert [one.day for one in listed] == TOLD
    assert listed[0].briefs == ("2022-02-01.txt", "late.txt")
    assert listed[0].bytes == len("Rain falls.") + len("Snow.")


def test_the_newest_unless_a_day_is_asked_for(bot: Briefbot):
    assert find_day(bot.index, None) == TOLD[-1]
    assert find_day(bot.index, TOLD[1]) == TOLD[1]


def test_a_day_without_a_brief_names_the_nearest_oldest_first(bot: Briefbot):
    with pytest.raises(BriefNotFoundError, match="nearest days are") as caught:
        find_day(bot.index, date(2022, 2, 8))
    assert caught.value.nearest == (TOLD[0], TOLD[1], TOLD[2])


def test_the_last_day_may_be_the_first():
    check_since(TOLD[1], TOLD[1])
    check_since(None, TOLD[0])
    with pytest.raises(SettingsError, match=r"2022-02-09 is after 2022-02-02.*leaves no day"):
        check_since(TOLD[2], TOLD[1])
