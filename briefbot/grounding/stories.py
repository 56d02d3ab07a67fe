"""Whether a paragraph tells the running story whose title a question gives, and how much of the title it has."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from briefbot.language.deaths import is_running_toll
from briefbot.language.shallow import read
from briefbot.language.words import same_name

if TYPE_CHECKING:
    from collections.abc import Sequence

    from briefbot.documents import Chunk
    from briefbot.language.titles import Title
    from briefbot.language.words import Word


# "Indian" is "India" with one letter more, "Japanese" is "Japan" with three.
_LONG_NAME, _ENDING = 4, 3


@dataclass(frozen=True, slots=True)
class Told:
    """How a paragraph tells a story.

    Attributes:
        share: share of the title's words, its year left out, that are there, 0 to 1.
        tells: it is that story: every place behind a preposition is there, and whose story it is, or what kind
            of story. Of the kind alone ("heat wave") it is only in a brief of the title's year, and not where
            another name stands before it.
        other: it is another story: a place of the title is not there, or nothing of it, or only a part in a brief of
            another year.
    """

    share: float
    tells: bool
    other: bool


def find_told(title: Title, chunk: Chunk, sentence: str) -> Told:
    """How a paragraph and the sentence of it that gives the toll tell the story of the title."""
    day, said = chunk.brief.day, read(chunk.text).words
    words = (*said, *read(chunk.heading).words)
    kind = [_is_there(w, words) for w in title.kind]
    whose = [_is_there(w, words) for w in title.whose]
    where = [_is_there(w, words) for w in title.where]
    fits_year = title.year is None or title.year == day.year
    this_year = title.year == day.year
    placed = bool(where) and all(where)
    understood = this_year and not _is_anothers(title, said)
    its_kind = any(kind) and (not whose or any(whose) or understood or placed)
    its_own = bool(whose) and all(whose) and fits_year
    # A toll that runs on, of a place or a people of the title: it is the story's.
    runs_on = is_running_toll(read(sentence).words) and fits_year and (placed or any(whose))
    # A heading may stand above paragraphs of other stories too: what the paragraph says itself counts double.
    in_text = [_is_there(w, said) for w in (*title.kind, *title.whose, *title.where)]
    found = [*kind, *whose, *where]
    share = (sum(found) + sum(in_text)) / (2 * len(found))
    tells = all(where) and (its_kind or its_own or runs_on)
    elsewhere = not all(where) or (any(kind) and not its_kind)
    # What is named after a year is told in it and soon after; later, with its whole title.
    later = title.year is not None and day.year - title.year not in (0, 1)
    whole = any(kind) and all(whose)
    return Told(share, tells, elsewhere or not any(found) or (later and not whole))


def _is_anothers(title: Title, words: Sequence[Word]) -> bool:
    """Whether the paragraph puts another name before the kind of story: "the Kenya floods"."""
    kinds = {word.stem for word in title.kind}
    its_own = (*title.kind, *title.whose)
    return any(
        before.capital and word.stem in kinds and not _is_there(before, its_own)
        for before, word in pairwise(words[1:])
    )


def _is_there(word: Word, words: Sequence[Word]) -> bool:
    return any(w.stem == word.stem or (word.capital and _same_name(word, w)) for w in words)


def _same_name(word: Word, other: Word) -> bool:
    """Whether two names are one, or one the people of the other: India and Indian, Kenya and Kenyan."""
    if not other.capital:
        return False
    shorter, longer = sorted((word.norm, other.norm), key=len)
    people = len(shorter) >= _LONG_NAME and longer.startswith(shorter)
    return same_name(word.norm, other.norm) or (people and len(longer) - len(shorter) <= _ENDING)
