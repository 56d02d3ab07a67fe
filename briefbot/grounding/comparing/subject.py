"""What a statement is about, beside its numbers and what is done: its names and its other words."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import lru_cache
from typing import TYPE_CHECKING

from briefbot.grounding.attribution import find_attributions
from briefbot.grounding.comparing.equal import is_same_name
from briefbot.grounding.comparing.numbers import SCALES, is_counting
from briefbot.grounding.comparing.synonyms import are_kin
from briefbot.grounding.ledger import read_dated
from briefbot.language.kinds import is_origin, is_place
from briefbot.language.lexicon import (
    APPROXIMATE,
    FILLING,
    LIMITING,
    PREPOSITIONS,
    QUANTIFIERS,
    SPEECH,
    is_adverb,
    is_content,
    is_modal,
    is_negation,
)
from briefbot.language.rarity import rarity
from briefbot.language.words import is_numeral, stem

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Sequence
    from datetime import date

    from briefbot.grounding.attribution import Attribution
    from briefbot.grounding.comparing.statement import Statement
    from briefbot.language.words import Word

# A capital word this rare is a name at the beginning of a sentence too.
_RARE = 4.5
_LEANING = frozenset("he she it they its his her their".split())
# What a name weighs, whatever its letters.
_NAME = 5.0
# Said of one that is named before.
_COUNTRY = frozenset("country nationwide province state".split())
# Written with a capital, and no names of their own.
_TITLES = frozenset(
    map(
        stem,
        """prime minister president parliament senate king queen judge mr mrs ms dr sir chancellor general
        government police ministry army court house state union mount lake river port north south east west
        upper northern southern eastern western city province county""".split(),
    )
)
# One of each group is one sort of event or cause; two of two groups are two events.
_EVENTS = tuple(
    frozenset(map(stem, group.split()))
    for group in (
        "flood flooding deluge", "fire blaze wildfire", "storm hurricane typhoon cyclone tornado", "heat heatwave",
        "quake earthquake tremor aftershock", "landslide mudslide avalanche", "fever virus outbreak cholera flu epidemic",
        "crash collision derailment", "collapse collapses", "shooting gunman", "eruption volcano", "stampede crush",
        "drought", "cold snow", "bomb bombing", "mosque", "market", "school", "hotel", "warehouse", "ferry boat ship trawler",
        "bus", "train", "truck", "plane helicopter",
    )
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Subject:
    """What a statement is about.

    Attributes:
        names: stems of the names of whom and where, speakers left out.
        speakers: stems of the names of who says so.
        nouns: stems of the other content words; numbers, days and words of counting left out.
        definite: those among them that stand behind "the", as something known.
        indefinite: those behind "a", as something new.
        deeds: those that are verbs.
        actors: stems of the names before the first verb.
        places: those of the names that are places or peoples.
    """

    names: frozenset[str]
    speakers: frozenset[str]
    nouns: frozenset[str]
    definite: frozenset[str]
    indefinite: frozenset[str]
    deeds: frozenset[str]
    actors: frozenset[str]
    places: frozenset[str]


def subject_of(statement: Statement) -> Subject:
    """What a statement is about; one that leans on its paragraph is about what that names."""
    own = subject_of_text(statement.text, statement.day)
    words = [word.norm for word in statement.words]
    if not (words[:1] in (["this"], ["it"]) or _COUNTRY & set(words)) or any(
        is_place(word) or is_origin(word) for word in statement.words
    ):
        return own
    around = subject_of_text(statement.chunk.text, statement.day)
    return replace(own, names=own.names | around.names, places=around.places)


@lru_cache(maxsize=8192)
def subject_of_text(text: str, day: date) -> Subject:
    """What a sentence or paragraph of a day is about."""
    dated = read_dated(text, day)
    words, verbs = dated.sentence.words, dated.sentence.verbs
    framed = _framed(text, words)
    found: dict[str, set[str]] = {name: set() for name in Subject.__slots__}
    for i, word in enumerate(words):
        told = word.kind == "word" and i not in dated.skipped and is_content(word)
        if not told or is_numeral(word):
            continue
        if _is_name(words, i):
            for kind in _kinds_of_name(words, verbs, i, framed=i in framed):
                found[kind].add(word.stem)
        elif i not in framed and not _says_nothing(word):
            for kind in _kinds_of_noun(words, verbs, i):
                found[kind].add(word.stem)
    return Subject(**{name: frozenset(stems) for name, stems in found.items()})


def _framed(text: str, words: Sequence[Word]) -> frozenset[int]:
    """The words that say who says so, at the end: "…, police said"; else it may be whom it is about.

    So it is in "The mayor said she would not resign".
    """
    frames = [one.frame for one in find_attributions(text) if _is_behind(one)]
    framed = frozenset(i for frame in frames for i in range(*frame))
    leans = any(w.norm in _LEANING for i, w in enumerate(words) if i not in framed)
    return frozenset() if leans else framed


def _kinds_of_name(
    words: Sequence[Word], verbs: Sequence[bool], i: int, *, framed: bool
) -> Iterator[str]:
    if not any(verbs[:i]):
        yield "actors"
    if is_place(words[i]) or is_origin(words[i]):
        yield "places"
    if words[i].stem not in _TITLES:
        yield "speakers" if framed else "names"
    elif not framed:
        yield "nouns"


def _kinds_of_noun(words: Sequence[Word], verbs: Sequence[bool], i: int) -> Iterator[str]:
    yield "nouns"
    if verbs[i] and not _is_noun(words, i):
        yield "deeds"
    before = _article(words, i)
    if before:
        yield "definite" if before == "the" else "indefinite"


def _is_behind(one: Attribution) -> bool:
    """Whether who says so is told at the end: "…, police said"; before that it may be whom it is about."""
    return one.frame[0] >= one.content[1]


def _is_name(words: Sequence[Word], i: int) -> bool:
    word = words[i]
    if not word.capital or word.norm in QUANTIFIERS | LIMITING | APPROXIMATE:
        return False
    opening = all(w.kind == "mark" for w in words[:i])
    following = words[i + 1] if i + 1 < len(words) else word
    speaks = following.stem in SPEECH and not word.norm.endswith("s") and following is not word
    opening = opening and not speaks and not (following.capital and following is not word)
    return not opening or is_place(word) or is_origin(word) or rarity(word.stem) >= _RARE


def _is_noun(words: Sequence[Word], i: int) -> bool:
    """Whether a word that could be a verb stands behind a preposition, as a noun does: "without water"."""
    return i > 0 and words[i - 1].norm in PREPOSITIONS and words[i - 1].norm != "to"


def _says_nothing(word: Word) -> bool:
    return (
        word.norm in FILLING | LIMITING | APPROXIMATE
        or is_modal(word)
        or is_negation(word)
        or is_adverb(word)
        or is_counting(word)
        or word.stem in SCALES
    )


def _article(words: Sequence[Word], i: int) -> str:
    """The article that a word stands behind, one or two words on; a genitive is one too."""
    for j in range(i - 1, max(-1, i - 4), -1):
        if words[j].norm in ("the", "its", "their", "this") or words[j].possessive:
            return "the"
        if words[j].norm in ("a", "an", "another"):
            return "a"
        if words[j].kind == "mark" or not is_content(words[j]):
            return ""
    return ""


def disagree(one: Subject, other: Subject) -> bool:
    """Whether each has a name that the other has not: two places, two parties, two speakers."""
    mine, theirs = one.names | one.speakers, other.names | other.speakers
    if _own(one.names, theirs) and _own(other.names, mine):
        return True
    return bool(_own(one.speakers, theirs) and _own(other.speakers, mine))


def are_elsewhere(one: Subject, other: Subject) -> bool:
    """Whether each is of places that the other does not name."""
    return bool(one.places and other.places) and not shared_stems(one.places, other.places)


def _own(one: Iterable[str], other: Collection[str]) -> list[str]:
    return [name for name in one if not any(is_same_name(name, there) for there in other)]


def shared_names(one: Subject, other: Subject) -> list[str]:
    """The names of one that the other has too, in any form."""
    return shared_stems(one.names | one.speakers, other.names | other.speakers)


def shared_stems(one: Collection[str], other: Collection[str]) -> list[str]:
    """The stems of names of one that the other has too, in any form."""
    return [name for name in one if any(is_same_name(name, there) for there in other)]


def shared_words(one: Collection[str], other: Collection[str]) -> list[str]:
    """The words of one that the other has too, or one that says the same."""
    return [word for word in one if any(are_kin(word, there) for there in other)]


def are_two_events(one: Subject, other: Subject) -> bool:
    """Whether the two name two sorts of event: a flood and a fire."""
    mine, theirs = ({n for n, e in enumerate(_EVENTS) if e & s.nouns} for s in (one, other))
    return bool(mine and theirs) and mine.isdisjoint(theirs)


def weigh_subject(words: Iterable[str], names: Collection[str]) -> float:
    """What words and names weigh as evidence that two statements are about one thing."""
    return sum(map(rarity, sorted(words))) + _NAME * len(names)
