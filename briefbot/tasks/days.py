"""The days of a library: what there is, and what is nearest to a day there is nothing of."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from briefbot.errors import BriefNotFoundError, SettingsError

if TYPE_CHECKING:
    from datetime import date

    from briefbot.retrieval.index import Index


@dataclass(frozen=True, slots=True)
class DayListing:
    """A day of the library.

    Attributes:
        briefs: ids, sorted.
        bytes: size of all its briefs.
    """

    day: date
    briefs: tuple[str, ...]
    bytes: int


def list_days(index: Index) -> list[DayListing]:
    """The days that have briefs, oldest first; no brief is read for it."""
    sizes = index.sizes()
    return [DayListing(day, ids, sum(sizes[id] for id in ids)) for day, ids in index.days().items()]


def find_day(index: Index, wanted: date | None) -> date:
    """The day asked for, if it has briefs; the newest there is for None.

    Raises:
        BriefNotFoundError: the day has no brief; its `nearest` says which days have.
    """
    days = index.days()
    wanted = wanted or max(days)
    if wanted in days:
        return wanted
    nearest = sorted(sorted(days, key=lambda d: abs((d - wanted).days))[:3])
    listed = ", ".join(d.isoformat() for d in nearest)
    raise BriefNotFoundError(
        f"no brief of {wanted}; the nearest days are {listed}", day=wanted, nearest=nearest
    )


def check_since(since: date | None, last: date) -> None:
    """Nothing, where the first day asked for is not after the last one that is read.

    Raises:
        SettingsError: it is, which leaves no day.
    """
    if since is not None and since > last:
        raise SettingsError(
            f"since {since} is after {last}, the last day that is read, which leaves no day:"
            " choose an earlier since"
        )
