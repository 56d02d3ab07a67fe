"""Questions that ask to fill a blank: "what number fills the blank: '____ people are …'"."""

from __future__ import annotations

import re
from dataclasses import dataclass

_BLANK = re.compile(r"_{2,}")
_OPENING, _CLOSING = '"“«', '"”»'


@dataclass(frozen=True, slots=True)
class Blank:
    """A statement with a gap in it.

    Attributes:
        before: what stands before the gap.
        after: what stands behind it.
        asked: what the question says of the gap, the statement left out.
    """

    before: str
    after: str
    asked: str


def find_blank(question: str) -> Blank | None:
    """The statement with the blank that is to be filled, None when the question has none.

    The statement is what the outermost quotation marks around the blank hold, else the whole question.
    """
    gap = _BLANK.search(question)
    if gap is None:
        return None
    start = min((i for c in _OPENING if 0 <= (i := question.find(c, 0, gap.start()))), default=-1)
    end = max(question.rfind(c, gap.end()) for c in _CLOSING)
    if start < 0 or end < 0:
        start, end = -1, len(question)
    asked = f"{question[: max(start, 0)]} {question[end + 1 :]}".strip()
    return Blank(question[start + 1 : gap.start()], question[gap.end() : end], asked)
