"""The vectors of paragraphs that were embedded, kept beside the index: safe to delete, never believed unchecked."""

from __future__ import annotations

import zlib
from typing import TYPE_CHECKING, NamedTuple

from briefbot.retrieval.vector_file import VectorFile

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable, Iterable, Mapping
    from pathlib import Path

# As in the index, a brief has at most 2^25 characters. The other 37 bits are the first of its hash, so what is stored
# stays good when the index is made anew, a file is moved or touched, or a brief is numbered otherwise.
_START_BITS = 26
_NUMBER_BITS = 37
_LAST_START = (1 << _START_BITS) - 1
# SQLite takes at least 999 values in one statement.
_AT_ONCE = 500


class Stored(NamedTuple):
    """The vectors of one paragraph.

    Attributes:
        place: where it is, see `place_of`.
        made_of: a hash of encoder and texts; a row with another one is not used.
        vectors: one after the other, in the order of the texts they are of.
    """

    place: int
    made_of: bytes
    vectors: bytes


def place_of(sha256: str, start: int) -> int:
    """A number for the paragraph that starts there in the brief of that hash."""
    return _number_of(sha256) << _START_BITS | start


def _number_of(sha256: str) -> int:
    return int(sha256[:16], 16) >> (64 - _NUMBER_BITS)


class Vectors:
    """The vectors of one library. Safe to use from several threads and processes; nothing here fails for the file.

    Args:
        path: the file, None for memory.
        fingerprint: of the encoder.
        say: told what became of the file, in words for people.
    """

    def __init__(self, path: Path | None, fingerprint: str, say: Callable[[str], None]) -> None:
        self.file = VectorFile(path, fingerprint, say)
        self._say = say

    def find(self, wanted: Mapping[int, bytes]) -> dict[int, bytes]:
        """The vectors by place, of those places whose row is made of what is wanted."""
        places = list(wanted)
        rows: list[tuple[int, bytes, int, bytes]] = []
        for at in range(0, len(places), _AT_ONCE):
            rows += self.file.read(_selecting(places[at : at + _AT_ONCE]), [])
        ours = [row for row in rows if row[1] == wanted.get(row[0])]
        sound = {place: vectors for place, _, crc, vectors in ours if _is_sound(vectors, crc)}
        if len(sound) < len(ours):
            self._say("some vectors were damaged; made again")
        return sound

    def keep(
        self, rows: Iterable[Stored], *, of: Iterable[str] = (), whole: Iterable[str] = ()
    ) -> bool:
        """Store the rows, all or none, and say whether that was done.

        Args:
            rows: what was made.
            of: the hashes of the briefs the rows are of.
            whole: the hashes of those of which every paragraph is stored now.
        """
        made = [(row.place, row.made_of, zlib.crc32(row.vectors), row.vectors) for row in rows]
        begun = [(_number_of(sha256), sha256) for sha256 in of]
        done = [(_number_of(sha256), sha256) for sha256 in whole]

        def work(db: sqlite3.Connection) -> None:
            db.executemany("REPLACE INTO paragraphs VALUES (?, ?, ?, ?)", made)
            db.executemany("INSERT OR IGNORE INTO briefs VALUES (?, ?, 0)", begun)
            db.executemany("REPLACE INTO briefs VALUES (?, ?, 1)", done)

        return self.file.write(work)

    def whole(self) -> set[str]:
        """The hashes of the briefs of which every paragraph is stored."""
        query = "SELECT sha256 FROM briefs WHERE whole"
        none: list[tuple[str]] = []
        return {row[0] for row in self.file.read(lambda db: db.execute(query).fetchall(), none)}

    def begun(self) -> dict[str, int]:
        """How many paragraphs are stored of the other briefs, by hash."""
        query = """
            SELECT sha256, (SELECT count(*) FROM paragraphs
                WHERE place BETWEEN number << ?1 AND (number << ?1) + ?2) FROM briefs WHERE NOT whole
        """
        span = (_START_BITS, _LAST_START)
        return dict(self.file.read(lambda db: db.execute(query, span).fetchall(), []))

    def settled(self) -> tuple[str, int]:
        """What `settle` was given last, ("", 0) when that was nothing."""
        query = "SELECT value FROM state WHERE key = 'settled'"
        found = self.file.read(lambda db: db.execute(query).fetchone(), None)
        generation, _, left = str(found[0] if found else "").partition(" ")
        return (generation, int(left)) if left.isdecimal() else ("", 0)

    def settle(self, library: Iterable[str], generation: str, left: int) -> bool:
        """Forget briefs that are not among these hashes, remember the rest, and say whether that was done.

        Args:
            library: the hashes of the briefs there are.
            generation: of the index they are in.
            left: how many of their paragraphs are not stored.
        """
        there = {_number_of(sha256) for sha256 in library}

        def work(db: sqlite3.Connection) -> None:
            stored = db.execute("SELECT number FROM briefs").fetchall()
            gone = [number for (number,) in stored if number not in there]
            spans = [(n << _START_BITS, (n << _START_BITS) + _LAST_START) for n in gone]
            db.executemany("DELETE FROM paragraphs WHERE place BETWEEN ? AND ?", spans)
            db.executemany("DELETE FROM briefs WHERE number = ?", [(n,) for n in gone])
            db.execute("REPLACE INTO state VALUES ('settled', ?)", (f"{generation} {left}",))

        return self.file.write(work)


def _selecting(
    places: list[int],
) -> Callable[[sqlite3.Connection], list[tuple[int, bytes, int, bytes]]]:
    marks = ", ".join("?" * len(places))
    query = f"SELECT place, made_of, crc, vectors FROM paragraphs WHERE place IN ({marks})"
    return lambda db: db.execute(query, places).fetchall()


def _is_sound(vectors: object, crc: object) -> bool:
    return isinstance(vectors, bytes) and zlib.crc32(vectors) == crc
