"""Whether two statements or paragraphs are about one running story, whatever each tells of it."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from briefbot.language.kinds import is_origin, is_place
from briefbot.language.kinship import DERIVED, kin
from briefbot.language.lexicon import is_content
from briefbot.language.rarity import rarity
from briefbot.language.words import is_numeral, split_words

if TYPE_CHECKING:
    from collections.abc import Iterable

    from briefbot.documents import Chunk
    from briefbot.grounding.comparing.statement import Statement

# From here on two paragraphs of neighbouring days mostly have a topic in common.
SAME_STORY = 0.25
# What names have to weigh where nothing else is shared: two rare ones.
_NAMES_ALONE = 8.0


class _Stems(NamedTuple):
    """Stems of one kind, with all their other forms (Russia, Russian), and what they weigh."""

    stems: frozenset[str]
    forms: frozenset[str]
    weight: float


class _Told(NamedTuple):
    """A text's names, the places and peoples among them, and its other content words."""

    names: _Stems
    places: _Stems
    words: _Stems


def same_story(a: Statement | Chunk, b: Statement | Chunk) -> float:
    """How much of the one with less to tell is the other's story too, 0 to 1.

    It is 0 without a name in common, and where each names places and none is the other's.
    Names and the words for what happens count by their rarity, numbers and days not at all. From `SAME_STORY`
    on the two are taken for one story.
    """
    told_a, told_b = _told(a.text), _told(b.text)
    names, words = _shared(told_a.names, told_b.names), _shared(told_a.words, told_b.words)
    if not names or not (words or names >= _NAMES_ALONE):
        return 0.0
    if told_a.places.forms and told_b.places.forms and not _shared(told_a.places, told_b.places):
        return 0.0
    least = min(told.names.weight + told.words.weight for told in (told_a, told_b))
    return min(1.0, (names + words) / least)


@lru_cache(maxsize=4096)
def _told(text: str) -> _Told:
    names: set[str] = set()
    places: set[str] = set()
    others: set[str] = set()
    begins = True
    for word in split_words(text):
        if is_content(word) and not is_numeral(word):
            named = word.capital and (not begins or is_place(word) or is_origin(word))
            (names if named else others).add(word.stem)
            if is_place(word) or is_origin(word):
                places.add(word.stem)
        begins = word.text in (".", "!", "?") or (begins and word.kind == "mark")
    return _Told(_stems(names), _stems(places), _stems(others - names))


def _stems(stems: set[str]) -> _Stems:
    derived = (other for stem in stems for other, s in kin(stem).items() if s >= DERIVED)
    return _Stems(frozenset(stems), frozenset(stems).union(derived), _weigh(stems))


def _shared(a: _Stems, b: _Stems) -> float:
    """What the stems weigh that both have, as they stand or in another form; the same both ways round."""
    return (_weigh(a.stems & b.forms) + _weigh(b.stems & a.forms)) / 2


def _weigh(stems: Iterable[str]) -> float:
    return sum(map(rarity, sorted(stems)))
