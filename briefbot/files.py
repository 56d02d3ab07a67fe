"""Files written whole or not at all, lines that are only ever added, and what killed processes left cleared away.

Everything here raises `OSError`; callers say what it means for their users.
"""

from __future__ import annotations

import errno
import os
import re
import shutil
import stat
import sys
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING, Final

if sys.platform != "win32":
    import fcntl

if TYPE_CHECKING:
    from collections.abc import Iterator

# One pattern for all targets: whoever writes into a folder can clear away what any other run left there.
_PARTIAL: Final = re.compile(r"\.briefbot-[0-9a-f]{16}\.part")
# Some network and user-space file systems have no fsync; that is no failed write.
_NO_SYNC: Final = frozenset({errno.EINVAL, errno.ENOSYS, errno.ENOTSUP})
_UNFOLLOWED: Final = sum(
    getattr(os, name, 0) for name in ("O_NOFOLLOW", "O_NONBLOCK", "O_CLOEXEC", "O_BINARY")
)


class NotRegularError(OSError):
    """A link, a pipe, a folder or a device stands in the place of a file."""


def open_regular(path: str, flags: int = os.O_RDONLY) -> int:
    """A handle of the regular file at `path`: no link is followed, no pipe waited for, no device read.

    For files in a folder that others may write into, whose names nobody chose one by one.

    Raises:
        NotRegularError: something else stands there.
        OSError: it can't be opened.
    """
    try:
        handle = os.open(path, flags | _UNFOLLOWED, 0o666)
    except OSError as exc:
        # A link, a socket and a folder can't be opened so; each system says it by another number.
        if os.path.lexists(path) and not stat.S_ISREG(os.lstat(path).st_mode):
            raise _not_regular() from exc
        raise
    if stat.S_ISREG(os.fstat(handle).st_mode):
        return handle
    os.close(handle)
    raise _not_regular()


def _not_regular() -> NotRegularError:
    return NotRegularError(errno.EINVAL, "a link or no regular file")


def write_whole(path: str, data: bytes) -> None:
    """Nothing, once the file holds all of `data`, in place of what was there; a file that was there keeps its mode.

    At no moment, not even after a kill or a power cut, is there half a file under `path`: the bytes are on the disk
    before the name is. The name itself may be the old one after a power cut within the last seconds. Several
    processes may write the same file; one of them wins. A link is replaced, not followed.

    Raises:
        OSError: it can't be written; what was there is still there.
    """
    folder = os.path.dirname(path) or "."
    done = False
    while not done:
        # Named before it is made: whatever comes from then on, a signal too, finds it to be deleted.
        partial = os.path.join(folder, f".briefbot-{os.urandom(8).hex()}.part")
        try:
            done = _written(partial, path, data)
        except BaseException:
            with suppress(OSError):
                os.unlink(partial)
            raise


def append_line(path: str, line: str) -> None:
    """Nothing, once `line` stands at the end of the file, which is made when it is not there.

    Several processes may add lines at once. Half a line that a killed process or a full disk left stays a line of
    its own: the next one begins anew.

    Raises:
        OSError: it can't be written; half of it may be there. Not through a link, nor into a pipe.
    """
    handle = open_regular(path, os.O_RDWR | os.O_CREAT | os.O_APPEND)
    try:
        with _locked(handle):
            size = os.fstat(handle).st_size
            if size:
                os.lseek(handle, size - 1, os.SEEK_SET)
            torn = size > 0 and os.read(handle, 1) != b"\n"
            left = memoryview(f"{chr(10) if torn else ''}{line}\n".encode())
            while left:
                left = left[os.write(handle, left) :]
    finally:
        os.close(handle)


def clear_leftovers(folder: str) -> int:
    """How many unfinished files of killed processes were deleted from `folder`; those still being written stay."""
    count = 0
    try:
        names = [name for name in os.listdir(folder) if _PARTIAL.fullmatch(name)]
    except OSError:
        return 0
    for name in names:
        # Not ours, gone by now, or on a file system without locks: then it stays.
        with suppress(OSError), _owned(os.path.join(folder, name)) as path:
            os.unlink(path)
            count += 1
    return count


@contextmanager
def _owned(path: str) -> Iterator[str]:
    """The path of an unfinished file whose writer is dead; raises OSError when it may be alive."""
    if sys.platform == "win32":
        # Windows does not delete what somebody has open.
        yield path
        return
    handle = os.open(path, os.O_RDWR)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        yield path
    finally:
        os.close(handle)


def _written(partial: str, path: str, data: bytes) -> bool:
    """Whether `data` is now in `path`; False when the new file was taken for a leftover just now."""
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
    with os.fdopen(os.open(partial, flags, 0o666), "wb") as file:
        if not _kept(file.fileno()):
            return False
        file.write(data)
        file.flush()
        _sync(file.fileno())
        with suppress(FileNotFoundError):
            shutil.copymode(path, partial)
        if sys.platform != "win32":
            # While it is open it is locked, so nobody takes it for a leftover.
            os.replace(partial, path)
    if sys.platform == "win32":
        os.replace(partial, path)
    return True


def _kept(handle: int) -> bool:
    """Whether a new file is locked and still there: between its making and its locking it looks left over."""
    if sys.platform != "win32":
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        except OSError:
            return True
    return os.fstat(handle).st_nlink > 0


@contextmanager
def _locked(handle: int) -> Iterator[None]:
    """Keep other processes' lines from coming between; without locks each write is still added whole."""
    if sys.platform != "win32":
        with suppress(OSError):
            fcntl.flock(handle, fcntl.LOCK_EX)
    yield


def _sync(handle: int) -> None:
    try:
        os.fsync(handle)
    except OSError as exc:
        if exc.errno not in _NO_SYNC:
            raise
