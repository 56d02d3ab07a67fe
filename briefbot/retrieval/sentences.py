"""Sentence spans of a paragraph: sentencex, with its wrong cuts mended."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from briefbot.documents import Span

if TYPE_CHECKING:
    from collections.abc import Iterator

_WORDLIKE = re.compile(r"[^\W_]")
_LABEL = re.compile(r"\W*(?:\d{1,3}|[A-Za-z]|[ivxIVX]{1,5})?[.)\W]*$")
# "… were wounded. (Reuters)": a credit belongs to the sentence it credits.
_CREDIT = re.compile(r"[(\[].{1,40}[)\]][.,;]?$", re.DOTALL)
_ABBREVIATED = re.compile(r"(?:^|[\s(“\"‘'])(?:[A-Za-z]\.)*[A-Za-z]{1,4}\.$")


def sentence_spans(text: str, start: int, end: int) -> tuple[Span, ...]:
    """The sentences of `text[start:end]` in order, without the white space around them.

    They cover every non-space character once. A range without any gives none.
    """
    mended: list[tuple[int, int]] = []
    for piece in _pieces(text, start, end):
        if mended and _belongs_together(text, mended[-1], piece):
            mended[-1] = (mended[-1][0], piece[1])
        else:
            mended.append(piece)
    return tuple(Span(*piece) for piece in mended)


def _pieces(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The sentences of sentencex, trimmed. Its pieces join to its input, so their lengths are offsets."""
    from sentencex import segment

    at = start
    for sentence in segment("en", text[start:end]):
        stripped = sentence.strip()
        if stripped:
            first = at + len(sentence) - len(sentence.lstrip())
            yield first, first + len(stripped)
        at += len(sentence)


def _belongs_together(text: str, before: tuple[int, int], after: tuple[int, int]) -> bool:
    """Whether a cut is wrong: inside a quotation, after a list number, before a mere bracket."""
    left, right = text[before[0] : before[1]], text[after[0] : after[1]]
    if not _WORDLIKE.search(right) or _LABEL.match(left) or _CREDIT.match(right):
        return True
    if left.count("“") > left.count("”") and "”" in right:
        return right.find("”") < (right.find("“") if "“" in right else len(right))
    return right[0].islower() and bool(_ABBREVIATED.search(left))
