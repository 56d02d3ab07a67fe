"""The library that a caller names: a folder, a file, standard input, or one of their own."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

from briefbot.errors import BriefFormatError, SettingsError
from briefbot.library.folder import FolderLibrary
from briefbot.library.given import GivenLibrary
from briefbot.library.readers.text import LARGEST_BRIEF_BYTES, read_text, too_large

if TYPE_CHECKING:
    from briefbot.library.base import Library, Notice

STANDARD_INPUT = "-"


def open_library(given: Path | str | Library) -> Library:
    """The library of a path, or the one given; "-" is a library of the one brief on standard input, read here.

    Raises:
        SettingsError: standard input can't be read.
        BriefFormatError: the brief on standard input can't be used.
    """
    if not isinstance(given, str | Path):
        return given
    if str(given) == STANDARD_INPUT:
        return GivenLibrary([read_text(_read_stdin(), id="stdin", source=STANDARD_INPUT)])
    return FolderLibrary(given)


def _read_stdin() -> bytes:
    """All of standard input; no further than a byte over the size limit, for a device never ends."""
    if sys.stdin is None:
        raise SettingsError("there is no standard input to read a brief from; pass --briefs PATH")
    try:
        data: bytes = sys.stdin.buffer.read(LARGEST_BRIEF_BYTES + 1)
    except OSError as exc:
        raise SettingsError(f"standard input can't be read ({exc.strerror})") from exc
    if len(data) > LARGEST_BRIEF_BYTES:
        raise BriefFormatError(STANDARD_INPUT, too_large())
    return data


def notices_of(library: Library | None) -> tuple[Notice, ...]:
    """What was odd about briefs already in hand; those of a folder are told by its index."""
    return library.notices() if isinstance(library, GivenLibrary) else ()
