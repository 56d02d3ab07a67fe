"""Finding paragraphs: the index of a library, up to date, by words and days."""

from __future__ import annotations

import sqlite3
import threading
from datetime import date
from typing import TYPE_CHECKING

from briefbot.errors import BriefNotFoundError, EncoderError
from briefbot.library.base import Notice
from briefbot.retrieval.best import Best, Hit
from briefbot.retrieval.cache import CacheFolder, cache_dir
from briefbot.retrieval.embedding import Embedder
from briefbot.retrieval.shelf import MOST_BYTES_A_DAY, Shelf, readable
from briefbot.retrieval.store import Store
from briefbot.retrieval.telling import find_telling, nearest_words

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

    from briefbot.documents import Brief, Chunk
    from briefbot.encoder.base import Encoder
    from briefbot.library.base import Entry, Library
    from briefbot.retrieval.likeness import Likeness
    from briefbot.retrieval.manifest import Row
    from briefbot.retrieval.paragraph_vectors import Embedded, Progress
    from briefbot.retrieval.postings import Place
    from briefbot.retrieval.store import Snapshot
    from briefbot.retrieval.telling import Needed, Telling

# Asked for beyond `top_k`, so that repeats, ties at the edge and paragraphs whose order the day's own
# statistics change seldom cost a second search.
_SPARE = 24
# Paragraphs scored for one search. Ten years of real briefs never need a thousand; a flood of paragraphs that all score
# the same would be looked through to its end.
_MOST_LOOKED_THROUGH = 4_000
# Compared in meaning with one question: a few weeks of news. Among more, something is always alike: whether to abstain is
# told right (balanced) in .92 of the cases within a week, and in .67 over all weeks of a year.
_MOST_COMPARED = 500
# And so many bytes of files, ordinary paragraphs having 200: what is not embedded yet is, while the question waits.
_MOST_COMPARED_BYTES = 250_000


