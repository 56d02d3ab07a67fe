"""One batch of changed files into an index: each is read, compared by hash, and indexed if new."""

from __future__ import annotations

import hashlib
import json
from typing import TYPE_CHECKING

from briefbot.errors import BriefError, BriefFormatError
from briefbot.retrieval.chunking import paragraphs
from briefbot.retrieval.manifest import Row

if TYPE_CHECKING:
    from collections.abc import Callable

    from briefbot.library.base import Entry, Library, Reading
    from briefbot.retrieval.postings import Postings, Writing


class Batch:
    """The changes of one update, collected in `rows`; nothing is visible before `commit`.

    tantivy's writer is opened only when a paragraph really changes: a file that was merely touched
    costs one read.
    """

    def __init__(
        self,
        library: Library,
        postings: Postings,
        *,
        next_number: int,
        changes: int,
        clock: Callable[[], int],
    ) -> None:
        self.rows: dict[str, Row] = {}
        self.next_number = next_number
        self._library = library
        self._postings = postings
        self._changes = changes
        self._clock = clock
        self._opened: Writing | None = None

    @property
    def _writing(self) -> Writing:
        if self._opened is None:
            self._opened = self._postings.write(changes=self._changes)
        return self._opened

    def drop(self, row: Row) -> None:
        """Take a vanished or changed file's paragraphs out."""
        if row.number is not None:
            self._writing.delete(row.number)

    def refresh(self, entry: Entry, before: Row | None) -> None:
        """Read a file again and index it if it is not what it was before."""
        read_ns = self._clock()
        try:
            data = self._library.fetch(entry)
            sha256 = hashlib.sha256(data).hexdigest()
            if before and before.sha256 == sha256:
                self.rows[entry.id] = before._replace(signature=entry.signature, read_ns=read_ns)
                return
            if before:
                self.drop(before)
            reading = self._library.read(entry, data)
        except BriefFormatError as exc:
            self._skip(entry, exc.reason, read_ns, before)
        except BriefError as exc:
            self._skip(entry, str(exc), read_ns, before)
        else:
            self._add(entry, reading, read_ns)

    def commit(self) -> None:
        """Write the changed paragraphs, if any."""
        if self._opened is not None:
            self._opened.commit()

    def _add(self, entry: Entry, reading: Reading, read_ns: int) -> None:
        brief, number = reading.brief, self.next_number
        self.next_number += 1
        spans = paragraphs(brief.text, brief.body_start)
        words = self._writing.add(brief.text, spans, number=number, day=brief.day.toordinal())
        said = json.dumps([(notice.reason, notice.skipped) for notice in reading.notices])
        self.rows[entry.id] = Row(
            entry.id, entry.source, entry.signature, read_ns, entry.size, brief.sha256, number,
            brief.day.toordinal(), brief.title, brief.encoding, brief.body_start,
            len(spans), words, said,
        )  # fmt: skip

    def _skip(self, entry: Entry, reason: str, read_ns: int, before: Row | None) -> None:
        if before:
            self.drop(before)
        said = json.dumps([(reason, True)])
        self.rows[entry.id] = Row(
            entry.id,
            entry.source,
            entry.signature,
            read_ns,
            entry.size,
            "",
            None,
            0,
            "",
            "",
            0,
            0,
            0,
            said,
        )
