"""Finding the dates a text names, resolved to days relative to the brief's day."""

from __future__ import annotations

import re
from bisect import bisect
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, NamedTuple, Protocol

from briefbot.language.dates import numbered as absolute
from briefbot.language.dates import relative

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from briefbot.language.dates.calendar import Days

Kind = Literal["date", "weekday", "relative", "month", "year"]


@dataclass(frozen=True, slots=True)
class DateMention:
    """A date expression of a text, with the days it names.

    Attributes:
        start: first character in the text.
        end: one past the last character.
        text: the expression, without a preposition before it: "Feb. 2", "last week".
        first: first day it covers.
        last: last day it covers, inclusive; the same as `first` for a single day.
        kind: how it is said: `date` (day and month, or a range of days), `weekday`, `relative` ("yesterday",
            "last week", "three days ago"), `month` (with or without a year) or `year` (or several).
    """

    start: int
    end: int
    text: str
    first: date
    last: date
    kind: Kind

    @property
    def is_day(self) -> bool:
        """Whether it names a single day."""
        return self.first == self.last

    def covers(self, other: DateMention) -> bool:
        """Whether every day of `other` is one of its days."""
        return self.first <= other.first and other.last <= self.last


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
    _Rule(
        "month",
        ("uary", "arch", "april", "may", "june", "july", "august", "ember", "october"),
        absolute.MONTH_ALONE,
        absolute.month_alone_days,
    ),
)  # fmt: skip

_NUMBER_RULES = (
    _Rule("date", ("-", "/"), absolute.ISO, absolute.iso_days),
    _Rule("date", ("/", "."), absolute.NUMERIC, absolute.numeric_days),
    _Rule("date", absolute.MONTHS, absolute.MONTH_DAY, absolute.month_day_days),
    _Rule("date", absolute.MONTHS, absolute.DAY_MONTH, absolute.month_day_days),
    _Rule("month", absolute.MONTHS, absolute.MONTH_YEAR, absolute.month_year_days),
    _Rule("year", ("1", "2"), absolute.YEAR, absolute.year_days),
)

_DIGIT = re.compile("[0-9]")


def find_dates(text: str, day: date, *, ahead: bool = False) -> list[DateMention]:
    """The dates a text names, in the order of the text; mentions never overlap.

    Resolved as news of `day` means them: "Tuesday" is the latest one on or before `day` (also where the
    sentence is about the future, unless it says "next" or "coming"), "Feb. 2" the closest one, leaning
    to the past, "last week" Monday to Sunday of the week before. Impossible dates (Feb. 30) are left out.

    Args:
        text: a sentence or a paragraph; longer texts are fine.
        day: the day of the brief, or the day a question is asked as of.
        ahead: read bare weekdays and "the weekend" as the coming ones, for sentences known to announce.
    """
    lowered = text.lower()
    found = list(_matches(_WORD_RULES, text, lowered, day, ahead))
    if _DIGIT.search(text):
        found += _matches(_NUMBER_RULES, text, lowered, day, ahead)
    return _without_overlaps(found) if len(found) > 1 else found


def _matches(
    rules: tuple[_Rule, ...], text: str, lowered: str, day: date, ahead: bool
) -> Iterator[DateMention]:
    for kind, triggers, pattern, resolve in rules:
        if not any(trigger in lowered for trigger in triggers):
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
    weekday = absolute.WEEKDAY_BEFORE.search(match.string[before : match.start()])
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