class Index:
    """The searchable form of a library. Safe to use from several threads and processes.

    It lives in the user's cache directory, or in memory when that can't be written or the library
    has no lasting place. Deleting the cache costs one new indexing, nothing else.
    """

    def __init__(
        self, library: Library, *, cache: Path | None = None, encoder: Encoder | None = None
    ) -> None:
        self._library = library
        location = library.location
        self._store = Store(CacheFolder(cache or cache_dir(), location) if location else None)
        self._shelf = Shelf(library)
        self._lock = threading.Lock()
        self._cache_notices: dict[Notice, None] = {}  # in order, each once
        self._listing_notices: tuple[Notice, ...] = ()
        self._now: Snapshot | None = None
        folder = self._store.folder
        self._embedder = (
            Embedder(encoder, folder.vectors if folder else None, self._tell) if encoder else None
        )

    @classmethod
    def open(
        cls, library: Library, *, cache: Path | None = None, encoder: Encoder | None = None
    ) -> Index:
        """The up-to-date index of a library, kept under `cache` (default: `cache_dir()`).

        With an encoder it also says how alike questions and sentences are in meaning (`likeness`); nothing of the encoder
        is loaded before that is asked.

        Raises:
            SettingsError: the library is not there.
            BriefNotFoundError: it holds no usable brief; says why the first file is not one.
        """
        index = cls(library, cache=cache, encoder=encoder)
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
            if self._embedder:
                self._embedder.close()

    @property
    def notices(self) -> tuple[Notice, ...]:
        """What users should know: the cache, files left out, files skipped, odd briefs; by path."""
        rows = self._snapshot.rows.values()
        said = [Notice(row.source, words, skip) for row in rows for words, skip in row.reasons]
        said += [_not_read_with_its_day(row) for row in self._unread(date.min, date.max)]
        return (*sorted({*said, *self._listing_notices}), *self._cache_notices)

    def days(self) -> dict[date, tuple[str, ...]]:
        """Every day with the ids of its briefs, oldest first; nothing is read."""
        return dict(self._snapshot.ids_by_day)

    def paragraphs(self) -> int:
        """How many paragraphs the briefs have together; nothing is read."""
        return sum(row.paragraphs for row in self._snapshot.numbered.values())

    @property
    def folder(self) -> Path | None:
        """Where it is kept; None when that is memory."""
        return self._store.folder.path if self._store.folder else None

    def sizes(self) -> dict[str, int]:
        """The bytes of each usable brief by id."""
        return {row.id: row.size for row in self._snapshot.numbered.values()}

    def briefs(self, since: date, until: date) -> list[Brief]:
        """The briefs from `since` to `until`, both included, by day and id.

        Of a day whose briefs have more than 40 MB together the largest are left out; `notices` names them and `unread`
        counts their paragraphs. Searching finds them all the same.
        """
        return list(self.newest_briefs(since, until))[::-1]

    def newest_briefs(self, since: date, until: date) -> Iterator[Brief]:
        """The same in the opposite order, the newest first, each read when it is asked for."""
        for row in reversed(self._rows(since, until)):
            if opened := self._shelf.open(row):
                yield opened.brief

    def unread(self, *days: date) -> int:
        """How many paragraphs are in the briefs of these days that `briefs` leaves out."""
        return sum(row.paragraphs for day in days for row in self._unread(day, day))

    def hashes(self, since: date, until: date) -> dict[str, str]:
        """The sha256 of each brief from `since` to `until` by id, in the order of `briefs`; nothing is read."""
        return {row.id: row.sha256 for row in self._rows(since, until)}

    def search(
        self, text: str, *, since: date | None = None, until: date | None = None, top_k: int = 10
    ) -> list[Hit]:
        """The best paragraphs for the words of `text` between two days, both included.

        Best first; ties by day, brief and place, oldest first. A paragraph printed more than once
        is one hit, the first of them. Words count, nothing in `text` is query syntax; a text
        without a known word gives an empty list. Scores rest on the briefs up to `until` alone, so
        that the hits are the same whatever later briefs there are, or ever were: but where more than 4,000
        paragraphs come so near to each other that all would have to be scored, only so many are.
        """
        now = self._snapshot
        last = (until or date.max).toordinal()
        weights = now.view.weigh(text, until=last, known=now.known, totals=now.totals.up_to(last))
        if weights is None or top_k < 1:
            return []
        first = (since or date.min).toordinal()
        limit = top_k + _SPARE
        best = Best(weights, now.view.average(next(iter(weights.terms))), top_k)
        seen: set[tuple[int, int]] = set()
        while True:
            places = now.view.search(weights, first=first, known=now.known, limit=limit)
            further = [place for place in places if (place.number, place.start) not in seen]
            if self._look_through(now, further, best) or len(places) < limit:
                return best.hits()
            if limit >= _MOST_LOOKED_THROUGH:
                return best.hits()
            seen.update((place.number, place.start) for place in further)
            limit *= 2

    def telling(
        self, needed: Sequence[Needed], *, since: date | None, until: date, limit: int
    ) -> Telling:
        """Every paragraph between two days that has all the needed words; none is read if over `limit`."""
        days = ((since or date.min).toordinal(), until.toordinal())
        return find_telling(
            self._snapshot, self._shelf, needed, first=days[0], last=days[1], limit=limit
        )

    def nearest_words(
        self, needed: Sequence[Needed], *, since: date | None, until: date
    ) -> tuple[str, ...]:
        """Words of the briefs between two days that look like needed ones they don't have."""
        days = ((since or date.min).toordinal(), until.toordinal())
        return nearest_words(self._snapshot, needed, first=days[0], last=days[1])

    def likeness(self, text: str, chunks: Iterable[Chunk]) -> Likeness | None:
        """How alike a text and these paragraphs are in meaning; None without a usable encoder.

        What is not stored of the paragraphs is made and kept, so the result is the same either way. The first call after
        a change of the library also makes the vectors of its new paragraphs, unless that would take long; then `embed`
        does. An encoder that fails is told of in `encoder_fault`.
        """
        if self._embedder is None:
            return None
        return self._embedder.likeness(text, chunks, self._snapshot, self._shelf)

    def nearest(
        self, text: str, *, since: date | None = None, until: date | None = None, top_k: int = 10
    ) -> list[Hit]:
        """The paragraphs between two days, both included, that are most alike to `text` in meaning; by their cosine.

        Best first; ties by day, brief and place, oldest first. A paragraph printed more than once is one hit, as in
        `search`. Empty without a usable encoder, and when there are more than 500 paragraphs, or 250 kB, between the days.
        What is not stored of them is made and kept.
        """
        if self._embedder is None or top_k < 1:
            return []
        rows = [
            row for day in self._rows_by_day(since or date.min, until or date.max) for row in day
        ]
        if sum(row.paragraphs for row in rows) > _MOST_COMPARED:
            return []
        if sum(row.size for row in rows) > _MOST_COMPARED_BYTES:
            return []
        return self._embedder.nearest(text, rows, top_k, self._snapshot, self._shelf)

    @property
    def encoder_sha256(self) -> str:
        """Hex digest of the encoder's weights, "" without one; nothing is loaded for it."""
        return self._embedder.sha256 if self._embedder else ""

    @property
    def encoder_fault(self) -> str:
        """Why the encoder can't be used, once that was found out; "" as long as it can, and without one."""
        return self._embedder.fault if self._embedder else ""

    @property
    def left_unembedded(self) -> int:
        """How many paragraphs `likeness` and `nearest` found without vectors and too many to make unasked."""
        return self._embedder.left if self._embedder else 0

    def embed(self, progress: Progress | None = None) -> Embedded:
        """Make and store the vectors of every paragraph that has none, the newest day first.

        Every second or so what was made is stored for good: interrupted, the next call goes on there.

        Args:
            progress: told how many paragraphs of how many are done.

        Raises:
            EncoderError: there is no encoder, or it can't be used.
        """
        if self._embedder is None:
            raise EncoderError("there is no encoder to embed with: set BRIEFBOT_ENCODER")
        return self._embedder.embed(self._snapshot, self._shelf, progress)

    def unembedded(self) -> int:
        """How many paragraphs of the library have no stored vectors; nothing is read, no encoder loaded."""
        if self._embedder is None:
            return self.paragraphs()
        return self._embedder.unembedded(self._snapshot)

    def _rows(self, since: date, until: date) -> list[Row]:
        return [row for day in self._rows_by_day(since, until) for row in readable(day)]

    def _rows_by_day(self, since: date, until: date) -> Iterator[tuple[Row, ...]]:
        by_day = self._snapshot.by_day
        first, last = since.toordinal(), until.toordinal()
        # Ranges are short as a rule, libraries long; but any day may be asked for.
        days = range(first, last + 1) if last - first < len(by_day) else by_day
        return (by_day.get(day, ()) for day in days if first <= day <= last)

    def _unread(self, since: date, until: date) -> list[Row]:
        """The rows that `_rows` leaves out."""
        by_day = self._snapshot.by_day
        if since == until:
            by_day = {since.toordinal(): by_day.get(since.toordinal(), ())}
        found: list[Row] = []
        for rows in by_day.values():
            read = readable(rows)
            if len(read) < len(rows):
                ids = {row.id for row in read}
                found += [row for row in rows if row.id not in ids]
        return found

    @property
    def _snapshot(self) -> Snapshot:
        if self._now is None:
            self.sync()
        assert self._now is not None
        return self._now

    def _look_through(self, now: Snapshot, places: Iterable[Place], best: Best) -> bool:
        """Score the places until none that follows can be among the best, and say whether that came.

        Briefs changed since the last update are left out.
        """
        for place in places:
            if best.beats(place.score):
                return True
            opened = self._shelf.open(now.numbered[place.number])
            if opened is not None:
                best.add(opened, place.start)
        return False

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
            if self._embedder:
                self._embedder.keep_in_memory()
            return self._store.update(self._library, entries)
        self._say(f"the index was damaged ({first}); made anew")
        return snapshot

    def _say(self, words: str) -> None:
        path = str(self._store.folder.path) if self._store.folder else "memory"
        self._tell(path, words)

    def _tell(self, path: str, words: str) -> None:
        self._cache_notices[Notice(path, words, skipped=False)] = None


def _not_read_with_its_day(row: Row) -> Notice:
    reason = (
        f"is searched only: the briefs of {row.date} have more than {MOST_BYTES_A_DAY // 10**6} MB together,"
        " and the largest are left out; split them over days"
    )
    return Notice(row.source, reason, skipped=False)
