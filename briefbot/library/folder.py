"""A folder of dated files as a library, or one file as a library of one."""

from __future__ import annotations

import os
import stat
from contextlib import contextmanager
from operator import attrgetter
from typing import TYPE_CHECKING

from briefbot.errors import BriefFormatError, BriefNotFoundError, SettingsError
from briefbot.library.base import Entry, Listing, Notice, Reading
from briefbot.library.readers.text import LARGEST_BRIEF_BYTES, read_text, too_large

if TYPE_CHECKING:
    from collections.abc import Iterator

    from briefbot.documents import Brief

# Never waits on a pipe.
_READING = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
SUFFIXES = (".txt", ".text", ".md", ".markdown")
# A path is at most 4,096 bytes on most systems, and nobody files briefs so deep.
_DEEPEST = 64


class FolderLibrary:
    """The `.txt` and `.md` files of a folder and the folders in it.

    Hidden files, other file types and linked folders are left out; so are links to files that lead
    out of the folder, and folders more than 64 deep, with a notice. A path to one file is a library of one.
    """

    def __init__(self, path: str | os.PathLike[str]) -> None:
        self.path = os.fspath(path)
        self._root: str | None = None

    def __repr__(self) -> str:
        return f"FolderLibrary({self.path!r})"

    @property
    def location(self) -> str:
        """The absolute path, links resolved."""
        return os.path.realpath(self.path)

    def listing(self) -> Listing:
        """Everything that could be a brief, sorted by id: one stat a file, nothing opened.

        Raises:
            SettingsError: the path is missing, unreadable, or neither a folder nor a file.
            BriefNotFoundError: there is no `.txt` or `.md` file.
        """
        try:
            status = os.stat(self.path)
        except (OSError, ValueError) as exc:
            raise SettingsError(
                f"no briefs at {self.path!r} ({_why(exc)}); pass a folder of .txt or .md files"
                " with --briefs PATH"
            ) from exc
        if stat.S_ISREG(status.st_mode):
            return Listing((_entry(os.path.basename(self.path), self.path, status),))
        if not stat.S_ISDIR(status.st_mode):
            raise SettingsError(
                f"{self.path!r} is neither a folder nor a file; use - to read standard input"
            )
        return self._list_folder()

    def _list_folder(self) -> Listing:
        notices: list[Notice] = []
        try:
            entries = sorted(self._walk("", notices), key=attrgetter("id"))
        except OSError as exc:
            raise SettingsError(f"the folder {self.path!r} can't be read ({_why(exc)})") from exc
        if not entries:
            left_out = f"; {notices[0]}" if notices else ""
            raise BriefNotFoundError(
                f"no .txt or .md file in {self.path!r}; put dated briefs there,"
                f" e.g. 2022-02-02.txt{left_out}"
            )
        return Listing(tuple(entries), tuple(notices))

    def _walk(self, under: str, notices: list[Notice]) -> Iterator[Entry]:
        with os.scandir(os.path.join(self.path, under)) as found:
            for item in found:
                if item.name.startswith("."):
                    continue
                id = f"{under}{item.name}"
                if item.is_dir(follow_symlinks=False):
                    yield from self._walk_into(f"{id}/", notices)
                elif item.name.lower().endswith(SUFFIXES):
                    entry = self._listed(id, item, notices)
                    if entry:
                        yield entry

    def _walk_into(self, under: str, notices: list[Notice]) -> Iterator[Entry]:
        if under.count("/") > _DEEPEST:
            reason = f"is more than {_DEEPEST} folders deep; move its files further up"
            notices.append(Notice(os.path.join(self.path, under), reason))
            return
        try:
            yield from self._walk(under, notices)
        except OSError as exc:
            notices.append(Notice(os.path.join(self.path, under), f"can't be read ({_why(exc)})"))

    def _listed(self, id: str, item: os.DirEntry[str], notices: list[Notice]) -> Entry | None:
        """The entry of a file that can be opened safely, else None and a notice."""
        path = item.path
        try:
            id.encode("utf-8")
            if item.is_symlink() and not _is_within(os.path.realpath(path), self.location):
                raise BriefFormatError(path, "is a link out of the folder; copy the file instead")
            status = item.stat()
        except UnicodeEncodeError:
            notices.append(Notice(ascii(path), "has a name that is not UTF-8; rename it"))
        except BriefFormatError as exc:
            notices.append(Notice(path, exc.reason))
        except OSError as exc:
            notices.append(Notice(path, f"can't be read ({_why(exc)})"))
        else:
            if stat.S_ISREG(status.st_mode):
                return _entry(id, path, status)
            notices.append(Notice(path, "is not a regular file; keep only text files here"))
        return None

    def fetch(self, entry: Entry) -> bytes:
        """The bytes of a listed entry, as they are on disk now; its id counts, wherever its source says it is.

        Raises:
            BriefFormatError: too large or not readable; the reason says how to fix that.
            BriefNotFoundError: the file is gone, or no longer one of the folder.
        """
        return self._bytes_at(self._path_of(entry.id))

    def read(self, entry: Entry, data: bytes | None = None) -> Reading:
        """The brief of a listed entry, as it is on disk now, or in `data` if fetched already.

        Raises:
            BriefFormatError: it can't be used; the reason says how to fix that.
            BriefNotFoundError: the file is gone.
        """
        data = self.fetch(entry) if data is None else data
        return read_text(data, id=entry.id, source=entry.source)

    def load(self, id: str) -> Brief:
        """The brief of that id, as it is on disk now; an id can't lead out of the folder.

        Raises:
            BriefFormatError: it can't be used; the reason says how to fix that.
            BriefNotFoundError: there is no such file in the library.
        """
        path = self._path_of(id)
        # Whoever gives the id may have put a link there: then the file it leads to is not even opened.
        try:
            real = os.path.realpath(path)
        except OSError as exc:
            # A link that became a file while it was looked at.
            raise BriefFormatError(path, f"can't be read ({_why(exc)})") from exc
        if not _is_within(real, self.location):
            raise self._no_brief(id)
        return read_text(self._bytes_at(path), id=id, source=path).brief

    def _path_of(self, id: str) -> str:
        """Where the brief of that id would be; only names that a listed brief could have lead anywhere."""
        if os.path.isfile(self.path):
            if id != os.path.basename(self.path):
                raise self._no_brief(id)
            return self.path
        hidden = any(not part or part.startswith(".") for part in id.split("/"))
        if hidden or "\x00" in id or os.path.isabs(id) or not id.lower().endswith(SUFFIXES):
            raise self._no_brief(id)
        return os.path.join(self.path, id)

    def _bytes_at(self, path: str) -> bytes:
        """The bytes of the file at `path`, if what was opened there lies in the folder.

        That is asked of the open file: between a look at a path and its opening a link may be put into the way.
        """
        with _opened(path) as (descriptor, real):
            root = self._root
            if root is None or not _is_within(real, root):
                # The folder itself may be a link that leads elsewhere by now.
                root = self._root = self.location
            if not _is_within(real, root):
                raise BriefFormatError(path, "is a link out of the folder; copy the file instead")
            return _read_bytes(descriptor, path)

    def _no_brief(self, id: str) -> BriefNotFoundError:
        return BriefNotFoundError(f"no brief {id!r} in {self.path!r}")


