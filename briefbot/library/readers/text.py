"""Plain text and Markdown: the brief of one file's bytes."""

from __future__ import annotations

import hashlib
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from briefbot.documents import Brief
from briefbot.errors import BriefFormatError
from briefbot.library.base import Notice, Reading
from briefbot.library.dates import DayFound, find_day
from briefbot.library.headings import first_headings
from briefbot.library.readers.decoding import Decoded, decode
from briefbot.library.readers.header import read_header

if TYPE_CHECKING:
    from datetime import date

# Bounds the memory one file can take; 32 MB is ten years of daily briefs in one file.
LARGEST_BRIEF_BYTES = 32 * 1024 * 1024
# Bounds the memory its paragraphs take: 32 MB can be ten million lines of one letter.
MOST_LINES = 500_000


def read_text(data: bytes, *, id: str, source: str, day: date | None = None) -> Reading:
    """The brief in a file's bytes, with notices on its encoding and its day.

    `day` overrides what the brief says, without a notice.

    Raises:
        BriefFormatError: too large, empty, not text, or without a day.
    """
    if len(data) > LARGEST_BRIEF_BYTES:
        raise BriefFormatError(source, too_large(len(data)))
    try:
        decoded = decode(data)
    except ValueError as exc:
        raise BriefFormatError(source, str(exc)) from exc
    sha256 = hashlib.sha256(data).hexdigest()
    return _brief(decoded, id=id, source=source, sha256=sha256, day=day)


def brief_from_text(
    text: str | bytes, *, id: str = "stdin", source: str = "-", day: date | None = None
) -> Reading:
    """The brief in a text that is in no library, such as standard input.

    Raises:
        BriefFormatError: too large, empty, not text, or without a day.
    """
    data = text.encode("utf-8", "surrogatepass") if isinstance(text, str) else text
    return read_text(data, id=id, source=source, day=day)


def too_large(size: int | None = None) -> str:
    """Why a file of `size` bytes, or of nobody knows how many, is not read, and what to do."""
    limit = f"more than the {LARGEST_BRIEF_BYTES // (1024 * 1024)} MB limit"
    known = "" if size is None else f"{size:,} bytes, "
    return f"is {known}{limit}; split it into one file a day"


def _brief(decoded: Decoded, *, id: str, source: str, sha256: str, day: date | None) -> Reading:
    lines = decoded.text.count("\n") + decoded.text.count("\r")
    if lines > MOST_LINES:
        raise BriefFormatError(
            source, f"has {lines:,} lines, more than {MOST_LINES:,}; split it into one file a day"
        )
    header = read_header(decoded.text)
    if header.body_start >= len(decoded.text):
        raise BriefFormatError(source, "is empty; put the brief's text in it or delete it")
    headings = first_headings(decoded.text, header.body_start)
    titles = [header.title] if header.title else []
    found = DayFound(day)
    if day is None:
        titles += headings.sure
        found = find_day(header=header.dates, name=id, titles=titles, headings=headings.likely)
    if found.day is None:
        raise BriefFormatError(source, found.reason)
    title = next(iter([*titles, *headings.sure, *headings.likely]), PurePosixPath(id).stem)
    warnings = [decoded.warning, *found.warnings] if decoded.warning else found.warnings
    brief = Brief(
        id=id,
        day=found.day,
        title=title,
        text=decoded.text,
        sha256=sha256,
        source=source,
        encoding=decoded.encoding,
        body_start=header.body_start,
    )
    return Reading(brief, tuple(Notice(source, text, skipped=False) for text in warnings))
