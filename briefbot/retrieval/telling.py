"""Every paragraph that has all the words of a story, not only the best ones."""

from __future__ import annotations

from difflib import get_close_matches
from typing import TYPE_CHECKING, NamedTuple

from briefbot.language.words import same_name
from briefbot.retrieval.chunking import normalized
from briefbot.retrieval.terms import query_terms

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from briefbot.documents import Chunk
    from briefbot.retrieval.postings import Place, View
    from briefbot.retrieval.shelf import Shelf
    from briefbot.retrieval.store import Snapshot

# A name's other spellings begin like it: Zelenskiy, Zelensky.
_SAME_BEGINNING = 3
# Letters that stand for each other in names written in another alphabet.
_LETTERS = (frozenset("iyj"), frozenset("uvw"), frozenset("ckq"))
# How like a word of the briefs must be to be offered for one they don't have, and how many are.
_ALIKE, _OFFERED = 0.7, 3
# Terms that begin alike and are looked at.
_MOST_ALIKE = 2_000


class Needed(NamedTuple):
    """A word a paragraph must have.

    Attributes:
        wordings: it or what stands for it, each one word or several: "Russia", "Russian".
        name: its folded form where other spellings of it count too, else "".
    """

    wordings: tuple[str, ...]
    name: str = ""


class Telling(NamedTuple):
    """What was found.

    Attributes:
        chunks: the paragraphs by day, brief and place, each printing of it; at most as many as asked for.
        found: how many there are.
    """

    chunks: tuple[Chunk, ...]
    found: int


def find_telling(
    now: Snapshot, shelf: Shelf, needed: Sequence[Needed], *, first: int, last: int, limit: int
) -> Telling:
    """The paragraphs between two days (ordinals) that have all the needed words; none past `limit` are read."""
    first, last = max(first, now.known[0]), min(last, now.known[1])
    if not needed or first > last:
        return Telling((), 0)
    wanted = [_terms(now.view, one, first, last) for one in needed]
    places = now.view.having(wanted, first=first, last=last)
    if len(places) > limit:
        return Telling((), len(places))
    ordered = sorted(places, key=lambda p: (p.day, now.numbered[p.number].id, p.start))
    return Telling(tuple(_chunks(now, shelf, ordered)), len(places))


def _chunks(now: Snapshot, shelf: Shelf, places: Iterable[Place]) -> Iterable[Chunk]:
    """The paragraphs; those of briefs changed since the last update are left out, repeats in a brief too."""
    seen: set[tuple[str, str]] = set()
    for place in places:
        opened = shelf.open(now.numbered[place.number])
        if opened is None:
            continue
        key = (opened.brief.id, normalized(opened.text(place.start)))
        if key not in seen:
            seen.add(key)
            yield opened.chunk(place.start)


def _terms(view: View, needed: Needed, first: int, last: int) -> list[list[str]]:
    """The index terms of each wording, and of each spelling of the name."""
    wanted = [query_terms(words) for words in needed.wordings]
    if len(needed.name) > _SAME_BEGINNING:
        begun = view.terms_like(needed.name[:_SAME_BEGINNING], first, last, _MOST_ALIKE)
        wanted += [[term] for term in begun if is_spelling(needed.name, term)]
    return [terms for terms in wanted if terms]


def is_spelling(name: str, other: str) -> bool:
    """Whether two folded names are one written otherwise: Zelenskiy and Zelensky; not Mandela and Mandala.

    Stricter than `same_name`: what is looked for in all briefs there are meets many that are nearly alike.
    """
    if not same_name(name, other):
        return False
    swapped = (frozenset(pair) for pair in zip(name, other, strict=False) if len(set(pair)) > 1)
    alike = all(any(pair <= letters for letters in _LETTERS) for pair in swapped)
    return alike or len(name) != len(other)


def nearest_words(
    now: Snapshot, needed: Sequence[Needed], *, first: int, last: int
) -> tuple[str, ...]:
    """Words of the briefs between two days that look like those they don't have: "crimea" for "Crimae"."""
    first, last = max(first, now.known[0]), min(last, now.known[1])
    found: list[str] = []
    for one in needed if first <= last else ():
        wanted = _terms(now.view, one, first, last)
        if now.view.having([wanted], first=first, last=last):
            continue
        word = one.wordings[0].lower()
        begun = now.view.terms_like(word[:2], first, last, _MOST_ALIKE)
        found += get_close_matches(word, begun, n=_OFFERED, cutoff=_ALIKE)
    return tuple(dict.fromkeys(found))[:_OFFERED]
