"""BM25 with the statistics of one day: what later briefs hold changes no score."""

from __future__ import annotations

import math
from bisect import bisect_right
from dataclasses import dataclass
from itertools import accumulate
from typing import TYPE_CHECKING, NamedTuple

from briefbot.retrieval.terms import analyzer

if TYPE_CHECKING:
    from collections.abc import Mapping

# tantivy's, so that the order of its candidates is nearly the order of these scores.
_K1 = 1.2
_B = 0.75
# Lengths are known in steps, as tantivy knows them: each below 40, then eight for each doubling.
_EXACT = 24
_DOUBLED = (_EXACT + (8 + part) * 2**n for n in range(28) for part in range(8))
_STEPS: list[int] = sorted({*range(40), *_DOUBLED})
# tantivy adds 32-bit floats; this is a thousand times what that may lose.
_SLACK = 1.0001


class Totals(NamedTuple):
    """How much there is up to one day.

    Words are counted between white space, in a tenth of the time that cutting them as the index does would take.
    """

    paragraphs: int
    words: int

    @property
    def average(self) -> float:
        """Words of a mean paragraph."""
        return self.words / self.paragraphs if self.paragraphs else 1.0


class TotalsByDay:
    """The totals up to any day of a library that stands still."""

    def __init__(self, by_day: Mapping[int, Totals]) -> None:
        self._days = sorted(by_day)
        counted = [by_day[day] for day in self._days]
        self._paragraphs = list(accumulate((one.paragraphs for one in counted), initial=0))
        self._words = list(accumulate((one.words for one in counted), initial=0))

    def up_to(self, day: int) -> Totals:
        """What the briefs up to a day (its ordinal) have."""
        n = bisect_right(self._days, day)
        return Totals(self._paragraphs[n], self._words[n])


def rarity_of(frequency: int, paragraphs: int) -> float:
    """What a term that so many of the paragraphs have is worth (BM25's idf, never negative)."""
    return math.log(1 + (paragraphs - frequency + 0.5) / (frequency + 0.5))


@dataclass(frozen=True, slots=True)
class Weights:
    """A question's terms as of a day.

    Attributes:
        terms: what each term is worth, in the order they are added up in.
        average: words of a mean paragraph.
        until: the day, as an ordinal.
    """

    terms: Mapping[str, float]
    average: float
    until: int

    def score(self, text: str) -> float:
        """The BM25 score of a paragraph, from its indexed text and these weights alone."""
        words = analyzer().analyze(text)
        long = _K1 * (1 - _B + _B * stepped(len(words)) / self.average)
        found = ((worth, words.count(term)) for term, worth in self.terms.items())
        return sum(worth * (_K1 + 1) * n / (n + long) for worth, n in found if n)

    def most(self, score: float, average: float) -> float:
        """The most that a paragraph may score here which scores so much with another mean length.

        A term adds `worth · (k1 + 1) · n / (n + k1 · (1 - b + b · length / average))`; with another average
        that grows by their ratio at most, and not at all when this one is the smaller.
        """
        return score * max(1.0, self.average / average) * _SLACK


def stepped(length: int) -> int:
    """The length a paragraph of so many words counts as."""
    return _STEPS[bisect_right(_STEPS, length) - 1]
