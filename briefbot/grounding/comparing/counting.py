"""A count that goes on, told in other words: the same thing counted, of the same event or place."""

from __future__ import annotations

from datetime import timedelta
from functools import lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING

from briefbot.grounding.comparing.figures import figures_of, is_state
from briefbot.grounding.comparing.numbers import is_less, place_of
from briefbot.grounding.comparing.subject import (
    are_two_events,
    disagree,
    shared_names,
    shared_stems,
    shared_words,
    subject_of,
    subject_of_text,
    weigh_subject,
)
from briefbot.grounding.comparing.synonyms import are_kin
from briefbot.language.deaths import is_running_toll
from briefbot.language.lexicon import SPEECH
from briefbot.language.words import can_be_verb, split_words, stem

if TYPE_CHECKING:
    from briefbot.grounding.comparing.figures import Figure
    from briefbot.grounding.comparing.statement import Statement
from briefbot.grounding.comparing.subject import Subject

# What is told without a name is another story's sooner: the floods of last week.
_NAMED, _UNNAMED = timedelta(days=10), timedelta(days=5)
# The share of what the shorter of two tells that the other tells too.
_SHARE, _NEARLY = 0.5, 0.8
_LEAST = 2.5
# In characters, as many as are read of a day: briefs of 30 MB would take a gigabyte in words.
_MOST_READ = 500_000
_CHANGES = frozenset(
    map(
        stem,
        "rise rose risen reach now toll so lower cut raise still far remain climb increase weaken strengthen put stand stood fall fallen spread remain".split(),
    )
)
_RISES = frozenset(map(stem, "rise rose risen increase climb reach surpass pass".split()))
_LOWERS = frozenset(map(stem, "lower cut put revise correct reduce not".split()))
_EVENT_STATES = frozenset(
    ("dead", "injured", "missing", "arrested", "held", "destroyed", "trapped", "rescued")
)


def counted_again(earlier: Statement, later: Statement) -> tuple[tuple[Figure, Figure], ...]:
    """The figures of two statements that count one thing, equal or not; none where they do not show that."""
    if not figures_of(earlier) or not figures_of(later):
        return ()
    mine, theirs = subject_of(earlier), subject_of(later)
    if disagree(mine, theirs) or are_two_events(mine, theirs):
        return ()
    if mine.actors and theirs.actors and not shared_stems(mine.actors, theirs.actors):
        return ()
    named = bool(shared_names(mine, theirs))
    if not timedelta(0) <= later.day - earlier.day <= (_NAMED if named else _UNNAMED):
        return ()
    pairs: list[tuple[Figure, Figure]] = []
    scored = sorted(
        (
            (-_fit(a, b), a.value != b.value, a.at, b.at, a, b)
            for a in figures_of(earlier)
            for b in figures_of(later)
            if _fit(a, b)
        ),
        key=lambda one: one[:4],
    )
    for *_, a, b in scored:
        if all(a is not x and b is not y for x, y in pairs) and _is_same(
            earlier, later, a, b, named
        ):
            pairs.append((a, b))
    return tuple(sorted(pairs, key=lambda p: p[0].at))


def _fit(a: Figure, b: Figure) -> int:
    """How well two figures count one sort of thing in one state; 0 not at all."""
    if (a.ordinal, a.rate, a.part) != (b.ordinal, b.rate, b.part):
        return 0
    if (a.state and b.state and a.state != b.state) or a.of_time != b.of_time:
        return 0
    if a.of_time or a.ordinal:
        return 2 * (a.noun == b.noun and a.of_time)
    if a.state and a.state == b.state:
        same = (
            a.part
            or are_kin(a.noun, b.noun)
            or (a.of_persons and b.of_persons)
            or not (a.noun and b.noun)
        )
        return 3 if same else 0
    if a.noun and are_kin(a.noun, b.noun) and not a.of_persons:
        return 2
    return int(not (a.noun or b.noun or a.state or b.state))


