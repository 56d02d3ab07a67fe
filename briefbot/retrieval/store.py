"""Bringing an index up to date with its library: only what changed is read."""

from __future__ import annotations

import json
import os
import time
from contextlib import nullcontext
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING

from briefbot.retrieval.bm25 import Totals, TotalsByDay
from briefbot.retrieval.manifest import Manifest
from briefbot.retrieval.postings import Postings
from briefbot.retrieval.refresh import Batch

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from collections.abc import Set as AbstractSet
    from pathlib import Path

    from briefbot.library.base import Entry, Library
    from briefbot.retrieval.cache import CacheFolder
    from briefbot.retrieval.manifest import Row
    from briefbot.retrieval.postings import View

# A file changed this shortly before it was read may change again within the same tick of the file
# system's clock (2 s on FAT) and keep its signature, so it is read once more. Git does the same.
_RACY_NS = 2_000_000_000


class IndexDamagedError(ValueError):
    """The files of the index are not those its manifest was saved with."""


@dataclass(frozen=True)
class Snapshot:
    """An index as of one update; it never changes.

    Attributes:
        view: what can be searched.
        rows: every file by id, skipped ones included.
        numbered: the row of each brief number.
        known: ordinals of the first and the last day; (1, 0) without a brief.
    """

    postings: Postings
    rows: Mapping[str, Row]
    generation: str
    fingerprint: Mapping[str, str]
    view: View = field(init=False)
    numbered: Mapping[int, Row] = field(init=False)
    known: tuple[int, int] = field(init=False)

    def __post_init__(self) -> None:
        numbered = {row.number: row for row in self.rows.values() if row.number is not None}
        days = [row.day for row in numbered.values()]
        object.__setattr__(self, "view", self.postings.view())
        object.__setattr__(self, "numbered", numbered)
        object.__setattr__(self, "known", (min(days), max(days)) if days else (1, 0))

    @cached_property
    def by_day(self) -> Mapping[int, tuple[Row, ...]]:
        """The rows of each day's briefs by id, oldest day first."""
        days: dict[int, list[Row]] = {}
        for row in sorted(self.numbered.values(), key=lambda row: (row.day, row.id)):
            days.setdefault(row.day, []).append(row)
        return {day: tuple(rows) for day, rows in days.items()}

    @cached_property
    def totals(self) -> TotalsByDay:
        """How many paragraphs and words there are up to each day."""
        counted = {
            day: Totals(sum(row.paragraphs for row in rows), sum(row.words for row in rows))
            for day, rows in self.by_day.items()
        }
        return TotalsByDay(counted)

    @cached_property
    def ids_by_day(self) -> Mapping[date, tuple[str, ...]]:
        """The ids of each day's briefs, oldest day first."""
        return {
            date.fromordinal(day): tuple(row.id for row in rows)
            for day, rows in self.by_day.items()
        }


class Store:
    """Manifest and postings of one library, in a cache folder or, without one, in memory."""

    def __init__(
        self, folder: CacheFolder | None, *, clock: Callable[[], int] = time.time_ns
    ) -> None:
        self.folder = folder
        self._clock = clock
        self._manifest: Manifest | None = None
        self._snapshot: Snapshot | None = None

    def update(self, library: Library, entries: Sequence[Entry]) -> Snapshot:
        """The index of exactly these entries. Unchanged ones cost a comparison.

        Raises:
            IndexDamagedError, ValueError, sqlite3.DatabaseError: the index is damaged.
            OSError, sqlite3.OperationalError: it can't be written.
        """
        with self.folder.locked() if self.folder else nullcontext():
            state = self._opened_manifest().state()
            now = self._current(state)
            clock_ns = self._clock()
            stale = [e for e in entries if not _is_clean(now.rows.get(e.id), e, clock_ns)]
            gone = now.rows.keys() - {entry.id for entry in entries}
            if stale or gone:
                now = self._written(library, now, stale, gone, int(state.get("next_number", "1")))
            self._snapshot = now
            return _with_sources(now, entries)

    def clear(self) -> None:
        """Delete the index, so that the next update makes it anew."""
        self.close()
        if self.folder:
            with self.folder.locked():
                self.folder.clear()

    def close(self) -> None:
        """Let go of the files."""
        if self._manifest:
            self._manifest.close()
        self._manifest = self._snapshot = None

    def _opened_manifest(self) -> Manifest:
        if self._manifest is None:
            self._manifest = Manifest(self.folder.manifest if self.folder else None)
        return self._manifest

    def _current(self, state: Mapping[str, str]) -> Snapshot:
        """What is stored now: what this process saw last if nobody wrote since."""
        generation = state.get("generation", "")
        if self._snapshot and self._snapshot.generation == generation:
            return self._snapshot
        if not state:
            # Also after an interrupted first update: what it left behind is of no use.
            if self.folder:
                self.folder.clear_index()
            return Snapshot(Postings(self._index_path()), {}, "", {})
        # First of all: it says whether the state can be believed.
        rows = self._opened_manifest().rows()
        fingerprint = json.loads(state["fingerprint"])
        if self.folder and self.folder.fingerprint() != fingerprint:
            raise IndexDamagedError("its files are not those that were written")
        return Snapshot(Postings(self._index_path()), rows, generation, fingerprint)

    def _index_path(self) -> Path | None:
        return self.folder.index if self.folder else None

    def _written(
        self,
        library: Library,
        before: Snapshot,
        stale: Sequence[Entry],
        gone: AbstractSet[str],
        number: int,
    ) -> Snapshot:
        """Apply the changes to `before` and save what is then there."""
        batch = Batch(
            library,
            before.postings,
            next_number=number,
            changes=len(stale) + len(gone),
            clock=self._clock,
        )
        for id in sorted(gone):
            batch.drop(before.rows[id])
        for entry in stale:
            batch.refresh(entry, before.rows.get(entry.id))
        batch.commit()
        fingerprint: dict[str, str] = {}
        if self.folder:
            fingerprint = self.folder.fingerprint(before.fingerprint)
            self.folder.clear_leftovers(fingerprint)
        state = {
            "generation": os.urandom(8).hex(),
            "next_number": str(batch.next_number),
            "fingerprint": json.dumps(fingerprint),
        }
        rows = {id: row for id, row in before.rows.items() if id not in gone} | batch.rows
        self._opened_manifest().save(rows=rows, changed=batch.rows, gone=gone, state=state)
        return Snapshot(before.postings, rows, state["generation"], fingerprint)


def _is_clean(row: Row | None, entry: Entry, clock_ns: int) -> bool:
    """Whether a file is surely as it was when it was read."""
    if row is None or row.signature != entry.signature:
        return False
    # Read in the future: the clock went back since, and no order of times holds any more.
    return entry.changed_ns + _RACY_NS < row.read_ns <= clock_ns


def _with_sources(snapshot: Snapshot, entries: Sequence[Entry]) -> Snapshot:
    """The same with the paths as this library says them: `seeds` and `/home/me/seeds` share an index."""
    rows = snapshot.rows
    if all(rows[entry.id].source == entry.source for entry in entries):
        return snapshot
    moved = {entry.id: rows[entry.id]._replace(source=entry.source) for entry in entries}
    return replace(snapshot, rows=moved)
