"""Finding the dates a text names, resolved to days relative to the brief's day."""

from __future__ import annotations

import re
from bisect import bisect
from typing import TYPE_CHECKING, NamedTuple, Protocol

from briefbot.language.dates import holidays, numbered, parts, relative, seasons
from briefbot.language.dates.following import has_any, with_following
from briefbot.language.dates.mention import DateMention

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from briefbot.language.dates.calendar import Days
    from briefbot.language.dates.mention import Kind


class _Resolve(Protocol):
    """Turns a match into days; None when it is no date after all."""

    def __call__(self, match: re.Match[str], day: date, *, ahead: bool) -> Days | None: ...


class _Rule(NamedTuple):
    kind: Kind
    triggers: tuple[
        str, ...
    ]  # the pattern can only match where the lower-cased text has one of these
    pattern: re.Pattern[str]
    resolve: _Resolve


_PARTS = (
    "early",
    "mid",
    "late",
    "beginning of",
    "start of",
    "middle of",
    "end of",
    "close of",
    "half of",
)
_NTHS = ("first ", "second ", "third ", "fourth ", "fifth ", "last ", "final ")
_IN_COUNTED = ("days", "weeks", "months", "years", "hours", "in a ", "in one ", "within ")
_MONTHS = (
    "uary", "arch", "april", "may", "june", "july", "august", "ember", "october",
    *(f"in {month}" for month in numbered.MONTHS),
)  # fmt: skip
_HOLIDAYS = (
    "christmas", "boxing day", "new year", "valentine", "halloween", "fourth of july", "thanksgiving",
    "memorial day", "labor day", "good friday", "easter ",
)  # fmt: skip

_WORD_RULES = (
    _Rule("weekday", ("sday", "nday", "iday", "rday"), relative.WEEKDAY, relative.weekday_days),
    _Rule(
        "relative",
        ("yesterday", "today", "tonight", "tomorrow", "this m", "this a", "this e", "last night"),
        relative.NEAR_DAY,
        relative.near_day_days,
    ),
    _Rule("relative", ("week", "month", "year"), relative.PERIOD, relative.period_days),
    _Rule(
        "relative", ("last", "past", "previous", "next", "coming"), relative.COUNTED,
        relative.counted_days,
    ),
    _Rule("relative", ("ago",), relative.AGO, relative.ago_days),
    _Rule("relative", ("overnight",), relative.OVERNIGHT, relative.overnight_days),
    _Rule("relative", _IN_COUNTED, relative.IN_COUNTED, relative.in_counted_days),
    _Rule("relative", ("from now", "from today"), relative.FROM_NOW, relative.from_now_days),
    _Rule("relative", _PARTS, parts.PART_OF_PERIOD, parts.part_of_period_days),
    _Rule("month", _PARTS, parts.PART_OF_MONTH, parts.part_of_month_days),
    _Rule("month", _NTHS, parts.NTH_OF_MONTH, parts.nth_of_month_days),
    _Rule("month", ("spring", "summer", "autumn", "fall", "winter"), seasons.SEASON, seasons.season_days),
    _Rule("month", ("quarter", "q1", "q2", "q3", "q4"), seasons.QUARTER, seasons.quarter_days),
    _Rule("date", _HOLIDAYS, holidays.HOLIDAY, holidays.holiday_days),
    _Rule(
        "month",
        _MONTHS,
        numbered.MONTH_ALONE,
        numbered.month_alone_days,
    ),
)  # fmt: skip

_NUMBER_RULES = (
    _Rule("date", (" 11", "11 ", " 6"), holidays.HISTORY, holidays.history_days),
    _Rule("date", ("-", "/"), numbered.ISO, numbered.iso_days),
    _Rule("date", ("/19", "/20", ".19", ".20"), numbered.NUMERIC, numbered.numeric_days),
    _Rule("date", numbered.MONTHS, numbered.MONTH_DAY, numbered.month_day_days),
    _Rule("date", numbered.MONTHS, numbered.DAY_MONTH, numbered.month_day_days),
    _Rule("month", numbered.MONTHS, numbered.MONTH_YEAR, numbered.month_year_days),
    _Rule("year", ("1", "2"), numbered.YEAR, numbered.year_days),
    _Rule("year", _PARTS, parts.PART_OF_YEAR, parts.part_of_year_days),
)

_DIGIT = re.compile("[0-9]")


def find_dates(text: str, day: date, *, ahead: bool = False) -> list[DateMention]:
    """The dates a text names, in the order of the text; mentions never overlap.

    Resolved as news of `day` means them: "Tuesday" is the latest one on or before `day`, unless it says "next"
    or its clause announces ("will meet on Tuesday", "ahead of Tuesday's vote"); "Feb. 2" is the closest one,
    leaning to the past; "last week" is Monday to Sunday of the week before; "early" is the first third. "The
    following day" follows the date before it in its sentence, and is left out where there is none. Times of day and
    lengths of time are no dates. Impossible dates (Feb. 30) are left out. What the words mean in full is in
    docs/decisions.md, "Dates".

    Args:
        text: a sentence or a paragraph; longer texts are fine.
        day: the day of the brief, or the day a question is asked as of.
        ahead: read bare weekdays and "the weekend" as the coming ones, for texts known to announce.
    """
    lowered = text.lower()
    found = list(_matches(_WORD_RULES, text, lowered, day, ahead))
    if _DIGIT.search(text):
        found += _matches(_NUMBER_RULES, text, lowered, day, ahead)
    return with_following(text, lowered, _without_overlaps(found)) if found else found


def _matches(
    rules: tuple[_Rule, ...], text: str, lowered: str, day: date, ahead: bool
) -> Iterator[DateMention]:
    checked: tuple[str, ...] = ()
    triggered = False
    for kind, triggers, pattern, resolve in rules:
        if triggers is not checked:  # rules side by side share theirs
            checked, triggered = triggers, has_any(lowered, triggers)
        if not triggered:
            continue
        for match in pattern.finditer(text):
            try:
                days = resolve(match, day, ahead=ahead)
            except (ValueError, OverflowError):  # no such day, or beyond the years `date` can hold
                continue
            if days is not None:
                start = _with_weekday(match) if kind == "date" else match.start()
                yield DateMention(start, match.end(), text[start : match.end()], *days, kind)


def _with_weekday(match: re.Match[str]) -> int:
    """Where a date starts, with the weekday in front of it: "Tuesday, Feb. 1", "Wed 2022-02-02"."""
    before = max(0, match.start() - 12)
    weekday = numbered.WEEKDAY_BEFORE.search(match.string[before : match.start()])
    return before + weekday.start() if weekday else match.start()


def _without_overlaps(found: list[DateMention]) -> list[DateMention]:
    """The longest mentions first, each only where no longer one is; the earlier rule wins ties."""
    kept: list[DateMention] = []  # in the order of the text
    for mention in sorted(found, key=lambda m: m.start - m.end):
        at = bisect(kept, mention.start, key=lambda m: m.start)
        clear_before = at == 0 or kept[at - 1].end <= mention.start
        if clear_before and (at == len(kept) or mention.end <= kept[at].start):
            kept.insert(at, mention)
    return kept
