"""A sentence read shallowly: which words act as verbs, where clauses break, what stands in quotation marks.

No parser is needed for what the gate asks, and every doubt falls on the safe side there: a word that
may be a verb counts as one wherever that makes a proof harder.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from briefbot.language.lexicon import (
    ARTICLES,
    AUXILIARIES,
    BE,
    MODALS,
    PREPOSITIONS,
    PRONOUNS,
    QUANTIFIERS,
    is_adverb,
    is_modal,
    is_negation,
)
from briefbot.language.words import can_be_verb, is_irregular, only_verb, split_words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from briefbot.language.words import Word

OPENING = frozenset("“«")
CLOSING = frozenset("”»")
_BREAKS = frozenset(',;:()—–…"“”«»?!.')
_SUBJECTS = frozenset(
    ["i", "he", "she", "it", "we", "they", "who", "which", "that", "this", "there"]
)
_POSSESSIVES = frozenset(["my", "your", "his", "its", "our", "their", "whose"])
_AFTER_VERB = (
    ARTICLES | PRONOUNS | QUANTIFIERS | frozenset(["to", "that", "if", "whether", "not", "“", '"'])
)


@dataclass(frozen=True, slots=True)
class Shallow:
    """Words of one text with what is known of each; all tuples have one entry a word.

    Attributes:
        words: words, numbers and marks in order.
        verbs: whether the word acts as a verb (auxiliaries and modals included).
        segments: number of the stretch between two clause marks; marks belong to the one before.
        quoted: whether the word stands inside quotation marks.
        text: the text itself.
    """

    words: tuple[Word, ...]
    verbs: tuple[bool, ...]
    segments: tuple[int, ...]
    quoted: tuple[bool, ...]
    text: str


@lru_cache(maxsize=4096)
def read(text: str) -> Shallow:
    """The shallow reading of one sentence."""
    words = split_words(text)
    verbs: list[bool] = []
    for i in range(len(words)):
        verbs.append(_acts_as_verb(words, i, verbs))
    return Shallow(
        words,
        tuple(verbs),
        _segments(words),
        _quoted(words),
        text,
    )


def is_break(word: Word) -> bool:
    """Whether the word is a mark that parts clauses."""
    return word.kind == "mark" and word.text in _BREAKS


def _segments(words: Sequence[Word]) -> tuple[int, ...]:
    numbers, current = [], 0
    for word in words:
        numbers.append(current)
        current += is_break(word)
    return tuple(numbers)


def _quoted(words: Sequence[Word]) -> tuple[bool, ...]:
    flags, inside = [], False
    for word in words:
        if word.text in OPENING or (word.text == '"' and not inside):
            inside = True
        elif word.text in CLOSING or word.text == '"':
            inside = False
        flags.append(inside and word.kind != "mark")
    return tuple(flags)


def _acts_as_verb(words: Sequence[Word], i: int, verbs: Sequence[bool]) -> bool:
    """Whether word `i` acts as a verb, `verbs` telling it of the words before."""
    word = words[i]
    if word.kind == "word" and (word.norm in AUXILIARIES or is_modal(word)):
        return True
    if not can_be_verb(word) or (word.capital and i > 0):
        return False
    before = _before(words, i)
    after = words[i + 1] if i + 1 < len(words) else None
    # "The port closed on Monday": a participle with nothing to modify after it.
    closed = word.norm.endswith("ed") and (
        after is None or after.kind == "mark" or after.norm in PREPOSITIONS
    )
    if before is None:
        return only_verb(word) or closed
    if before.norm in AUXILIARIES or before.norm in MODALS:
        return True
    if before.norm == "to":
        return not word.norm.endswith("s") or word.norm.endswith("ss")
    if _opens_noun(before):
        return word.norm.endswith("ing") and before.norm in PREPOSITIONS
    if only_verb(word) or is_irregular(word) or before.norm in _SUBJECTS or closed:
        return True
    if verbs[i - 1] and before is words[i - 1]:
        return False  # "deploy troops": right behind a verb stands its object
    # A form that can be a noun too ("talks", "demands"): what follows decides.
    if after is None or after.kind == "mark" or after.norm in BE or after.norm in MODALS:
        return after is not None and after.text in OPENING
    return (
        after.norm in _AFTER_VERB
        or after.norm in _POSSESSIVES
        or after.capital
        or after.kind == "number"
    )


def _before(words: Sequence[Word], i: int) -> Word | None:
    """The word before, adverbs and negations skipped; None at the start or after a clause mark."""
    while i > 0:
        i -= 1
        word = words[i]
        if word.kind == "mark":
            return None if word.text != "-" else _HYPHEN_BEFORE
        if not (is_adverb(word) or is_negation(word)):
            return word
    return None


def _opens_noun(before: Word) -> bool:
    return (
        before.possessive
        or before.kind == "number"
        or before.norm in ARTICLES
        or before.norm in _POSSESSIVES
        or before.norm in QUANTIFIERS
        or (before.norm in PREPOSITIONS and before.norm != "to")
    )


# "five-hour", "confidence-building": what follows a hyphen is not a clause's verb.
_HYPHEN_BEFORE = split_words("the")[0]
