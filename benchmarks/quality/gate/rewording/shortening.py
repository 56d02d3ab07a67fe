"""Sentences shortened by leaving out what the rest doesn't need."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from benchmarks.quality.gate.planting.actors import upper
from benchmarks.quality.gate.words import verb_of

if TYPE_CHECKING:
    from collections.abc import Iterator

# Nothing is left out where a word of these may reach over it.
_REACHING = re.compile(
    r"\b(?:no|not|never|none|nobody|neither|nor|without|only|except|unless|if|whether|until|may|might|could|"
    r"would|should|first|last|any|few|hardly|rather|instead|but)\b|n[’']t\b",
    re.IGNORECASE,
)
_BRACKETS = re.compile(r" \([^()]{2,60}\)(?=[ .,;])")
_RELATIVE_AT_END = re.compile(r", (?:which|who|where|whose) [^,;:“”\"()]+\.$")
_RELATIVE_INSIDE = re.compile(r", (?:which|who|whose) [^,;:“”\"()]+, (?=([a-z]+) )")
_PARTICIPLE_AT_END = re.compile(r", (?!according)([a-z]+ing) (?!and |or )[^;:“”\"()]+\.$")
_CIRCUMSTANCE = re.compile(
    r"^(?:In|On|At|After|Following|During|Since|Despite|Amid|Earlier|Later|Meanwhile|Also|Additionally)"
    r"(?: [^,;:“”\"()]{2,70})?, (?=(?:the|a|an|[A-Z]\w+|\d[\d,]*|two|three|at least|more than) )"
)
_APPOSITION = re.compile(
    r"(?<=[a-z]), (?:the|an?) (?!same|day|week|month|year)[^,;:“”\"()]{4,70}, (?=([a-z]+) )"
)
# Adverbs of manner and time that no meaning hangs on.
_ADVERBS = re.compile(
    r"\b(?:also|officially|formally|immediately|publicly|quickly|strongly|violently|severely|rapidly|recently|"
    r"currently|subsequently|finally|eventually|successfully|unanimously|simultaneously|significantly|sharply|"
    r"seriously|badly|repeatedly|heavily|suddenly|meanwhile|now|still|already|again) "
)
_DAY_AT_END = re.compile(
    r" (?:on (?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day(?: (?:morning|night|evening|afternoon))?|this week|"
    r"last week|yesterday|today)\.$"
)
_PLACE_AT_END = re.compile(
    r" in (?:the )?[A-Z][\w’'-]+(?: [A-Z][\w’'-]+){0,3}(?:, [A-Z][\w’'-]+(?: [A-Z]\w+)?){0,2}\.$"
)


def bracket_dropped(text: str) -> Iterator[str]:
    """Without a bracket."""
    for match in _BRACKETS.finditer(text):
        yield text[: match.start()] + text[match.end() :]


def relative_dropped(text: str) -> Iterator[str]:
    """Without a relative clause behind a comma."""
    if (match := _RELATIVE_AT_END.search(text)) and text[: match.start()].count(",") == 0:
        yield f"{text[: match.start()]}."
    for match in _RELATIVE_INSIDE.finditer(text):
        if _is_finite(match.group(1)) and "," not in text[: match.start()]:
            yield f"{text[: match.start()]} {text[match.end() :]}"


def participle_dropped(text: str) -> Iterator[str]:
    """Without a participle clause at the end: "…, killing four"."""
    match = _PARTICIPLE_AT_END.search(text)
    known = match and (verb_of(match.group(1), "gerund") or match.group(1) == "including")
    if match and known and text[: match.start()].count(",") == 0:
        yield f"{text[: match.start()]}."


def circumstance_dropped(text: str) -> Iterator[str]:
    """Without the time, place or occasion it begins with."""
    match = _CIRCUMSTANCE.match(text)
    if (
        match
        and not _REACHING.search(text)
        and not re.match(r"In (?:an? |the )?(?:case|event|film|book|novel|series)", text)
    ):
        rest = text[match.end() :]
        if not re.match(r"[^,]{0,40}, (?:and|or) ", rest) and _has_verb(rest):
            yield upper(rest)


def apposition_dropped(text: str) -> Iterator[str]:
    """Without what a name is: "Lee, the country's envoy, said" becomes "Lee said"."""
    for match in _APPOSITION.finditer(text):
        if _is_finite(match.group(1)) and "," not in text[: match.start()]:
            yield f"{text[: match.start()]} {text[match.end() :]}"


def adverb_dropped(text: str) -> Iterator[str]:
    """Without an adverb of manner or time."""
    for match in _ADVERBS.finditer(text):
        quoted = '"' in text or "“" in text
        if not quoted and not _REACHING.search(text) and not _compared(text, match):
            yield text[: match.start()] + text[match.end() :]


def ending_dropped(text: str) -> Iterator[str]:
    """Without the day or the place it ends with."""
    for pattern in (_DAY_AT_END, _PLACE_AT_END):
        match = pattern.search(text)
        if match and not _REACHING.search(text) and not _ranked(text[: match.start()]):
            yield f"{text[: match.start()]}."


def _compared(text: str, match: re.Match[str]) -> bool:
    """Whether the adverb belongs to a comparison or a time: "now that", "more recently", "still to"."""
    before = text[: match.start()].split()[-1:]
    after = re.match(r"(?:that|than|to|as|[,.])", text[match.end() :])
    return (
        bool(after)
        or (
            before
            and before[0].lower()
            in ("more", "most", "as", "so", "until", "till", "by", "very", "too", "how")
        )
        or not match.start()
    )


def _ranked(text: str) -> bool:
    """Whether a place or time is what a rank, a share or a superlative is of."""
    return bool(
        re.search(
            r"\b(?:most|\w+est|ever|all|every|each|largest|total|half|record|time|than|both|between|from|and)\b|%",
            text,
        )
    )


def _is_finite(word: str) -> bool:
    """Whether the word can be the verb of a sentence."""
    return word in ("is", "are", "was", "were", "has", "have", "had", "will", "said") or bool(
        verb_of(word, "past") or verb_of(word, "present")
    )


def _has_verb(text: str) -> bool:
    return any(_is_finite(word) for word in re.findall(r"\b[a-z]+\b", text))
