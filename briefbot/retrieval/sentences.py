"""Sentence spans of a paragraph: sentencex, with its wrong cuts mended."""

from __future__ import annotations

import re

from briefbot.documents import Span

_WORDLIKE = re.compile(r"[^\W_]")
_LABEL = re.compile(r"\W*(?:\d{1,3}|[A-Za-z]|[ivxIVX]{1,5})?[.)\W]*$")
# "… were wounded. (Reuters)": a credit belongs to the sentence it credits.
_CREDIT = re.compile(r"[(\[].{1,40}[)\]][.,;]?$", re.DOTALL)
_PAIRED = "“”\"«»()[]‘’'<>{}"
_ABBREVIATED = re.compile(r"(?:^|[\s(“\"‘'])(?:[A-Za-z]\.)*[A-Za-z]{1,4}\.$")


def sentence_spans(text: str, start: int, end: int) -> tuple[Span, ...]:
    """The sentences of `text[start:end]` in order, without the white space around them.

    They cover every non-space character once. A range without any gives none.
    """
    mended: list[tuple[int, int]] = []
    at = start
    for piece in _segment(text[start:end]):
        stripped = piece.strip()
        if stripped:
            first = at + len(piece) - len(piece.lstrip())
            if mended and _belong_together(text[slice(*mended[-1])], stripped):
                mended[-1] = (mended[-1][0], first + len(stripped))
            else:
                mended.append((first, first + len(stripped)))
        at += len(piece)
    return tuple(Span(*span) for span in mended)


def last_sentence_start(text: str, start: int, end: int) -> int:
    """Where the last sentence of `text[start:end]` begins; `start` when there is but one.

    Also `start` for text that is mostly quotation marks and brackets, where looking for sentences
    takes quadratic time.
    """
    window = text[start:end]
    if sum(map(window.count, _PAIRED)) > len(window) // 8:
        return start
    pieces = _segment(window)
    at = end
    for before, after in zip(pieces[-2::-1], pieces[:0:-1], strict=True):
        at -= len(after)
        if not _belong_together(before.strip(), after.strip()):
            return at + len(after) - len(after.lstrip())
    return start


def _segment(text: str) -> list[str]:
    """The pieces of sentencex: they join to its input, so their lengths are offsets."""
    from sentencex import segment

    pieces: list[str] = segment("en", text)
    return pieces


def _belong_together(left: str, right: str) -> bool:
    """Whether a cut is wrong: inside a quotation, after a list number, before a mere bracket."""
    if not _WORDLIKE.search(right) or _LABEL.match(left) or _CREDIT.match(right):
        return True
    if "”" in right and left.count("“") > left.count("”"):
        return right.find("”") < (right.find("“") if "“" in right else len(right))
    return right[0].islower() and bool(_ABBREVIATED.search(left))
