"""Where indexes are kept: the user's cache directory, one folder a library, safe to delete."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import sqlite3
import sys
import time
import zlib
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING

from tantivy import tantivy

from briefbot.version import __version__

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

# Raise when the schema, the analysis, the layout of chunks, the rules for a brief's day or the
# manifest change between two releases' development; a release has its own indexes anyway.
FORMAT = 5
# Long enough for another process to index a big library for the first time.
LOCK_TIMEOUT_S = 120.0
_LONGEST_WAIT_S = 0.05
_TANTIVYS_OWN = (".managed.json", ".tantivy-writer.lock", ".tantivy-meta.lock")


def cache_dir() -> Path:
    """`BRIEFBOT_CACHE`, else the platform's place for caches with "briefbot" in it."""
    if own := os.environ.get("BRIEFBOT_CACHE"):
        return Path(own).expanduser()
    if sys.platform == "win32":
        local = os.environ.get("LOCALAPPDATA")
        return (Path(local) if local else Path.home() / "AppData" / "Local") / "briefbot" / "cache"
    if sys.platform == "darwin":
        return Path.home() / "Library" / "Caches" / "briefbot"
    # The XDG specification says that a relative path is to be ignored.
    xdg = os.environ.get("XDG_CACHE_HOME", "")
    return (Path(xdg) if os.path.isabs(xdg) else Path.home() / ".cache") / "briefbot"


class CacheFolder:
    """The folder of one library's index: a manifest, tantivy's files, a lock, and vectors where there is an encoder."""

    def __init__(self, root: Path, location: str) -> None:
        key = f"{__version__}\0{FORMAT}\0{tantivy.__version__}\0{location}"
        self.path = root / "indexes" / hashlib.sha256(key.encode()).hexdigest()[:32]
        self.manifest = self.path / "manifest.sqlite"
        self.index = self.path / "index"
        self.vectors = self.path / "vectors.sqlite"

    @contextmanager
    def locked(self) -> Iterator[None]:
        """Keep other processes out. An empty SQLite file is the one lock all platforms share.

        Raises:
            OSError, sqlite3.OperationalError: the folder can't be made, written or locked.
        """
        # The index has every word of the briefs: nobody else on the machine reads it.
        self.path.mkdir(mode=0o700, parents=True, exist_ok=True)
        lock = _acquired(self.path / "lock")
        try:
            yield
        finally:
            lock.close()

    def clear(self) -> None:
        """Delete manifest and index; only while locked."""
        # The manifest goes before its journal: a journal alone is ignored, half a manifest alone is not.
        for leftover in sorted(self.path.glob("manifest.sqlite*")):
            leftover.unlink(missing_ok=True)
        self.clear_index()

    def clear_index(self) -> None:
        """Delete tantivy's files; only while locked."""
        shutil.rmtree(self.index, ignore_errors=True)
        if self.index.is_file():
            self.index.unlink()

    def clear_leftovers(self, fingerprint: Mapping[str, str]) -> None:
        """Delete what is no part of that commit, like the half-written files of a killed process; only while locked."""
        for item in os.scandir(self.index):
            if item.name not in fingerprint and item.name not in _TANTIVYS_OWN:
                with suppress(OSError):
                    os.unlink(item.path)

    def fingerprint(self, known: Mapping[str, str] | None = None) -> dict[str, str]:
        """Size and CRC-32 of each file of tantivy's last commit; leftovers of others don't count.

        Segment files are written once under a random name, so one in `known` of the same size is
        not read again; pass nothing to find damage. Checking 7 MB takes 5 ms.

        Raises:
            OSError, ValueError: there is no commit, or its list of segments is damaged.
        """
        meta = json.loads((self.index / "meta.json").read_bytes())
        segments = {segment["segment_id"].replace("-", "") for segment in meta["segments"]}
        found: dict[str, str] = {}
        for item in os.scandir(self.index):
            if item.name != "meta.json" and item.name.split(".")[0] not in segments:
                continue
            size = f"{item.stat().st_size}:"
            before = (known or {}).get(item.name, "")
            fixed = before.startswith(size) and item.name != "meta.json"
            found[item.name] = before if fixed else f"{size}{_crc(item.path):08x}"
        return found


def _acquired(path: Path) -> sqlite3.Connection:
    """The lock, held until its connection is closed. The operating system lets it go when its process dies.

    Waits here and not in SQLite, where a signal would be heard only at the end.
    """
    ends = time.monotonic() + LOCK_TIMEOUT_S
    wait_s = 0.001
    while True:
        lock = sqlite3.connect(path, timeout=0, isolation_level=None, check_same_thread=False)
        try:
            lock.execute("BEGIN EXCLUSIVE")
        except sqlite3.DatabaseError as exc:
            lock.close()
            code = exc.sqlite_errorcode & 0xFF
            if code == sqlite3.SQLITE_NOTADB and path.stat().st_size:
                # It is empty by right, so nobody can hold what is damaged; the file itself must stay the same.
                os.truncate(path, 0)
            elif code != sqlite3.SQLITE_BUSY or time.monotonic() > ends:
                raise
            time.sleep(wait_s)
            wait_s = min(2 * wait_s, _LONGEST_WAIT_S)
        except BaseException:
            lock.close()
            raise
        else:
            return lock


def _crc(path: str) -> int:
    value = 0
    with open(path, "rb") as file:
        while block := file.read(1 << 20):
            value = zlib.crc32(block, value)
    return value
