"""An SQLite file that may be damaged, busy or out of reach, and work in it that never fails for that."""

from __future__ import annotations

import os
import sqlite3
import threading
import weakref
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    T = TypeVar("T")

# Raise when the tables, or what is in them, change.
_FORMAT = 1
_SCHEMA = (
    "CREATE TABLE paragraphs (place INTEGER PRIMARY KEY, made_of BLOB, crc INTEGER, vectors BLOB)",
    "CREATE TABLE briefs (number INTEGER PRIMARY KEY, sha256 TEXT, whole INTEGER)",
    "CREATE TABLE state (key TEXT PRIMARY KEY, value TEXT)",
)
# The largest row is some 12 kB; a file that holds others is none of ours, and they are not read into memory.
_LARGEST_ROW = 1_000_000
# A writer has the file to itself for some milliseconds.
_BUSY_S = 0.3
_BUSY = (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED)
# No damage: the folder is gone, full, or can't be written.
_UNUSABLE = (
    sqlite3.SQLITE_READONLY,
    sqlite3.SQLITE_CANTOPEN,
    sqlite3.SQLITE_IOERR,
    sqlite3.SQLITE_FULL,
    sqlite3.SQLITE_PERM,
)


class VectorFile:
    """The file for one library's vectors; `None` as path keeps them in memory. Safe to use from several threads.

    One that is damaged is emptied, one that can't be used is replaced by memory. While another process writes, work
    gives what it was told to give then.

    Args:
        path: the file.
        fingerprint: of the encoder; a file with the vectors of another one is emptied.
        say: told what became of the file, in words for people.
    """

    def __init__(self, path: Path | None, fingerprint: str, say: Callable[[str], None]) -> None:
        self._path = path
        self._fingerprint = fingerprint
        self._say = say
        self._lock = threading.Lock()
        self._connection: sqlite3.Connection | None = None

    @property
    def lasting(self) -> bool:
        """Whether what is written is there for the next process."""
        return self._path is not None

    def close(self) -> None:
        """Let go of the file; the next work opens it again."""
        with self._lock:
            self._disconnect()

    def leave(self) -> None:
        """Keep to memory from now on."""
        with self._lock:
            self._disconnect()
            self._path = None

    def read(self, work: Callable[[sqlite3.Connection], T], otherwise: T) -> T:
        """What `work` gives; `otherwise` while another process has the file to itself."""
        with self._lock:
            for again in (True, False):
                try:
                    return work(self._opened())
                except (sqlite3.Error, OSError) as exc:
                    if _code(exc) in _BUSY:
                        return otherwise
                    self._mend(exc, again=again)
            return work(self._opened())

    def write(self, work: Callable[[sqlite3.Connection], None]) -> bool:
        """Do `work`, all of it or nothing, and say whether it was done."""

        def within(db: sqlite3.Connection) -> bool:
            db.execute("BEGIN IMMEDIATE")
            try:
                work(db)
                db.execute("COMMIT")
            except BaseException:
                if db.in_transaction:
                    db.execute("ROLLBACK")
                raise
            return True

        return self.read(within, False)

    def _mend(self, exc: sqlite3.Error | OSError, *, again: bool) -> None:
        """Empty a damaged file, or go on in memory when that did not help."""
        self._disconnect()
        if self._path is None:
            raise exc
        if again and (isinstance(exc, OSError) or _code(exc) in _UNUSABLE):
            return  # Somebody may have deleted the folder, which opening makes again.
        try:
            if again:
                # Not deleted: a process that has the file open would write its journal beside the new one.
                os.truncate(self._path, 0)
                self._say(f"the vectors were damaged ({exc}); made again when needed")
                return
        except OSError as failure:
            exc = failure
        self._say(f"vectors can't be kept ({exc}); set BRIEFBOT_CACHE")
        self._path = None

    def _opened(self) -> sqlite3.Connection:
        if self._connection is None:
            if self._path:
                if self._path.is_symlink():
                    # What is damaged is emptied: never a file that is somewhere else.
                    raise OSError("it is a link")
                # Vectors give away what a text is about: nobody else on the machine reads them.
                self._path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            db = sqlite3.connect(
                self._path or ":memory:",
                timeout=_BUSY_S,
                isolation_level=None,
                check_same_thread=False,
            )
            try:
                self._prepare(db)
            except BaseException:
                db.close()
                raise
            weakref.finalize(self, db.close)
            self._connection = db
        return self._connection

    def _prepare(self, db: sqlite3.Connection) -> None:
        """Make the tables, unless they are there for this encoder already."""
        db.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, _LARGEST_ROW)
        # After a power cut the last batch may be gone; every row has its own checksum.
        db.execute("PRAGMA synchronous = NORMAL")
        if self._is_ours(db):
            return
        db.execute("BEGIN IMMEDIATE")
        # Another process may have made them while this one waited; closing takes half of it back.
        if not self._is_ours(db):
            for (name,) in db.execute(
                "SELECT name FROM sqlite_master WHERE type = 'table'"
            ).fetchall():
                db.execute(f'DROP TABLE "{name}"')
            for statement in _SCHEMA:
                db.execute(statement)
            db.execute("INSERT INTO state VALUES ('fingerprint', ?)", (self._fingerprint,))
            db.execute(f"PRAGMA user_version = {_FORMAT}")
        db.execute("COMMIT")

    def _is_ours(self, db: sqlite3.Connection) -> bool:
        (version,) = db.execute("PRAGMA user_version").fetchone()
        if version != _FORMAT:
            return False
        # A view in place of a table may have no end, a trigger may write anything.
        made = db.execute("SELECT sql FROM sqlite_master WHERE sql IS NOT NULL").fetchall()
        if {sql for (sql,) in made} != set(_SCHEMA):
            raise sqlite3.DatabaseError("its tables are others")
        query = "SELECT value FROM state WHERE key = 'fingerprint'"
        return bool(db.execute(query).fetchone() == (self._fingerprint,))

    def _disconnect(self) -> None:
        if self._connection is not None:
            self._connection.close()
            self._connection = None


def _code(exc: sqlite3.Error | OSError) -> int:
    """SQLite's primary code; that of damage for errors without one, like text that is no UTF-8."""
    return getattr(exc, "sqlite_errorcode", sqlite3.SQLITE_CORRUPT) & 0xFF
