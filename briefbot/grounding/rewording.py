"""A statement in other words that mean the same, where its sentence has those: nothing else is taken for equal.

Each rewording is tried only when the sentence has the other form and not the statement's own, and what
comes out has to be proved like any statement.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from briefbot.grounding.search import content_stems
from briefbot.grounding.voice import turned
from briefbot.language.lexicon import AUXILIARIES, CONJUNCTIONS, PREPOSITIONS
from briefbot.language.words import can_be_verb, split_words, stem

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

# What is said of a number in more than one way.
_SAME_BOUND = (
    ("more than", "over", "above", "in excess of"),
    ("less than", "under", "below", "fewer than"),
    ("at least", "no fewer than", "no less than", "not less than"),
    ("at most", "no more than", "up to", "as many as"),
    ("about", "around", "roughly", "approximately", "some"),
    ("nearly", "almost", "close to"),
)
_NUMBER = r"(?=\s+[$€£¥]?\d|\s+(?:an?|two|three|four|five|six|seven|eight|nine|ten|twelve|half|hundred)\b)"
# These are also prepositions of place or subject: "flew over two cities", "wrote about two books".
_PLACING = frozenset("over above under below about around".split())
# Acts done to a number of things, none of which goes with those prepositions.
_COUNTED = frozenset(
    map(
        stem,
        """kill injure wound hurt displace arrest detain evacuate cost include total reach exceed employ
        own hold win spend pay receive contain attract destroy damage affect lose need add leave
        gain number deploy free rescue capture involve infect hospitalize house earn save seize""".split(),
    )
)
_NOT = (
    ("won't", "will not"), ("can't", "cannot"), ("cannot", "can not"), ("isn't", "is not"),
    ("aren't", "are not"), ("wasn't", "was not"), ("weren't", "were not"), ("didn't", "did not"),
    ("doesn't", "does not"), ("don't", "do not"), ("hasn't", "has not"), ("haven't", "have not"),
    ("hadn't", "had not"), ("wouldn't", "would not"), ("couldn't", "could not"), ("shouldn't", "should not"),
)  # fmt: skip
_PERFECT = re.compile(r"\b(?:has|have|had) (?=([a-z]+))", re.IGNORECASE)
_BEEN = re.compile(r"\b(?:has|have|had) been\b", re.IGNORECASE)
_SCALED = re.compile(r"(?<=\d)(m|bn|tn|k)\b", re.IGNORECASE)
_SCALES = {"m": " million", "bn": " billion", "tn": " trillion", "k": ",000"}


def reworded(statement: str, source: str, day: date) -> Iterator[str]:
    """Other ways of saying the statement that its sentence may have; none when it has words of its own."""
    plain = _in_its_forms(statement.replace("’", "'"), source.replace("’", "'"))
    if not content_stems(plain) <= content_stems(source):
        return
    if plain != statement:
        yield plain
    yield from turned(plain, source, day)


def _in_its_forms(statement: str, source: str) -> str:
    """The statement with the bounds, contractions and tenses that the sentence has."""
    for bounds in _SAME_BOUND:
        statement = _bound_as(statement, source, bounds)
    for short, full in _NOT:
        for ours, theirs in ((short, full), (full, short)):
            if _has(statement, ours) and _has(source, theirs) and not _has(source, ours):
                statement = _replace(statement, ours, theirs)
    if "million" in source or "billion" in source or ",000" in source:
        statement = _SCALED.sub(lambda m: _SCALES[m.group(1).lower()], statement)
    return _tense_as(statement, source)


def _bound_as(statement: str, source: str, bounds: tuple[str, ...]) -> str:
    found = [(b, re.search(rf"\b{b}{_NUMBER}", source, re.IGNORECASE)) for b in bounds]
    theirs = [b for b, match in found if match]
    if len(theirs) != 1 or any(m and b in _PLACING and not _bounds(source, m) for b, m in found):
        return statement
    ours = "|".join(b for b in bounds if b != theirs[0])
    return re.sub(rf"\b(?:{ours}){_NUMBER}", theirs[0], statement, flags=re.IGNORECASE)


def _bounds(source: str, match: re.Match[str]) -> bool:
    """Whether "over" or "about" bounds its number: "killed over 40", not "flew over 40 cities"."""
    before = split_words(source[: match.start()])[-1:]
    if not before or before[0].kind == "mark":
        return True
    word = before[0]
    return word.norm in PREPOSITIONS | AUXILIARIES | CONJUNCTIONS or word.stem in _COUNTED


def _tense_as(statement: str, source: str) -> str:
    """The statement with "pleaded" for "has pleaded" and "was held" for "has been held" where that is told."""
    forms = {w.norm for w in split_words(source)}

    def plain(match: re.Match[str]) -> str:
        word = match.group(1).lower()
        verb = split_words(word)[0]
        told = re.search(
            rf"\b(?:has|have|had|having)\s+(?:\w+\s+)?{re.escape(word)}\b", source, re.IGNORECASE
        )
        return match.group() if told or not can_be_verb(verb) or word not in forms else ""

    if "been" not in forms and forms & {"was", "were", "is", "are"}:
        statement = _BEEN.sub("was", statement)
    return _PERFECT.sub(plain, statement)


def _has(text: str, phrase: str) -> bool:
    return bool(re.search(rf"\b{re.escape(phrase)}\b", text, re.IGNORECASE))


def _replace(text: str, ours: str, theirs: str) -> str:
    return re.sub(rf"\b{re.escape(ours)}\b", theirs, text, flags=re.IGNORECASE)
