"""Whether two statements or paragraphs are about one running story, whatever each tells of it."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from briefbot.language.kinds import is_origin, is_place
from briefbot.language.kinship import DERIVED, kin
from briefbot.language.lexicon import is_content
from briefbot.language.rarity import rarity
from briefbot.language.words import is_numeral, split_words

if TYPE_CHECKING:
    from briefbot.documents import Chunk
    from briefbot.grounding.comparing.statement import Statement

# From here on two paragraphs of neighbouring days mostly have a topic in common.
SAME_STORY = 0.25


def same_story(a: Statement | Chunk, b: Statement | Chunk) -> float:
    """How much of the one with less to tell is the other's story too, 0 to 1; 0 without a name in common.

    Names and the words for what happens count by their rarity, numbers and days not at all. From `SAME_STORY`
    on the two are taken for one story.
    """
    names_a, words_a = _told(a.text)
    names_b, words_b = _told(b.text)
    names = _shared(names_a, names_b)
    words = _shared(words_a, words_b)
    if not names or not words:
        return 0.0
    least = min(_weigh(names_a | words_a), _weigh(names_b | words_b))
    return min(1.0, _weigh(names | words) / least)


@lru_cache(maxsize=4096)
def _told(text: str) -> tuple[frozenset[str], frozenset[str]]:
    """The stems of a text's names and of its other content words."""
    names: set[str] = set()
    others: set[str] = set()
    begins = True
    for word in split_words(text):
        if is_content(word) and not is_numeral(word):
            named = word.capital and (not begins or is_place(word) or is_origin(word))
            (names if named else others).add(word.stem)
        begins = word.text in (".", "!", "?") or (begins and word.kind == "mark")
    return frozenset(names), frozenset(others - names)


def _shared(a: frozenset[str], b: frozenset[str]) -> frozenset[str]:
    """The stems of `a` that `b` has, as they stand or in another form: Russia and Russian."""
    return frozenset(
        stem
        for stem in a
        if stem in b or any(s >= DERIVED and other in b for other, s in kin(stem).items())
    )


def _weigh(stems: frozenset[str]) -> float:
    return sum(map(rarity, stems))
