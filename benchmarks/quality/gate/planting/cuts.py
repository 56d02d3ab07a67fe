"""Made false by leaving words out and nothing else: what a checker of added words can't see."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from benchmarks.quality.gate.phrases import NOUN_PHRASE, find_told
from benchmarks.quality.gate.planting.actors import halves, upper
from benchmarks.quality.gate.planting.error import Change
from benchmarks.quality.gate.words import verbs

if TYPE_CHECKING:
    from collections.abc import Iterator
    from random import Random

    from benchmarks.quality.gate.sources import Sourced

_LATER_CLAUSE = re.compile(r",? (?:after|when|while|as|because|before|although|since) ")
_CONDITION_AT_END = re.compile(
    r"(?<!unclear)(?<!assess)(?<!see)(?<!determine)(?<!know)(?<!asked)(?<!even),? (?:if|unless|provided that|as long as) [^,;“”\"]+\.$"
)
_CONDITION_FIRST = re.compile(r"^(?:If|Unless|Should) [^,;“”\"]+, ")
_EXCEPTION = re.compile(
    r",? (?:except(?: for)?|but not (?!everyone)|other than|excluding|apart from) [^,;“”\"]+\.$"
)
_RELATED = (
    "wife|husband|son|daughter|brother|sister|father|mother|widow|lawyer|lawyers|aide|aides|supporters|spokesman|"
    "spokeswoman|spokesperson|adviser|advisor|killer|opponents|critics|rival|rivals|nephew|cousin|uncle|deputy|"
    "predecessor|successor|family|bodyguard|followers|allies|attorney|agent|partner|doctor"
)
_OF_NAME = re.compile(rf"\b(?:[Tt]he|[Aa]n?) (?:[a-z]+ )?(?:{_RELATED}) of (?=[A-Z])")
_NAMES_OWN = re.compile(
    rf"(?P<name>\b[A-Z][\w-]+)[’']s (?:[a-z]+ )?(?:{_RELATED}),? (?=[a-z]|[A-Z])"
)
_PART = re.compile(
    r"\b(?:one|two|three|four|five|six|seven|eight|\d+|some|several|most|half) of (?=(?:the|its|his) )",
    re.I,
)
_DENIED = re.compile(
    r"^.{3,80}? (?:denies|denied|rejects|rejected|dismisses|dismissed|refutes|refuted)"
    r"(?: (?:claims|allegations|reports|accusations|rumou?rs|suggestions))? that (?P<said>.{20,})\.$"
)
# What is left names another place, not a wider one that holds the first.
_REGION = re.compile(
    r"\b(?:(?:North|South) (?=Korea)|South (?=Sudan)|West (?=Virginia|Bengal|Papua)|North (?=Macedonia)|"
    r"Northern (?=Ireland|Cyprus)|East (?=Timor)|New (?=York|Jersey|Mexico|England|Zealand)|El (?=Salvador)|"
    r"Papua New (?=Guinea)|Equatorial (?=Guinea))"
)
_TOLD_TO = re.compile(
    rf"\b(?:calls on|called on|urges|urged|asks|asked|orders|ordered|tells|told|wants|wanted|presses|invites|invited|"
    rf"appeals to|advises|advised) (?P<who>{NOUN_PHRASE}) to (?P<verb>[a-z]+) (?P<rest>[^“”\"]+)$"
)


def cut(source: Sourced, chance: Random) -> Iterator[Change]:
    """Words left out that the rest needed: a subject, a condition, an exception, whose something is."""
    makers = [_inner_subject, _condition, _owner, _part, _denial, _region, _told_to]
    chance.shuffle(makers)
    for make in makers:
        yield from make(source.text)


def _without(text: str, start: int, end: int, how: str) -> Change:
    left, right = text[:start], text[end:]
    return Change(how, upper(f"{left}{right}"), text[start:end], "")


def _inner_subject(text: str) -> Iterator[Change]:
    """A says that B did it: "A did it". A acts after B did it: "A did it"."""
    told = find_told(text)
    if (
        told is not None
        and told.shape == "first"
        and (inner := halves(f"{upper(told.said)}."))
        and not _same(inner[0], told.speaker)
    ):
        yield Change("another's deed", f"{told.speaker} {inner[1]}", inner[0], "")
    outer = halves(text)
    if outer is None:
        return
    for match in _LATER_CLAUSE.finditer(text):
        inner = halves(upper(text[match.end() :]))
        if inner and match.start() > len(outer[0]) and not _same(inner[0], outer[0]):
            yield Change("another's deed", f"{outer[0]} {inner[1]}", inner[0], "")


def _same(a: str, b: str) -> bool:
    """Whether the subjects of two clauses may be one: a word shared, or a pronoun for it."""
    shared = set(a.lower().split()) & set(b.lower().split()) - {"the", "a", "an", "of"}
    return bool(shared) or a in ("He", "She", "It", "They", "We", "I", "This")


def _condition(text: str) -> Iterator[Change]:
    for pattern, how in ((_CONDITION_AT_END, "condition"), (_EXCEPTION, "exception")):
        if match := pattern.search(text):
            yield Change(how, f"{text[: match.start()]}.", match.group(), "")
    if match := _CONDITION_FIRST.match(text):
        yield _without(text, 0, match.end(), "condition")


def _owner(text: str) -> Iterator[Change]:
    """Whose it is left out: "X's lawyer said" to "X said", "the son of X" to "X"."""
    for match in _OF_NAME.finditer(text):
        yield _without(text, *match.span(), "whose")
    for match in _NAMES_OWN.finditer(text):
        yield Change(
            "whose", f"{text[: match.end('name')]} {text[match.end() :]}", match.group(), ""
        )


def _part(text: str) -> Iterator[Change]:
    for match in _PART.finditer(text):
        yield _without(text, *match.span(), "part of")


def _denial(text: str) -> Iterator[Change]:
    if match := _DENIED.match(text):
        yield Change("denied", f"{upper(match['said'])}.", text[: match.start("said")], "")


def _region(text: str) -> Iterator[Change]:
    for match in _REGION.finditer(text):
        yield _without(text, *match.span(), "part of a name")


def _told_to(text: str) -> Iterator[Change]:
    """What is asked for told as done: "calls on X to do it" to "X did it"."""
    match = _TOLD_TO.search(text)
    if match and match["verb"] in verbs() and match["verb"] != "be":
        planted = f"{upper(match['who'])} {verbs()[match['verb']].past} {match['rest']}"
        yield Change("asked told as done", planted, text[: match.start("who")], "")
