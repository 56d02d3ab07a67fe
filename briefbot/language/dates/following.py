"""Dates relative to another date of their sentence: "the following day", "a week earlier", "that same day"."""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import TYPE_CHECKING

from briefbot.language.dates.calendar import (
    Days,
    month_range,
    months_before,
    one_day,
    week_of,
    weekday_on_or_after,
    weekday_on_or_before,
    weekend_of,
    year_range,
)
from briefbot.language.dates.mention import DateMention
from briefbot.language.dates.relative import COUNT, WEEKDAYS, number_of

if TYPE_CHECKING:
    from collections.abc import Iterator

_TRIGGERS = (
    "following", "same", "next day", "next morning", "next night", "previous", "day before", "day after",
    "later", "earlier",
)  # fmt: skip
_WEEKDAY = r"(?P<weekday>mon|tues|wednes|thurs|fri|satur|sun)day"
_FOLLOWING = re.compile(
    rf"\b(?:(?:the|that)\s+(?:very\s+)?(?P<way>following|next|same|previous)\s+"
    rf"(?:{_WEEKDAY}|(?P<unit>day|morning|afternoon|evening|night|weekend|week|month|year))\b"
    rf"|the\s+day\s+(?P<side>before|after)(?=\s*(?:[.,;)]|$|and\b))"
    rf"|{COUNT}\s+(?P<span>day|week|month|year)s?\s+(?P<to>later|earlier|before|after|afterwards)"
    rf"(?=\s*(?:[.,;)]|$|(?:and|in|at|on|by|when|as)\b))(?!\s+than\b))",
    re.IGNORECASE,
)
# A full stop, but not the one of "Feb. 1", "U.S. Army" or "Gen. Lee".
_SENTENCE_END = re.compile(
    r"(?<!\b[A-Z])(?<!\b[A-Z][a-z])(?<!\b[A-Z][a-z]{2})(?<!\bSept)[.!?][\"”’)]*\s+(?=[\"“‘(]?[A-Z])|\n"
)

_REACH = 200  # characters: further on it is about something else, and long texts stay linear


def has_any(lowered: str, triggers: tuple[str, ...]) -> bool:
    """Whether one of the triggers is in the text; half the time of `any` with a generator."""
    for trigger in triggers:
        if trigger in lowered:
            return True
    return False


def with_following(text: str, lowered: str, found: list[DateMention]) -> list[DateMention]:
    """The mentions and those that follow from the one before them in their sentence.

    A bare weekday or the like inside such an expression goes, also where nothing before it resolves it: "the
    following Monday" is never the Monday of the brief's own week.
    """
    if not has_any(lowered, _TRIGGERS):
        return found
    matches = list(_FOLLOWING.finditer(text))
    return sorted(_merged(text, found, matches), key=lambda m: m.start) if matches else found


def _merged(
    text: str, found: list[DateMention], matches: list[re.Match[str]]
) -> Iterator[DateMention]:
    mentions = iter(found)
    mention = next(mentions, None)
    before: DateMention | None = None
    for match in matches:
        while mention is not None and mention.end <= match.start():
            yield mention
            before, mention = mention, next(mentions, None)
        longer = None
        while mention is not None and mention.start < match.end():
            if mention.end > match.end() or mention.start < match.start():
                longer = mention
                yield mention
            mention = next(mentions, None)
        if longer is not None:
            before = longer
            continue
        days = _resolved(text, match, before)
        if days is not None:
            before = DateMention(match.start(), match.end(), match[0], *days, "relative")
            yield before
    while mention is not None:
        yield mention
        mention = next(mentions, None)


def _resolved(text: str, match: re.Match[str], before: DateMention | None) -> Days | None:
    if before is None or match.start() - before.end > _REACH:
        return None
    if _SENTENCE_END.search(text, before.end, match.end()):
        return None
    try:
        return _days(match, before)
    except (ValueError, OverflowError):  # beyond the years `date` can hold
        return None


def _days(match: re.Match[str], before: DateMention) -> Days | None:
    if match["span"]:
        count = number_of(match["count"])
        step = count if match["to"].lower()[0] in "la" else -count
        return _counted(before, match["span"].lower(), step)
    if match["side"]:
        return _counted(before, "day", 1 if match["side"].lower() == "after" else -1)
    way = match["way"].lower()
    step = {"same": 0, "previous": -1}.get(way, 1)
    if match["weekday"]:
        return _weekday(before, WEEKDAYS.index(match["weekday"].lower()), step)
    unit = match["unit"].lower()
    if unit in {"week", "weekend", "month", "year"}:
        return _period(before.first, unit, step) if step or before.is_day else None
    return _counted(before, "day", step)


def _weekday(before: DateMention, number: int, step: int) -> Days | None:
    if not before.is_day or step == 0:
        return None
    day = before.first + timedelta(days=step)
    return one_day((weekday_on_or_after if step > 0 else weekday_on_or_before)(day, number))


def _period(day: date, unit: str, step: int) -> Days:
    if unit == "week":
        return week_of(day + timedelta(days=7 * step))
    if unit == "weekend":
        return weekend_of(
            day + timedelta(days=7 * step - (7 if step > 0 and day.weekday() < 5 else 0))
        )
    return (
        month_range(day.year, day.month + step) if unit == "month" else year_range(day.year + step)
    )


def _counted(before: DateMention, unit: str, step: int) -> Days | None:
    """So many units after a date: a day after a day, a month or a year after whatever it is."""
    if unit == "year":
        return year_range(before.first.year + step, before.last.year + step)
    if unit == "month":
        day = months_before(before.first, -step)
        return month_range(day.year, day.month)
    if not before.is_day:
        return None
    return one_day(before.first + timedelta(days=step * (7 if unit == "week" else 1)))
