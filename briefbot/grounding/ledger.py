"""The entries of a claim that must be exact: quotations and dates (numbers and names are aligned)."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import TYPE_CHECKING

from briefbot.language.dates import find_dates
from briefbot.language.lexicon import ARTICLES, PREPOSITIONS, is_content
from briefbot.language.shallow import is_break, read
from briefbot.language.words import fold, stem

if TYPE_CHECKING:
    from datetime import date

    from briefbot.grounding.alignment import Alignment
    from briefbot.language.dates import DateMention
    from briefbot.language.shallow import Shallow

_QUOTATION = re.compile(r"[“\"«]([^“”\"«»]+)[”\"»]")
WEEKDAYS = "monday tuesday wednesday thursday friday saturday sunday".split()
_SPACE = re.compile(r"\s+")
# In words: longer quotations are told by somebody.
_LONGEST_DISTANCE = 3
_DETERMINING = ARTICLES | frozenset("his her its their this that these those any some".split())
_CALLING = frozenset(
    map(stem, "call describe dub label term brand name know denounce condemn say tell".split())
)
# "the last 24 hours" and "the last 20 hours" end on the same days and are not the same.
_WITHIN_A_DAY = frozenset(["hour", "minut"])


def missing_quotations(statement: str, source: str) -> list[str]:
    """Texts in quotation marks that are not verbatim in `source`; case, spaces and quote style aside.

    The comma or full stop that typesetting puts inside the closing mark does not count.
    """
    have = _plain(source)
    return [
        quoted
        for quoted in _QUOTATION.findall(statement)
        if not _bounded(_plain(quoted).strip(" ,.;:!?"), have)
    ]


def bare_quotations(claim: Shallow, source: Shallow, aligned: Alignment) -> list[str]:
    """Words the brief keeps its distance from by quotation marks, told without them: the “victory”.

    Not names, which stand in marks as titles, nor what somebody calls something: “a disaster”, "as “unfair”".
    """
    told = {s for c, s in aligned.pairs if not claim.quoted[c]}
    calls = any(source.words[s].stem in _CALLING for _, s in aligned.pairs)
    found = []
    for i, quoted in enumerate(source.quoted):
        if not quoted or (i > 0 and source.quoted[i - 1]):
            continue
        end = next(
            (j for j in range(i, len(source.quoted)) if not source.quoted[j]), len(source.words)
        )
        inside = [j for j in range(i, end) if is_content(source.words[j])]
        short = 0 < len(inside) <= _LONGEST_DISTANCE and end - i <= _LONGEST_DISTANCE
        named = any(source.words[j].capital or source.verbs[j] for j in inside)
        opens = i > 1 and source.words[i - 2].norm in _DETERMINING
        if short and opens and not named and not calls and told.issuperset(inside):
            found.append(" ".join(source.words[j].text for j in range(i, end)))
    return found


def _plain(text: str) -> str:
    return _SPACE.sub(" ", fold(text).replace("…", "...")).strip()


def _bounded(quoted: str, have: str) -> bool:
    return bool(re.search(rf"(?<!\w){re.escape(quoted)}(?!\w)", have))


@dataclass(frozen=True, slots=True)
class Dated:
    """A reading in which every date is one word, equal to any other way of saying the same days.

    Attributes:
        sentence: the reading; the first word of a date stands for it, its other words compare to nothing.
        dates: index of the standing word -> indexes of all words of the date, with "on" or "in" before it.
        skipped: indexes that are not to be compared: those words without the standing one.
    """

    sentence: Shallow
    dates: dict[int, frozenset[int]]
    skipped: frozenset[int]


@lru_cache(maxsize=4096)
def read_dated(text: str, day: date) -> Dated:
    """The reading of a text with its dates resolved relative to the brief's `day`.

    "Tuesday" and "Feb. 1" are the same word in a brief of Wednesday 2022-02-02.
    """
    sentence = read(text)
    words = list(sentence.words)
    dates: dict[int, frozenset[int]] = {}
    for mention in find_dates(text, day):
        inside = [i for i, w in enumerate(words) if mention.start <= w.start < mention.end]
        if not inside or any(words[i].stem in _WITHIN_A_DAY for i in inside):
            continue
        for i in inside:
            words[i] = replace(words[i], kind="date", norm="", stem="", capital=False)
        days = f"{mention.first}/{mention.last}{_other_weekday(mention)}"
        words[inside[0]] = replace(words[inside[0]], norm=days, stem=days)
        before = inside[0] - 1
        if before >= 0 and words[before].norm in ("on", "in"):
            inside.append(before)
        dates[inside[0]] = frozenset(inside)
    skipped = frozenset().union(*dates.values()) - dates.keys()
    return Dated(replace(sentence, words=tuple(words)), dates, skipped)


def _other_weekday(mention: DateMention) -> str:
    """The weekday a date names when it is not that day's: "Tuesday, February 23" for a Sunday."""
    named = next((day for day in WEEKDAYS if day in mention.text.lower()), None)
    if named is None or not mention.is_day or WEEKDAYS[mention.first.weekday()] == named:
        return ""
    return f" {named}"


def dated_verb(sentence: Shallow, i: int) -> int | None:
    """The verb the date at `i` belongs to: the nearest before it in its clause, else the next one."""
    for j in range(i - 1, -1, -1):
        if is_break(sentence.words[j]):
            break
        if sentence.verbs[j]:
            return j
    return next((j for j in range(i + 1, len(sentence.words)) if sentence.verbs[j]), None)


def place_dates(claim: Dated, sentence: Dated, aligned: Alignment) -> Alignment:
    """The alignment without the dates that only moved inside their clause: "on Tuesday met", "met on Tuesday"."""
    moved = {c for c in aligned.missing if c in claim.dates and _moved(claim, sentence, aligned, c)}
    return replace(aligned, missing=tuple(i for i in aligned.missing if i not in moved))


def _moved(claim: Dated, sentence: Dated, aligned: Alignment, c: int) -> bool:
    verb = dated_verb(claim.sentence, c)
    return not _has_preposition(claim, c) and any(
        sentence.sentence.words[s].stem == claim.sentence.words[c].stem
        and not _has_preposition(sentence, s)
        and (verb, dated_verb(sentence.sentence, s)) in aligned.pairs
        for s in sentence.dates
    )


def _has_preposition(dated: Dated, i: int) -> bool:
    """Whether the date stands under a preposition that matters: "by", "until", "after"."""
    before = min(dated.dates[i]) - 1
    return before >= 0 and dated.sentence.words[before].norm in PREPOSITIONS
