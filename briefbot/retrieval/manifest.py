"""What an index holds: for each file its signature, hash and day, so unchanged ones stay unread."""

from __future__ import annotations

import json
import marshal
import sqlite3
import weakref
import zlib
from datetime import date
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

_SCHEMA = """
CREATE TABLE IF NOT EXISTS files (
    id TEXT PRIMARY KEY, source TEXT, signature TEXT, read_ns INTEGER, size INTEGER,
    sha256 TEXT, number INTEGER, day INTEGER, title TEXT, encoding TEXT, body_start INTEGER,
    paragraphs INTEGER, words INTEGER, notices TEXT
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS state (key TEXT PRIMARY KEY, value TEXT);
"""


_CHECKSUM = "checksum"


class Row(NamedTuple):
    """One file as last read.

    Attributes:
        read_ns: when reading began, on the clock of `Entry.changed_ns`.
        number: what its chunks carry in the index, never reused; None when it was skipped.
        day: ordinal of the brief's day, 0 when skipped.
        paragraphs: how many are indexed.
        words: how many those have together, headings above them included.
        notices: JSON list of `[reason, skipped]`.
    """

    id: str
    source: str
    signature: str
    read_ns: int
    size: int
    sha256: str
    number: int | None
    day: int
    title: str
    encoding: str
    body_start: int
    paragraphs: int
    words: int
    notices: str

    @property
    def date(self) -> date:
        """The brief's day."""
        return date.fromordinal(self.day)

    @property
    def reasons(self) -> list[tuple[str, bool]]:
        """What is to be said about the file: the words, and whether it was skipped."""
        if self.notices == "[]":
            return []
        return [(words, skipped) for words, skipped in json.loads(self.notices)]


class ManifestDamagedError(ValueError):
    """The manifest holds something else than was saved."""


class Manifest:
    """The rows of one index in SQLite; `None` as path keeps them in memory.

    Not locked by itself: callers hold the folder's lock. Every method may raise
    `sqlite3.DatabaseError` when the file is damaged.
    """

    def __init__(self, path: Path | None) -> None:
        self._connection = sqlite3.connect(
            path or ":memory:", isolation_level=None, check_same_thread=False
        )
        weakref.finalize(self, self._connection.close)
        # The folder's lock serializes writers, and a lost write only costs indexing again.
        self._connection.execute("PRAGMA synchronous = OFF")
        self._connection.executescript(_SCHEMA)

    def close(self) -> None:
        """Let go of the file."""
        self._connection.close()

    def rows(self) -> dict[str, Row]:
        """Every row by id.

        Raises:
            ManifestDamagedError: rows or state are not those that were saved. SQLite itself finds damage of its
                structure alone, not a changed digit in a row.
        """
        found = self._connection.execute("SELECT * FROM files ORDER BY id").fetchall()
        state = self.state()
        if state and state.pop(_CHECKSUM, "") != _checksum(found, state):
            raise ManifestDamagedError("its manifest is not as it was written")
        # Half the time of `Row._make`, over every file of the library on every start.
        make = tuple.__new__
        return {row[0]: make(Row, row) for row in found}

    def state(self) -> dict[str, str]:
        """What `save` was given last: `generation`, `next_number`, `fingerprint`; empty when new."""
        return dict(self._connection.execute("SELECT key, value FROM state"))

    def save(
        self,
        *,
        rows: Mapping[str, Row],
        changed: Iterable[str],
        gone: Iterable[str],
        state: dict[str, str],
    ) -> None:
        """Put the changed ones of all `rows` in, take the gone ones out and replace the state, all or nothing."""
        by_id: list[Any] = [tuple(rows[id]) for id in sorted(rows)]
        state = {**state, _CHECKSUM: _checksum(by_id, state)}
        self._connection.execute("BEGIN IMMEDIATE")
        try:
            self._connection.executemany("DELETE FROM files WHERE id = ?", ((id,) for id in gone))
            marks = ", ".join("?" * len(Row._fields))
            self._connection.executemany(
                f"REPLACE INTO files VALUES ({marks})", (rows[id] for id in changed)
            )
            self._connection.executemany("REPLACE INTO state VALUES (?, ?)", state.items())
        except BaseException:
            self._connection.execute("ROLLBACK")
            raise
        self._connection.execute("COMMIT")


def _checksum(rows: list[Any], state: Mapping[str, str]) -> str:
    # Marshal's second version spells equal values alike, and is the fastest: 10 ms for 8,587 rows.
    return f"{zlib.crc32(marshal.dumps((rows, sorted(state.items())), 2)):08x}"
