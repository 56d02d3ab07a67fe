from __future__ import annotations

from datetime import date

import pytest

from briefbot.language.dates.holidays import easter


@pytest.mark.parametrize(
    ("text", "mention", "days"),
    [
        ("on Christmas Day", "Christmas Day", "2021-12-25"),
        ("before Christmas 2020", "Christmas 2020", "2020-12-25"),
        ("on New Year's Eve", "New Year's Eve", "2021-12-31"),
        ("on New Year’s Day 2020", "New Year’s Day 2020", "2020-01-01"),
        ("fireworks on the Fourth of July", "Fourth of July", "2021-07-04"),
        ("on Thanksgiving", "Thanksgiving", "2021-11-25"),
        ("on Labor Day", "Labor Day", "2021-09-06"),
        ("It is Memorial Day.", "Memorial Day", "2022-05-30"),
        ("on Good Friday", "Good Friday", "2022-04-15"),
        ("on Easter Monday 2021", "Easter Monday 2021", "2021-04-05"),
        ("the September 11 attacks", "September 11", "2001-09-11"),
        ("after the Sept. 11 terrorist attacks", "Sept. 11", "2001-09-11"),
        ("the January 6 riot", "January 6", "2021-01-06"),
        ("the Jan. 6 House committee", "Jan. 6", "2021-01-06"),
    ],
)
def test_holidays_and_days_of_history(said, text, mention, days):
    assert said(text) == [(mention, days)]


@pytest.mark.parametrize(
    "text",
    ["the Labor Day weekend", "Christmas Island", "a Christmas tree", "the Good Friday Agreement",
     "his New Year's speech", "Halloween costumes", "Easter eggs"],
)  # fmt: skip
def test_names_after_holidays_are_no_dates(said, text):
    assert said(text) == []


def test_before_it_happened_the_day_is_the_calendars(said):
    assert said("the September 11 attack", date(2001, 9, 1)) == [("September 11", "2001-09-11")]
    assert said("the January 6 attack", date(2020, 1, 8)) == [("January 6", "2020-01-06")]


@pytest.mark.parametrize(
    "day",
    [date(1961, 4, 2), date(2000, 4, 23), date(2008, 3, 23), date(2019, 4, 21), date(2038, 4, 25),
     date(2285, 3, 22)],
    ids=str,
)  # fmt: skip
def test_easter_of_the_almanac(day):
    assert easter(day.year) == day
