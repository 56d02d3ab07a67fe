"""What stands above the news: BOM, front matter, header lines, a date line glued to the text."""

from __future__ import annotations

import re
from typing import NamedTuple

# Headers are short; looking no further keeps a 20 MB line from being scanned for one.
_HEADER_CHARACTERS = 16_384
_FENCE = re.compile(r"(---|\+\+\+)[ \t]*(?:\r\n|\r|\n)")
_FIELD = re.compile(r"[ \t]*([A-Za-z][A-Za-z _-]{0,30}?)[ \t]*[:=][ \t]*(.*?)[ \t]*$")
# Blank lines, comments, list items and continued values between the fields.
_FILLER = re.compile(r"[ \t]*$|[ \t]*#|[ \t]+\S|-[ \t]")
_MAIL_FIELD = re.compile(r"([A-Z][A-Za-z-]{1,20}):[ \t]+(\S.*?)[ \t]*$")
_LINE = re.compile(r"([^\r\n]*)(\r\n|\r|\n|\Z)")
# "date 2022-02-02 High-stakes talks …": the feed glues the date line to the first paragraph.
_GLUED = re.compile(
    r"date[ \t]*[:=]?[ \t]*(\d{4}[-/.]\d{1,2}[-/.]\d{1,2})(?![\d-])(?:T[\d:.+Z-]+)?[ \t]*", re.I
)
_DATE_LINE = re.compile(
    r"(?:date|published)[ \t]*[:=][ \t]*([^\r\n]{4,60}?)[ \t]*(?=[\r\n]|\Z)", re.I
)
_SPACE = re.compile(r"[\s\ufeff]*")
_DATE_KEYS = ("date", "day", "published", "pubdate", "publish_date")


class Header(NamedTuple):
    """The header of a brief.

    Attributes:
        dates: what it says about the day, as written, in order; empty when it says nothing.
        title: its title, or "".
        body_start: where the news begins, after white space.
    """

    dates: tuple[str, ...]
    title: str
    body_start: int


def read_header(text: str) -> Header:
    """The header of a decoded brief; an absent one has no dates and no title."""
    start = _skip_space(text, 0)
    fields: list[tuple[str, str]] = []
    start = _front_matter(text, start, fields)
    if not fields:
        start = _mail_header(text, start, fields)
    dates = [value for key, value in fields if key in _DATE_KEYS and value]
    title = next((value for key, value in fields if key in ("title", "subject") and value), "")
    if line := _GLUED.match(text, start) or _DATE_LINE.match(text, start):
        dates.append(line[1])
        start = line.end()
    return Header(tuple(dates), title, _skip_space(text, start))


def _skip_space(text: str, start: int) -> int:
    match = _SPACE.match(text, start)
    return match.end() if match else start


def _front_matter(text: str, start: int, fields: list[tuple[str, str]]) -> int:
    """Collect `key: value` lines between two fences; returns where they end, or `start`."""
    fence = _FENCE.match(text, start)
    if not fence:
        return start
    found: list[tuple[str, str]] = []
    at = fence.end()
    while at < min(len(text), start + _HEADER_CHARACTERS):
        line = _LINE.match(text, at)
        if line is None:
            break
        at = line.end()
        if line[1].rstrip() == fence[1]:
            fields += found or [("", "")]
            return at
        if field := _FIELD.match(line[1]):
            found.append((field[1].lower(), _unquoted(field[2])))
        elif not _FILLER.match(line[1]):
            break  # prose: the fences are rules around text
    return start


def _mail_header(text: str, start: int, fields: list[tuple[str, str]]) -> int:
    """Collect `Key: value` lines down to the first other line, if a date is among them."""
    found: list[tuple[str, str]] = []
    at = start
    while at < min(len(text), start + _HEADER_CHARACTERS):
        line = _LINE.match(text, at)
        field = _MAIL_FIELD.match(line[1]) if line else None
        if line is None or field is None:
            break
        found.append((field[1].lower(), field[2]))
        at = line.end()
    if any(key in _DATE_KEYS for key, _ in found):
        fields += found
        return at
    return start


def _unquoted(value: str) -> str:
    return value[1:-1] if len(value) > 1 and value[0] == value[-1] and value[0] in "\"'" else value