def _entry(id: str, path: str, status: os.stat_result) -> Entry:
    signature = f"{status.st_size}:{status.st_mtime_ns}:{status.st_ctime_ns}:{status.st_ino}"
    changed_ns = max(status.st_mtime_ns, status.st_ctime_ns)
    return Entry(id, path, status.st_size, signature, changed_ns)


def _is_within(real: str, root: str) -> bool:
    return real == root or real.startswith(root.rstrip(os.sep) + os.sep)


@contextmanager
def _opened(path: str) -> Iterator[tuple[int, str]]:
    """The file at `path` open for reading, and where it really lies."""
    try:
        descriptor = os.open(path, _READING)
        try:
            yield descriptor, _place_of(descriptor, path)
        finally:
            os.close(descriptor)
    except FileNotFoundError as exc:
        raise BriefNotFoundError(f"the brief {path!r} is gone") from exc
    except OSError as exc:
        raise BriefFormatError(path, f"can't be read ({_why(exc)})") from exc


def _place_of(descriptor: int, path: str) -> str:
    """The path of an open file with links resolved; "" when it is not the one at `path` any more."""
    try:
        # An editor that saves by renaming leaves what was opened without a name.
        return os.readlink(f"/proc/self/fd/{descriptor}").removesuffix(" (deleted)")
    except OSError:
        real = os.path.realpath(path)
        same = os.path.samestat(os.stat(real, follow_symlinks=False), os.fstat(descriptor))
        return real if same else ""


def _read_bytes(descriptor: int, path: str) -> bytes:
    """The bytes of an open regular file, never past the size limit."""
    status = os.fstat(descriptor)
    if not stat.S_ISREG(status.st_mode):
        raise BriefFormatError(path, "is not a regular file; keep only text files here")
    if status.st_size > LARGEST_BRIEF_BYTES:
        raise BriefFormatError(path, too_large(status.st_size))
    return _read_to_end(descriptor, status.st_size)


def _read_to_end(descriptor: int, size: int) -> bytes:
    """Everything, though the file may grow meanwhile; a byte over the limit is enough to tell."""
    parts = [os.read(descriptor, size + 1)]
    total = len(parts[0])
    while parts[-1] and size < total <= LARGEST_BRIEF_BYTES:
        parts.append(os.read(descriptor, 1 << 20))
        total += len(parts[-1])
    return b"".join(parts)


def _why(exc: OSError | ValueError) -> str:
    return (exc.strerror or str(exc)) if isinstance(exc, OSError) else str(exc)
