"""A run over a set of cases: each asked and scored, the whole kept with how it was made."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass, field
from time import perf_counter
from typing import TYPE_CHECKING, Literal, Protocol

from pydantic import ValidationError

from briefbot.errors import (
    BriefError,
    ModelError,
    ModelRejectedError,
    QuestionError,
    SettingsError,
)
from briefbot.evals.comparison import Comparison
from briefbot.evals.measures import Score, summarise
from briefbot.evals.scoring import CaseScore, find_quote, score_answer, score_error
from briefbot.models.base import usage_of
from briefbot.models.prices import total_usd
from briefbot.results import BriefUsed, PromptUsed, Result, Usage
from briefbot.version import __version__

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from datetime import date
    from pathlib import Path

    from briefbot.evals.cases import Case
    from briefbot.library.base import Library
    from briefbot.models.base import Model
    from briefbot.results import Answer, Provenance

# Looking every quote up in every brief before a run takes seconds up to here; beyond it is left out.
_MOST_CHARACTERS_SEARCHED = 5_000_000_000
EVALUATION_VERSION: Literal[1] = 1


class Asked(Protocol):
    """What is measured: a `Briefbot`, or anything that answers like one."""

    @property
    def library(self) -> Library:
        """Where the briefs are that its answers cite."""
        ...

    @property
    def model(self) -> Model | None:
        """The model that writes, None without one."""
        ...

    def ask(
        self, question: str, *, as_of: date | None, since: date | None, until: date | None
    ) -> Answer:
        """The answer to a case's question."""
        ...


class CaseFile(Result):
    """The file of the cases."""

    name: str
    sha256: str


class HowRun(Result):
    """How an evaluation was made.

    Attributes:
        models_served: what the server said it served, sorted.
        encoder: what had a say in ranking, and the first digits of its sha256; None where words alone had.
        cost_usd: of all cases; None when there was a call of unknown cost, never 0 for that.
        briefs: those the answers rest on, by day and id.
    """

    briefbot: str
    writer: Literal["extractive", "prompted"]
    model: str | None = None
    models_served: tuple[str, ...] = ()
    encoder: str | None = None
    prompts: tuple[PromptUsed, ...] = ()
    briefs: tuple[BriefUsed, ...] = ()
    usage: Usage = Usage()
    cost_usd: float | None = None
    case_file: CaseFile | None = None


class Evaluation(Result):
    """How a writer did on a set of cases.

    Attributes:
        total: how many cases the set has; more than `cases` when the run was cut short.
        scores: every measure, `None` where no case has a say.
        cases: in the order asked.
        comparison: with the run it was compared with, if any.
    """

    kind: Literal["evaluation"] = "evaluation"
    schema_version: Literal[1] = EVALUATION_VERSION
    total: int
    scores: tuple[Score, ...]
    cases: tuple[CaseScore, ...]
    provenance: HowRun
    comparison: Comparison | None = None

    @property
    def complete(self) -> bool:
        """Whether every case was asked."""
        return len(self.cases) == self.total

    def score(self, name: str) -> Score:
        """The figure of that name.

        Raises:
            KeyError: there is none.
        """
        return {score.name: score for score in self.scores}[name]


@dataclass(slots=True)
class Run:
    """Cases asked one by one; `evaluation` is what they come to so far."""

    bot: Asked
    clock: Callable[[], float] = perf_counter
    scores: list[CaseScore] = field(default_factory=list)
    _provenances: list[Provenance] = field(default_factory=list)
    _texts: dict[str, str | None] = field(default_factory=dict)

    def ask(self, case: Case) -> CaseScore:
        """How the case came out; an error of the model on it is a score too.

        Raises:
            BriefbotError: every later case would end the same way: settings, the budget, a missing recording, or
                the very first request was refused.
        """
        start = self.clock()
        try:
            answer = self.bot.ask(
                case.question, as_of=case.as_of, since=case.since, until=case.until
            )
        except (ModelError, QuestionError) as exc:
            answered = any(made.usage.calls for made in self._provenances)
            if isinstance(exc, ModelRejectedError) and not answered:
                raise
            score = score_error(
                case, _described(exc), usage=_spent(exc), seconds=self._since(start)
            )
        else:
            seconds = self._since(start)
            self._provenances.append(answer.provenance)
            score = score_answer(case, answer, self._text_of, seconds=seconds)
        self.scores.append(score)
        return score

    def evaluation(
        self, *, total: int | None = None, case_file: CaseFile | None = None
    ) -> Evaluation:
        """The cases so far, scored and with how they were made."""
        return Evaluation(
            total=len(self.scores) if total is None else total,
            scores=summarise(self.scores),
            cases=tuple(self.scores),
            provenance=self._how(case_file),
        )

    def _since(self, start: float) -> float:
        return round(self.clock() - start, 4)

    def _text_of(self, id: str) -> str | None:
        if id not in self._texts:
            try:
                self._texts[id] = self.bot.library.load(id).text
            except BriefError:
                self._texts[id] = None
        return self._texts[id]

    def _how(self, case_file: CaseFile | None) -> HowRun:
        made = self._provenances
        briefs = {b.id: b for one in made for b in one.briefs}
        model = self.bot.model
        # One run has one encoder; not every question needs it.
        ranked = (one.options.get("encoder") for one in made)
        return HowRun(
            briefbot=__version__,
            writer="prompted" if model else "extractive",
            model=model.name if model else None,
            models_served=tuple(sorted({one.model_served for one in made if one.model_served})),
            encoder=next((str(encoder) for encoder in ranked if encoder), None),
            prompts=tuple(dict.fromkeys(p for one in made for p in one.prompts)),
            briefs=tuple(sorted(briefs.values(), key=lambda b: (b.day, b.id))),
            usage=sum((score.usage for score in self.scores), Usage()),
            cost_usd=_cost(self.scores),
            case_file=case_file,
        )


