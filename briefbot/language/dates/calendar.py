"""Calendar arithmetic for dates in news text: pure functions on days, no text.

A day range is `(first, last)`, both inclusive. Weeks run Monday to Sunday (ISO 8601).
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

Days = tuple[date, date]

ONE_DAY = timedelta(days=1)

# How far ahead of the brief a date without a year may lie before it is read as last year's. Half a
# year would be neutral; five months leans towards the past, which is what news mostly tells.
AHEAD_DAYS = 150
# The same where the sentence announces: not a whole year, since "was to open on May 26" is told on May 30 too.
ANNOUNCED_DAYS = 330

_LEAP_CYCLE_YEARS = 8  # Feb. 29 comes back at the latest after eight years (1896 to 1904)


def one_day(day: date) -> Days:
    """The range that is just `day`."""
    return day, day


def week_of(day: date) -> Days:
    """Monday to Sunday around `day`."""
    monday = day - timedelta(days=day.weekday())
    return monday, monday + timedelta(days=6)


def weekend_of(day: date) -> Days:
    """Saturday and Sunday of the week of `day`."""
    _, sunday = week_of(day)
    return sunday - ONE_DAY, sunday


def month_range(year: int, month: int) -> Days:
    """First to last day of a month; months outside 1 to 12 count on into other years."""
    years, month0 = divmod(month - 1, 12)
    first = date(year + years, month0 + 1, 1)
    years, month0 = divmod(month, 12)
    return first, date(year + years, month0 + 1, 1) - ONE_DAY


def year_range(first: int, last: int | None = None) -> Days:
    """January 1 of `first` to December 31 of `last` (the same year by default)."""
    return date(first, 1, 1), date(first if last is None else last, 12, 31)


def years_before(day: date, years: int) -> date:
    """The same date in an earlier year (a later one if negative); Feb. 29 becomes Feb. 28."""
    try:
        return day.replace(year=day.year - years)
    except ValueError:
        return day.replace(year=day.year - years, day=28)


def months_before(day: date, months: int) -> date:
    """The same day of an earlier month (a later one if negative), cut to that month's length."""
    first, last = month_range(day.year, day.month - months)
    return min(first.replace(day=1) + timedelta(days=day.day - 1), last)


def weekday_on_or_before(day: date, weekday: int) -> date:
    """The latest such weekday that is not after `day`; Monday is 0."""
    return day - timedelta(days=(day.weekday() - weekday) % 7)


def weekday_on_or_after(day: date, weekday: int) -> date:
    """The earliest such weekday that is not before `day`; Monday is 0."""
    return day + timedelta(days=(weekday - day.weekday()) % 7)


def nth_weekday(year: int, month: int, weekday: int, number: int) -> date:
    """The so-manieth such weekday of a month; Monday is 0, and -1 is the last one.

    Raises:
        ValueError: the month has no fifth one.
    """
    first, last = month_range(year, month)
    if number < 0:
        return weekday_on_or_before(last, weekday)
    return first.replace(day=weekday_on_or_after(first, weekday).day + 7 * (number - 1))


def nearest(day: date, in_year: Callable[[int], date], *, ahead: bool = False) -> date | None:
    """What comes once a year, of the year that news of `day` means; None if there is no such date.

    The latest one that is at most `AHEAD_DAYS` after `day` (`ANNOUNCED_DAYS` if `ahead`): mostly the
    closest, leaning to the past.
    """
    limit = ANNOUNCED_DAYS if ahead else AHEAD_DAYS
    for year in range(day.year + 1, day.year - _LEAP_CYCLE_YEARS - 1, -1):
        try:
            found = in_year(year)
        except (
            ValueError,
            OverflowError,
        ):  # Feb. 29 in a common year, Feb. 30, or beyond year 9999
            continue
        if (found - day).days <= limit:
            return found
    return None


def nearest_month_day(day: date, month: int, number: int, *, ahead: bool = False) -> date | None:
    """The month and day without a year, as news of `day` means it: see `nearest`."""
    return nearest(day, lambda year: date(year, month, number), ahead=ahead)


def nearest_month(day: date, month: int, *, ahead: bool = False) -> Days:
    """The month without a year, as news of `day` means it: as `nearest` for its first day.

    Raises:
        ValueError: it lies before year 1.
    """
    first = nearest_month_day(day, month, 1, ahead=ahead)
    if first is None:
        raise ValueError(f"no month {month} near {day}")
    return month_range(first.year, first.month)
