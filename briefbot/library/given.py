"""Briefs already in hand as a library: standard input, tests, a caller's own text."""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefbot.errors import BriefNotFoundError
from briefbot.library.base import Entry, Listing, Notice, Reading

if TYPE_CHECKING:
    from collections.abc import Iterable

    from briefbot.documents import Brief


class GivenLibrary:
    """A library of given briefs; it lasts as long as the object."""

    location = ""

    def __init__(self, readings: Iterable[Reading]) -> None:
        self._readings = {reading.brief.id: reading for reading in readings}

    def listing(self) -> Listing:
        """Every given brief, sorted by id.

        Raises:
            BriefNotFoundError: none was given.
        """
        if not self._readings:
            raise BriefNotFoundError("no brief was given; pass at least one")
        briefs = [self._readings[id].brief for id in sorted(self._readings)]
        return Listing(tuple(Entry(b.id, b.source, len(b.text), b.sha256) for b in briefs))

    def notices(self) -> tuple[Notice, ...]:
        """What was odd about the given briefs."""
        return tuple(notice for reading in self._readings.values() for notice in reading.notices)

    def fetch(self, entry: Entry) -> bytes:
        """The bytes the brief was read from."""
        brief = self.load(entry.id)
        return brief.text.encode(brief.encoding)

    def read(self, entry: Entry, data: bytes | None = None) -> Reading:
        """The brief of a listed entry."""
        self.load(entry.id)
        return self._readings[entry.id]

    def load(self, id: str) -> Brief:
        """The brief of that id.

        Raises:
            BriefNotFoundError: it was not given.
        """
        if id not in self._readings:
            raise BriefNotFoundError(f"no brief {id!r} was given")
        return self._readings[id].brief
