from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefbot.language.dates import calendar

days = st.dates(date(1900, 1, 1), date(2100, 12, 31))


@pytest.mark.parametrize(
    ("year", "month", "first", "last"),
    [
        (2022, 2, date(2022, 2, 1), date(2022, 2, 28)),
        (2024, 2, date(2024, 2, 1), date(2024, 2, 29)),
        (2022, 12, date(2022, 12, 1), date(2022, 12, 31)),
        (2022, 0, date(2021, 12, 1), date(2021, 12, 31)),
        (2022, -12, date(2020, 12, 1), date(2020, 12, 31)),
        (2022, 13, date(2023, 1, 1), date(2023, 1, 31)),
    ],
)
def test_month_range_counts_on_into_other_years(year, month, first, last):
    assert calendar.month_range(year, month) == (first, last)


@pytest.mark.parametrize(
    ("day", "months", "before"),
    [
        (date(2022, 3, 31), 1, date(2022, 2, 28)),
        (date(2022, 1, 15), 2, date(2021, 11, 15)),
        (date(2022, 12, 31), -2, date(2023, 2, 28)),
    ],
)
def test_months_before_is_cut_to_the_length_of_the_month(day, months, before):
    assert calendar.months_before(day, months) == before


def test_years_before_makes_a_leap_day_the_28th():
    assert calendar.years_before(date(2024, 2, 29), 1) == date(2023, 2, 28)


@given(days, st.integers(0, 6))
def test_weekdays_are_found_within_a_week(day, weekday):
    before = calendar.weekday_on_or_before(day, weekday)
    after = calendar.weekday_on_or_after(day, weekday)
    assert before.weekday() == after.weekday() == weekday
    assert timedelta(0) <= day - before < timedelta(7)
    assert timedelta(0) <= after - day < timedelta(7)


@given(days, st.integers(1, 12), st.integers(1, 28))
def test_a_month_day_is_within_a_year_and_not_far_ahead(day, month, number):
    found = calendar.nearest_month_day(day, month, number)
    assert found is not None
    assert (found.month, found.day) == (month, number)
    assert -366 + calendar.AHEAD_DAYS <= (found - day).days <= calendar.AHEAD_DAYS


def test_there_is_no_february_30():
    assert calendar.nearest_month_day(date(2022, 2, 2), 2, 30) is None


def test_the_weekend_belongs_to_the_week_before_it():
    assert calendar.weekend_of(date(2022, 2, 2)) == (date(2022, 2, 5), date(2022, 2, 6))
