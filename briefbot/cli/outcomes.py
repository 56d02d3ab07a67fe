"""Days that did not go as wanted, grouped by why: many days of a range fail for one reason."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from briefbot.cli.exits import tell
from briefbot.rendering.numbers import counted

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

_DAYS_NAMED = 5
# Seconds left and numbers of requests differ from day to day and are no other reason.
_NUMBER = re.compile(r"\d[\d.,]*")


class ByReason:
    """Days and why, in the order they came."""

    def __init__(self) -> None:
        self._groups: dict[str, tuple[str, list[date]]] = {}

    def add(self, day: date, reason: str) -> bool:
        """Takes a day; true when it is the first with its reason."""
        key = _NUMBER.sub("#", reason)
        group = self._groups.setdefault(key, (reason, []))
        group[1].append(day)
        return len(group[1]) == 1

    def tell(self, what: str, *, end: str = "") -> None:
        """One line on stderr for each reason: how many days, which, and why."""
        for reason, days in self._groups.values():
            tell(f"{counted(len(days), 'day')} {what} ({named(sorted(days))}): {reason}{end}")


def named(days: Sequence[date]) -> str:
    """The days, the first few of many."""
    more = len(days) - _DAYS_NAMED
    return ", ".join(map(str, days[:_DAYS_NAMED])) + (f" and {more} more" if more > 0 else "")