def _is_same(earlier: Statement, later: Statement, a: Figure, b: Figure, named: bool) -> bool:
    mine, theirs = subject_of(earlier), subject_of(later)
    goes_on = any(w.stem in _CHANGES for w in later.words) or is_running_toll(later.words)
    goes_on = goes_on or (named and _is_perfect(later, b.at))
    if a.ahead != b.ahead and not (goes_on and "wanted" not in (a.ahead, b.ahead)):
        return False
    places = place_of(earlier, a.at), place_of(later, b.at)
    if (all(places) and places[0].isdisjoint(places[1])) or _falls(later, a, b):
        return False
    if not (_about(theirs, theirs) or theirs.names):
        # "Four people are still missing.": the paragraph says of what.
        theirs = subject_of_text(later.chunk.text, later.day)
    about_mine, about_theirs = _about(mine, theirs), _about(theirs, mine)
    if not goes_on and _are_other_deeds(mine, theirs, a, b):
        return False
    words = shared_words(about_mine, about_theirs)
    known = any(are_kin(w, d) for w in words for d in theirs.definite)
    if a.state in _EVENT_STATES and not (goes_on or known):
        return False
    anew = [
        w for w in theirs.indefinite - theirs.definite if any(are_kin(w, x) for x in about_mine)
    ]
    if anew and not goes_on:
        return False
    left_mine, left_theirs = (
        about_mine - set(words),
        about_theirs - set(shared_words(about_theirs, about_mine)),
    )
    if a.state != b.state and (left_mine if b.state else left_theirs):
        return False
    if not (named or a.state) and left_mine and left_theirs:
        return False
    shared = weigh_subject(words, shared_names(mine, theirs))
    own = min(weigh_subject(about_mine, mine.names), weigh_subject(about_theirs, theirs.names))
    if not named and not (words and known):
        return False
    bare = not named and (mine.names or theirs.names) and not _share_a_place(earlier, later)
    return shared >= _LEAST and shared >= (_NEARLY if bare else _SHARE) * own


def _share_a_place(earlier: Statement, later: Statement) -> bool:
    """Whether the paragraphs have a name in common, or the later brief has all that the earlier statement names."""
    around = [subject_of_text(s.chunk.text, s.day) for s in (earlier, later)]
    if shared_names(*around):
        return True
    names = subject_of(earlier).names
    return bool(names) and names <= _named_in(later.chunk.brief.text[:_MOST_READ])


@lru_cache(maxsize=8)
def _named_in(text: str) -> frozenset[str]:
    """The names of a brief, which may be long and is asked for again and again."""
    return frozenset(word.stem for word in split_words(text) if word.capital)


def _falls(later: Statement, a: Figure, b: Figure) -> bool:
    """Whether a count that only rises would be lower, and nobody says that it was lowered."""
    only_rises = b.state in ("dead", "injured") or any(w.stem in _RISES for w in later.words)
    return (
        only_rises and is_less(b.shown, a.shown) and not any(w.stem in _LOWERS for w in later.words)
    )


def _is_perfect(statement: Statement, i: int) -> bool:
    """Whether it is told as so by now: "five have died", "has lost 22 soldiers"."""
    words = statement.words[max(0, i - 2) : i + 7]
    return any(a.norm in ("has", "have") and can_be_verb(b) for a, b in pairwise(words))


def _are_other_deeds(mine: Subject, theirs: Subject, a: Figure, b: Figure) -> bool:
    """Whether something else is done to what is counted: arrested and fined, bought and sold."""
    if a.state and b.state:
        return False
    ours, others = mine.deeds - SPEECH, theirs.deeds - SPEECH
    return (
        bool(ours and others)
        and not shared_words(ours, theirs.nouns)
        and not shared_words(others, mine.nouns)
    )


def _about(subject: Subject, other: Subject) -> frozenset[str]:
    """The words beside the number; what is done counts only where both tell it."""
    both = shared_words(subject.deeds, other.nouns)
    told = (subject.nouns - subject.deeds).union(both)
    return frozenset(w for w in told if not is_state(w))


def counted_apart(earlier: Statement, later: Statement) -> bool:
    """Whether the only number of each counts something else: another state, so many a day, one feared and one so."""
    mine, theirs = figures_of(earlier), figures_of(later)
    if len(mine) != 1 or len(theirs) != 1:
        return False
    a, b = mine[0], theirs[0]
    feared = a.state == "dead" and (a.ahead == "expected") != (b.ahead == "expected")
    others = bool(a.noun and b.noun) and not are_kin(a.noun, b.noun)
    others = others and not (a.of_persons or b.of_persons or (a.part and b.part))
    return bool(a.state and b.state and a.state != b.state) or feared or others or a.rate != b.rate
