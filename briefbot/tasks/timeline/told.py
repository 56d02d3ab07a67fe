"""What tells a story, sentence by sentence: which sentence of a paragraph stands for a step, and when it was."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from functools import cached_property
from typing import TYPE_CHECKING

from briefbot.grounding.comparing.statement import Statement
from briefbot.grounding.happening import when_happened
from briefbot.grounding.reference import points_back
from briefbot.language.kinds import is_group
from briefbot.language.lexicon import ARTICLES
from briefbot.language.shallow import read
from briefbot.language.words import can_be_verb
from briefbot.tasks.timeline.asked import heading_of

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from briefbot.documents import Chunk
    from briefbot.grounding.happening import Happening
    from briefbot.tasks.timeline.asked import Story

# What is told later than this was no news any more.
_NEWS = timedelta(days=31)
_ADDING = ("Additionally", "Furthermore", "Besides")
_LONGEST, _FEWEST_WORDS = 1_000, 4
_IS = frozenset("is are was were".split())


@dataclass(frozen=True)
class Told:
    """A sentence that tells a step of the story.

    Attributes:
        statement: the sentence in its paragraph.
        when: the days of what it tells.
        opening: number of the sentence before it, which says what "it" or "also" in this one points back to.
    """

    statement: Statement
    when: Happening
    opening: int | None = None

    @property
    def reported(self) -> date:
        """The day of its brief."""
        return self.statement.day

    @property
    def place(self) -> tuple[date, str, int]:
        """Where it stands among all that is reported."""
        chunk = self.statement.chunk
        start = chunk.sentences[self.statement.number].span.start
        return (self.reported, chunk.brief.id, start)

    @cached_property
    def is_looking_back(self) -> bool:
        """Whether it tells what happened long before its brief."""
        return self.when.last < self.reported - _NEWS


def find_told(story: Story, chunk: Chunk) -> Iterator[Told]:
    """The steps a paragraph of the story tells: its first sentence about it, and others with a day of their own."""
    lead: Told | None = None
    for number in _about(story, chunk):
        statement = Statement(chunk, number)
        when = when_happened(statement.text, statement.day)
        if not _is_step(statement, when):
            continue
        opening = None
        if points_back(statement.text) and number == 0:
            continue
        if number and _leans(statement.text):
            if points_back(chunk.sentences[number - 1].text):
                continue
            opening = number - 1
        told = Told(statement, when, opening)
        if told.is_looking_back and opening is not None:
            continue  # the day would be that of half of what is printed
        if lead is None:
            lead = told
            yield told
        elif when.words and when.first != lead.when.first:
            yield told


def _leans(sentence: str) -> bool:
    """Whether a sentence says little without the one before it: "It …", "Additionally, …", "The motion …"."""
    if points_back(sentence) or sentence.startswith(_ADDING):
        return True
    shallow = read(sentence)
    first, second, *_ = (*shallow.words[:3], None, None, None)
    if first is None or second is None or first.norm != "the" or second.capital:
        return False
    # "The death toll rises", "The government says": a thing with a name of its own, however short.
    ends = len(shallow.words) > 2 and (shallow.verbs[2] or shallow.words[2].kind == "mark")
    return ends and not is_group(second)


def _about(story: Story, chunk: Chunk) -> list[int]:
    """The sentences that have all of the story's words, with the heading; else those that have the most."""
    heading = heading_of(chunk)
    has = [story.has(f"{heading}\n{s.text}" if heading else s.text) for s in chunk.sentences]
    most = max(has, default=0)
    return [n for n, count in enumerate(has) if count == most > 0]


def _is_step(statement: Statement, when: Happening) -> bool:
    """Whether a sentence tells that something happened."""
    sentence = read(statement.text)
    words = [w for w in sentence.words if w.kind != "mark"]
    if not _FEWEST_WORDS <= len(words) or len(statement.text) > _LONGEST:
        return False
    # "A helicopter crashes in Kent": a form that can be a noun too.
    acts = any(sentence.verbs) or any(can_be_verb(w) and not w.capital for w in words)
    if not acts or statement.text.rstrip("”\"') ").endswith("?"):
        return False
    background = when.aside and statement.number > 0
    return not background and not _describes(statement, when)


def _describes(statement: Statement, when: Happening) -> bool:
    """Whether a sentence says what something is: "Lake Orvel is the largest reservoir in the province"."""
    sentence = read(statement.text)
    first = next((i for i, verb in enumerate(sentence.verbs) if verb), None)
    if first is None or when.words or sentence.words[first].norm not in _IS:
        return False
    after = sentence.words[first + 1 : first + 2]
    return bool(after) and after[0].norm in ARTICLES | {"one"}
