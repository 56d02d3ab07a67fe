"""Claims, figures and the rest in words: attribution, quotation marks, marks of the gate's outcome."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from briefbot.rendering.outline import Item
from briefbot.rendering.plain import clean, shorten

if TYPE_CHECKING:
    from datetime import date

    from briefbot.rendering.outline import NoteNumbers
    from briefbot.results import Ahead, Claim, Figure, Rejected, Status

_WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_MONTHS = (
    *("January", "February", "March", "April", "May", "June", "July"),
    *("August", "September", "October", "November", "December"),
)
_MARKS: dict[Status, str] = {"supported": "", "repaired": "repaired", "quoted": "quoted"}
# Where a sentence names its speaker without one of these, nobody can tell that the speaker says it.
_SAYING = re.compile(
    r"\b(?:accord|accus|add(?:s|ed|ing)\b|admit|announc|argu|ask|assert|believ|call|claim|condemn"
    r"|confirm|declar|demand|den(?:y|ie)|describ|express|fear|hop|insist|maintain|not(?:e[sd]?|ing)\b"
    r"|offer|pledg|predict|promis|propos|reiterat|reject|repeat|report|said|say|stat(?:e[sd]|ing)\b"
    r"|stress|suggest|tell|told|think|threaten|urg|voic|vow|want|warn|wrote)",
    re.IGNORECASE,
)
_REJECTED_CHARACTERS = 1_000
_OPENING, _CLOSING = "\"“«„'‘", "\"”»“'’"


def long_day(day: date) -> str:
    """The day in English words whatever the locale: "Wednesday, 2 February 2022"."""
    return f"{_WEEKDAYS[day.weekday()]}, {day.day} {_MONTHS[day.month - 1]} {day.year}"


def in_marks(text: str) -> str:
    """The text in quotation marks that do not occur in it; as it is when it is in marks already."""
    text = text.strip()
    if len(text) > 1 and text[0] in _OPENING and text[-1] in _CLOSING:
        inner = text[1:-1]
        if not any(mark in inner for mark in '"“”«»„'):
            return text
    if not any(mark in text for mark in "“”"):
        return f"“{text}”"
    return f'"{text}"' if '"' not in text else f"«{text}»"


def names_speaker(text: str, speaker: str) -> bool:
    """Whether a reader of `text` alone sees that `speaker` says it: the name and a verb of saying.

    The last word of the speaker counts as the name, so "Orban told reporters" names "Viktor Orban".
    """
    words = re.findall(r"\w+", speaker.casefold())
    if not words:
        return True
    named = re.search(rf"\b{re.escape(words[-1])}\b", text.casefold())
    return bool(named and _SAYING.search(text))


def spoken(claim: Claim) -> str:
    """The claim's words, in quotation marks where they are the source's and not the writer's."""
    return in_marks(claim.text) if claim.status == "quoted" else claim.text


def speaker_label(claim: Claim) -> str:
    """The speaker, where the claim's own words do not say who speaks; else ""."""
    if claim.speaker and not names_speaker(claim.text, claim.speaker):
        return claim.speaker
    return ""


def _capital(label: str) -> str:
    """The label as the beginning of a line: "a senior official" stands there as "A senior official"."""
    return label[:1].upper() + label[1:]


def claim_item(claim: Claim, numbers: NoteNumbers, *, topic: str = "") -> Item:
    """A claim as an item: "topic, speaker: words (mark) [notes]"."""
    label = ", ".join(part for part in (topic.strip(), speaker_label(claim)) if part)
    return Item(spoken(claim), _capital(label), _MARKS[claim.status], numbers.numbers(claim))


def voice_item(speaker: str, stance: str, claim: Claim, numbers: NoteNumbers) -> Item:
    """A voice as an item: the speaker and the stance in front, whatever the words name."""
    return Item(
        spoken(claim),
        _capital(f"{speaker} ({stance})"),
        _MARKS[claim.status],
        numbers.numbers(claim),
    )


def figure_item(figure: Figure, numbers: NoteNumbers) -> Item:
    """A figure as an item: value and unit in front, then what it counts and according to whom."""
    claim = figure.claim
    text = spoken(claim) if claim.status == "quoted" or not figure.what.strip() else figure.what
    if claim.speaker and not names_speaker(text, claim.speaker):
        text = f"{text} (according to {claim.speaker})"
    label = " ".join(part for part in (figure.value.strip(), figure.unit.strip()) if part)
    return Item(text, _capital(label), _MARKS[claim.status], numbers.numbers(claim))


def ahead_item(ahead: Ahead, numbers: NoteNumbers) -> Item:
    """Something announced as an item: the source's words for the time, with the day they name."""
    when = ahead.when.strip()
    day = ahead.day.isoformat() if ahead.day else ""
    label = f"{when} ({day})" if when and day and when != day else when or day
    return claim_item(ahead.claim, numbers, topic=label)


def rejected_item(rejected: Rejected) -> Item:
    """A statement that did not pass as an item: the reasons first, the words only as a quotation.

    Both are cut where they are long: a model may send a book for a sentence.
    """
    words = in_marks(_short(rejected.text)) if rejected.text.strip() else "(no words)"
    return Item(f"{_short('; '.join(rejected.reasons))}. Drafted: {words}", rejected.part)


def _short(text: str) -> str:
    return shorten(clean(text), _REJECTED_CHARACTERS)
