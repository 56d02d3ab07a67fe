"""The library that a caller names: a folder, a file, standard input, or one of their own."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

from briefbot.library.folder import FolderLibrary
from briefbot.library.given import GivenLibrary
from briefbot.library.readers.text import read_text

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
        data = sys.stdin.buffer.read()
        return GivenLibrary([read_text(data, id="stdin", source=STANDARD_INPUT)])
    return FolderLibrary(given)


def notices_of(library: Library | None) -> tuple[Notice, ...]:
    """What was odd about briefs already in hand; those of a folder are told by its index."""
    return library.notices() if isinstance(library, GivenLibrary) else ()