def evaluate(cases: Sequence[Case], bot: Asked) -> Evaluation:
    """How a `Briefbot` does on the cases.

    Raises:
        BriefbotError: a quote is in no brief, or as `Run.ask`.
    """
    check_quotes(cases, bot.library)
    run = Run(bot)
    for case in cases:
        run.ask(case)
    return run.evaluation()


def check_quotes(cases: Iterable[Case], library: Library) -> None:
    """Nothing, when every expected quote stands in some brief; asked before a run is paid for.

    Raises:
        SettingsError: one stands in none, so no answer could ever cite it.
    """
    left = {(case.id, quote) for case in cases for quote in case.quotes}
    entries = library.listing().entries if left else ()
    if sum(entry.size for entry in entries) * len(left) > _MOST_CHARACTERS_SEARCHED:
        return
    for entry in entries:
        if not left:
            return
        try:
            text = library.read(entry).brief.text
        except BriefError:
            continue
        left = {(id, quote) for id, quote in left if not find_quote(text, quote)}
    if left:
        id, quote = min(left)
        raise SettingsError(
            f"case {id!r} expects a quote that is in no brief: {quote!r}; copy it from a brief, "
            "signs and all"
        )


def load_evaluation(path: Path | str) -> Evaluation:
    """The evaluation saved in a file.

    Raises:
        SettingsError: it can't be read, or holds no evaluation of this version.
    """
    try:
        with open(path, "rb") as file:
            data = file.read()
    except OSError as exc:
        raise SettingsError(f"can't read {str(path)!r}: {exc.strerror}") from exc
    evaluation = find_evaluation(data, name=str(path))
    if evaluation is None:
        raise SettingsError(
            f"{str(path)!r} holds no evaluation; save one with briefbot eval --format json --output"
        )
    return evaluation


def find_evaluation(data: bytes, *, name: str) -> Evaluation | None:
    """The evaluation in the bytes of a file called `name`, None when they are something else.

    Raises:
        SettingsError: it is of another version or damaged.
    """
    try:
        loaded = json.loads(data)
    except (ValueError, RecursionError):
        return None
    if not isinstance(loaded, dict) or loaded.get("kind") != "evaluation":
        return None
    if loaded.get("schema_version") != EVALUATION_VERSION:
        raise SettingsError(
            f"{name!r} has schema version {loaded.get('schema_version')!r}, this briefbot reads "
            f"{EVALUATION_VERSION}; run it again"
        )
    try:
        return Evaluation.model_validate_json(data)
    except ValidationError as exc:
        first = exc.errors(include_url=False, include_context=False)[0]
        where = ".".join(str(part) for part in first["loc"])
        raise SettingsError(f"{name!r} is damaged at {where}: {first['msg']}") from exc


def file_of(data: bytes, name: str) -> CaseFile:
    """What provenance says about the file of the cases."""
    return CaseFile(name=name, sha256=hashlib.sha256(data).hexdigest())


def _described(exc: Exception) -> str:
    return f"{type(exc).__name__}: {exc}"


def _spent(exc: ModelError | QuestionError) -> Usage:
    if not isinstance(exc, ModelError):
        return Usage()
    return usage_of(exc)


def _cost(scores: Iterable[CaseScore]) -> float | None:
    costs = [score.cost_usd for score in scores if score.usage.calls]
    return total_usd(costs) if costs else None
