"""A sentence of a brief as something to compare with another brief's."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING

from briefbot.grounding.ledger import read_dated
from briefbot.grounding.search import content_stems
from briefbot.language.dates import find_dates
from briefbot.language.lexicon import FREE, is_content
from briefbot.language.rarity import rarity
from briefbot.language.shallow import read
from briefbot.language.words import fold, is_numeral

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from briefbot.documents import Chunk
    from briefbot.grounding.ledger import Dated
    from briefbot.language.words import Word

_MARKS = re.compile(r"[^\w%$€£¥.,:+−-]+")
# Full stops and the like that are no part of a number: they go where sentences end.
_BARE = re.compile(r"[.,:+-](?!\w)|(?<![\w$€£¥])[.,:+](?=\w)")
# A paragraph that is another's with some of it edited has more of its words than this.
_SAME_PARAGRAPH = 0.7
# What has more words, marks included, or numbers is a list or a table: of 20,000 sentences of news the longest has 95
# words, and the one with most numbers 16. Laying two over each other takes time with the square of both.
_LONGEST, _MOST_NUMBERS = 400, 40
# What a date that two statements share is worth as evidence that both tell one thing.
_DATE = 2.0


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
    def plain(self) -> str:
        """Its words without case, accents, quotation marks and white space: equal for mere copies."""
        return _plain(self.text)

    @property
    def around(self) -> str:
        """The words of its paragraph, as `plain`."""
        return _plain(self.chunk.text)

    def shares_paragraph(self, other: Statement) -> bool:
        """Whether the other sentences of its paragraph are mostly those of the other's."""
        own, theirs = self._beside, other._beside
        least = min(weigh(own), weigh(theirs))
        return bool(own and theirs) and weigh(own & theirs) >= _SAME_PARAGRAPH * least

    @cached_property
    def _beside(self) -> frozenset[str]:
        """The stems of the content words of the other sentences of its paragraph."""
        others = (s.text for i, s in enumerate(self.chunk.sentences) if i != self.number)
        return frozenset().union(*map(content_stems, others))

    @cached_property
    def dated(self) -> Dated:
        """Its words, each date one of them, resolved from its brief's day."""
        return read_dated(self.text, self.day)

    @property
    def words(self) -> tuple[Word, ...]:
        """Its words, numbers, dates and marks in order."""
        return self.dated.sentence.words

    @cached_property
    def compared(self) -> tuple[int, ...]:
        """The indexes of the words that are compared: no marks, articles or parts of a date."""
        return tuple(
            i
            for i, word in enumerate(self.words)
            if word.kind != "mark" and word.norm not in FREE and i not in self.dated.skipped
        )

    @cached_property
    def is_list(self) -> bool:
        """Whether it has more words or numbers than a statement that can be compared with another."""
        numbers = sum(map(is_numeral, self.words))
        return len(self.words) > _LONGEST or numbers > _MOST_NUMBERS

    @cached_property
    def content(self) -> frozenset[str]:
        """The stems of its content words, numbers left out."""
        return content_stems(self.text) - self.numbers.keys()

    @cached_property
    def stems(self) -> frozenset[str]:
        """The stems of its content words and numbers and the days it names."""
        return frozenset(w.stem for i in self.compared if is_content(w := self.words[i]))

    @cached_property
    def weight(self) -> float:
        """What its content weighs as evidence, rare words more."""
        return weigh(self.stems)

    @cached_property
    def numbers(self) -> dict[str, str]:
        """Its numbers by what they are compared by, with their words; dates are none."""
        dated = [(m.start, m.end) for m in find_dates(self.text, self.day)]
        return {
            word.stem: word.text
            for word in read(self.text).words
            if is_numeral(word) and not any(start <= word.start < end for start, end in dated)
        }


@lru_cache(maxsize=4096)
def _plain(text: str) -> str:
    return " ".join(_BARE.sub(" ", _MARKS.sub(" ", fold(text))).split())


def weigh(stems: Iterable[str]) -> float:
    """What the stems weigh together; a day counts as little, whatever its words."""
    return sum(_DATE if "/" in stem else rarity(stem) for stem in stems)


def statements(chunk: Chunk) -> list[Statement]:
    """The statements of a paragraph in order."""
    return [Statement(chunk, n) for n in range(len(chunk.sentences))]
