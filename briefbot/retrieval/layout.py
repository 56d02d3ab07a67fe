"""A brief's layout: which lines are paragraphs, which are headings. Cheap; sentences come later."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Literal, NamedTuple

from briefbot.library.headings import LONGEST_LINE, marked_heading, plain_heading

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_BREAK = r"(?:\r\n|[\n\r\x0b\x0c\x85\u2028\u2029])"
_BLANK = re.compile(rf"{_BREAK}[^\S\n\r\x0b\x0c\x85\u2028\u2029]*{_BREAK}\s*")
# The same for texts whose only line break is "\n", four times as fast.
_PLAIN_BLANK = re.compile(r"\n[^\S\n]*\n\s*")
_RARE_BREAK = re.compile("[\r\x0b\x0c\x85\u2028\u2029]")
_LINE = re.compile(
    r"[^\n\r\x0b\x0c\x85\u2028\u2029]*[^\s\u200b\ufeff][^\n\r\x0b\x0c\x85\u2028\u2029]*"
)
_ITEM = re.compile(r"[ \t]*(?:[-*+•–—‣◦▪]|\d{1,3}[.)])[ \t]+(?=\S)")
_UNDERLINE = re.compile(r"[ ]{0,3}(=+|-+)[ \t]*$")
_WORD = re.compile(r"\w")
_ENDED = re.compile(r"[.!?…][\"'”’»)\]*_]*\s*$")
# A line this long that does not end a sentence still ends a paragraph: nobody wraps beyond it.
_UNWRAPPED = 200
# Below this a line says nothing about how a file is wrapped.
_TELLING = 40

Kind = Literal["text", "heading", "rule"]


class Block(NamedTuple):
    """Some lines that belong together, without the white space around them."""

    start: int
    end: int
    kind: Kind
    heading: str = ""


def blocks(text: str, start: int = 0) -> list[Block]:
    """The blocks of a text in order, from `start`; they cover every non-space character once.

    A blank line ends a block; so do list items, headings and, in files with one paragraph a line,
    every line. A "rule" has no letter or digit. `heading` is the text of a heading.
    """
    found: list[Block] = []
    at = start
    # One fast search instead of a regular expression for each block: most texts have only "\n".
    rare = bool(_RARE_BREAK.search(text, start))
    for blank in (_BLANK if rare else _PLAIN_BLANK).finditer(text, start):
        _split(text, at, blank.start(), found, rare=rare)
        at = blank.end()
    _split(text, at, len(text), found, rare=rare)
    return _settled(found)


def _split(text: str, start: int, end: int, found: list[Block], *, rare: bool) -> None:
    """Append the blocks between two blank lines."""
    if not rare and text.find("\n", start, end) < 0:
        # Nearly all blocks of most briefs are one line: this path keeps indexing fast.
        start, end = _trimmed(text, start, end)
        if start < end:
            found.append(_block(text, start, end))
        return
    lines = [(m.start(), m.end()) for m in _LINE.finditer(text, start, end)]
    found += _joined(text, lines, per_line=_is_one_a_line(text, lines))


def _joined(text: str, lines: Sequence[tuple[int, int]], *, per_line: bool) -> Iterator[Block]:
    """The lines joined to blocks: wrapped lines to the one before, all others on their own."""
    opened: tuple[int, int] | None = None
    for start, end in lines:
        line = text[start:end] if end - start <= LONGEST_LINE else ""
        if opened and _is_underline(text, opened, line):
            heading = text[slice(*opened)].strip()
            yield Block(*_trimmed(text, opened[0], end), "heading", heading)
            opened = None
            continue
        own = per_line or bool(marked_heading(line)) or bool(_ITEM.match(text, start, end))
        if opened and not own and not marked_heading(_beginning(text, opened)):
            opened = (opened[0], end)
            continue
        if opened:
            yield _block(text, *_trimmed(text, *opened))
        opened = (start, end)
    if opened:
        yield _block(text, *_trimmed(text, *opened))


def _is_one_a_line(text: str, lines: Sequence[tuple[int, int]]) -> bool:
    """Whether each line is a paragraph of its own, not a hard-wrapped part of one.

    Wrapped lines end anywhere, about one in eight at the end of a sentence; lines that are
    paragraphs nearly always do.
    """
    telling = [line for line in lines if line[1] - line[0] > _TELLING]
    if any(end - start > _UNWRAPPED for start, end in telling):
        return True
    ended = sum(1 for start, end in telling if _ENDED.search(text, max(start, end - 8), end))
    return len(telling) > 1 and ended >= 0.7 * len(telling)


def _beginning(text: str, opened: tuple[int, int]) -> str:
    """As much of the opened lines as a heading may have: copying all of them for each line would be quadratic."""
    return text[opened[0] : min(opened[1], opened[0] + LONGEST_LINE)]


def _is_underline(text: str, opened: tuple[int, int], line: str) -> bool:
    if not _UNDERLINE.match(line) or len(line.strip()) < 2 or opened[1] - opened[0] > LONGEST_LINE:
        return False
    above = _beginning(text, opened)
    return bool(plain_heading(above)) and "\n" not in above


def _block(text: str, start: int, end: int) -> Block:
    if end - start > LONGEST_LINE:
        return Block(start, end, "text")
    line = text[start:end]
    if heading := marked_heading(line):
        return Block(start, end, "heading", heading)
    if not _WORD.search(line):
        return Block(start, end, "rule")
    return Block(start, end, "text", plain_heading(line))


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    """The range without the white space around it, found without copying a long line twice."""
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end


def _settled(found: list[Block]) -> list[Block]:
    """Decide which lines that only look like headings are: those right above a paragraph.

    One or two in a row are a heading with its sub-heading; three or more are a list of short
    items, of which only the last stands above the paragraph.
    """
    settled: list[Block] = []
    waiting: list[Block] = []
    for block in found:
        if block.heading and block.kind == "text":
            waiting.append(block)
            continue
        if waiting:
            settled += _decided(waiting, above_text=block.kind == "text")
            waiting = []
        settled.append(block)
    return settled + _decided(waiting, above_text=False)


def _decided(waiting: Sequence[Block], *, above_text: bool) -> list[Block]:
    first = len(waiting) - (2 if len(waiting) == 2 else 1) if above_text else len(waiting)
    return [
        block._replace(kind="heading") if i >= first else block._replace(heading="")
        for i, block in enumerate(waiting)
    ]
