"""Sentences to steps: what is told again is the same step, what is told anew or otherwise is a step of its own."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from dataclasses import dataclass, field
from datetime import timedelta
from typing import TYPE_CHECKING

from briefbot.grounding.comparing.relation import relate
from briefbot.language.dates import find_dates
from briefbot.language.deaths import is_running_toll
from briefbot.language.rarity import rarity
from briefbot.language.shallow import read
from briefbot.language.words import is_numeral, split_words

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date

    from briefbot.grounding.comparing.relation import Relation
    from briefbot.results import StepKind
    from briefbot.tasks.timeline.told import Told

# News is told again within days; the same words a month later tell of something else.
# A toll that is called one runs on for longer than other counts of something do.
_REPEATED, _REVISED, _RUNNING = timedelta(days=7), timedelta(days=10), timedelta(days=45)
# What happened at the time is told by the briefs of that time, if they tell of it within so many days.
_TOLD_SOON = timedelta(days=7)
# Words that are rarer than this bring two sentences together; how many steps are then compared.
_RARE, _COMPARED = 2.0, 8
# Looked at in the index for one sentence, those with its rarest words first; the next states of a count that are tried.
_MOST_SHARING, _MOST_STATES = 5_000, 20


@dataclass(eq=False)
class Found:
    """A step while the story is read.

    Attributes:
        told: its first mention.
        kind: what it is to the step it revises.
        revises: that step.
        revised: the values that changed, (earlier, later).
        again: days of later briefs that told it again.
        latest: day of its last mention.
    """

    told: Told
    kind: StepKind = "new"
    revises: Found | None = None
    revised: tuple[tuple[str, str], ...] = ()
    again: list[date] = field(default_factory=list)
    latest: date = field(init=False)

    def __post_init__(self) -> None:
        self.latest = self.told.reported

    def tell_again(self, day: date) -> None:
        """Note another mention."""
        self.latest = max(self.latest, day)
        if day > self.told.reported and day not in self.again:
            self.again.append(day)


def merge(told: Iterable[Told], known: frozenset[str]) -> list[Found]:
    """The steps of a story in the order they were first reported.

    `told` comes in any order; `known` are the stems of the query, which every sentence has.
    """
    ordered = sorted(told, key=lambda one: one.place)
    news = [one for one in ordered if not one.is_looking_back]
    days = sorted({one.when.first for one in news})
    reading = _Reading(known)
    for one in ordered:
        if not (one.is_looking_back and _was_told(one, days)):
            reading.add(one)
    return reading.found


def _was_told(late: Told, days: Sequence[date]) -> bool:
    """Whether the briefs of the time tell of the days a later brief looks back on."""
    at = bisect_left(days, late.when.first)
    return at < len(days) and days[at] <= late.when.last + _TOLD_SOON


class _Reading:
    """The steps found so far, by the words they are told in."""

    def __init__(self, known: frozenset[str]) -> None:
        self.found: list[Found] = []
        self._known = known
        self._copies: dict[str, Found] = {}
        self._revised: dict[int, Found] = {}
        self._last: dict[int, Found] = {}
        self._by_stem: defaultdict[str, list[Found]] = defaultdict(list)

    def add(self, told: Told) -> None:
        copy = self._copies.get(told.statement.plain)
        if copy is not None and told.reported - copy.latest <= _RUNNING and _same_days(copy, told):
            copy.tell_again(told.reported)
            return
        before, relation = self._nearest(told)
        if before is not None and relation is not None and relation.kind == "same":
            before.tell_again(told.reported)
            self._copies[told.statement.plain] = before
            return
        self._keep(_step(told, before, relation))

    def _keep(self, step: Found) -> None:
        self.found.append(step)
        if step.revises is not None:
            self._revised[id(step.revises)] = step
            self._last[id(step.revises)] = step
        statement = step.told.statement
        self._copies[statement.plain] = step
        for stem in statement.stems - self._known:
            if rarity(stem) >= _RARE and "/" not in stem:
                self._by_stem[stem].append(step)

    def _nearest(self, told: Told) -> tuple[Found | None, Relation | None]:
        """The step before that is most like it, and what it is to that one."""
        best: tuple[Found | None, Relation | None] = (None, None)
        for before in self._comparable(told):
            relation = relate(before.told.statement, told.statement)
            if relation is None or not _fits(before, told, relation):
                continue
            if best[1] is None or relation.likeness > best[1].likeness:
                best = (before, relation)
        return self._newest(*best, told)

    def _newest(
        self, before: Found | None, relation: Relation | None, told: Told
    ) -> tuple[Found | None, Relation | None]:
        """What a figure updates is its last state, not the one whose words are most alike."""
        for ahead in range(_MOST_STATES + 1):
            if before is None or relation is None or relation.kind != "updated":
                break
            # A count that ran on for long: its last state first, then one after the other.
            following = self._last_of(before) if ahead == 0 else self._revised.get(id(before))
            again = following and relate(following.told.statement, told.statement)
            if following and again and _fits(following, told, again):
                before, relation = following, again
            elif ahead:
                break
        return before, relation

    def _last_of(self, step: Found) -> Found | None:
        """The last state of what a step tells, None where it is the last itself."""
        passed = []
        while following := self._last.get(id(step)):
            passed.append(step)
            step = following
        for one in passed:
            self._last[id(one)] = step
        return step if passed else None

    def _comparable(self, told: Told) -> list[Found]:
        """The steps told lately that share most of the rare words, the best first."""
        shared: defaultdict[int, float] = defaultdict(float)
        steps: dict[int, Found] = {}
        # Sorted: a sum of floats depends on its order, and that of a set on the process.
        looked_at = 0
        for stem in sorted(
            (told.statement.stems - self._known) & self._by_stem.keys(),
            key=lambda stem: (len(self._by_stem[stem]), stem),
        ):
            for step in reversed(self._by_stem[stem]):
                looked_at += 1
                if looked_at > _MOST_SHARING or step.told.reported < told.reported - 2 * _RUNNING:
                    break
                if step.latest >= told.reported - _RUNNING:
                    shared[id(step)] += rarity(stem)
                    steps[id(step)] = step
        ranked = sorted(steps, key=lambda i: (-shared[i], steps[i].told.place))
        return [steps[i] for i in ranked[:_COMPARED]]


def _fits(before: Found, told: Told, relation: Relation) -> bool:
    """Whether a relation of words is one of events: what was announced and what then happens are two.

    What is announced may be taken back by a sentence that announces nothing.
    """
    if before.told.when.announced != told.when.announced and relation.kind != "reversed":
        return False
    late = told.reported - before.latest
    if relation.kind == "same":
        return late <= _REPEATED and _same_days(before, told)
    if relation.kind == "updated" and not any(_is_figure(v, told) for _, v in relation.revised):
        return False
    runs_on = is_running_toll(read(told.statement.text).words)
    return relation.kind in ("updated", "reversed") and late <= (_RUNNING if runs_on else _REVISED)


def _is_figure(value: str, told: Told) -> bool:
    """Whether what changed is a number or a date; another name is another event: "wins in Iowa", "in Ohio"."""
    numbers = any(is_numeral(word) for word in split_words(value))
    return numbers or bool(find_dates(value, told.reported))


def _same_days(before: Found, told: Told) -> bool:
    """Whether both can be of the same days: they share some, or one of them only has its brief's day."""
    a, b = before.told.when, told.when
    if a.first <= b.last and b.first <= a.last:
        return True
    if a.words and b.words:
        return False
    # A later brief may say of which day it is: that of the first report or shortly before.
    return not b.words or b.first <= before.told.reported


def _step(told: Told, before: Found | None, relation: Relation | None) -> Found:
    announced = told.when.announced
    if before is None or relation is None or relation.kind == "same":
        return Found(told, "announced" if announced else "new")
    kind: StepKind = "reversed" if relation.kind == "reversed" else "updated"
    return Found(told, kind, before, relation.revised)
