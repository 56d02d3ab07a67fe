"""Dates said by number or month: "2022-02-02", "Feb. 2", "1-3 February", "March 2014", "in 1997"."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from briefbot.language.dates.announced import is_announced
from briefbot.language.dates.calendar import (
    Days,
    month_range,
    nearest_month,
    nearest_month_day,
    one_day,
    year_range,
)

if TYPE_CHECKING:
    from datetime import date

STEPS = {"last": -1, "this": 0, "next": 1}
MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")

# One branch a first letter and stem: a flat list of all names costs twice the time.
_MONTH = (
    r"(?=[jfmasond])(?P<month>jan(?:uary\b|\b\.?)|feb(?:ruary\b|\b\.?)|mar(?:ch\b|\b\.?)|apr(?:il\b|\b\.?)"
    r"|may\b|jun(?:e\b|\b\.?)|jul(?:y\b|\b\.?)|aug(?:ust\b|\b\.?)|sep(?:tember\b|t?\b\.?)"
    r"|oct(?:ober\b|\b\.?)|nov(?:ember\b|\b\.?)|dec(?:ember\b|\b\.?))"
)
_FULL_MONTH = (
    r"(?P<month>January|February|March|April|May|June|July|August|September|October|November"
    r"|December|(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept|Sep|Oct|Nov|Dec)(?=[.,;]|$)\.?)"
)
_DAY = r"(?P<day>[0-9]{1,2})(?:st|nd|rd|th)?"
_TO_DAY = r"(?:\s?[-–—/]\s?|\s+(?:to|through|until)\s+)(?P<to>[0-9]{1,2})(?:st|nd|rd|th)?"
_END = r"(?![\w%]|[.,:/-]?[0-9])"  # the number ends here: not "2,000", "2.5", "2-0" or "2nd-placed"
_YEAR = r"(?P<year>(?:1[5-9]|20)[0-9]{2})"
_OF_YEAR = r"\s+(?:of\s+)?(?P<ofyear>last|this|next)\s+year\b"

ISO = re.compile(
    r"(?<![\w./-])(?P<year>[12][0-9]{3})(?P<sep>[-/])(?P<month>[0-9]{1,2})(?P=sep)"
    r"(?P<day>[0-9]{1,2})" + _END
)

WEEKDAY_BEFORE = re.compile(
    r"\b(?:mon|tue|tues|wed|weds|wednes|thu|thur|thurs|fri|sat|satur|sun)(?:day)?\.?,?\s+$",
    re.IGNORECASE,
)

NUMERIC = re.compile(
    r"(?<![\w./-])(?P<one>[0-9]{1,2})(?P<sep>[./])(?P<two>[0-9]{1,2})(?P=sep)"
    r"(?P<year>(?:19|20)[0-9]{2})" + _END
)

MONTH_DAY = re.compile(
    rf"\b{_MONTH}\s+(?:the\s+)?{_DAY}(?:(?:{_TO_DAY})?(?:,?\s+{_YEAR}{_END}|{_OF_YEAR}|{_END})|{_END})",
    re.IGNORECASE,
)

DAY_MONTH = re.compile(
    rf"(?<![\w.,/:-])(?:the\s+)?{_DAY}(?:{_TO_DAY}|\s+and\s+(?P<and>[0-9]{{1,2}}))?"
    rf"\s+(?:of\s+)?{_MONTH}"
    rf"(?:,?\s+{_YEAR}{_END}|{_OF_YEAR})?(?!\w)",
    re.IGNORECASE,
)

MONTH_YEAR = re.compile(rf"\b{_MONTH}(?:,?\s+(?:of\s+)?){_YEAR}{_END}", re.I)

MONTH_ALONE = re.compile(
    # May and March need a word before them that a month follows: the minister and the protest don't.
    rf"\b(?:(?P<way>[Ll]ast|[Nn]ext|[Tt]his) )?{_FULL_MONTH}"
    rf"(?!\w)(?:{_OF_YEAR})?(?=(?P<by>['’]s))?(?=(?P<number>\s+[0-9])?)"
)

YEAR = re.compile(
    r"(?<![\w$€£¥#.,:/+])(?P<year>(?:1[5-9]|20)[0-9]{2})(?P<decade>s\b)?"
    r"(?:[-–—/](?P<to>[0-9]{4}|[0-9]{2}))?(?![\w%]|[.,:/-]?[0-9]|-[A-Za-z])"
)

_SHORT = frozenset("Jan Feb Mar Apr Jun Jul Aug Sep Sept Oct Nov Dec".split())
_BEFORE_MONTH = re.compile(
    r"\b(?:in|on|since|until|till|before|after|by|from|for|of|during|between|and|to|through|early|late"
    r"|mid|last|next|this|starting|dated)[\s-]+$",
    re.IGNORECASE,
)
_BEFORE_MAY = re.compile(
    r"\b(?:in|since|until|till|during|through|early|late|mid|last|next|this"
    r"|(?:end|start|beginning|middle|month|rest)\s+of)[\s-]+$",
    re.IGNORECASE,
)
_THE = re.compile(r"\b(?:the|a|his|her|its|their)\s+$", re.IGNORECASE)
_QUALIFIED = re.compile(r"\s+(?!(?:for|on|against|to|of|and|in|at|was|is|has|had|will)\b)[a-z]")
_AFTER_DAY = re.compile(r"(?:[0-9](?:st|nd|rd|th)?\s+(?:of\s+)?|\bFourth\s+of\s+)$")
_IN = re.compile(r"\bin\s+$", re.IGNORECASE)

_COUNTED_THINGS = re.compile(
    r"\s+(?:people|persons|troops?|soldiers?|civilians?|men|women|children|dead|deaths|casualties"
    r"|injured|wounded|cases|infections|victims|prisoners|hostages|detainees|migrants|refugees"
    r"|residents|passengers|students|protesters|workers|employees|jobs|members|officers|police|votes"
    r"|seats|points|homes|houses|buildings|vehicles|tanks|aircraft|missiles|drones|miles?|km"
    r"|kilomet(?:er|re)s?|met(?:er|re)s?|feet|hectares|acres|tons?|tonnes|barrels|dollars|euros|pounds"
    r"|percent|per\s+cent|million|billion|gmt|utc|hours|hrs|local\s+time|times)\b",
    re.IGNORECASE,
)
_BEFORE_COUNT = re.compile(
    r"\b(?:some|about|nearly|almost|over|than|least|most|approximately|roughly|only|just|another"
    r"|killed|killing|kills|injured|injuring|wounded|wounding|arrested|number|no\.|flight|room|page)"
    r"\s+$",
    re.IGNORECASE,
)
_CONTEXT = 24  # characters before a mention that decide what it is


def iso_days(match: re.Match[str], day: date, *, ahead: bool) -> Days:
    """Year, month, day in that order."""
    return one_day(day.replace(int(match["year"]), int(match["month"]), int(match["day"])))


def numeric_days(match: re.Match[str], day: date, *, ahead: bool) -> Days:
    """Day, month and year in numbers: with dots the day is first, with slashes the month if it can be.

    A slash date that reads both ways is taken as written in the United States.
    """
    one, two = int(match["one"]), int(match["two"])
    month, number = (two, one) if match["sep"] == "." or one > 12 else (one, two)
    return one_day(day.replace(int(match["year"]), month, number))


def month_day_days(match: re.Match[str], day: date, *, ahead: bool) -> Days | None:
    """A day of a month, or the days from one to another, in the year said or the closest one.

    None for the verbs "may" and "march", and for "In March 40 soldiers", where the number counts.
    """
    groups = match.groupdict()
    if not _is_month(match, groups["month"]):
        return None
    month = _month_number(groups["month"])
    first = int(groups["day"])
    if groups["year"]:
        found: date | None = day.replace(int(groups["year"]), month, first)
    elif groups["ofyear"]:
        found = day.replace(day.year + STEPS[groups["ofyear"].lower()], month, first)
    elif _IN.search(_before(match)) and match.re is MONTH_DAY:
        return None
    else:
        found = nearest_month_day(day, month, first, ahead=_announced(match))
    if found is None:
        return None
    to = groups["to"] or groups.get("and")
    last = found.replace(day=int(to)) if to else found
    return (found, last) if found <= last else None


def month_year_days(match: re.Match[str], day: date, *, ahead: bool) -> Days | None:
    """A month of a year."""
    if not _is_month(match, match["month"]):
        return None
    return month_range(int(match["year"]), _month_number(match["month"]))


def month_alone_days(match: re.Match[str], day: date, *, ahead: bool) -> Days | None:
    """A month by its name; "last" and "next" are strictly before and after the day's own month."""
    name, way = match["month"], (match["way"] or "").lower()
    if not _stands_alone(match, name):
        return None
    number = _month_number(name)
    if match["ofyear"]:
        return month_range(day.year + STEPS[match["ofyear"]], number)
    if way == "last":
        return month_range(day.year - (number >= day.month), number)
    if way == "next":
        return month_range(day.year + (number <= day.month), number)
    if way == "this":
        return month_range(day.year, number)
    return nearest_month(day, number, ahead=_announced(match))


