"""Holidays by name: those news dates things by, with the days that the United States and Britain keep."""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING

from briefbot.language.dates.calendar import Days, nearest, nth_weekday, one_day

if TYPE_CHECKING:
    from collections.abc import Callable

_FIXED = {
    "christmas day": (12, 25),
    "christmas eve": (12, 24),
    "christmas": (12, 25),
    "boxing day": (12, 26),
    "new years day": (1, 1),
    "new years eve": (12, 31),
    "valentines day": (2, 14),
    "halloween": (10, 31),
    "fourth of july": (7, 4),
}
_MOVABLE: dict[str, Callable[[int], date]] = {
    "thanksgiving": lambda year: nth_weekday(year, 11, 3, 4),
    "thanksgiving day": lambda year: nth_weekday(year, 11, 3, 4),
    "memorial day": lambda year: nth_weekday(year, 5, 0, -1),
    "labor day": lambda year: nth_weekday(year, 9, 0, 1),
    "good friday": lambda year: date.fromordinal(easter(year).toordinal() - 2),
    "easter sunday": lambda year: easter(year),
    "easter monday": lambda year: date.fromordinal(easter(year).toordinal() + 1),
}

HOLIDAY = re.compile(
    r"\b(?P<name>Christmas(?:\s+(?:Day|Eve))?|Boxing\s+Day|New\s+Year[’']?s\s+(?:Day|Eve)|Valentine[’']?s\s+Day"
    r"|Halloween|Fourth\s+of\s+July|Thanksgiving(?:\s+Day)?|Memorial\s+Day|Labor\s+Day|Good\s+Friday"
    r"|Easter\s+(?:Sunday|Monday))\b(?:,?\s+(?:in\s+)?(?P<year>(?:19|20)[0-9]{2})\b)?"
    r"(?!\s+(?:Agreement|Accords?|Parade|Massacre|Islands?|Speech|Uprising))"
)
# "after Christmas" is after the day; "Christmas markets" and "a Christmas tree" are the season's.
_ATTRIBUTE = re.compile(
    r"\s+(?!(?:for|on|against|to|of|and|or|in|at|was|is|are|were|has|had|will|after|before|when|as|with|by|from"
    r"|the|a|an|he|she|it|they|that|but|while|this|last|next)\b)[a-z]"
)
_ON = re.compile(r"\b(?:on|since|until|by)\s+$", re.IGNORECASE)
_AT = re.compile(r"\b(?:by|before|until|till|since|after|at|on)\s+$", re.IGNORECASE)


# Named by their day ever since, without the year: "the September 11 attacks", "the January 6 riot".
HISTORY = re.compile(
    r"\b(?:(?P<attacks>Sept(?:ember|\.)?\s+11(?:th)?|11\s+September)"
    r"(?=\s+(?:[Tt]error|attack|hijack|Commission|Memorial|[Vv]ictim))"
    r"|Jan(?:uary|\.)\s+6(?:th)?(?=\s+(?:(?:United\s+States|U\.?S\.?)\s+)?"
    r"(?:Capitol|riot|attack|insurrection|(?:[Ss]elect\s+|House\s+)*[Cc]ommittee)))"
)


def history_days(match: re.Match[str], day: date, *, ahead: bool) -> Days | None:
    """The day in 2001 or 2021, for news after it."""
    known = date(2001, 9, 11) if match["attacks"] else date(2021, 1, 6)
    return one_day(known) if day >= known else None


def holiday_days(match: re.Match[str], day: date, *, ahead: bool) -> Days | None:
    """The holiday of the year said, or of the year that is closest, leaning to the past.

    None where it only names something: "the Labor Day weekend", "a Christmas tree".
    """
    before = match.string[max(0, match.start() - 8) : match.start()]
    if _ATTRIBUTE.match(match.string, match.end()) and not _ON.search(before):
        return None
    name = " ".join(match["name"].lower().replace("’", "").replace("'", "").split())
    if name == "christmas" and not _AT.search(
        match.string[max(0, match.start() - 8) : match.start()]
    ):
        return None
    fixed = _FIXED.get(name)
    in_year = _MOVABLE[name] if fixed is None else lambda year: date(year, *fixed)
    if match["year"]:
        return one_day(in_year(int(match["year"])))
    found = nearest(day, in_year, ahead=ahead)
    return one_day(found) if found else None


def easter(year: int) -> date:
    """Easter Sunday of the Gregorian calendar.

    Source: the anonymous algorithm of 1876 (Meeus, Astronomical Algorithms, chapter 8).
    """
    golden, (century, rest) = year % 19, divmod(year, 100)
    leaps, moon = divmod(century, 4), (century - (century + 8) // 25 + 1) // 3
    epact = (19 * golden + century - leaps[0] - moon + 15) % 30
    weekday = (32 + 2 * leaps[1] + 2 * (rest // 4) - epact - rest % 4) % 7
    shift = (golden + 11 * epact + 22 * weekday) // 451
    month, number = divmod(epact + weekday - 7 * shift + 114, 31)
    return date(year, month, number + 1)
