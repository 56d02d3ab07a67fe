"""What every library of briefs looks like: list what is there cheaply, read one brief at a time."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from briefbot.errors import BriefError, BriefFormatError

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from briefbot.documents import Brief


@dataclass(frozen=True, slots=True, order=True)
class Entry:
    """One brief as listed, unread.

    Attributes:
        id: as in `Brief.id`.
        source: the path (or URL) it is read from.
        size: bytes.
        signature: changes whenever the content may have changed; compared, never interpreted.
        changed_ns: when the content last changed, nanoseconds since the epoch; 0 when the
            signature alone is proof.
    """

    id: str
    source: str
    size: int
    signature: str
    changed_ns: int = 0


@dataclass(frozen=True, slots=True, order=True)
class Notice:
    """Something a user should know about one file; `skipped` when it is not used at all."""

    path: str
    reason: str
    skipped: bool = True

    def __str__(self) -> str:
        return f"{self.path!r} {'skipped: ' if self.skipped else ''}{self.reason}"


@dataclass(frozen=True, slots=True)
class Listing:
    """What a library holds, sorted by id, and what it leaves out."""

    entries: tuple[Entry, ...]
    notices: tuple[Notice, ...] = ()


@dataclass(frozen=True, slots=True)
class Reading:
    """A brief that was read, with what was odd about it."""

    brief: Brief
    notices: tuple[Notice, ...] = ()


class Library(Protocol):
    """Where briefs come from. Implementations are safe to use from several threads."""

    @property
    def location(self) -> str:
        """What tells this library from others, e.g. an absolute path; "" when nothing lasting does."""
        ...

    def listing(self) -> Listing:
        """Everything that is there, without reading it.

        Raises:
            SettingsError: the library is not there or can't be listed.
            BriefNotFoundError: it is there and holds nothing that could be a brief.
        """
        ...

    def fetch(self, entry: Entry) -> bytes:
        """The bytes of a listed entry, as they are now; `read` and the sha256 are made from them.

        Raises:
            BriefFormatError: they can't be had; the reason says how to fix that.
            BriefNotFoundError: it is gone.
        """
        ...

    def read(self, entry: Entry, data: bytes | None = None) -> Reading:
        """The brief of a listed entry, as it is now, or in `data` if that was fetched already.

        Raises:
            BriefFormatError: it can't be used; the reason says how to fix that.
            BriefNotFoundError: it is gone.
        """
        ...

    def load(self, id: str) -> Brief:
        """The brief of that id, as it is now; safe for ids from untrusted input.

        Raises:
            BriefFormatError: it can't be used; the reason says how to fix that.
            BriefNotFoundError: there is none.
        """
        ...


def find_days(library: Library) -> dict[date, tuple[str, ...]]:
    """Every day with the ids of its briefs, oldest first. Reads every brief; unusable ones are left out."""
    days: dict[date, list[str]] = {}
    for entry in library.listing().entries:
        try:
            brief = library.read(entry).brief
        except BriefError:
            continue
        days.setdefault(brief.day, []).append(brief.id)
    return {day: tuple(days[day]) for day in sorted(days)}


def read_all(library: Library) -> tuple[Sequence[Brief], Sequence[Notice]]:
    """Every usable brief by day and id, and the notices of all. Reads everything: for small libraries."""
    listing = library.listing()
    briefs: list[Brief] = []
    notices = list(listing.notices)
    for entry in listing.entries:
        try:
            reading = library.read(entry)
        except BriefFormatError as exc:
            notices.append(Notice(exc.path, exc.reason))
        except BriefError as exc:
            notices.append(Notice(entry.source, str(exc)))
        else:
            briefs.append(reading.brief)
            notices += reading.notices
    return sorted(briefs, key=lambda brief: (brief.day, brief.id)), notices
