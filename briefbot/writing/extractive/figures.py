"""The numbers of a day with what they count, in the sentence's own words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefbot.drafts import DraftClaim, DraftFigure
from briefbot.grounding.fields import bound_before
from briefbot.language.dates import find_dates
from briefbot.language.lexicon import PREPOSITIONS, is_content
from briefbot.language.shallow import is_break, read
from briefbot.language.words import is_numeral

if TYPE_CHECKING:
    from collections.abc import Iterator

    from briefbot.documents import Evidence
    from briefbot.language.shallow import Shallow

_MAGNITUDES = frozenset("hundred thousand million billion trillion dozen".split())
_LONGEST_WHAT = 12


def find_figures(evidence: Evidence, handle: str) -> Iterator[DraftFigure]:
    """The figures of one sentence in order: no dates, no years, no ordinals."""
    sentence = evidence.by_handle[handle]
    text, shallow = sentence.text, read(sentence.text)
    dates = [(m.start, m.end) for m in find_dates(text, sentence.brief.day)]
    for i, word in enumerate(shallow.words):
        if not is_numeral(word) or not word.stem[-1:].isdigit():
            if not word.stem.endswith("%"):
                continue
        if any(start <= word.start < end for start, end in dates) or _part_of_name(shallow, i):
            continue
        figure = _figure(text, shallow, i)
        if figure is not None:
            value, unit, what = figure
            yield DraftFigure(value, unit, what, DraftClaim(text, (handle,)))


def _part_of_name(shallow: Shallow, i: int) -> bool:
    """Whether a number stands right after a capital or its hyphen: "Boeing 737", "COVID-19"."""
    before = shallow.words[i - 1] if i > 0 else None
    if before is not None and before.text == "-" and i > 1:
        before = shallow.words[i - 2]
    return before is not None and before.capital and i > 1


def _figure(text: str, shallow: Shallow, i: int) -> tuple[str, str, str] | None:
    """Value, unit and what is counted as exact slices; None for a number that counts nothing."""
    words = shallow.words
    end = i + 1
    while end < len(words) and words[end].norm in _MAGNITUDES:
        end += 1
    first = bound_before(words, i)
    if first is None:
        return None
    value = text[words[first].start : words[end - 1].end]
    if end < len(words) and words[end].text == "-":
        end += 1
    start = end
    while end < len(words) and end - start < 3 and _in_unit(shallow, end, start):
        end += 1
    unit = text[words[start].start : words[end - 1].end] if end > start else ""
    if not unit and value[-1:].isdigit():
        return None
    stop = end
    while stop < len(words) and not is_break(words[stop]) and stop - end < _LONGEST_WHAT:
        stop += 1
    while stop > end and words[stop - 1].norm in PREPOSITIONS | {"and", "the", "a"}:
        stop -= 1
    what = text[words[end].start : words[stop - 1].end] if stop > end else ""
    return value, unit, what


def _in_unit(shallow: Shallow, i: int, start: int) -> bool:
    """Whether the word goes on the unit: content, no verb, and one noun unless it is an adjective."""
    word = shallow.words[i]
    if not is_content(word) or word.kind != "word" or shallow.verbs[i]:
        return False
    return i == start or not shallow.words[i - 1].norm.endswith("s")
