"""The counts and levels that a statement tells: of what, in what state, how far known."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING

from briefbot.grounding.comparing.numbers import SCALES, is_counting
from briefbot.grounding.ledger import read_dated
from briefbot.language.deaths import is_number_of_dead
from briefbot.language.lexicon import PREPOSITIONS, is_content
from briefbot.language.words import is_numeral, stem

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date

    from briefbot.grounding.comparing.statement import Statement
    from briefbot.language.words import Word

# States that people and things are counted in, each by the words that tell it.
_STATES = {
    word: state
    for state, words in {
        "dead": "dead death die kill lose toll drown perish body bodies fatality slay",
        "injured": "injure wound hurt injury",
        "missing": "missing unaccounted",
        "trapped": "trap buried",
        "rescued": "rescue rescued survivor save saved alive",
        "arrested": "arrest detain",
        "freed": "release free freed",
        "moved": "evacuate leave flee fled displace homeless",
        "held": "hostage hostages captive",
        "ill": "hospital ill sick treat patient infect cholera case cases",
        "dark": "power blackout electricity",
        "destroyed": "destroy raze",
        "waiting": "wait queue",
        "arrived": "cross arrive refugee migrant",
        "cut": "cut layoff lay laid axe",
        "marching": "march protest demonstrate rally",
        "at large": "escape large",
        "opened": "open",
        "returned": "return back",
        "found": "find found",
    }.items()
    for word in map(stem, words.split())
}
# In words: what belongs to a number stands near it.
_REACH, _BACK = 12, 8
_BREAKS = frozenset("while but whereas with since because".split())
_PERSONS = frozenset(
    map(
        stem,
        """people person persons other others resident inhabitant villager victim victims body bodies
        protester protesters demonstrator marcher patient survivor hostage refugee migrant evacuee prisoner
        civilian casualty dead injured number miner climber homeless death deaths fatality""".split(),
    )
)
_POSTS = frozenset(map(stem, "job worker post position employee staff".split()))
_DAYS = frozenset(map(stem, "day week month year hour night".split()))
_IN_IT = frozenset("including include includes included which whom".split())
_OF_AGE = frozenset("age ages aged old".split())
_ON_TOP = frozenset(
    "additional another further extra new by magnitude not between aged than".split()
)
_AHEAD = {
    word: stance
    for stance, words in {
        "given": "offer promise pledge vow plan propose plans will would shall going intend due",
        "wanted": "demand ask want seek request call",
        "expected": "expect expects forecast could may might estimate predict feared",
    }.items()
    for word in (*map(stem, words.split()), *words.split())
}


@dataclass(frozen=True, slots=True)
class Figure:
    """One number with what it counts.

    Attributes:
        at: index of its word.
        value: what it is compared by.
        shown: its exact words with its unit.
        noun: stem of what is counted, "" where the sentence leaves it out.
        state: what happened to the counted, "" in doubt.
        ordinal: it says the how manieth.
        part: it tells how many of a known number.
        rate: it is so many a day, a week.
        ahead: how it is meant where it is not so yet: given, wanted, expected.
    """

    at: int
    value: str
    shown: str
    noun: str
    state: str
    ordinal: bool
    part: bool
    rate: bool
    ahead: str

    @property
    def of_time(self) -> bool:
        """Whether it counts days or hours."""
        return self.noun in _DAYS

    @property
    def of_persons(self) -> bool:
        """Whether it counts people of no certain kind."""
        return not self.noun or self.noun in _PERSONS


def figures_of(statement: Statement) -> tuple[Figure, ...]:
    """The counts and levels of a statement in order; none for what comes on top of a count."""
    return _read(statement.text, statement.day)


def is_state(word: str) -> bool:
    """Whether a stem tells the state of what is counted."""
    return word in _STATES or word in _PERSONS or word in _DAYS or word in _ORDINALS


@lru_cache(maxsize=8192)
def _read(text: str, day: date) -> tuple[Figure, ...]:
    dated = read_dated(text, day)
    words, verbs = dated.sentence.words, dated.sentence.verbs
    return tuple(_figures(text, words, verbs, dated.skipped | dated.dates.keys()))


def _figures(
    text: str, words: Sequence[Word], verbs: Sequence[bool], dates: frozenset[int]
) -> Iterator[Figure]:
    lasts = any(word.norm in ("lasted", "lasts", "lasting") for word in words)
    for i, word in enumerate(words):
        named = i > 0 and words[i - 1].capital and words[i - 1].stem not in _STATES and i > 1
        if (
            i in dates
            or named
            or not (is_numeral(word) or word.stem in _ORDINALS)
            or _is_aside(words, i)
        ):
            continue
        noun, last = _counted(words, verbs, i)
        if noun in _DAYS and word.stem not in _ORDINALS and not lasts:
            continue
        told = _counted_before(words, i)
        noun = _unit(text, word) or noun or told
        scaled = i + 1 < len(words) and words[i + 1].stem in SCALES
        yield Figure(
            at=i,
            value=word.stem + (words[i + 1].stem if scaled else ""),
            shown=text[word.start : words[last].end],
            noun=noun,
            state=_state_of(words, i, noun, told),
            ordinal=word.stem in _ORDINALS,
            part=_is_part(words, i),
            rate=_is_rate(words, i),
            ahead=_ahead(words, i),
        )


_ORDINALS = frozenset(
    map(stem, "second third fourth fifth sixth seventh eighth ninth tenth".split())
)


def _state_of(words: Sequence[Word], i: int, noun: str, told: str) -> str:
    """The state of what is counted; a "number of cases" beside one of dead is none of dead."""
    if told and told not in _PERSONS:
        return _STATES.get(told, "")
    return "dead" if is_number_of_dead(words, i) else _state(words, i, noun)


def _unit(text: str, word: Word) -> str:
    if word.stem.endswith("%"):
        return "%"
    return next((mark for mark in "$€£¥" if mark in text[word.start : word.end]), "")


def _is_aside(words: Sequence[Word], i: int) -> bool:
    """Whether the number is no count: on top of one, denied, a score, how many there are of which some are told."""
    before = [w.norm for w in words[max(0, i - 2) : i]]
    after = [w.norm for w in words[i + 1 : i + 3]]
    if after[:1] == ["of"] and after[1:2] in (["which"], ["whom"]):
        return True
    if set("-‐‑–—:") & {*before[-1:], *after[:1]} or _OF_AGE & {*before, *after}:
        return True
    more = before[-1:] == ["than"] and before[-2:-1] in (["more"], ["less"], ["fewer"])
    if (before and before[-1] in _ON_TOP and not more) or "new" in after[:1]:
        return True
    if after[:1] == ["more"] and not words[i].stem.endswith("%"):
        return True
    near = [w.norm for w in words[max(0, i - 4) : i]]
    if _IN_IT & set(near[-3:]) or "by" in near[-3:] or near[-1:] in (["down"], ["up"]):
        return True
    if before and before[-1] == "from" and any(w.norm == "to" for w in words[i + 1 : i + 4]):
        return True
    return _is_whole(words, i)


def _is_whole(words: Sequence[Word], i: int) -> bool:
    """Whether it is the second of "two of the six", "two of the dam's six"."""
    for j in range(i - 1, max(-1, i - 5), -1):
        if words[j].norm == "of":
            return j > 0 and is_numeral(words[j - 1])
        if words[j].kind == "mark" or is_numeral(words[j]):
            return False
    return False


def _is_part(words: Sequence[Word], i: int) -> bool:
    return (
        words[i + 1 : i + 2] != ()
        and words[i + 1].norm == "of"
        and any(map(is_numeral, words[i + 2 : i + 6]))
    )


def _is_rate(words: Sequence[Word], i: int) -> bool:
    after = words[i + 1 : i + 7]
    return (
        any(a.norm in ("a", "per", "each", "every") and b.stem in _DAYS for a, b in pairwise(after))
        or any(w.norm in ("daily", "weekly") for w in after)
        or _is_of_a_day(words, i)
    )


def _is_of_a_day(words: Sequence[Word], i: int) -> bool:
    """Whether so many came in a day: "a record 346 deaths", "346 deaths in the past 24 hours"."""
    if any(w.norm in ("record", "daily", "day") for w in words[max(0, i - 2) : i]):
        return True
    after = words[i + 1 : i + 10]
    return any(
        a.norm in ("past", "last") and (is_numeral(b) or b.stem in _DAYS)
        for a, b in pairwise(after)
    )


def _counted(words: Sequence[Word], verbs: Sequence[bool], i: int) -> tuple[str, int]:
    """(stem of the noun that a number counts, index of the last word of "3 percent", "50 ships")."""
    noun, last = "", i
    start = i + 1
    if start < len(words) and words[start].stem in SCALES:
        last, start = start, start + 1
    j = start
    if j < len(words) and words[j].norm == "of":
        j += 1
        while j < len(words) and (
            is_numeral(words[j]) or words[j].norm in ("the", "its", "their") or words[j].possessive
        ):
            j += 1
    for k in range(j, min(j + 4, len(words))):
        word = words[k]
        if (
            word.kind == "mark"
            or is_numeral(word)
            or word.norm in PREPOSITIONS
            or not is_content(word)
        ):
            break
        if (verbs[k] and noun) or (word.stem in _STATES and noun in _PERSONS):
            break
        if verbs[k] and not word.norm.endswith("s"):
            break
        noun = word.stem
        if k == start and word.norm.endswith("s"):
            last = k
        if word.norm.endswith("s") or word.norm in (
            "people",
            "percent",
            "men",
            "women",
            "children",
        ):
            break
    return noun, last


def _counted_before(words: Sequence[Word], i: int) -> str:
    """The noun of "the number of injured rose to": what stands behind "number of" in its clause."""
    for j in range(i - 1, 1, -1):
        if is_numeral(words[j]) or words[j].norm in _BREAKS:
            return ""
        if words[j].norm == "of" and words[j - 1].norm in ("number", "total", "count"):
            nouns = []
            for word in words[j + 1 : i]:
                if (
                    word.norm in PREPOSITIONS
                    or word.capital
                    or not is_content(word)
                    or is_counting(word)
                ):
                    break
                nouns.append(word.stem)
            return nouns[-1] if nouns else ""
    return ""


def _state(words: Sequence[Word], i: int, noun: str) -> str:
    """The state told nearest behind the number, or else before it, within its part of the sentence."""
    for j in range(i + 1, min(len(words), i + 1 + _REACH)):
        if is_numeral(words[j]) and words[j - 1].norm not in ("the", "of"):
            break
        if words[j].norm in _BREAKS or words[j].text in ";:":
            break
        state = _STATES.get(words[j].stem, "")
        if state and (state != "cut" or noun in _POSTS):
            return state
    for j in range(i - 1, max(-1, i - 1 - _BACK), -1):
        ranged = is_numeral(words[j]) and words[j - 1].norm == "from"
        if (
            (is_numeral(words[j]) and not ranged)
            or words[j].norm in _BREAKS
            or words[j].text in ";:,"
        ):
            break
        state = _STATES.get(words[j].stem, "")
        if state and (state != "cut" or noun in _POSTS):
            return state
    return ""


def _ahead(words: Sequence[Word], i: int) -> str:
    """How a number is meant that is not so yet, by the nearest word before it; "" for what is so."""
    for j in range(i - 1, -1, -1):
        if words[j].text in ";:" or words[j].norm in ("and", "but"):
            return ""
        stance = _AHEAD.get(words[j].norm) or _AHEAD.get(words[j].stem)
        if stance and not words[j].capital:
            return stance
    near = words[i + 1 : i + 6]
    return "expected" if any(w.norm in ("could", "may", "might") for w in near) else ""
