"""Noun phrases around a verb: its subject, what a relative pronoun stands for."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from briefbot.language.lexicon import (
    AUXILIARIES,
    CONJUNCTIONS,
    PREPOSITIONS,
    is_adverb,
    is_negation,
)
from briefbot.language.shallow import is_break

if TYPE_CHECKING:
    from briefbot.language.shallow import Shallow

_MAX_SPEAKER_WORDS = 18
_WHEN = re.compile(r"^(?:on|late|early|earlier|last|this)$")
DAYS = frozenset(
    """monday tuesday wednesday thursday friday saturday sunday today yesterday week month
    morning evening night afternoon""".split()
)
ASIDE = frozenset("however meanwhile also still instead moreover later".split())
RELATIVE = frozenset("who which that".split())


def subject_before(sentence: Shallow, verb: int) -> tuple[int, int] | None:
    """Word indexes of the noun phrase right before a verb in its segment, None when there is none."""
    words, end = sentence.words, verb
    while end > 0 and (
        words[end - 1].norm in AUXILIARIES
        or words[end - 1].norm in DAYS
        or words[end - 1].norm in ("also", "later", "then")
        or _WHEN.match(words[end - 1].norm)
        or is_adverb(words[end - 1])
    ):
        end -= 1
    if end > 0 and words[end - 1].norm in ("and", "or", "but"):
        return None  # "met the chancellor and warned": the subject stands before the first verb
    start = 0
    for i in range(end - 1, -1, -1):
        # A conjunction that joins clauses, or another verb, closes the phrase on the left.
        # "troops [amassed near the border] said": a participle with a preposition stays inside.
        participle = words[i].norm.endswith(("ed", "ing")) and words[i + 1].norm in PREPOSITIONS
        if (
            is_break(words[i])
            or words[i].norm in ("but", "while", "as", "with", "that", "because", "after")
            or (sentence.verbs[i] and not participle)
        ):
            start = i + 1
            break
    while start < end and words[start].norm in CONJUNCTIONS | ASIDE:
        start += 1
    size = end - start
    if size > 0 and is_negation(words[start]):
        return None  # "no group claimed", "nobody said"
    if not 0 < size <= _MAX_SPEAKER_WORDS or words[start].norm in PREPOSITIONS:
        return None
    return start, end


def main_subject(sentence: Shallow, before: int) -> tuple[int, int] | None:
    """The subject of the first verb of the sentence that has one."""
    for i in range(before):
        if sentence.verbs[i]:
            subject = subject_before(sentence, i)
            if subject is not None:
                return subject
    return None


def antecedent(sentence: Shallow, start: int, end: int) -> tuple[int, int]:
    """The noun phrase a relative pronoun stands for: in "Lee, who said", Lee; others come back as given."""
    words = sentence.words
    if start == 0 or words[start].norm not in RELATIVE:
        return start, end
    stop = start - is_break(words[start - 1])
    begin = stop
    while begin > 0 and not (
        is_break(words[begin - 1])
        or sentence.verbs[begin - 1]
        or words[begin - 1].norm in PREPOSITIONS | CONJUNCTIONS
    ):
        begin -= 1
    return (begin, stop) if begin < stop else (start, end)


def segment_end(sentence: Shallow, i: int) -> int:
    """Index of the first mark from `i` on that parts clauses, or the number of words."""
    while i < len(sentence.words) and not is_break(sentence.words[i]):
        i += 1
    return i
