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
    from briefbot.documents import Chunk
    from briefbot.library.base import Library
    from briefbot.retrieval.manifest import Row

# Bounds memory; a thousand ordinary briefs are 4 million characters.
_KEPT_CHARACTERS = 16_000_000


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
        brief = self._load(row)
        if brief is None:
            return None
        spans = paragraphs(brief.text, brief.body_start)
        opened = Opened(brief, {span.start: span for span in spans})
        self._keep(key, opened)
        return opened

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
