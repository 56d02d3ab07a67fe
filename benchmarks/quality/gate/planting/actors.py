"""Wrong actors and speakers: subject and object swapped, a speaker lost or moved, two sentences glued."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from benchmarks.quality.gate.phrases import (
    CAPITALS,
    agreeing,
    be,
    find_active,
    find_passive,
    find_told,
)
from benchmarks.quality.gate.planting.error import Change
from benchmarks.quality.gate.words import tokens, verb_of

if TYPE_CHECKING:
    from collections.abc import Iterator
    from random import Random

    from benchmarks.quality.gate.phrases import Told
    from benchmarks.quality.gate.sources import Sourced

_PRONOUNS = frozenset("it he she they this these that there we i you his her their its".split())
_NO_ACTORS = frozenset(
    """The A An In On At After Before During While As If When This That These It He She They There Two
    Three Four Five Six Seven Ten At More Police Former Most Several Many Some Dozens Sixteen However Following Meanwhile His Her Its Their""".split()
)
_PLAIN_FINITE = frozenset("is are was were has have will".split())


def swapped(source: Sourced, chance: Random) -> Iterator[Change]:
    """Who did it and to whom, exchanged: in the same voice, or in the other one."""
    text = source.text
    changes: list[Change] = []
    active = find_active(text, whole=False)
    if active is not None:
        a, b, tail = active.actor, active.undergoer, active.tail
        form = agreeing(active.verb, b, present=active.present)
        there, back = f"{a} … {b}", f"{b} … {a}"
        changes.append(Change("active", f"{upper(b)} {form} {lower(a)}{tail}.", there, back))
        passive = f"{upper(a)} {be(a, active)} {active.verb.participle} by {lower(b)}{tail}."
        changes.append(Change("active as passive", passive, there, back))
    deed = find_passive(text)
    if deed is not None:
        a, b = deed.actor, deed.undergoer
        there, back = f"{b} … by {a}", f"{a} … by {b}"
        passive = f"{upper(a)} {be(a, deed)} {deed.verb.participle} by {lower(b)}{deed.tail}."
        changes.append(Change("passive", passive, there, back))
        form = agreeing(deed.verb, b, present=deed.present)
        changes.append(
            Change("passive as active", f"{upper(b)} {form} {lower(a)}{deed.tail}.", there, back)
        )
    chance.shuffle(changes)
    yield from changes


def speaker_lost(source: Sourced, chance: Random) -> Iterator[Change]:
    """What somebody says, told as fact."""
    told = find_told(source.text)
    if told is not None and not _stands_alone_badly(told):
        frame = f"{told.speaker} {told.verb or '(according to)'}"
        yield Change(told.shape, f"{upper(told.said)}.", frame, "", true_speaker=told.speaker)


def speaker_moved(source: Sourced, chance: Random) -> Iterator[Change]:
    """What somebody says, put into another's mouth: in the text, or in the speaker's field."""
    told = find_told(source.text)
    if told is None or _stands_alone_badly(told):
        return
    words = set(told.speaker.split())
    others = [n for n in _subjects(source) if n not in source.text and not words & set(n.split())]
    if not others:
        return
    name = chance.choice(others)
    moved = source.text.replace(told.speaker, name, 1)
    in_text = Change("in the text", moved, told.speaker, name)
    in_field = Change(
        "in the field", f"{upper(told.said)}.", told.speaker, name, name, told.speaker
    )
    yield from (in_text, in_field) if chance.random() < 0.5 else (in_field, in_text)


def _subjects(source: Sourced) -> list[str]:
    """The names that other sentences of the brief begin with, in order."""
    starts = (re.match(rf"(?:The )?({CAPITALS}) [a-z]", text) for text in source.others)
    names = (m.group(1) for m in starts if m and m.group(1).split()[0] not in _NO_ACTORS)
    return [n for n in dict.fromkeys(names) if not n.endswith(("’s", "'s", "ing"))]


def _stands_alone_badly(told: Told) -> bool:
    """Whether what is said leans on its frame: "… will meet, adding that …", a question, a pronoun."""
    leans = re.search(r"\b(?:adding|whether)\b|\?", told.said)
    return bool(leans or told.said.split()[0].lower() in _PRONOUNS)


def glued(source: Sourced, chance: Random) -> Iterator[Change]:
    """Half of this sentence and half of another, or both with a cause between that neither gives."""
    first = halves(source.text)
    others = [(h, " ".join(s.text.split())) for h, s in source.evidence if h != source.handle]
    chance.shuffle(others)
    for handle, text in others:
        second = halves(text)
        if second is None or not text.endswith(".") or shared(source.text, text):
            continue
        options = [
            Change(
                "because", f"{source.text[:-1]} because {lower(text)}", "", "because", other=handle
            )
        ]
        if first is not None:
            planted = f"{first[0]} {second[1]}"
            options.append(
                Change("subject and predicate", planted, first[1], second[1], other=handle)
            )
            both = f"{source.text[:-1]} and {second[1]}"
            options.append(Change("predicate added", both, "", second[1], other=handle))
        chance.shuffle(options)
        yield from options
        return


def halves(text: str) -> tuple[str, str] | None:
    """Subject and predicate of a sentence that begins with a plain subject, None in doubt."""
    words = tokens(text)
    for i, token in enumerate(words[1:9], 1):
        if not token.is_word or token.lower in ("who", "which", "that", "and", "to", "as"):
            return None
        finite = token.lower in _PLAIN_FINITE or (
            (past := verb_of(token.text, "past")) and past.past != past.participle
        )
        present = verb_of(token.text, "present")
        follows = re.match(r" (?:the|an?|that|its|his|her|[A-Z]\w+)\b", text[token.end :])
        if not token.capital and (finite or (present and follows)):
            names_it = words[i - 1].capital or words[0].lower in ("the", "a", "an")
            return (text[: token.start - 1], text[token.start :]) if names_it else None
    return None


def shared(a: str, b: str) -> bool:
    """Whether two sentences name the same thing, so that gluing them might say something true."""
    names_a, names_b = ({t.text for t in tokens(x)[1:] if t.capital} for x in (a, b))
    return bool(names_a & names_b) or a.split()[0] == b.split()[0] != "The"


def upper(phrase: str) -> str:
    """The phrase with a capital, as a sentence begins."""
    return phrase[:1].upper() + phrase[1:]


def lower(phrase: str) -> str:
    """The phrase as it stands inside a sentence: its first word small unless it is a name."""
    first, _, rest = phrase.partition(" ")
    common = first in _NO_ACTORS
    return f"{first.lower()} {rest}" if common and rest else phrase
