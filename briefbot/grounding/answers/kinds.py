"""Whether a sentence has the kind of thing asked for: a number of something, a date, a person, a place."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from briefbot.language.dates import find_dates
from briefbot.language.deaths import tells_deaths
from briefbot.language.words import is_numeral

if TYPE_CHECKING:
    from datetime import date

    from briefbot.language.questions import Question
    from briefbot.language.shallow import Shallow

# Words that may stand between a number and what it counts: "100,000 new Russian army troops".
_BETWEEN = 3
_PLACE = re.compile(
    r"\b(?:in|at|near|to|on|off|from|into|outside|across)\s+(?:(?:the|a)\s+)?"
    r"(?:[A-Z]|(?:border|coast|capital|city|town|village|region|province|port|north|south|east|west)\b)"
)


def fits_kind(question: Question, text: str, sentence: Shallow, day: date) -> bool | None:
    """Whether the thing asked for (a number, a date, a person, a place) is there; None if any will do."""
    if question.kind == "how_many":
        return _counts(question, sentence)
    if question.kind == "when":
        return bool(find_dates(text, day))
    if question.kind == "who":
        asked = {n.stem for n in question.names}
        return any(
            w.capital and i > 0 and w.stem not in asked for i, w in enumerate(sentence.words)
        )
    if question.kind == "where":
        return bool(_PLACE.search(text))
    return None


def _counts(question: Question, sentence: Shallow) -> bool:
    """Whether a number stands before what is to be counted, at most three words between."""
    if question.deaths:
        return tells_deaths(sentence.words)
    stems = {w.stem for w in question.counted}
    for i, word in enumerate(sentence.words):
        near = sentence.words[i + 1 : i + 2 + _BETWEEN]
        if is_numeral(word) and (not stems or any(w.stem in stems for w in near)):
            return True
    return False
