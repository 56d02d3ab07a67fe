"""Wrong names, dates and offices."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, TypeVar

from benchmarks.quality.gate.planting.error import Change, replaced

if TYPE_CHECKING:
    from collections.abc import Iterator
    from random import Random

    from benchmarks.quality.gate.sources import Sourced

Item = TypeVar("Item")

_DAYS = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split()
_MONTHS = (
    "January February March April May June July August September October November December".split()
)
_DAY_OF_MONTH = re.compile(
    rf"\b(?:(?:{'|'.join(_MONTHS)}) (\d{{1,2}})|(\d{{1,2}})(?:st|nd|rd|th)? (?:of )?(?:{'|'.join(_MONTHS)}))\b"
)
_YEAR = re.compile(r"\b(?:in|since|of|until|from|by) ((?:1[5-9]|20)\d\d)\b(?![–-])")
_RELATIVE = [
    ("yesterday", "today"), ("today", "tomorrow"), ("last week", "this week"),
    ("last month", "last week"), ("last year", "this year"), ("next week", "this week"),
    ("next year", "this year"), ("next month", "next week"), ("this week", "last week"),
    ("this year", "last year"), ("this month", "last month"), ("earlier this year", "last year"),
]  # fmt: skip
_TITLES = frozenset(
    """The A An In On At It He She They This That These But And As After Before When While If For From
    With By To Its His Her Their There Mr Mrs Ms Dr Sir I We You""".split()
)
_WORD = r"[A-Z][\w’'.-]*[\w]"
# A name in the middle of a sentence: up to four capital words, also with "of" or "de" inside.
_NAME = re.compile(rf"(?<=[a-z,] ){_WORD}(?: (?:(?:of|de|al|bin|the) )?{_WORD}){{0,3}}")
_PLACING = frozenset("in at from near of to by with for against between on over into".split())
_NOT_NAMES = frozenset([*_DAYS, *_MONTHS, *_TITLES])
_OFFICES = [
    ("president", "prime minister"), ("prime minister", "president"), ("foreign minister", "defence minister"),
    ("defence minister", "finance minister"), ("defense minister", "foreign minister"),
    ("finance minister", "interior minister"), ("interior minister", "health minister"),
    ("health minister", "finance minister"), ("secretary of state", "secretary of defense"),
    ("governor", "mayor"), ("mayor", "governor"), ("senator", "governor"), ("chancellor", "president"),
    ("ambassador", "foreign minister"), ("general", "colonel"), ("king", "prime minister"),
    ("judge", "prosecutor"), ("prosecutor", "judge"), ("chairman", "spokesman"), ("minister", "ambassador"),
    ("spokesman", "president"), ("spokesperson", "chief executive"), ("spokeswoman", "director"),
    ("founder", "critic"), ("ceo", "founder"), ("chief executive", "founder"), ("lawyer", "doctor"),
    ("captain", "coach"), ("coach", "captain"), ("leader", "member"), ("secretary-general", "president"),
    ("speaker", "leader"), ("director", "founder"), ("author", "publisher"), ("actor", "director"),
    ("singer", "producer"), ("teacher", "student"), ("soldiers", "policemen"), ("doctor", "lawyer"),
]  # fmt: skip
_LIMITED = re.compile(
    r"\b(ex-|(?:former|deputy|vice|acting|interim|assistant|alleged|attempted) )(?=[a-zA-Z])(?!(?:of|in|to|by|for|and|or)\b)",
    re.IGNORECASE,
)


def other_date(source: Sourced, chance: Random) -> Iterator[Change]:
    """A weekday, month, day of a month, year or relative time, replaced by another."""
    text = source.text
    for names in (_DAYS, _MONTHS):
        for match in re.finditer(rf"\b({'|'.join(names)})\b", text):
            if match.group() in ("March", "May") and not re.search(r"\d", text[match.end() :][:4]):
                continue
            yield replaced(
                text, *match.span(), _other(names, match.group(), text, chance), "name of a day"
            )
    for match in _DAY_OF_MONTH.finditer(text):
        group = 1 if match.group(1) else 2
        days = [str(day) for day in range(1, 29)]
        new = _other(days, match.group(group), text, chance)
        yield replaced(text, *match.span(group), new, "day of the month")
    for match in _YEAR.finditer(text):
        year = int(match.group(1))
        new = str(year - chance.choice((1, 2, 3, 5)))
        if new not in text:
            yield replaced(text, *match.span(1), new, "year")
    for old, new in _RELATIVE:
        for match in re.finditer(rf"\b{old}\b", text):
            yield replaced(text, *match.span(), new, "relative time")


def _other(options: list[str], old: str, text: str, chance: Random) -> str:
    return chance.choice([o for o in options if o != old and o not in text])


def names_in(text: str) -> list[tuple[str, int, int]]:
    """The names in the middle of a text with where they stand."""
    found = []
    for match in _NAME.finditer(text):
        name = match.group().removesuffix("’s").removesuffix("'s")
        words = name.split()
        part = text[: match.start()].split()[-1][:1].isupper()
        if part or any(word in _NOT_NAMES for word in words):
            continue
        if len(name) > 2 and "." not in name[:-1]:
            found.append((name, match.start(), match.start() + len(name)))
    return found


def other_name(source: Sourced, chance: Random) -> Iterator[Change]:
    """A name replaced by one of as many words from elsewhere in the brief."""
    text = source.text
    for name, start, end in shuffled(names_in(text), chance):
        before = word_before(text, start)
        options = [
            other
            for other in names_elsewhere(source, before)
            if len(other.split()) == len(name.split())
            and not _may_be_same(name, other)
            and not any(word in text for word in other.split())
        ]
        if options:
            yield replaced(text, start, end, chance.choice(options), "name of the brief")


def names_elsewhere(source: Sourced, before: str) -> list[str]:
    """The distinct names in the other sentences of the brief that stand behind the same small word.

    "in Paris" then becomes "in Mali" and not "in Macron". Behind a word that is no preposition, all that
    stand behind none.
    """
    found = []
    for text in source.others:
        for name, start, _ in names_in(text):
            behind = word_before(text, start)
            if behind == before or (before not in _PLACING and behind not in _PLACING):
                found.append(name)
    return list(dict.fromkeys(found))


def word_before(text: str, start: int) -> str:
    """The word before a place in a text in lower case, "the" skipped."""
    words = [word for word in text[:start].lower().split() if word != "the"]
    return words[-1] if words else ""


def _may_be_same(a: str, b: str) -> bool:
    """Whether two names may mean one: a shared start of a word, or one the initials of the other."""
    starts_a, starts_b = ({word[:4].lower() for word in name.split()} for name in (a, b))
    initials = ["".join(word[0] for word in name.split()) for name in (a, b)]
    return (
        bool(starts_a & starts_b)
        or a.replace(".", "") == initials[1]
        or b.replace(".", "") == initials[0]
    )


def other_office(source: Sourced, chance: Random) -> Iterator[Change]:
    """An office replaced by another, or what limits it ("former", "deputy") left out."""
    text = source.text
    for match in _LIMITED.finditer(text):
        if match.group(1)[0].islower() or match.start() == 0:
            yield replaced(text, *match.span(), "", "limit dropped")
    for old, new in shuffled(_OFFICES, chance):
        for match in re.finditer(
            rf"(?<![-\w])(?<!general )(?<!secretary ){old}\b(?! (?:elect|general|public|ship))",
            text,
            re.I,
        ):
            if re.search(
                r"\b(?:vice|prime|deputy|attorney|foreign|defen[cs]e|major|lieutenant|brigadier|in) $",
                text[: match.start()],
                re.I,
            ):
                continue
            shown = new.title() if match.group()[0].isupper() and match.start() else new
            if new not in text.lower():
                yield replaced(text, *match.span(), shown, "office")


def shuffled(items: list[Item], chance: Random) -> list[Item]:
    """The items in an order of chance."""
    mixed = list(items)
    chance.shuffle(mixed)
    return mixed
