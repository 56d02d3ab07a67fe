"""The days a question is about: from the options, else from the dates said in it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from briefbot.errors import SettingsError
from briefbot.language.dates import find_dates
from briefbot.language.dates.calendar import ONE_DAY
from briefbot.retrieval.said_dates import A_MONTH, Library, SaidDate, find_said

if TYPE_CHECKING:
    from datetime import date

    from briefbot.language.dates import DateMention


@dataclass(frozen=True, slots=True)
class Scope:
    """The days of the briefs that may answer a question.

    Attributes:
        since: first day, None for no lower bound.
        until: last day, inclusive; never after `as_of`.
        as_of: nothing later may be known; earlier than asked for where the question says "as of" or names
            the brief to look in. "On Feb. 1" says when it happened, not what was known.
        report_until: last day of briefs that may report what happened up to `until`. Where the question says
            when it happened, that is as many days later as it says: Tuesday's events stand in Wednesday's
            brief, last week's in this week's, and those of a month or a year in any later one. After `until`, only sentences for which `is_named_in` belong.
        said: the dates said in the question that set the scope, in its order.
        mentioned: the dates said in it that are content and set no bound ("in 1997"), in its order.
        text: the question without `said`, for retrieval terms; may be left empty.
    """

    since: date | None
    until: date
    as_of: date
    report_until: date
    said: tuple[DateMention, ...]
    mentioned: tuple[DateMention, ...]
    text: str

    def contains(self, day: date) -> bool:
        """Whether a brief of `day` is in scope by its own day."""
        return (self.since is None or self.since <= day) and day <= self.until

    def is_named_in(self, sentence: str, day: date) -> bool:
        """Whether a sentence of a brief of `day` names days that all lie in scope: "on Tuesday"."""
        return any(
            self.contains(mention.first) and self.contains(mention.last)
            for mention in find_dates(sentence, day)
        )


def find_scope(
    question: str,
    *,
    as_of: date,
    since: date | None = None,
    until: date | None = None,
    first_day: date | None = None,
    last_day: date | None = None,
) -> Scope:
    """The days a question is about; a question without dates gets every day up to `as_of`.

    Each option beats what the question says about that bound; dates of the question that the options
    leave no day of are content, as are years that can't mean the briefs ("where they were in 1997").

    Args:
        question: as the user wrote it.
        as_of: the day the question is asked for; said dates are relative to it.
        since: first day, from the options.
        until: last day, from the options; later than `as_of` counts as `as_of`.
        first_day: first day of the library, to tell years of briefs from years that are content.
        last_day: last day of the library, of those up to `as_of`.

    Raises:
        SettingsError: the options leave no day.
    """
    _check_options(as_of, since, until)
    said, content = find_said(question, as_of=as_of, library=Library(first_day, last_day))
    scope = _limited(question, said, content, as_of, since, until)
    if scope.since is not None and scope.since > scope.until:
        # The question's dates exclude each other, or the options: they can't limit anything.
        content = sorted(
            [*content, *(m for s in said for m in s.mentions)], key=lambda mention: mention.start
        )
        scope = _limited(question, [], content, as_of, since, until)
    return scope


def last_day_known(question: str, newest: date) -> date:
    """The day a question is asked as of by its own words where that is after the newest brief, else that one's."""
    said, _ = find_said(question, as_of=newest, library=Library())
    return max([newest, *_said_as_of(said)])


def _check_options(as_of: date, since: date | None, until: date | None) -> None:
    if since is not None and until is not None and since > until:
        raise SettingsError(f"since {since} is after until {until}, which leaves no day: swap them")
    if since is not None and since > as_of:
        raise SettingsError(
            f"since {since} is after as-of {as_of}, which leaves no day: choose an earlier since"
        )


def _limited(
    question: str,
    said: list[SaidDate],
    content: list[DateMention],
    as_of: date,
    since: date | None,
    until: date | None,
) -> Scope:
    limit = as_of if until else min([as_of, *_said_as_of(said)])
    said_since, said_until, is_event = _combined(said)
    first = since or said_since
    last = min(limit, until or said_until or limit)
    later = timedelta(0)
    if is_event and until is None and first is not None and first <= last:
        length = last - first + ONE_DAY
        later = limit - last if length >= A_MONTH else min(length, limit - last)
    return Scope(
        since=first,
        until=last,
        as_of=limit,
        report_until=last + later,
        said=tuple(mention for s in said for mention in s.mentions),
        mentioned=tuple(content),
        text=_without(question, said),
    )


def _said_as_of(said: list[SaidDate]) -> list[date]:
    """The days after which nothing may be known: "as of Feb. 1", and that of "the brief of Feb. 1"."""
    of_briefs = [s.last for s in said if s.of_brief]
    return [s.last for s in said if s.role == "as_of"] + sorted(of_briefs)[-1:]


def _combined(said: list[SaidDate]) -> tuple[date | None, date | None, bool]:
    """First day, last day, and whether the last is an event's, which the next brief may report.

    The hull of the days things happened within, cut by every "since" and "until".
    """
    within = [s for s in said if s.role == "within"]
    starts = [min(s.first for s in within)] if within else []
    starts += [s.first for s in said if s.role == "since"]
    starts += [s.last + ONE_DAY for s in said if s.role == "after"]
    hull_end = max((s.last for s in within), default=None)
    ends = [s.last for s in said if s.role == "until"]
    ends += [s.first - ONE_DAY for s in said if s.role == "before"]
    last = min([*ends, *([hull_end] if hull_end else [])], default=None)
    latest = [s for s in within if s.last == hull_end]
    is_event = hull_end is not None and last == hull_end and not all(s.of_brief for s in latest)
    return max(starts, default=None), last, is_event


_SPACES = re.compile(r"\s+")
_SPACE_BEFORE_MARK = re.compile(r"\s+(?=[?!.,;:])")
_DOUBLED_MARK = re.compile(r"[,;:]\s*(?=[?!.,;:])")


def _without(question: str, said: list[SaidDate]) -> str:
    parts, end = [], 0
    for date_said in said:
        parts.append(question[end : date_said.start])
        end = max(end, date_said.end)
    text = _SPACES.sub(" ", " ".join([*parts, question[end:]]))
    text = _DOUBLED_MARK.sub("", _SPACE_BEFORE_MARK.sub("", text))
    return text.strip().lstrip(",;:.?! ")
