"""Parts of months and years: "early February", "the end of the year", "the second week of June"."""

from __future__ import annotations

import calendar as months
import re
from datetime import date, timedelta
from typing import TYPE_CHECKING

from briefbot.language.dates.announced import is_announced
from briefbot.language.dates.calendar import (
    Days,
    month_range,
    nearest_month,
    nth_weekday,
    one_day,
    week_of,
    year_range,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

_MONTH = "(?P<month>" + "|".join(months.month_name[1:]) + r")\b"
_YEAR = r"(?P<year>(?:19|20)[0-9]{2})(?![\w%-]|[.,:/][0-9])"
_MONTH_SAID = rf"{_MONTH}(?:,?\s+(?:of\s+)?{_YEAR}|\s+(?:of\s+)?(?P<ofyear>last|this|next)\s+year\b|(?!\s+[0-9]))"
_PART = (
    r"\b(?:(?P<part>[Ee]arly|[Mm]id|[Ll]ate)(?:\s+in|\s+on)?[\s-]+"
    r"|(?:[Tt]he\s+)?(?P<edge>beginning|start|middle|end|close|first\s+half|second\s+half)\s+of\s+)"
)

PART_OF_MONTH = re.compile(rf"{_PART}(?:the\s+month\s+of\s+)?{_MONTH_SAID}")
PART_OF_YEAR = re.compile(
    # not "the end of the 2003 war", where the year only names the war
    rf"{_PART}(?:the\s+(?=[0-9]{{4}}s))?(?P<year>(?:1[5-9]|20)[0-9]{{2}})(?P<decade>s)?(?![\w%]|-[A-Za-z0-9]|[.,:/][0-9])"
)
PART_OF_PERIOD = re.compile(
    r"\b(?:(?P<part>[Ee]arly|[Mm]id|[Ll]ate)(?:\s+in)?[\s-]+"
    r"|(?:[Tt]he\s+)?(?P<edge>beginning|start|middle|end|close|first\s+half|second\s+half)\s+of\s+)"
    r"(?P<way>this|last|next|the)\s+(?P<unit>week|month|year|decade)\b"
)
_BOUND = re.compile(r"\b(?:by|until|till|before|since|from|to|through|after)\s+$", re.IGNORECASE)

_PARTS = {"beginning": "early", "start": "early", "middle": "mid", "end": "late", "close": "late"}
_STEPS = {"last": -1, "this": 0, "the": 0, "next": 1}

# First and last day, month or year of each part, counted from one; 0 is the end, whatever it is.
_CUTS = {
    "week": {"early": (1, 3), "mid": (2, 4), "late": (4, 7)},
    "month": {"early": (1, 10), "mid": (11, 20), "late": (21, 0), "first": (1, 15), "second": (16, 0)},
    "year": {"early": (1, 4), "mid": (5, 8), "late": (9, 12), "first": (1, 6), "second": (7, 12)},
    "decade": {"early": (1, 4), "mid": (5, 7), "late": (8, 10), "first": (1, 5), "second": (6, 10)},
}  # fmt: skip


def part_of_month_days(match: re.Match[str], day: date, *, ahead: bool) -> Days | None:
    """A third, a half or an end of a month."""
    return _cut(match, "month", _month_said(match, day))


def part_of_year_days(match: re.Match[str], day: date, *, ahead: bool) -> Days | None:
    """A third, a half or an end of a year or a decade."""
    first = int(match["year"])
    if not match["decade"]:
        return _cut(match, "year", year_range(first))
    if first % 10:
        return None
    return _cut(match, "decade", year_range(first, first + 9))


def part_of_period_days(match: re.Match[str], day: date, *, ahead: bool) -> Days | None:
    """A part of the week, month, year or decade around `day`, or of the one before or after."""
    step, unit = _STEPS[match["way"].lower()], match["unit"]
    if match["part"] and match["way"] == "the" and " in" not in match[0]:
        return None
    if unit == "week":
        return _cut(match, unit, week_of(day + timedelta(days=7 * step)))
    if unit == "month":
        return _cut(match, unit, month_range(day.year, day.month + step))
    if unit == "year":
        return _cut(match, unit, year_range(day.year + step))
    first = day.year // 10 * 10 + 10 * step
    return _cut(match, unit, year_range(first, first + 9))


def _month_said(match: re.Match[str], day: date) -> Days:
    month = months.month_name[:].index(match["month"])
    if match["year"]:
        return month_range(int(match["year"]), month)
    if match["ofyear"]:
        return month_range(day.year + _STEPS[match["ofyear"]], month)
    return nearest_month(day, month, ahead=is_announced(match.string, match.start(), match.end()))


def _cut(match: re.Match[str], unit: str, days: Days) -> Days | None:
    """The part of the days; "by the end" and "since the start" are the very last and first day."""
    edge = match["edge"]
    if edge in {"beginning", "start", "end", "close"} and _BOUND.search(
        match.string[max(0, match.start() - 8) : match.start()]
    ):
        return one_day(days[1] if _PARTS[edge] == "late" else days[0])
    name = (match["part"] or _PARTS.get(edge) or edge.split()[0]).lower()
    cut = _CUTS[unit].get(name)
    if cut is None:
        return None
    start, stop = cut
    first, last = days
    if unit in {"week", "month"}:
        end = first + timedelta(days=stop - 1) if stop else last
        return first + timedelta(days=start - 1), end
    if unit == "year":
        return date(first.year, start, 1), month_range(first.year, stop)[1]
    return year_range(first.year + start - 1, first.year + stop - 1)


_NTH: Sequence[str] = ("first", "second", "third", "fourth", "fifth")
_WEEKDAYS = ("mon", "tues", "wednes", "thurs", "fri", "satur", "sun")

NTH_OF_MONTH = re.compile(
    r"\b(?:[Tt]he\s+)?(?P<nth>first|second|third|fourth|fifth|last|final)\s+"
    r"(?:(?P<day>Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|(?P<week>week|weekend|day))\s+(?:of|in)\s+"
    rf"(?:(?P<way>this|last|next|the)\s+month\b|{_MONTH_SAID})"
)


def nth_of_month_days(match: re.Match[str], day: date, *, ahead: bool) -> Days | None:
    """The second week of June (8 to 14), the last Thursday of November, the first day of the month."""
    if match["way"]:
        first, last = month_range(day.year, day.month + _STEPS[match["way"]])
    else:
        first, last = _month_said(match, day)
    number = -1 if match["nth"] in {"last", "final"} else _NTH.index(match["nth"]) + 1
    if match["day"]:
        weekday = _WEEKDAYS.index(match["day"].lower())
        return one_day(nth_weekday(first.year, first.month, weekday, number))
    if match["week"] == "day":
        return one_day(last if number < 0 else first + timedelta(days=number - 1))
    if match["week"] == "weekend":
        saturday = nth_weekday(first.year, first.month, 5, number)
        return saturday, saturday + timedelta(days=1)
    if number < 0:
        return last - timedelta(days=6), last
    start = first + timedelta(days=7 * (number - 1))
    return (start, min(start + timedelta(days=6), last)) if start <= last else None
