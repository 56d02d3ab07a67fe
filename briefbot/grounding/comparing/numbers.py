"""Which number of one statement is the other's number for the same thing."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from briefbot.grounding.checks import numbers
from briefbot.grounding.comparing.gaps import Gap
from briefbot.language.deaths import is_number_of_dead
from briefbot.language.lexicon import PREPOSITIONS, is_content
from briefbot.language.words import is_numeral, split_words, stem

if TYPE_CHECKING:
    from collections.abc import Iterator

    from briefbot.grounding.comparing.gaps import Laid
    from briefbot.grounding.comparing.statement import Statement
    from briefbot.language.words import Word

SCALES = frozenset(map(stem, numbers.SCALES))
# Say how many without a number of their own.
COUNTS = frozenset("dozens hundreds thousands millions billions several one dozen".split())
# What counts do from day to day, and words that go with it: they tell nothing but the number.
_COUNTING = frozenset(
    map(
        stem,
        """rise rose risen increase climb grow jump reach pass surpass top exceed stand bring now total
        number count toll figure report confirm record least most more than new far so up""".split(),
    )
)
_VALUE = re.compile(r"\d+(?:\.\d+)?")
_UNIT_REACH, _BACK = 3, 6
# "58 more cases": not "more than 58".
_ON_TOP = frozenset("additional another further extra new".split())
_SAME_UNIT, _SAME_PLACE, _ENOUGH = 2, 2, 2


@dataclass(frozen=True, slots=True)
class Numbers:
    """The numbers only one of the two has, paired.

    Attributes:
        pairs: (index in earlier, index in later) of numbers for the same thing.
        changed: those whose values differ.
    """

    pairs: tuple[tuple[int, int], ...]
    changed: tuple[tuple[int, int], ...]


def is_counting(word: Word) -> bool:
    """Whether the word only tells that something is counted: "rises to", "a total of"."""
    return word.stem in _COUNTING


def pair_numbers(laid: Laid) -> Numbers:
    """The numbers that only one of the two statements has, each with the other's for the same thing.

    Two belong together when they stand in the same place, or count the same: the word behind them, or the dead.
    """
    scored = []
    for place_e, e in _numbers(laid.earlier, [gap.earlier for gap in laid.gaps]):
        for place_n, n in _numbers(laid.later, [gap.later for gap in laid.gaps]):
            score = _fit(laid, e, n) + _SAME_PLACE * (place_e == place_n)
            # Nothing but the number differs there.
            score += place_e == place_n and laid.gaps[place_e] == Gap((e,), (n,))
            if score >= _ENOUGH:
                scored.append((-score, abs(place_e - place_n), e, n))
    pairs: list[tuple[int, int]] = []
    for _, _, e, n in sorted(scored):
        if all(e != a and n != b for a, b in pairs):
            pairs.append((e, n))
    pairs.sort()
    changed = (p for p in pairs if _value(laid.earlier, p[0]) != _value(laid.later, p[1]))
    return Numbers(tuple(pairs), tuple(changed))


def _numbers(statement: Statement, gaps: list[tuple[int, ...]]) -> Iterator[tuple[int, int]]:
    """(which gap, word index) of every number in the gaps; a scale alone where its number is no longer there."""
    for place, gap in enumerate(gaps):
        for i in gap:
            word = statement.words[i]
            if is_numeral(word) or word.norm in COUNTS:
                yield place, i
            elif word.stem in SCALES and i - 1 not in gap:
                yield place, i


def _fit(laid: Laid, e: int, n: int) -> int:
    """How well what two numbers count agrees: below 0 where it is not the same."""
    a, b = unit(laid.earlier, e), unit(laid.later, n)
    places = place_of(laid.earlier, e), place_of(laid.later, n)
    if all(places) and places[0].isdisjoint(places[1]):
        return -2 * _SAME_UNIT
    if not a or not b:
        return 0 if a == b else -1
    return _SAME_UNIT if a == b else -_SAME_UNIT


def place_of(statement: Statement, i: int) -> frozenset[str]:
    """The names of the phrase right behind what the number counts: "26 people in southern China"."""
    words, verbs, found = statement.words, statement.dated.sentence.verbs, set()
    placed = False
    for j in range(i + 1, len(words)):
        if words[j].kind == "mark" or verbs[j] or is_numeral(words[j]):
            break
        placed |= words[j].norm in ("in", "at")
        if words[j].norm in PREPOSITIONS and words[j].norm not in ("in", "at", "of"):
            break
        if placed and words[j].capital:
            found.add(words[j].stem)
    return frozenset(found)


def unit(statement: Statement, i: int) -> str:
    """What the number counts, as a stem: "dead", the noun behind it or else the one before; "" in doubt.

    "16 new cases" and "the total of cases to 16" count cases.
    """
    words = statement.words
    if is_number_of_dead(words, i):
        return "dead"
    for j in range(i + 1, min(i + 1 + _UNIT_REACH, len(words))):
        word = words[j]
        if word.kind == "mark" or is_numeral(word) or word.norm in PREPOSITIONS:
            break
        if word.stem not in SCALES and is_content(word) and not is_counting(word):
            return word.stem
    return _counted_before(statement, i)


def _counted_before(statement: Statement, i: int) -> str:
    """The last noun before the number in its clause; "" without one."""
    words, verbs = statement.words, statement.dated.sentence.verbs
    for j in range(i - 1, max(-1, i - 1 - _BACK), -1):
        word = words[j]
        if word.kind == "mark" or is_numeral(word):
            return ""
        if is_content(word) and not (word.capital or verbs[j] or is_counting(word)):
            return word.stem
    return ""


def is_increment(statement: Statement, i: int) -> bool:
    """Whether the number tells how many came on top of others: "another 20", "58 more cases"."""
    before, after = statement.words[max(0, i - 1) : i], statement.words[i + 1 : i + 3]
    return any(word.norm in _ON_TOP for word in (*before, *after)) or any(
        word.norm == "more" for word in after[:1]
    )


def is_less(a: str, b: str) -> bool:
    """Whether the first of two numbers, as they are printed, is the smaller; not where one is none."""
    values = [_VALUE.match(split_words(text)[0].stem) for text in (a, b)]
    return all(values) and float(values[0].group()) < float(values[1].group())  # type: ignore[union-attr]


def _value(statement: Statement, i: int) -> str:
    """What a number is compared by, its scale worked in."""
    word, following = statement.words[i], statement.words[i + 1 : i + 2]
    scale = following[0].stem if following and following[0].stem in SCALES else ""
    digits = word.stem.replace("%", " percent")
    factor = {stem("thousand"): 1e3, stem("million"): 1e6, stem("billion"): 1e9}.get(scale)
    try:
        return f"{float(digits) * factor:g}" if factor else f"{float(digits):g}{scale}"
    except ValueError:
        return f"{digits} {scale}".strip()
