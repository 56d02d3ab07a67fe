"""Which steps of a long story matter: what was first told there and is told of later, and changes."""

from __future__ import annotations

import math
from bisect import bisect_left, bisect_right
from collections import Counter
from typing import TYPE_CHECKING

from briefbot.grounding.clauses import main_verb
from briefbot.grounding.search import content_stems
from briefbot.language.words import split_words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from briefbot.tasks.timeline.asked import Story
    from briefbot.tasks.timeline.merging import Found

# Parts of a step's weight; each is 0 to 1.
_ECHO, _DIRECT, _HEAT, _AGAIN, _REVISED, _EARLY = 1.0, 0.5, 0.25, 0.5, 0.25, 0.25
# Words behind the verb at which a story named there counts half; days in which what matters is told of more.
_FAR, _DAYS = 10, 10
# What begins something is told of again within so many days, and was not told of as long before.
_WHILE = 60
# The words that bring most count: long paragraphs would win by their length alone.
_WORDS = 5
# A figure that at least doubles, or halves, is a step of its own in a flood of updates.
_JUMP = 2.0
# Taken off a step that is only one more figure of a running count.
_ONE_MORE = 10.0


def weigh_steps(found: Sequence[Found], story: Story) -> dict[int, float]:
    """What each step weighs by its position in `found`, which is in the order of the reports."""
    echoes = _echoes(found, story)
    heat = _heat(found)
    loudest = max(echoes, default=0.0) or 1.0
    revised = {id(f.revises) for f in found if f.revises is not None}
    minor = _one_more(found)
    return {
        i: _ECHO * echoes[i] / loudest
        + _DIRECT * _directness(f, story)
        + _HEAT * heat[i]
        + _AGAIN * min(1.0, math.log1p(len(f.again)) / math.log(8))
        + _REVISED * (id(f) in revised)
        + _EARLY / (1 + f.told.statement.chunk.number)
        - _ONE_MORE * (i in minor)
        for i, f in enumerate(found)
    }


def _echoes(found: Sequence[Found], story: Story) -> list[float]:
    """How much each step's paragraph says that was not told of before and is told of afterwards.

    Words that many steps have say little about any of them.
    """
    stems = [content_stems(f.told.statement.chunk.text) - story.stems for f in found]
    days = [f.told.reported.toordinal() for f in found]
    told: dict[str, list[int]] = {}
    counts: Counter[str] = Counter()
    for own, day in zip(stems, days, strict=True):
        counts.update(own)
        for stem in own:
            on = told.setdefault(stem, [])
            if not on or on[-1] != day:
                on.append(day)

    def echo(stem: str, day: int) -> float:
        on = told[stem]
        at, after = bisect_left(on, day), bisect_right(on, day)
        before = at - bisect_left(on, day - _WHILE)
        soon, ever = bisect_right(on, day + _WHILE) - after, len(on) - after
        later = math.log1p(soon) + math.log1p(ever)
        return math.log1p(len(found) / counts[stem]) * later / math.sqrt(1 + before)

    return [
        sum(sorted((echo(stem, day) for stem in own), reverse=True)[:_WORDS])
        for own, day in zip(stems, days, strict=True)
    ]


def _directness(step: Found, story: Story) -> float:
    """How much the sentence is about the story: 1 where it is named before the verb, less the later it is."""
    text = step.told.statement.text
    words = split_words(text)
    at = next((i for i, w in enumerate(words) if w.stem in story.stems), len(words))
    return 1 / (1 + max(0, at - (main_verb(text) or 0)) / _FAR)


def _heat(found: Sequence[Found]) -> list[float]:
    """How much is told of the story in the days around each step, 0 to 1."""
    days = [f.told.reported.toordinal() for f in found]
    around = [bisect_right(days, day + _DAYS) - bisect_left(days, day - _DAYS) for day in days]
    most = math.log(max(around, default=1)) or 1.0
    return [math.log(count) / most for count in around]


def _one_more(found: Sequence[Found]) -> set[int]:
    """The steps that only give one more figure of a running count: neither its last nor a jump."""
    places = {id(f): i for i, f in enumerate(found)}
    revised = {id(f.revises) for f in found if f.revises is not None}
    kept: dict[int, float | None] = {}
    minor: set[int] = set()
    for i, step in enumerate(found):
        before, after = _values(step)
        if step.revises is None or step.kind != "updated" or after is None or before is None:
            kept[i] = after
            continue
        at = places[id(step.revises)]
        last = kept.get(at) or before
        jump = max(after, last) >= _JUMP * min(after, last)
        if id(step) in revised and not jump:
            minor.add(i)
            kept[i] = last
        else:
            kept[i] = after
    return minor


def _values(step: Found) -> tuple[float | None, float | None]:
    """The first number that a step changed, before and after."""
    for earlier, later in step.revised:
        before, after = _number(earlier), _number(later)
        if before is not None and after is not None:
            return before, after
    return None, None


def _number(text: str) -> float | None:
    for word in split_words(text):
        try:
            return float(word.stem.strip("$€£¥%"))
        except ValueError:
            continue
    return None
