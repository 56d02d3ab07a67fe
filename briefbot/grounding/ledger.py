"""The entries of a claim that must be exact: quotations and dates (numbers and names are aligned)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from briefbot.language.dates import find_dates
from briefbot.language.words import fold

if TYPE_CHECKING:
    from datetime import date

    from briefbot.language.words import Word

_QUOTATION = re.compile(r"[“\"«]([^“”\"«»]+)[”\"»]")
_SPACE = re.compile(r"\s+")


def missing_quotations(statement: str, source: str) -> list[str]:
    """Texts in quotation marks that are not verbatim in `source`; case, spaces and quote style aside.

    The comma or full stop that typesetting puts inside the closing mark does not count.
    """
    have = _plain(source)
    return [
        quoted
        for quoted in _QUOTATION.findall(statement)
        if not _bounded(_plain(quoted).strip(" ,.;:!?"), have)
    ]


def _plain(text: str) -> str:
    return _SPACE.sub(" ", fold(text).replace("…", "...")).strip()


def _bounded(quoted: str, have: str) -> bool:
    return bool(re.search(rf"(?<!\w){re.escape(quoted)}(?!\w)", have))


@dataclass(frozen=True, slots=True)
class Dates:
    """The dates of a claim held against those of a sentence.

    Attributes:
        wrong: dates of the claim, as written, that the sentence does not give.
        proved: spans `[start, end)` of the claim that name a date the sentence gives too.
    """

    wrong: tuple[str, ...]
    proved: tuple[tuple[int, int], ...]

    def claim_word(self, word: Word) -> bool:
        """Whether the word belongs to a proved date, or is the preposition before one."""
        return any(
            start <= word.start < end or (word.norm in ("on", "in") and word.end + 1 == start)
            for start, end in self.proved
        )


def covered_dates(statement: str, source: str, day: date) -> Dates:
    """Which dates of `statement` the `source` gives, both resolved relative to the brief's `day`.

    "Tuesday" and "Feb. 1" are the same in a brief of Wednesday 2022-02-02.
    """
    mentions = find_dates(statement, day)
    if not mentions:
        return Dates((), ())
    given = {(m.first, m.last) for m in find_dates(source, day)}
    proved, wrong = [], []
    for mention in mentions:
        if (mention.first, mention.last) in given:
            proved.append((mention.start, mention.end))
        else:
            wrong.append(repr(mention.text))
    return Dates(tuple(wrong), tuple(proved))
