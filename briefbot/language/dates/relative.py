"""Dates said relative to the brief's day: "Tuesday", "yesterday", "last week", "three days ago"."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import TYPE_CHECKING

from briefbot.language.dates.announced import clause_before, is_announced
from briefbot.language.dates.calendar import (
    ONE_DAY,
    Days,
    month_range,
    months_before,
    one_day,
    week_of,
    weekday_on_or_after,
    weekday_on_or_before,
    weekend_of,
    year_range,
    years_before,
)

if TYPE_CHECKING:
    from datetime import date

WEEKDAYS = ("mon", "tues", "wednes", "thurs", "fri", "satur", "sun")

_NUMBER_WORDS = {
    word: number
    for number, words in enumerate(
        "a,an,one,the two,couple three four five six seven eight nine ten eleven twelve "
        "thirteen fourteen fifteen sixteen seventeen eighteen nineteen twenty".split(),
        1,
    )
    for word in words.split(",")
} | {"thirty": 30, "forty": 40, "fifty": 50}

WEEKDAY = re.compile(
    r"\b(?:(?P<way>last|past|next|this coming|coming|upcoming|this)\s+)?"
    r"(?P<day>mon|tues|wednes|thurs|fri|satur|sun)day\b"
    r"(?:(?:\s+of)?\s+(?P<week>last|this|next)\s+week\b)?"
    r"(?!\s+(?:Times|Telegraph|Mirror|Mail|Express|Herald|Age|Night Live|shopping|trading))",
    re.IGNORECASE,
)

# With a word like these before it, it is the name of one day in history, or of a football club.
_NAMED_DAY = re.compile(
    r"\b(?:Black|Good|Bloody|Super|Ash|Holy|Palm|Easter|Cyber|Maundy|Sheffield)\s$"
)

# "Tuesday through Thursday": the second one comes after the first.
_THROUGH = re.compile(r"\b(?P<day>mon|tues|wednes|thurs|fri|satur|sun)day\s+through\s+$", re.I)

NEAR_DAY = re.compile(
    r"\b(?:(?:the\s+)?day\s+(?P<far>before\s+yesterday|after\s+tomorrow)"
    r"|(?P<word>yesterday|today|tonight|tomorrow|last\s+night"
    r"|this\s+(?:morning|afternoon|evening)))\b(?![\"”’]?\s+(?:program|show))",
    re.IGNORECASE,
)

# As an adverb, and not where a weekday says which night: "overnight", not "an overnight raid".
OVERNIGHT = re.compile(
    r"(?<!\ban )(?<!\bthe )(?<!['’]s )\bovernight\b"
    r"(?!\s+(?:on\s+|from\s+|into\s+|to\s+|between\s+)*(?:mon|tues|wednes|thurs|fri|satur|sun)day)"
    r"(?=\s*(?:[.,;:)]|$|(?:from|into|as|in|on|and|when|after|by|near|at|over|to|with|that|across|against)\b))",
    re.IGNORECASE,
)

PERIOD = re.compile(
    r"\b(?=[elnt])(?:(?:(?P<part>earlier|later)\s+)?(?P<way>last|this(?:\s+past)?|next|the\s+coming)\s+"
    r"(?P<unit>weekend|week|month|year)"
    r"|(?P<inner>earlier|later)\s+in\s+the\s+(?P<inner_unit>week|month|year))\b"
    r"|(?<=\bthe\s)(?P<weekend>weekend)\b",
    re.IGNORECASE,
)

# Not the "000" of "10,000 years ago".
COUNT = r"(?<![\d.,])(?P<count>[0-9]{1,4}|" + "|".join(_NUMBER_WORDS) + ")"

_OVER = re.compile(r"\b(?:in|over|during|within|for)\s+$", re.IGNORECASE)
COUNTED = re.compile(
    rf"\b(?:the\s+)?(?P<way>last|past|previous|next|coming)\s+(?:{COUNT}\s+)?"
    r"(?P<unit>hour|day|week|month|year|decade)(?P<plural>s)?\b(?!\s+of\b)",
    re.IGNORECASE,
)

AGO = re.compile(
    rf"\b{COUNT}(?:\s+of)?\s+(?P<unit>day|week|month|year|decade)s?\s+ago\b", re.IGNORECASE
)


IN_COUNTED = re.compile(
    rf"\b(?P<how>[Ii]n|[Ww]ithin)\s+(?:the\s+)?{COUNT}\s+(?P<unit>hour|day|week|month|year)s?\b"
    rf"(?P<time>[’']?\s+time\b)?(?!\s+of\b)"
)
FROM_NOW = re.compile(
    rf"\b{COUNT}\s+(?P<unit>day|week|month|year)s?\s+from\s+(?:now|today)\b", re.IGNORECASE
)
# "the first visit in 15 months" looks back over them.
_RECORD = re.compile(
    r"\b(?:first|second|third|only|most|least|time|[0-9]+(?:st|nd|rd|th)|\w+est)\b", re.I
)


def weekday_days(match: re.Match[str], day: date, *, ahead: bool) -> Days | None:
    """The weekday by news convention: the latest on or before `day`, unless "next" or "coming".

    "this Tuesday" is the one of the day's own week. With `ahead`, and where its clause announces, a bare
    weekday is the first on or after `day`. None for named days: Bloody Sunday, the Sunday Times.
    """
    if _NAMED_DAY.search(match.string[max(0, match.start() - 12) : match.start()]):
        return None
    number = WEEKDAYS.index(match["day"].lower())
    way = (match["way"] or "").lower()
    if match["week"]:
        week = _unit_days("week", day, {"last": -1, "this": 0, "next": 1}[match["week"].lower()])
        return one_day(week[0] + timedelta(days=number))
    if way in {"last", "past"}:
        return one_day(weekday_on_or_before(day - ONE_DAY, number))
    if way == "this":
        return one_day(week_of(day)[0] + timedelta(days=number))
    if way:
        return one_day(weekday_on_or_after(day + ONE_DAY, number))
    if through := _THROUGH.search(match.string, max(0, match.start() - 24), match.start()):
        start = WEEKDAYS.index(through["day"].lower())
        ahead = ahead or is_announced(match.string, through.start(), through.end())
        begun = (weekday_on_or_after if ahead else weekday_on_or_before)(day, start)
        return one_day(weekday_on_or_after(begun, number))
    ahead = ahead or is_announced(match.string, match.start(), match.end())
    return one_day((weekday_on_or_after if ahead else weekday_on_or_before)(day, number))


def near_day_days(match: re.Match[str], day: date, *, ahead: bool) -> Days:
    """Yesterday, today, tomorrow and their parts, and the days beyond."""
    if match["far"]:
        return one_day(day + 2 * (ONE_DAY if match["far"].lower()[0] == "a" else -ONE_DAY))
    word = match["word"].lower()
    if word == "yesterday" or word.startswith("last"):
        return one_day(day - ONE_DAY)
    return one_day(day + ONE_DAY if word == "tomorrow" else day)


def overnight_days(match: re.Match[str], day: date, *, ahead: bool) -> Days:
    """The night that ends with the day: told of in the morning."""
    return day - ONE_DAY, day


def in_counted_days(match: re.Match[str], day: date, *, ahead: bool) -> Days | None:
    """The day "in two weeks", or all days up to it for "within": where the sentence looks ahead.

    None for lengths of time: "destroyed in two days", "the first visit in 15 months", "open in an hour".
    """
    unit, within = match["unit"].lower(), match["how"].lower() == "within"
    if unit == "hour" and not within:
        return None
    if not match["time"]:
        clause = clause_before(match.string, match.start())
        if _RECORD.search(clause) or not is_announced(match.string, match.start(), match.end()):
            return None
    end = _moved(day, unit, -number_of(match["count"]))
    return (day, end) if within else one_day(end)


def from_now_days(match: re.Match[str], day: date, *, ahead: bool) -> Days:
    """The day so many units after `day`."""
    return one_day(_moved(day, match["unit"].lower(), -number_of(match["count"])))


def period_days(match: re.Match[str], day: date, *, ahead: bool) -> Days:
    """Calendar weeks, weekends, months and years around `day`; "earlier" ends and "later" starts at it."""
    if match["weekend"]:
        ahead = ahead or is_announced(match.string, match.start(), match.end())
        return weekend_of(day if ahead or day.weekday() >= 5 else day - timedelta(days=7))
    way = (match["way"] or "this").lower()
    step = {"last": -1, "this": 0, "next": 1, "the": 1}[way.split()[0]]
    step = -1 if way.endswith("past") else step
    first, last = _unit_days((match["unit"] or match["inner_unit"]).lower(), day, step)
    part = (match["part"] or match["inner"] or "").lower()
    if step == 0 and part == "earlier":
        return first, day
    return (day, last) if step == 0 and part == "later" else (first, last)


def _unit_days(unit: str, day: date, step: int) -> Days:
    """The calendar unit `step` units after the one `day` is in."""
    if unit == "week":
        return week_of(day + timedelta(days=7 * step))
    if unit == "weekend":
        # "last weekend" is the latest one that is over, "this" and "next" those of the weeks.
        return weekend_of(day + timedelta(days=7 * step))
    if unit == "month":
        return month_range(day.year, day.month + step)
    if unit == "decade":
        return year_range(day.year + 10 * step)
    return year_range(day.year + step)


def counted_days(match: re.Match[str], day: date, *, ahead: bool) -> Days | None:
    """A stretch that ends or starts at `day`: "the past 24 hours", "the next two weeks", "the last month".

    "last week" and the like without a number or article are calendar periods, not stretches: None.
    """
    way, unit = match["way"].lower(), match["unit"].lower()
    if match["count"] is None and (way in {"next", "previous"} or match["plural"]):
        return None
    if match["count"] is None and way == "last" and not _is_stretch(match, unit):
        return None
    count = number_of(match["count"] or "one")
    if way in {"next", "coming"}:
        return day, _moved(day, match["unit"].lower(), -count)
    return _moved(day, match["unit"].lower(), count), day


def _is_stretch(match: re.Match[str], unit: str) -> bool:
    """Whether it is "in the last month", up to now: not "last month", and not "the last day"."""
    before = match.string[max(0, match.start() - 8) : match.start()]
    return (
        match[0][:3].lower() == "the" and unit not in {"hour", "day"} and bool(_OVER.search(before))
    )


def ago_days(match: re.Match[str], day: date, *, ahead: bool) -> Days:
    """The day, or the calendar week, month or year, that lies so many back."""
    count, unit = number_of(match["count"]), match["unit"].lower()
    if unit == "day":
        return one_day(day - timedelta(days=count))
    return _unit_days(unit, day, -count)


def number_of(text: str) -> int:
    """The number a count says: 3 for "three", 1 for "a"."""
    return _NUMBER_WORDS.get(text.lower()) or int(text)


def _moved(day: date, unit: str, count: int) -> date:
    """`day`, `count` units earlier (later if negative)."""
    if unit == "hour":
        # 24 hours back is yesterday; part of a day still reaches into the one before.
        return day - timedelta(days=-(-count // 24) if count > 0 else count // 24)
    if unit == "month":
        return months_before(day, count)
    if unit in {"year", "decade"}:
        return years_before(day, count * (10 if unit == "decade" else 1))
    return day - timedelta(days=count * (7 if unit == "week" else 1))
