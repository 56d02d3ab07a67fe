"""A sentence of a brief as something to compare with another brief's."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from briefbot.grounding.search import content_stems
from briefbot.language.dates import find_dates
from briefbot.language.shallow import read
from briefbot.language.words import is_numeral

if TYPE_CHECKING:
    from datetime import date

    from briefbot.documents import Chunk


@dataclass(frozen=True)
class Statement:
    """One sentence with its place.

    Attributes:
        chunk: the paragraph it stands in.
        number: which of the paragraph's sentences it is, from 0.
    """

    chunk: Chunk
    number: int

    @property
    def text(self) -> str:
        """Its exact words."""
        return self.chunk.sentences[self.number].text

    @property
    def day(self) -> date:
        """The day of its brief."""
        return self.chunk.brief.day

    @cached_property
    def content(self) -> frozenset[str]:
        """The stems of its content words, numbers left out."""
        return content_stems(self.text) - self.numbers.keys()

    @cached_property
    def numbers(self) -> dict[str, str]:
        """Its numbers by what they are compared by, with their words; dates are none."""
        dated = [(m.start, m.end) for m in find_dates(self.text, self.day)]
        return {
            word.stem: word.text
            for word in read(self.text).words
            if is_numeral(word) and not any(start <= word.start < end for start, end in dated)
        }


def statements(chunk: Chunk) -> list[Statement]:
    """The statements of a paragraph in order."""
    return [Statement(chunk, n) for n in range(len(chunk.sentences))]
