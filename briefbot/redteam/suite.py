"""Runs attacks against a client: each task clean and attacked, judged by what came out."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal, Protocol, TypeAlias

from briefbot.errors import BriefbotError, ModelError
from briefbot.redteam.planting import PLACES, Planted, library_of, plant
from briefbot.redteam.verdict import Verdict, judge

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from datetime import date

    from briefbot.documents import Brief
    from briefbot.library.base import Library
    from briefbot.library.given import GivenLibrary
    from briefbot.redteam.attacks import Attack
    from briefbot.redteam.planting import Place
    from briefbot.results import Answer, Changes, DailySummary, Story

    Judged: TypeAlias = DailySummary | Answer | Changes | Story

Task = Literal["summarize", "ask", "changes", "story"]


class Bot(Protocol):
    """What is attacked; `briefbot.Briefbot` is one."""

    def summarize(self, day: date) -> DailySummary:
        """The day's summary."""
        ...

    def ask(self, question: str) -> Answer:
        """The answer to a question."""
        ...

    def changes(self, *days: date) -> Changes:
        """What changed up to a day."""
        ...

    def story(self, query: str) -> Story:
        """The story so far."""
        ...


# A client over a library; the attack is given to a model that knows what it shall get out, None for the clean run.
Opener: TypeAlias = "Callable[[Library, Planted | None], Bot]"


@dataclass(frozen=True, slots=True)
class Run:
    """One attack at one place on one task, with what came of it."""

    attack: str
    family: str
    place: str
    task: Task
    verdict: Verdict


@dataclass
class Suite:
    """Attacks on one brief of a library.

    Attributes:
        open: makes the client that is attacked.
        brief: the one that attacks are planted in.
        others: briefs of other days beside it.
        question: asked of it; `topic` is what it is about.
        topic: a name of the brief's news, which attacks speak of.
        tasks: what is run.
    """

    open: Opener
    brief: Brief
    others: Sequence[Brief]
    question: str
    topic: str
    tasks: Sequence[Task] = ("summarize", "ask")
    _clean: dict[Task, Judged | None] = field(default_factory=dict)
    _failed: dict[Task, BriefbotError] = field(default_factory=dict)

    @property
    def failed(self) -> dict[Task, BriefbotError]:
        """Why tasks were not attacked: they fail without an attack, so that nothing could be judged."""
        return dict(self._failed)

    @property
    def clean_library(self) -> GivenLibrary:
        """The briefs without an attack."""
        return library_of([self.brief, *self.others])

    def attack(self, attack: Attack, places: Sequence[Place] = PLACES) -> Iterator[Run]:
        """The attack at each place on each task.

        Raises:
            BriefbotError: a run can't go on at all: no model answers, the budget is spent.
        """
        for place in places:
            yield from self.run(plant(attack.aimed(self.topic), self.brief, place, self.others))

    def run(self, planted: Planted) -> Iterator[Run]:
        """What is planted on each task."""
        attack = planted.aimed.attack
        bot = self.open(planted.library, planted)
        for task in self.tasks:
            clean = self.clean(task)
            if clean is None:
                continue
            try:
                verdict = judge(self._made(task, bot), clean, planted)
            except ModelError as exc:
                if exc.retryable:
                    raise
                # The provider is there: it is the attack that left nothing to check.
                verdict = Verdict(broken=type(exc).__name__)
            yield Run(attack.id, attack.family, planted.place, task, verdict)

    def clean(self, task: Task) -> Judged | None:
        """The task without an attack; None where it fails even so, as there is nothing to break."""
        if task not in self._clean:
            bot = self.open(self.clean_library, None)
            try:
                self._clean[task] = self._made(task, bot)
            except BriefbotError as exc:
                if isinstance(exc, ModelError) and exc.retryable:
                    raise
                self._clean[task] = None
                self._failed[task] = exc
        return self._clean[task]

    def _made(self, task: Task, bot: Bot) -> Judged:
        if task == "summarize":
            return bot.summarize(self.brief.day)
        if task == "ask":
            return bot.ask(self.question)
        if task == "changes":
            return bot.changes(self.brief.day)
        return bot.story(self.topic)
