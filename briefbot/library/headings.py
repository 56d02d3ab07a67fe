"""Whether a line is a heading; one rule for titles, days and chunks."""

from __future__ import annotations

import re
from typing import NamedTuple

LONGEST_HEADING = 100
# With its marks and spaces; longer lines need not be looked at.
LONGEST_LINE = 150
_MARKS = ("#", "*", "_", " ")
_MARKDOWN = re.compile(r"[ ]{0,3}#{1,6}[ \t]+(\S.*?)[ \t]*#*[ \t]*$")
_BOLD = re.compile(r"[ ]{0,3}(\*\*|__)(?!\s)([^*_]{1,100}?)(?<!\s)\1:?$")
_FINAL = re.compile(r"[.!?…;,][\"'”’»)\]*_]*$")
_ITEM = re.compile(r"[ \t]*(?:[-*+•–—‣◦▪|>]|\d{1,3}[.)])[ \t]")
_WORD = re.compile(r"[^\W\d_]{2}")


def marked_heading(line: str) -> str:
    """The text of a line marked as a heading (Markdown `#`, or bold alone on its line), or ""."""
    if not line.startswith(_MARKS):
        return ""
    if match := _MARKDOWN.match(line):
        return _BOLD.sub(r"\2", match[1])
    if match := _BOLD.match(line.rstrip()):
        return "" if _FINAL.search(match[2]) else match[2]
    return ""


def plain_heading(line: str) -> str:
    """The text of a short line that reads like a heading though nothing marks it, or "".

    At most 100 characters, with a word, no list marker and no final punctuation. Whether it *is*
    one depends on what follows; that is the caller's to judge.
    """
    stripped = line.strip()
    if not stripped or len(stripped) > LONGEST_HEADING:
        return ""
    if _FINAL.search(stripped) or _ITEM.match(line) or not _WORD.search(stripped):
        return ""
    return stripped


class Headings(NamedTuple):
    """The headings near the top of a brief: marked ones (and a first line that reads like one), others."""

    sure: list[str]
    likely: list[str]


def first_headings(text: str, start: int, *, within: int = 4_000) -> Headings:
    """The headings in the first `within` characters from `start`, in order."""
    lines = text[start : start + within].splitlines()
    if start + within < len(text) and lines:
        lines.pop()  # cut off by the limit: its end can't be judged
    sure: list[str] = []
    likely: list[str] = []
    for number, line in enumerate(lines):
        if not line or len(line) > LONGEST_LINE:
            continue
        if heading := marked_heading(line):
            sure.append(heading)
        elif heading := plain_heading(line):
            (likely if number else sure).append(heading)
    return Headings(sure, likely)
