"""Which two days are compared."""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefbot.errors import BriefNotFoundError, SettingsError
from briefbot.tasks.days import find_day

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from briefbot.retrieval.index import Index


def find_days(index: Index, wanted: Sequence[date]) -> tuple[date, date]:
    """The earlier and the later day: those wanted, one and the newest day before it, or the two newest.

    Raises:
        SettingsError: more than two days, the same one twice, or the later one first.
        BriefNotFoundError: a day has no brief, or there is none before it.
    """
    check_days(wanted)
    days = [find_day(index, day) for day in wanted] or [max(index.days())]
    if len(days) == 2:
        return days[0], days[1]
    later = days[0]
    earlier = day_before(index, later)
    if earlier is None:
        raise _nothing_before(later, sorted(index.days()))
    return earlier, later


def _nothing_before(day: date, there: Sequence[date]) -> BriefNotFoundError:
    if len(there) == 1:
        return BriefNotFoundError(
            f"only {day} has a brief; add one of another day to compare it with", day=day
        )
    listed = f"the days there are go from {there[0]} to {there[-1]}"
    return BriefNotFoundError(
        f"no brief before {day} to compare it with; {listed}", day=day, nearest=there[1:2]
    )


def day_before(index: Index, day: date) -> date | None:
    """The newest day before it that has briefs, None when it is the first."""
    return max((there for there in index.days() if there < day), default=None)


def check_days(days: Sequence[date]) -> None:
    """Nothing, for up to two days in their order.

    Raises:
        SettingsError: there are more, or the second is not later than the first.
    """
    if len(days) > 2:
        raise SettingsError(f"{len(days)} days were given; two can be compared")
    if len(days) == 2 and days[0] == days[1]:
        raise SettingsError(f"{days[0]} was given twice; give two different days")
    if len(days) == 2 and days[0] > days[1]:
        raise SettingsError(f"{days[0]} is later than {days[1]}; swap them")
