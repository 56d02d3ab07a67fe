"""How many died: which questions ask for that, and which sentences tell it, in whatever words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefbot.language.words import is_numeral, stem

if TYPE_CHECKING:
    from collections.abc import Sequence

    from briefbot.language.words import Word

_TOLL = frozenset(map(stem, "toll".split()))
# The dead after their number: "26 people are killed", "94 deaths", "12 bodies".
_DEAD = frozenset(
    map(stem, "dead death fatality kill die drown perish slay life body victim casualty".split())
)
# What the dead are an object of, before their number: "killing 15", "claims 200 lives", "death of ten".
_DEATHLY = frozenset(map(stem, "kill death toll fatality dead slay murder drown die".split()))
# Words between a number and what it counts, and between "killing" and its number.
_NEAR = 6
_OTHER_STATEMENT = frozenset([";", ":", "while", "with", "but", "as"])
_ASKED = _TOLL | frozenset(map(stem, "kill die perish drown fatality dead death".split()))
# "Lost their lives", "lives were lost", "loss of human life": at most so many words apart.
_LOST = frozenset(map(stem, "lost lose loss".split()))
_LIVES = frozenset(map(stem, "life lives".split()))
_BESIDE = 3
_ANYBODY = _ASKED | frozenset(map(stem, "people person life number victim report total".split()))


def asks_for_deaths(words: Sequence[Word], counted: Sequence[Word]) -> bool:
    """Whether a question for a number asks how many died: "death toll", "how many were killed".

    Not where only some of the dead are to be counted: "how many children were killed".
    """
    if any(word.stem in _TOLL for word in words):
        return True
    lost = _are_lives_lost(words)
    asked = lost or any(word.stem in _ASKED for word in words)
    return asked and all(word.stem in _ANYBODY or (lost and word.stem in _LOST) for word in counted)


def tells_deaths(words: Sequence[Word]) -> bool:
    """Whether a sentence gives a number of dead: "26 people are killed", "the toll passes 1,100"."""
    return any(is_numeral(word) and is_number_of_dead(words, i) for i, word in enumerate(words))


def is_number_of_dead(words: Sequence[Word], i: int) -> bool:
    """Whether the number at `i` is one of dead."""
    return _counts_dead(words, i) or _follows_death(words, i)


def is_running_toll(words: Sequence[Word]) -> bool:
    """Whether the sentence calls its number of dead a toll, which is counted on from day to day."""
    return any(word.stem in _TOLL for word in words)


def is_word_of_death(word: Word) -> bool:
    """Whether the word is one of those a toll is asked for in, so that another can stand for it."""
    return word.stem in _ANYBODY or word.stem in _DEAD


def _are_lives_lost(words: Sequence[Word]) -> bool:
    """Whether it is lives that are lost: no "lost their homes", and no jobs lost where somebody lives."""
    lives = [i for i, word in enumerate(words) if word.stem in _LIVES]
    lost = [i for i, word in enumerate(words) if word.stem in _LOST]
    return any(abs(i - j) <= _BESIDE for i in lives for j in lost)


def _counts_dead(words: Sequence[Word], i: int) -> bool:
    """Whether what the number counts is said to be dead right after, no other number in between."""
    for word in words[i + 1 : i + 1 + _NEAR]:
        if is_numeral(word) or word.text in (",", ";", ":"):
            return False
        if word.stem in _DEAD:
            return True
    return False


def _follows_death(words: Sequence[Word], i: int) -> bool:
    """Whether the number follows "killing", "the death toll … rises to": nothing else is counted between.

    A toll may name its story first, so the whole stretch before the number may lie between.
    """
    alone = True
    for j in range(i - 1, -1, -1):
        word = words[j]
        if is_numeral(word) or word.norm in _OTHER_STATEMENT:
            return False
        alone = alone and word.norm not in (",", "and")
        if word.stem in _TOLL or (alone and word.stem in _DEATHLY and i - j <= _NEAR):
            return True
    return False
