"""What a statement has and its sentence has not, with the words that stand there instead."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from briefbot.language.lexicon import MODALS, PREPOSITIONS, QUANTIFIERS, is_content, is_negation
from briefbot.language.words import can_be_verb

if TYPE_CHECKING:
    from collections.abc import Sequence

    from briefbot.grounding.alignment import Alignment
    from briefbot.language.shallow import Shallow
    from briefbot.language.words import Word


@dataclass(frozen=True, slots=True)
class Replaced:
    """One word of a statement that its sentence does not have there.

    Attributes:
        word: the statement's word.
        instead: the sentence's word of the same sort in its place, None when it was only put in.
        elsewhere: the sentence has the word in another place.
        opening: it is the statement's first word, whose capital tells nothing.
    """

    word: Word
    instead: Word | None
    elsewhere: bool
    opening: bool

    @property
    def told(self) -> str:
        """Both words in plain words."""
        if self.instead is None:
            return f"{self.word.text!r} is not in the source"
        return f"{self.word.text!r} in the claim, {self.instead.text!r} in the source"


def find_replaced(claim: Shallow, source: Shallow, aligned: Alignment) -> list[Replaced]:
    """The statement's words that found no partner, in order, each with what stands in its place."""
    if not aligned.missing:
        return []
    stems = {word.stem for word in source.words}
    partner = dict(aligned.pairs)
    taken = set(partner.values())
    found = []
    for i in aligned.missing:
        before = [partner[c] for c in partner if c < i]
        after = [partner[c] for c in partner if c > i]
        gap = range(max(before, default=-1) + 1, min(after, default=len(source.words)))
        at = next(
            (j for j in gap if j not in taken and _same_sort(claim.words[i], source.words[j])), None
        )
        if at is not None:
            taken.add(at)
        instead = source.words[at] if at is not None else None
        found.append(Replaced(claim.words[i], instead, claim.words[i].stem in stems, i == 0))
    return found


def _same_sort(a: Word, b: Word) -> bool:
    return _sort(a) == _sort(b) or (_sort(a) == "word" == _sort(b))


def _sort(word: Word) -> str:
    tests: Sequence[tuple[str, bool]] = (
        (word.kind, word.kind != "word"),
        ("negation", is_negation(word)),
        ("modal", word.norm in MODALS),
        ("quantity", word.norm in QUANTIFIERS or word.stem.isdigit()),
        ("preposition", word.norm in PREPOSITIONS),
        ("name", word.capital),
        ("other", not is_content(word)),
        ("verb", can_be_verb(word)),
    )
    return next((sort for sort, holds in tests if holds), "word")
