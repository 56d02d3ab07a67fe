"""How far the words of a question are in a text: as themselves, in another spelling or form, or as a relative."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING

from briefbot.language.kinship import DERIVED, kin
from briefbot.language.rarity import rarity
from briefbot.language.words import same_name, split_words

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from briefbot.language.words import Word

_LONGEST_ACRONYM = 5
# Words of a question that stand this close in the answer too are about the same thing.
_ADJACENT = 2


@dataclass(frozen=True, slots=True)
class Wording:
    """The words of a text, ready to be looked up.

    Attributes:
        places: stem -> positions among the words, marks not counted.
        names: folded form of each capital word -> its positions.
        acronyms: initials of two to five capital words in a row, joined.
        length: number of words.
    """

    places: Mapping[str, Sequence[int]]
    names: Mapping[str, Sequence[int]]
    acronyms: frozenset[str]
    length: int


@lru_cache(maxsize=8192)
def wording(text: str) -> Wording:
    """The words of a text, ready to be looked up."""
    words = [word for word in split_words(text) if word.kind != "mark"]
    places: defaultdict[str, list[int]] = defaultdict(list)
    names: defaultdict[str, list[int]] = defaultdict(list)
    acronyms: set[str] = set()
    initials = ""
    for i, word in enumerate(words):
        places[word.stem].append(i)
        if word.capital:
            names[word.norm].append(i)
        initials = initials + word.norm[0] if word.capital else ""
        for size in range(2, min(len(initials), _LONGEST_ACRONYM) + 1):
            acronyms.add(initials[-size:])
    return Wording(dict(places), dict(names), frozenset(acronyms), len(words))


def strength(term: Word, text: Wording) -> float:
    """How far a word of the question is in the text: 1 as itself, less as one of its relatives, 0 not."""
    if term.stem in text.places:
        return 1.0
    if term.capital and (_spelt(term, text) or term.norm in text.acronyms):
        return 1.0
    return max((s for other, s in kin(term.stem).items() if other in text.places), default=0.0)


@lru_cache(maxsize=16384)
def strengths(terms: tuple[Word, ...], text: str) -> tuple[float, ...]:
    """The strength of each word in a text."""
    looked_up = wording(text)
    return tuple(strength(term, looked_up) for term in terms)


def is_there(term: Word, text: Wording) -> bool:
    """Whether a word of the question is in the text as itself or in another spelling, form or short form."""
    return strength(term, text) >= DERIVED


def positions(term: Word, text: Wording) -> Sequence[int]:
    """Where in the text the word or another form of it stands."""
    found = [*text.places.get(term.stem, ())]
    if term.capital and not found:
        found += _spelt(term, text)
    for other, closeness in kin(term.stem).items() if not found else ():
        if closeness >= DERIVED:
            found += text.places.get(other, ())
    return found


def nearness(terms: Sequence[Word], text: Wording) -> tuple[float, float]:
    """How close together neighbours of the question stand in the text, and the share that is adjacent.

    The first is 1 over the distance, weighted by rarity. Both 0 to 1; 0 for a single word.
    """
    places = [positions(term, text) for term in terms]
    close = adjacent = total = 0.0
    for i, (here, there) in enumerate(pairwise(places)):
        weight = rarity(terms[i].stem) + rarity(terms[i + 1].stem)
        total += weight
        if here and there:
            close += weight / max(1, min(abs(b - a) for a in here for b in there))
            adjacent += any(0 < b - a <= _ADJACENT for a in here for b in there)
    return (close / total, adjacent / (len(places) - 1)) if total else (0.0, 0.0)


def _spelt(term: Word, text: Wording) -> Sequence[int]:
    """Where a name stands, in this or another spelling."""
    if term.norm in text.names:
        return text.names[term.norm]
    return next((at for name, at in text.names.items() if same_name(term.norm, name)), ())
