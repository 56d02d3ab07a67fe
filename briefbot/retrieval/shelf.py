"""Briefs as they were indexed, read when needed and kept for the next search."""

from __future__ import annotations

import hashlib
import threading
from collections import OrderedDict
from typing import TYPE_CHECKING, NamedTuple

from briefbot.documents import Brief
from briefbot.errors import BriefError
from briefbot.library.base import Entry
from briefbot.retrieval.chunking import Paragraph, chunk_at, paragraphs

if TYPE_CHECKING:
    from collections.abc import Sequence

    from briefbot.documents import Chunk
    from briefbot.library.base import Library
    from briefbot.retrieval.manifest import Row

# Bounds memory; a thousand ordinary briefs are 4 million characters, the largest has 33, and is split anew by every search
# if it does not stay beside the others.
_KEPT_CHARACTERS = 36_000_000
# What is read of one day's briefs together; a day of news has some ten thousand. A file may have 32 MB, and its text,
# its paragraphs and a day to compare it with have to fit into memory beside it.
MOST_BYTES_A_DAY = 40_000_000


def readable(day: Sequence[Row]) -> Sequence[Row]:
    """The briefs of one day that are read together, in the order given: all of them, up to 40 MB.

    Of a day that has more, the smaller ones come first: a flood leaves out itself, not the news beside it.
    """
    if sum(row.size for row in day) <= MOST_BYTES_A_DAY:
        return day
    kept, left = set(), MOST_BYTES_A_DAY
    for row in sorted(day, key=lambda row: (row.size, row.id)):
        left -= row.size
        if left < 0:
            break
        kept.add(row.id)
    return [row for row in day if row.id in kept]


class Opened(NamedTuple):
    """A brief with its paragraphs by where they start."""

    brief: Brief
    by_start: dict[int, Paragraph]

    def text(self, start: int) -> str:
        """The characters of the paragraph that starts there."""
        return self.brief.text[start : self.by_start[start].end]

    def chunk(self, start: int) -> Chunk:
        """The chunk that starts there."""
        return chunk_at(self.brief, self.by_start[start])


class Shelf:
    """Opens briefs of a library, only ever with the content the index knows."""

    def __init__(self, library: Library) -> None:
        self._library = library
        self._kept: OrderedDict[tuple[str, str], Opened] = OrderedDict()
        self._characters = 0
        self._lock = threading.Lock()

    def open(self, row: Row) -> Opened | None:
        """The brief of a row, None when the file has changed since or can't be read any more."""
        key = (row.id, row.sha256)
        with self._lock:
            if kept := self._kept.get(key):
                self._kept.move_to_end(key)
                return kept
        opened = self.read(row)
        if opened is not None:
            self._keep(key, opened)
        return opened

    def read(self, row: Row) -> Opened | None:
        """The same without keeping it, for those who go through all briefs."""
        brief = self._load(row)
        if brief is None:
            return None
        spans = paragraphs(brief.text, brief.body_start)
        return Opened(brief, {span.start: span for span in spans})

    def _load(self, row: Row) -> Brief | None:
        """The brief without finding its day and title again: same hash, same answer."""
        try:
            data = self._library.fetch(Entry(row.id, row.source, row.size, row.signature))
        except BriefError:
            return None
        if hashlib.sha256(data).hexdigest() != row.sha256:
            return None
        return Brief(
            id=row.id,
            day=row.date,
            title=row.title,
            text=data.decode(row.encoding),
            sha256=row.sha256,
            source=row.source,
            encoding=row.encoding,
            body_start=row.body_start,
        )

    def _keep(self, key: tuple[str, str], opened: Opened) -> None:
        with self._lock:
            if key in self._kept:
                return
            self._kept[key] = opened
            self._characters += len(opened.brief.text)
            # The newest stays however big: all hits of one search may be in it.
            while self._characters > _KEPT_CHARACTERS and len(self._kept) > 1:
                _, oldest = self._kept.popitem(last=False)
                self._characters -= len(oldest.brief.text)
