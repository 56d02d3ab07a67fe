"""Cases asked of briefbot, and how each came out."""

from __future__ import annotations

import time
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Protocol

from benchmarks.quality.ranking import Outcome, outcome_of
from briefbot import Briefbot
from briefbot.errors import BriefbotError
from briefbot.evals.scoring import score_error
from briefbot.library.given import GivenLibrary
from briefbot.library.readers.text import brief_from_text

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence
    from pathlib import Path

    from briefbot.encoder.base import Encoder
    from briefbot.evals.cases import Case
    from briefbot.models.base import Model

    Bar = Callable[[int, int], None]

# For sets without dates: any day will do, as long as no question names it.
SOME_DAY = date(2020, 1, 1)


@dataclass(frozen=True)
class Asking:
    """A case with the briefs it is asked of.

    Attributes:
        case: the question and what a right answer is.
        briefs: which briefs; equal values share one open library.
    """

    case: Case
    briefs: str


class Asks(Protocol):
    """Opens the briefs of that name, ready to be asked."""

    def __call__(self, briefs: str) -> Briefbot:
        """The opened library."""
        ...


@dataclass(frozen=True)
class Writer:
    """Who answers: code alone, or a model with its prompts and where its answers are kept; and whether an encoder helps."""

    model: str | Model = "extractive"
    prompts: Mapping[str, str] | None = None
    recordings: Path | None = None
    environ: Mapping[str, str] | None = None
    encoder: str | Encoder = "off"

    def open(self, paragraphs: Sequence[str], day: date = SOME_DAY, *, id: str) -> Briefbot:
        """One brief of these paragraphs, ready to be asked."""
        text = "\n\n".join(" ".join(p.split()) for p in paragraphs)
        library = GivenLibrary([brief_from_text(text, id=id, day=day)])
        return Briefbot(
            library,
            model=self.model,
            prompts=dict(self.prompts or {}),
            recordings=self.recordings,
            environ=dict(self.environ or {}),
            encoder=self.encoder,
        )


CODE = Writer()


def ask_all(askings: Iterable[Asking], open_: Asks, bar: Bar | None = None) -> list[Outcome]:
    """How every case came out, in order. Cases of the same briefs are best given next to each other."""
    all_askings = list(askings)
    outcomes: list[Outcome] = []
    opened: tuple[str, Briefbot] | None = None
    for done, asking in enumerate(all_askings, 1):
        if opened is None or opened[0] != asking.briefs:
            opened = (asking.briefs, open_(asking.briefs))
            # A library is opened once however much it is asked: not part of a question's time.
            opened[1].index.days()
        outcomes.append(_ask(opened[1], asking.case))
        if bar:
            bar(done, len(all_askings))
    return outcomes


def _ask(bot: Briefbot, case: Case) -> Outcome:
    started = time.perf_counter()
    try:
        answer = bot.ask(case.question, as_of=case.as_of, since=case.since, until=case.until)
    except BriefbotError as exc:
        failed = score_error(case, str(exc), seconds=time.perf_counter() - started)
        return Outcome(**dict(failed))
    seconds = time.perf_counter() - started
    return outcome_of(case, answer, lambda id: bot.library.load(id).text, seconds=seconds)
