"""Finding paragraphs: the index of a library, up to date, by words and days."""

from __future__ import annotations

import sqlite3
import threading
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from briefbot.errors import BriefNotFoundError
from briefbot.library.base import Notice
from briefbot.retrieval.cache import CacheFolder, cache_dir
from briefbot.retrieval.chunking import normalized
from briefbot.retrieval.shelf import Shelf
from briefbot.retrieval.store import Store

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from briefbot.documents import Brief, Chunk
    from briefbot.library.base import Entry, Library
    from briefbot.retrieval.manifest import Row
    from briefbot.retrieval.postings import Place
    from briefbot.retrieval.store import Snapshot

# Scores equal to this many digits are a tie: the order of addition may change the last bits.
_SCORE_DIGITS = 4
# Looked at beyond `top_k`, so that repeats and ties at the edge seldom cost a second search.
_SPARE = 16


@dataclass(frozen=True, slots=True)
class Hit:
    """A chunk that was found, with its BM25 score (higher is better)."""

    chunk: Chunk
    score: float


class Index:
    """The searchable form of a library. Safe to use from several threads and processes.

    It lives in the user's cache directory, or in memory when that can't be written or the library
    has no lasting place. Deleting the cache costs one new indexing, nothing else.
    """

    def __init__(self, library: Library, *, cache: Path | None = None) -> None:
        self._library = library
        location = library.location
        self._store = Store(CacheFolder(cache or cache_dir(), location) if location else None)
        self._shelf = Shelf(library)
        self._lock = threading.Lock()
        self._cache_notices: tuple[Notice, ...] = ()
        self._listing_notices: tuple[Notice, ...] = ()
        self._now: Snapshot | None = None

    @classmethod
    def open(cls, library: Library, *, cache: Path | None = None) -> Index:
        """The up-to-date index of a library, kept under `cache` (default: `cache_dir()`).

        Raises:
            SettingsError: the library is not there.
            BriefNotFoundError: it holds no usable brief; says why the first file is not one.
        """
        index = cls(library, cache=cache)
        index.sync()
        return index

    def sync(self) -> None:
        """Bring the index up to date: changed files are read, the others cost one stat each.

        Raises:
            SettingsError: the library is not there any more.
            BriefNotFoundError: it holds no usable brief; says why the first file is not one.
        """
        with self._lock:
            listing = self._library.listing()
            self._listing_notices = listing.notices
            self._now = self._updated(listing.entries)
            if not self._now.numbered:
                raise BriefNotFoundError(
                    f"none of the {len(listing.entries)} files in {self._library.location!r}"
                    f" can be used as a brief: {self.notices[0]}"
                )

    def close(self) -> None:
        """Let go of the files; a later `sync` opens them again."""
        with self._lock:
            self._store.close()

    @property
    def notices(self) -> tuple[Notice, ...]:
        """What users should know: the cache, files left out, files skipped, odd briefs; by path."""
        rows = self._snapshot.rows.values()
        said = [Notice(row.source, words, skip) for row in rows for words, skip in row.reasons]
        return (*sorted({*said, *self._listing_notices}), *self._cache_notices)

    def days(self) -> dict[date, tuple[str, ...]]:
        """Every day with the ids of its briefs, oldest first; nothing is read."""
        days: dict[int, list[str]] = {}
        for row in self._snapshot.numbered.values():
            days.setdefault(row.day, []).append(row.id)
        return {date.fromordinal(day): tuple(sorted(days[day])) for day in sorted(days)}

    def sizes(self) -> dict[str, int]:
        """The bytes of each usable brief by id."""
        return {row.id: row.size for row in self._snapshot.numbered.values()}

    def briefs(self, since: date, until: date) -> list[Brief]:
        """The briefs from `since` to `until`, both included, by day and id."""
        within = (since.toordinal(), until.toordinal())
        rows = [r for r in self._snapshot.numbered.values() if within[0] <= r.day <= within[1]]
        opened = (self._shelf.open(row) for row in sorted(rows, key=lambda row: (row.day, row.id)))
        return [one.brief for one in opened if one]

    def search(
        self, text: str, *, since: date | None = None, until: date | None = None, top_k: int = 10
    ) -> list[Hit]:
        """The best paragraphs for the words of `text` between two days, both included.

        Best first; ties by day, brief and place, oldest first. A paragraph printed more than once
        is one hit, the first of them. Words count, nothing in `text` is query syntax; a text
        without a known word gives an empty list. Scores rest on word frequencies over all briefs.
        """
        now = self._snapshot
        days = ((since or date.min).toordinal(), (until or date.max).toordinal())
        limit = top_k + _SPARE
        while True:
            places = now.view.search(text, days=days, known=now.known, limit=limit)
            complete = len(places) < limit
            hits = self._hits(now, _whole_ties(places, complete=complete), top_k)
            if complete or len(hits) >= top_k:
                return hits
            limit *= 2

    @property
    def _snapshot(self) -> Snapshot:
        if self._now is None:
            self.sync()
        assert self._now is not None
        return self._now

    def _hits(self, now: Snapshot, places: Sequence[Place], top_k: int) -> list[Hit]:
        """Up to `top_k` hits, repeats and briefs changed since the last update left out."""
        ranked = sorted(places, key=lambda place: _rank(place, now.numbered[place.number]))
        hits: list[Hit] = []
        seen: set[str] = set()
        for place in ranked:
            if len(hits) == top_k:
                break
            opened = self._shelf.open(now.numbered[place.number])
            if opened is None:
                continue
            key = normalized(opened.text(place.start))
            if key not in seen:
                seen.add(key)
                hits.append(Hit(opened.chunk(place.start), round(place.score, _SCORE_DIGITS)))
        return hits

    def _updated(self, entries: Sequence[Entry]) -> Snapshot:
        """The store's update; a damaged store is made anew, an unusable one replaced by memory."""
        try:
            return self._store.update(self._library, entries)
        except (sqlite3.DatabaseError, ValueError, OSError) as exc:
            first = exc
        try:
            self._store.clear()
            snapshot = self._store.update(self._library, entries)
        except (sqlite3.DatabaseError, ValueError, OSError) as exc:
            self._say(f"can't be used ({exc}); indexing in memory instead, set BRIEFBOT_CACHE")
            self._store.close()
            self._store = Store(None)
            return self._store.update(self._library, entries)
        self._say(f"the index was damaged ({first}); made anew")
        return snapshot

    def _say(self, words: str) -> None:
        path = str(self._store.folder.path) if self._store.folder else "memory"
        self._cache_notices = (*self._cache_notices, Notice(path, words, skipped=False))


def _rank(place: Place, row: Row) -> tuple[float, int, str, int]:
    return (-round(place.score, _SCORE_DIGITS), row.day, row.id, place.start)


def _whole_ties(places: Sequence[Place], *, complete: bool) -> Sequence[Place]:
    """The places without the last group of equal scores, which the limit may have cut in two."""
    if complete or not places:
        return places
    last = round(places[-1].score, _SCORE_DIGITS)
    return [place for place in places if round(place.score, _SCORE_DIGITS) != last]
