"""A date expression of a text with the days it names."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from datetime import date

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
        kind: how it is said: `date` (day and month, a holiday, or a range of days), `weekday`, `relative`
            ("yesterday", "last week", "three days ago", "the following day"), `month` (with or without a year;
            also its parts, seasons and quarters) or `year` (or several, or a part of one).
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
