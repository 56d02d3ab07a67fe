"""Calendar arithmetic for dates in news text: pure functions on days, no text.

A day range is `(first, last)`, both inclusive. Weeks run Monday to Sunday (ISO 8601).
"""

from __future__ import annotations

from datetime import date, timedelta

Days = tuple[date, date]

ONE_DAY = timedelta(days=1)

# How far ahead of the brief a date without a year may lie before it is read as last year's. Half a
# year would be neutral; five months leans towards the past, which is what news mostly tells.
AHEAD_DAYS = 150

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


def nearest_month_day(day: date, month: int, number: int) -> date | None:
    """The month and day without a year, as news of `day` means it; None if there is no such date.

    The latest one that is at most `AHEAD_DAYS` after `day`: mostly the closest, leaning to the past.
    """
    for year in range(day.year + 1, day.year - _LEAP_CYCLE_YEARS - 1, -1):
        try:
            found = date(year, month, number)
        except ValueError:  # Feb. 29 in a common year, Feb. 30 in any, or beyond year 9999
            continue
        if (found - day).days <= AHEAD_DAYS:
            return found
    return None


def nearest_month(day: date, month: int) -> Days:
    """The month without a year, as news of `day` means it: as `nearest_month_day` for its first day."""
    first = nearest_month_day(day, month, 1)
    assert first is not None  # every month has a first day
    return month_range(first.year, first.month)