def _stands_alone(match: re.Match[str], name: str) -> bool:
    """Whether the word is a month, and not part of an impossible date such as "February 30"."""
    before = match.string[max(0, match.start("month") - _CONTEXT) : match.start("month")]
    if (match["number"] and not _IN.search(before)) or _AFTER_DAY.search(before):
        return False
    if name == "May" or name.rstrip(".") in _SHORT:
        return not match["by"] and bool(_BEFORE_MAY.search(before))
    if name != "March" or _BEFORE_MONTH.search(before):
        return True
    # "the March attack" is the month's, "the March for Life" is a protest.
    return bool(_THE.search(before) and _QUALIFIED.match(match.string, match.end()))


def year_days(match: re.Match[str], day: date, *, ahead: bool) -> Days | None:
    """A year, a decade ("the 1990s") or the years from one to another ("2014-15").

    None where the number counts something: "1997 people", "2000 GMT", "killed 1900".
    """
    before = _before(match)
    if _COUNTED_THINGS.match(match.string, match.end()) or _BEFORE_COUNT.search(before):
        return None
    if before.endswith("-") and not before.lower().endswith(("mid-", "pre-", "post-")):
        return None
    first = int(match["year"])
    if match["decade"]:
        return year_range(first, first + (99 if first % 100 == 0 and first < 2000 else 9))
    if not match["to"]:
        return year_range(first)
    last = int(match["to"]) if len(match["to"]) == 4 else first // 100 * 100 + int(match["to"])
    return year_range(first, last) if first < last else None


def _announced(match: re.Match[str]) -> bool:
    return is_announced(match.string, match.start(), match.end())


def _before(match: re.Match[str]) -> str:
    return match.string[max(0, match.start() - _CONTEXT) : match.start()]


def _month_number(name: str) -> int:
    return MONTHS.index(name[:3].lower()) + 1


def _is_month(match: re.Match[str], name: str) -> bool:
    """Whether the word is the month: in lower case "may" and "march" need a word like "on" before."""
    if name not in {"may", "march", "mar", "mar."}:
        return True
    return bool(_BEFORE_MONTH.search(_before(match))) and not _COUNTED_THINGS.match(
        match.string, match.end()
    )
