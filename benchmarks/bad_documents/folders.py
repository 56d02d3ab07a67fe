"""Folders as bad as they come: what is in them besides a good brief, made in a folder that is empty."""

from __future__ import annotations

import os
import socket
from contextlib import suppress
from typing import TYPE_CHECKING

from benchmarks.bad_documents.contents import DATE, NEWS, TEXT

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

GOOD = "2022-02-03.txt"
_GOOD_TEXT = (
    "Kyiv says the talks with Russia will go on until Friday. Russia demands an answer by then."
)
LIMIT = 32 * 1024 * 1024
_LONGEST_NAME = 255


def add_good(folder: Path) -> None:
    """Put a good brief into the folder, of a day of its own."""
    (folder / GOOD).write_text(_GOOD_TEXT)


def _write_big(path: Path, unit: str, size: int) -> None:
    """Write a brief of exactly so many bytes, a megabyte at a time."""
    block = (unit * (1_000_000 // len(unit) + 1)).encode()[:1_000_000]
    with path.open("wb") as file:
        left = size - file.write(DATE.encode())
        while left > 0:
            left -= file.write(block[:left])


def _sized(size: int) -> Callable[[Path], None]:
    return lambda folder: _write_big(folder / "big.txt", NEWS + " ", size)


def _lines(count: int, line: str) -> Callable[[Path], None]:
    def make(folder: Path) -> None:
        (folder / "lines.txt").write_text(DATE + "\n" + line * count)

    return make


def _heavy_day(count: int, size: int) -> Callable[[Path], None]:
    def make(folder: Path) -> None:
        first = folder / "2022-02-02 0.txt"
        _write_big(first, NEWS + " ", size)
        for number in range(1, count):
            # One file under many names fills no disk.
            os.link(first, folder / f"2022-02-02 {number}.txt")

    return make


def _many(count: int, *, days: int) -> Callable[[Path], None]:
    def make(folder: Path) -> None:
        for number in range(count):
            month, day = divmod(number % days, 28)
            name = f"{2000 + month // 12}-{month % 12 + 1:02}-{day + 1:02} {number}.txt"
            (folder / name).write_text(f"Report {number}: Russia demands {number} answers of Kyiv.")

    return make


def _deep(levels: int) -> Callable[[Path], None]:
    def make(folder: Path) -> None:
        before = os.open(".", os.O_RDONLY)
        try:
            os.chdir(folder)
            for _ in range(levels):
                os.mkdir("d")
                os.chdir("d")
            with open("2022-02-01.txt", "w") as file:
                file.write(NEWS)
        finally:
            os.fchdir(before)
            os.close(before)

    return make


def remove_deep(folder: Path) -> None:
    """Remove what `rmtree` can't: folders deeper than Python may call itself, and a path may be long."""
    if not folder.joinpath(*["d"] * 100).exists():
        return
    before = os.open(".", os.O_RDONLY)
    try:
        os.chdir(folder)
        levels = 0
        while os.path.exists("d"):
            os.chdir("d")
            levels += 1
        os.unlink("2022-02-01.txt")
        for _ in range(levels):
            os.chdir("..")
            os.rmdir("d")
    finally:
        os.fchdir(before)
        os.close(before)


def _links(folder: Path) -> None:
    outside = folder.parent / f"{folder.name}-outside"
    outside.mkdir()
    (outside / "2022-02-01.txt").write_text(TEXT)
    (folder / "loop").symlink_to(folder)
    (folder / "loop.txt").symlink_to("loop.txt")
    (folder / "out").symlink_to(outside)
    (folder / "out.txt").symlink_to(outside / "2022-02-01.txt")
    (folder / "passwd.txt").symlink_to("/etc/passwd")
    (folder / "zero.txt").symlink_to("/dev/zero")
    (folder / "gone.txt").symlink_to("nowhere.txt")


def _special(folder: Path) -> None:
    os.mkfifo(folder / "pipe.txt")
    (folder / "folder.txt").mkdir()
    with socket.socket(socket.AF_UNIX) as one, suppress(OSError):
        one.bind(str(folder / "socket.txt"))


def _names(folder: Path) -> None:
    for name in (
        *(
            "-",
            "--help",
            "-v.txt",
            "--briefs=x.txt",
            "a\nb\tc.txt",
            "\x1b[31mred\x1b]0;own\x07.txt",
        ),
        *(
            "..txt",
            " .txt",
            "'\"`$(reboot).txt",
            "\u202etxt.exe.txt",
            "x" * (_LONGEST_NAME - 4) + ".txt",
        ),
    ):
        (folder / name).write_text(NEWS)
    with suppress(OSError):  # file systems of UTF-8 alone take no such name
        (folder / os.fsdecode(b"caf\xe9.txt")).write_text(NEWS)


def _unreadable(folder: Path) -> None:
    (folder / "secret.txt").write_text(TEXT)
    (folder / "secret.txt").chmod(0)
    (folder / "closed").mkdir()
    (folder / "closed" / "2022-02-01.txt").write_text(TEXT)
    (folder / "closed").chmod(0)


# What is heavy: of its full size on request, else a smaller one that shows the same.
HEAVY: dict[str, Callable[[Path], None]] = {
    "100 MB in one line": _sized(100_000_000),
    "at the size limit": _sized(LIMIT),
    "a byte over the limit": _sized(LIMIT + 1),
    "a million one-word lines": _lines(1_000_000, "word\n"),
    "a million blank lines": _lines(1_000_000, "\n"),
    "as many lines as are read": _lines(499_990, "Kyiv.\n"),
    "10,000 headings": _lines(10_000, f"# Heading\n\n{NEWS}\n\n"),
    "50,000 files": _many(50_000, days=6_000),
    "10,000 files of one day": _many(10_000, days=1),
    "10 files of 30 MB of one day": _heavy_day(10, 30_000_000),
}
LIGHT: dict[str, Callable[[Path], None]] = {
    "links": _links,
    "pipe, socket, folder": _special,
    "names": _names,
    "unreadable": _unreadable,
    "200 folders deep": _deep(200),
    "2,000 folders deep": _deep(2_000),
}
