"""A hard budget around a model: counted before sending, retries included, never exceeded."""

from __future__ import annotations

from dataclasses import dataclass
from threading import Condition
from typing import TYPE_CHECKING

from briefbot.errors import BudgetExceededError, SettingsError
from briefbot.models.attempts import complete_told, watching
from briefbot.models.bounds import counts_exactly, estimate_usage
from briefbot.models.prices import MICRO, cost_micro_usd, in_usd, limit_micro_usd
from briefbot.results import Usage

if TYPE_CHECKING:
    from briefbot.models.attempts import Attempt, Ending
    from briefbot.models.base import Completion, Model, Request


@dataclass(frozen=True, slots=True)
class _Amount:
    """Tokens and micro-dollars; the latter are only counted where there is a limit on them."""

    tokens: int = 0
    micro_usd: int = 0

    def __add__(self, other: _Amount) -> _Amount:
        return _Amount(self.tokens + other.tokens, self.micro_usd + other.micro_usd)

    def __mul__(self, times: int) -> _Amount:
        return _Amount(self.tokens * times, self.micro_usd * times)


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
            base_url: the server the model is on, for its price and for how it counts.

        Raises:
            SettingsError: a limit that is not positive, or a cost limit for a model without a known price.
        """
        if (max_tokens is not None and max_tokens <= 0) or (
            max_cost_usd is not None and not max_cost_usd > 0
        ):
            raise SettingsError("a budget must be more than 0: raise --max-tokens or --max-cost")
        self._model = model
        self._max_tokens = max_tokens
        self._max_micro_usd = None if max_cost_usd is None else limit_micro_usd(max_cost_usd)
        self._base_url = base_url
        self._lock = Condition()
        self._usage = Usage()
        self._cost_micro_usd: int | None = 0
        # What counts against the budget: also what may be billed although nobody reported it.
        self._spent = _Amount()
        self._reserved: list[_Amount] = []
        # What a server took beyond the worst that was counted on; it is counted on from then on.
        self._beyond = Usage()
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
        """What all calls so far cost, None when the price or what a call used is unknown."""
        with self._lock:
            return in_usd(self._cost_micro_usd)

    def complete(self, request: Request) -> Completion:
        """The model's completion.

        Raises:
            BudgetExceededError: the call, or trying it again, could exceed the budget; it was not sent.
        """
        counted = self._estimate(request)
        with self._lock:
            call = self._reserve(counted)
        try:
            with watching(call):
                return complete_told(self._model, request, base_url=self._base_url)
        finally:
            with self._lock:
                self._reserved.remove(call.worst)
                self._lock.notify_all()

    def _estimate(self, request: Request) -> Usage:
        """The most one attempt may use; nothing where nobody asks, since counting a long prompt takes time."""
        if self._max_tokens is None and self._max_micro_usd is None:
            return Usage(calls=1)
        return estimate_usage(request, model=self._model.name, base_url=self._base_url)

    def _reserve(self, counted: Usage) -> _Call:
        """A call that is reserved, once what is under way leaves room for it. Needs the lock."""
        while True:
            # What the server took beyond the worst may have grown while this one waited.
            call = _Call(self, counted + self._beyond)
            try:
                self._check(call.worst)
            except BudgetExceededError:
                if not self._reserved:
                    raise
                self._lock.wait()
            else:
                self._reserved.append(call.worst)
                return call

    def _check(self, more: _Amount | None = None) -> None:
        """Raises when all that is spent and reserved, and `more`, could exceed a limit. Needs the lock."""
        worst = sum(self._reserved, self._spent + (more or _Amount()))
        if self._max_tokens is not None and worst.tokens > self._max_tokens:
            raise BudgetExceededError(
                f"the next call could bring the run to {worst.tokens} tokens{self._counted}, over --max-tokens "
                f"{self._max_tokens}: raise it, or ask over fewer days",
                needed=worst.tokens,
                budget=self._max_tokens,
                unit="tokens",
            )
        if self._max_micro_usd is not None and worst.micro_usd > self._max_micro_usd:
            needed, limit = worst.micro_usd / MICRO, self._max_micro_usd / MICRO
            raise BudgetExceededError(
                f"the next call could bring the run to ${needed:.4f}{self._counted}, over --max-cost "
                f"{limit:g}: raise it, or ask over fewer days",
                needed=needed,
                budget=limit,
                unit="USD",
            )

    @property
    def _counted(self) -> str:
        """Why the figure may look large."""
        exact = counts_exactly(self._model.name, self._base_url)
        return "" if exact else " (one a byte, as how this model counts is not known)"

    def _take(self, used: Usage, counts: _Amount, cost_micro_usd: int | None) -> None:
        """Adds what one attempt used, and what of it counts."""
        with self._lock:
            self._usage += used
            self._spent += counts
            known = self._cost_micro_usd is not None and cost_micro_usd is not None
            self._cost_micro_usd = (
                (self._cost_micro_usd or 0) + (cost_micro_usd or 0) if known else None
            )

    def _expect(self, took: Usage, estimate: Usage) -> None:
        """Counts from now on with what an attempt took beyond its worst case."""
        with self._lock:
            self._beyond = Usage(
                input_tokens=self._beyond.input_tokens
                + max(0, took.input_tokens - estimate.input_tokens),
                output_tokens=self._beyond.output_tokens
                + max(0, took.output_tokens - estimate.output_tokens),
            )

    def _price(self, usage: Usage) -> int | None:
        return cost_micro_usd(self._model.name, usage, base_url=self._base_url)

    def _amount(self, usage: Usage) -> _Amount:
        """What a call of this usage takes from the budget. Priced call by call: long ones may have another rate."""
        micro_usd = 0 if self._max_micro_usd is None else self._price(usage)
        return _Amount(usage.input_tokens + usage.output_tokens, micro_usd or 0)


class _Call:
    """One call while it is under way: every attempt of it is checked before and counted after."""

    def __init__(self, meter: Metered, estimate: Usage) -> None:
        self._meter = meter
        self._estimate = estimate
        self.worst = meter._amount(estimate)
        self._attempts = 0

    def sending(self, attempt: Attempt) -> None:
        """Lets the first attempt pass, whose worst is reserved, and another if its worst still fits."""
        if self._attempts:
            self.waiting(0.0)
        self._attempts += 1

    def waiting(self, wait_s: float) -> None:
        """Says before a wait for another attempt whether that would fit."""
        with self._meter._lock:
            self._meter._check()

    def ended(self, attempt: Attempt, ending: Ending) -> None:
        """Counts what it used, or, where nobody said and it may be billed, the most it may have used."""
        if ending.outcome == "passed on":
            return
        told, unknown = ending.usage, ending.maybe_billed
        used = Usage(unreported=ending.calls if unknown else 0) if told is None else told
        counts = used
        if unknown:
            most = max(self._estimate.output_tokens, ending.output_seen)
            counts = self._estimate.model_copy(update={"output_tokens": most})
        self._meter._take(
            used.model_copy(update={"calls": ending.calls}),
            self._meter._amount(counts) * (ending.calls if unknown else 1),
            None if unknown else self._meter._price(used),
        )
        if ending.calls == 1:
            self._meter._expect(counts, self._estimate)
