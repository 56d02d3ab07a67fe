"""Seasons and quarters: "this summer", "spring 2014", "Q3 2021", "the first quarter of last year"."""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING

from briefbot.language.dates.announced import is_announced
from briefbot.language.dates.calendar import Days, month_range, nearest_month

if TYPE_CHECKING:
    from collections.abc import Iterable

# Whole months, as meteorologists and newspapers of the north count them.
_FIRST_MONTH = {"spring": 3, "summer": 6, "autumn": 9, "fall": 9, "winter": 12}
_SEASON = "spring|summer|autumn|fall|winter"
_YEAR = r"(?P<year>(?:19|20)[0-9]{2})(?:[-–/](?P<to>[0-9]{2}(?:[0-9]{2})?))?(?![\w%]|[.,:/-]?[0-9])"

SEASON = re.compile(
    rf"\b(?P<way>last|this(?:\s+(?:past|coming))?|next)\s+(?P<season>{_SEASON})\b"
    rf"(?:\s+(?:and|or)\s+(?P<second>{_SEASON})\b)?(?!\s+(?:break|training|Olympic|Games|short|apart))"
    rf"|\b(?P<named>{_SEASON})(?:,?\s+|\s+of\s+){_YEAR}",
    re.IGNORECASE,
)
_BEFORE_FALL = re.compile(
    r"\b(?:the|in|by|since|until|of|early|late|for|during)\s+$", re.IGNORECASE
)

QUARTER = re.compile(
    r"\b(?:(?P<short>Q[1-4])|(?:[Tt]he\s+)?(?P<nth>first|second|third|fourth|final|last|previous|this|next)[\s-]quarter)"
    rf"(?![\w-])(?:\s+(?:of\s+|in\s+)?(?:(?:fiscal\s+)?{_YEAR}|(?P<way>last|this|next|the)\s+year\b))?(?!\s+of\b)"
)
# Only where the text is about business is a bare quarter one of the year's, not of a match.
_BUSINESS = (
    "%", "percent", "per cent", "profit", "revenue", "sales", "earnings", "econom", "gdp", "grow", "grew", "growth",
    "inflation", "investor", "shares", "million", "billion", "subscriber", "company", "market", "deliver",
)  # fmt: skip
_AROUND = 200  # characters before and after
_NTH = ("first", "second", "third", "fourth")
_STEPS = {"last": -1, "this": 0, "the": 0, "next": 1}


def season_days(match: re.Match[str], day: date, *, ahead: bool) -> Days | None:
    """The season of the year said, or as seen from `day`.

    "last" is over, "next" begins after it, "this" is that of the year, or the nearest winter. The winter of a
    year is the one its January is in, that of "2013-14" the one between.
    """
    if match["named"]:
        return _of_year(match)
    name, way = match["season"].lower(), match["way"].lower()
    found = _chosen(way, [_season(year, name) for year in _years(day)], day)
    if found is None or not match["second"]:
        return found
    later = [_season(year, match["second"].lower()) for year in _years(day)]
    then = next((s for s in later if s[0] > found[0]), None)
    return (found[0], then[1]) if then else found


def _of_year(match: re.Match[str]) -> Days | None:
    name, year = match["named"].lower(), int(match["year"])
    before = match.string[max(0, match.start() - 8) : match.start()]
    if name == "fall" and not _BEFORE_FALL.search(before):
        return None
    if match["to"] and name != "winter":
        return None
    return _season(year - (name == "winter" and not match["to"]), name)


def _chosen(way: str, seasons: list[Days], day: date) -> Days | None:
    if way == "last" or way.endswith("past"):
        return next((s for s in reversed(seasons) if s[1] < day), None)
    if way == "next" or way.endswith("coming"):
        return next((s for s in seasons if s[0] > day), None)
    if seasons[0][0].month < 12:  # "this spring", said in December, is the year's own
        return next((s for s in seasons if s[0].year == day.year), None)
    return min(seasons, key=lambda s: max((s[0] - day).days, (day - s[1]).days), default=None)


def _season(year: int, name: str) -> Days:
    """The season that starts in the year."""
    month = _FIRST_MONTH[name]
    return month_range(year, month)[0], month_range(year, month + 2)[1]


def _years(day: date) -> Iterable[int]:
    return range(max(1, day.year - 2), min(9998, day.year + 1) + 1)  # a winter ends a year later


def quarter_days(match: re.Match[str], day: date, *, ahead: bool) -> Days | None:
    """A quarter of the calendar year; without a year the latest that has begun, in business news."""
    name = match["short"] or match["nth"]
    year = match["year"] or match["way"]
    if not year and not _is_business(match):
        return None
    if name in {"this", "next", "previous"} or (name == "last" and not year):
        first = (day.month - 1) // 3 * 3 + 1 + 3 * {"this": 0, "next": 1}.get(name, -1)
        return _quarter(day.year, first)
    number = int(name[1]) if match["short"] else [*_NTH, "final", "last"].index(name) + 1
    first = 3 * min(number, 4) - 2
    if match["year"]:
        return None if match["to"] else _quarter(int(match["year"]), first)
    if match["way"]:
        return _quarter(day.year + _STEPS[match["way"]], first)
    if is_announced(match.string, match.start(), match.end()):
        return _quarter(nearest_month(day, first, ahead=True)[0].year, first)
    return _quarter(day.year - (first > day.month), first)


def _is_business(match: re.Match[str]) -> bool:
    around = match.string[max(0, match.start() - _AROUND) : match.end() + _AROUND].lower()
    return any(word in around for word in _BUSINESS)


def _quarter(year: int, month: int) -> Days:
    return month_range(year, month)[0], month_range(year, month + 2)[1]
