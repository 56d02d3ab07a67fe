"""The briefs' own sentences in the place of a model that failed, and what that model took all the same."""

from __future__ import annotations

from dataclasses import replace
from functools import wraps
from typing import TYPE_CHECKING, ParamSpec, TypeVar, cast

from briefbot.errors import (
    BriefbotError,
    BudgetExceededError,
    ModelError,
    ModelRejectedError,
    ModelUnavailableError,
    OutputError,
)
from briefbot.models.attempts import watching
from briefbot.models.base import tell_usage, usage_of
from briefbot.models.limits import one_task
from briefbot.results import Usage

if TYPE_CHECKING:
    from collections.abc import Callable

    from briefbot.models.attempts import Attempt, Ending
    from briefbot.models.base import Completion, Model, Request
    from briefbot.results import Answer, Changes, DailySummary, Story
    from briefbot.tasks.prompting import Prompted

    Result = TypeVar("Result", DailySummary, Answer, Changes, Story)

Params = ParamSpec("Params")

# What a model may fail with. A recording that is missing, a setting or a brief that is wrong is no failure of it.
_FAILURES = (ModelUnavailableError, ModelRejectedError, OutputError, BudgetExceededError)


def falling_back(task: Callable[Params, Result]) -> Callable[Params, Result]:
    """The task as one that is done without its model (`by`) where that fails and `by.fallback` says so.

    The result then says so in its provenance, and keeps the model's name, tokens and cost. Where the failure is
    raised, it tells of the tokens of the whole task.
    """

    @wraps(task)
    def done(*args: Params.args, **kwargs: Params.kwargs) -> Result:
        by = cast("Prompted | None", kwargs.get("by"))
        if by is None:
            return task(*args, **kwargs)
        run = cast("Callable[..., Result]", task)
        counted = _Counted(by.model)
        try:
            with one_task():
                return run(*args, **{**kwargs, "by": replace(by, model=counted)})
        except BriefbotError as error:
            if not (by.fallback and isinstance(error, _FAILURES)):
                if isinstance(error, ModelError):
                    tell_usage(error, counted.usage)
                raise
            reason = _reason(error)
        plain = run(*args, **{**kwargs, "by": None})
        return _marked(plain, by, counted, reason)

    return done


def _marked(result: Result, by: Prompted, spent: _Counted, reason: str) -> Result:
    told = {
        "fallback": reason,
        "model": by.model.name,
        "model_served": spent.served,
        "usage": spent.usage,
        "cost_usd": by.cost_usd(spent.usage),
    }
    return result.model_copy(update={"provenance": result.provenance.model_copy(update=told)})


def _reason(error: BriefbotError) -> str:
    return " ".join(str(error).split()) or type(error).__name__


class _Counted:
    """A model that counts what it takes, failed calls included."""

    def __init__(self, model: Model) -> None:
        self._model = model
        self.usage = Usage()
        self.served: str | None = None

    @property
    def name(self) -> str:
        """The model's own name."""
        return self._model.name

    def complete(self, request: Request) -> Completion:
        """The model's completion."""
        heard = _Heard()
        try:
            with watching(heard):
                completion = self._model.complete(request)
        except ModelError as error:
            self.usage += heard.usage if heard.usage.calls else usage_of(error)
            raise
        except BudgetExceededError:
            # What was sent before the limit was reached.
            self.usage += heard.usage
            raise
        self.usage += completion.usage
        self.served = completion.model
        return completion


class _Heard:
    """The usage of the attempts of one call."""

    def __init__(self) -> None:
        self.usage = Usage()

    def sending(self, attempt: Attempt) -> None:
        """Nothing: it counts when it is over."""

    def ended(self, attempt: Attempt, ending: Ending) -> None:
        """Adds what it took."""
        if ending.outcome != "passed on":
            self.usage += ending.usage or Usage(
                calls=ending.calls, unreported=ending.calls * ending.maybe_billed
            )
