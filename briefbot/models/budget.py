"""A hard budget around a model: counted before sending, retries included, never exceeded."""

from __future__ import annotations

import json
from threading import Condition
from typing import TYPE_CHECKING

from briefbot import tokens
from briefbot.errors import BudgetExceededError, ModelError, ModelUnavailableError, SettingsError
from briefbot.models.attempts import watching
from briefbot.models.prices import cost_usd
from briefbot.results import Usage

if TYPE_CHECKING:
    from briefbot.models.attempts import Attempt, Ending
    from briefbot.models.base import Completion, Model, Request

# What a server without schema support is told beside the schema itself.
SCHEMA_OVERHEAD_TOKENS = 32


def estimate_usage(request: Request) -> Usage:
    """The most one attempt at `request` uses: its input as counted here, and its whole output limit."""
    counted = tokens.count_messages(request.messages)
    if request.schema is not None:
        counted += tokens.count(json.dumps(request.schema)) + SCHEMA_OVERHEAD_TOKENS
    return Usage(calls=1, input_tokens=counted, output_tokens=request.max_output_tokens)


class Metered:
    """Counts what a model spends and stops before the call that could exceed the budget.

    A call is reserved at the most it may use and settled at what the server reports. Several threads may share one
    meter: their reservations add up, and a call that would only fit if others take less waits until they are settled.
    So a budget goes as far with many threads as with one.
    """

    def __init__(
        self,
        model: Model,
        *,
        max_tokens: int | None = None,
        max_cost_usd: float | None = None,
        base_url: str | None = None,
    ) -> None:
        """A meter around `model`; None is no limit.

        Args:
            model: what is called.
            max_tokens: input and output tokens over all calls.
            max_cost_usd: US dollars over all calls.
            base_url: the server the model is on, for its price.

        Raises:
            SettingsError: a limit that is not positive, or a cost limit for a model without a known price.
        """
        if (max_tokens is not None and max_tokens <= 0) or (
            max_cost_usd is not None and not max_cost_usd > 0
        ):
            raise SettingsError("a budget must be more than 0: raise --max-tokens or --max-cost")
        self._model = model
        self._max_tokens = max_tokens
        self._max_cost_usd = max_cost_usd
        self._base_url = base_url
        self._lock = Condition()
        self._usage = Usage()
        self._reserved: list[Usage] = []
        # What may be billed although nobody reported it: it counts against the budget, not as usage.
        self._unreported = Usage()
        if max_cost_usd is not None and self._price(Usage()) is None:
            raise SettingsError(
                f"the price of {model.name!r} is unknown, so --max-cost can't hold: use --max-tokens instead"
            )

    @property
    def name(self) -> str:
        """The model's own name."""
        return self._model.name

    @property
    def usage(self) -> Usage:
        """What all calls so far used, failed attempts included, as the server reported it."""
        with self._lock:
            return self._usage

    @property
    def cost_usd(self) -> float | None:
        """What all calls so far cost, None when the price is unknown."""
        return self._price(self.usage)

    def complete(self, request: Request) -> Completion:
        """The model's completion.

        Raises:
            BudgetExceededError: the call, or trying it again, could exceed the budget; it was not sent.
        """
        call = _Call(self, estimate_usage(request))
        with self._lock:
            self._reserve(call.estimate)
        try:
            with watching(call):
                completion = self._model.complete(request)
            if not call.attempts:
                call.take(completion.usage, billed=not completion.usage.input_tokens)
            return completion
        except ModelError as error:
            if not call.attempts:
                # A model that tells nobody of its attempts, such as a double.
                billed = isinstance(error, ModelUnavailableError) and error.maybe_billed
                call.take(_usage_of(error), billed=billed)
            raise
        finally:
            with self._lock:
                self._reserved.remove(call.estimate)
                self._lock.notify_all()

    def _reserve(self, estimate: Usage) -> None:
        """Reserves a call, once what is under way leaves room for it. Needs the lock."""
        while True:
            try:
                self._check(estimate)
            except BudgetExceededError:
                if not self._reserved:
                    raise
                self._lock.wait()
            else:
                self._reserved.append(estimate)
                return

    def _check(self, more: Usage | None = None) -> None:
        """Raises when all that is spent and reserved, and `more`, could exceed a limit. Needs the lock."""
        worst = sum(self._reserved, self._usage + self._unreported) + (more or Usage())
        tokens_needed = worst.input_tokens + worst.output_tokens
        if self._max_tokens is not None and tokens_needed > self._max_tokens:
            raise BudgetExceededError(
                f"the next call could bring the run to {tokens_needed} tokens, over --max-tokens "
                f"{self._max_tokens}: raise it, or ask over fewer days",
                needed=tokens_needed,
                budget=self._max_tokens,
                unit="tokens",
            )
        cost = self._price(worst) if self._max_cost_usd is not None else None
        if cost is not None and self._max_cost_usd is not None and cost > self._max_cost_usd:
            raise BudgetExceededError(
                f"the next call could bring the run to ${cost:.4f}, over --max-cost "
                f"{self._max_cost_usd:g}: raise it, or ask over fewer days",
                needed=cost,
                budget=self._max_cost_usd,
                unit="USD",
            )

    def _price(self, usage: Usage) -> float | None:
        return cost_usd(self._model.name, usage, base_url=self._base_url)


class _Call:
    """One call while it is under way: every attempt of it is checked before and counted after."""

    def __init__(self, meter: Metered, estimate: Usage) -> None:
        self._meter = meter
        self.estimate = estimate
        self.attempts = 0

    def sending(self, attempt: Attempt) -> None:
        """Lets the first attempt pass, whose worst is reserved, and another if its worst still fits."""
        if self.attempts:
            with self._meter._lock:
                self._meter._check()
        self.attempts += 1

    def ended(self, attempt: Attempt, ending: Ending) -> None:
        """Counts what it used, or may have used."""
        answered = ending.outcome == "answered"
        usage = (ending.usage or Usage()).model_copy(update={"calls": 1})
        self.take(usage, billed=ending.usage is None and (answered or ending.maybe_billed))

    def take(self, usage: Usage, *, billed: bool) -> None:
        """Adds what was reported; what was not, and may be billed, counts at its worst."""
        with self._meter._lock:
            self._meter._usage += usage
            if billed:
                self._meter._unreported += self.estimate


def _usage_of(error: ModelError) -> Usage:
    return Usage(
        calls=error.attempts, input_tokens=error.input_tokens, output_tokens=error.output_tokens
    )
