"""Which words of a sentence a statement keeps, and which it leaves out."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from briefbot.language.lexicon import FREE, is_adverb, is_content
from briefbot.language.shallow import is_break

if TYPE_CHECKING:
    from collections.abc import Sequence

    from briefbot.language.shallow import Shallow
    from briefbot.language.words import Word


_PERFECT = frozenset(["has", "have", "had"])


@dataclass(frozen=True)
class Kept:
    """Which words of a sentence a statement keeps.

    Attributes:
        sentence: the sentence.
        matched: indexes of its words that the statement has.
        allowed: indexes that may be missing: the words that name a speaker given elsewhere.
        dated: indexes of the words of its dates, with "on" or "in" before them.
    """

    sentence: Shallow
    matched: frozenset[int]
    allowed: frozenset[int]
    dated: frozenset[int] = frozenset()

    @cached_property
    def words(self) -> tuple[Word, ...]:
        """The sentence's words."""
        return self.sentence.words

    def gone(self, i: int) -> bool:
        """Whether the statement lacks a word that it would have to have."""
        word = self.words[i]
        return (
            i not in self.matched
            and i not in self.allowed
            and word.kind != "mark"
            and word.norm not in FREE
            and not self._only_tells_tense(i)
        )

    def _only_tells_tense(self, i: int) -> bool:
        """Whether the word is the "has" of "has arrested" or "has been arrested"."""
        following = (j for j in range(i + 1, len(self.words)) if not is_adverb(self.words[j]))
        verb = next(following, None)
        return self.words[i].norm in _PERFECT and verb in self.matched and self.sentence.verbs[verb]

    def neighbour(self, i: int, step: int) -> int | None:
        """The next content word on one side within the clause, None if there is none."""
        j = i + step
        while 0 <= j < len(self.words) and not is_break(self.words[j]):
            if is_content(self.words[j]):
                return j
            j += step
        return None

    def host_is_gone(self, i: int) -> bool:
        """Whether all before word `i` in its clause is left out too, so that it bears on nothing kept."""
        start = segment_start(self.words, i)
        host = [j for j in range(start, i) if is_content(self.words[j])]
        return bool(host) and all(self.gone(j) for j in host)


def segment_start(words: Sequence[Word], i: int) -> int:
    """Index of the first word of the stretch between marks that ends before `i`."""
    while i > 0 and not is_break(words[i - 1]):
        i -= 1
    return i
