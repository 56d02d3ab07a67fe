"""What the ledger adds up to, by day, model, prompt or run. Tokens and micro-dollars are whole numbers: sums are exact."""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from briefbot.models.ledger_reading import KeptAttempt

Key = Literal["day", "model", "prompt", "run"]


@dataclass(frozen=True, slots=True)
class Sum:
    """What some attempts come to.

    Attributes:
        attempts: requests sent: `answered`, `failed` and `unfinished` ones.
        unfinished: begun by a process that ended, or is still at it.
        cached_tokens: part of the input.
        cost_micro_usd: of the attempts whose cost is known.
        unknown_cost: attempts whose cost isn't known.
        unreported: attempts that may be billed and whose tokens nobody reported, the unfinished included.
        most_input_tokens: the most that these may have used beside what is counted, and so `most_output_tokens`.
        most_micro_usd: what that costs, of those `unpriced` leaves.
        unpriced: those of the unreported whose model has no known price.
    """

    attempts: int = 0
    answered: int = 0
    failed: int = 0
    unfinished: int = 0
    input_tokens: int = 0
    cached_tokens: int = 0
    output_tokens: int = 0
    cost_micro_usd: int = 0
    unknown_cost: int = 0
    unreported: int = 0
    most_input_tokens: int = 0
    most_output_tokens: int = 0
    most_micro_usd: int = 0
    unpriced: int = 0

    def __add__(self, other: Sum) -> Sum:
        return Sum(*(getattr(self, f.name) + getattr(other, f.name) for f in fields(Sum)))


def add_up(attempts: Iterable[KeptAttempt], by: Sequence[Key]) -> list[tuple[tuple[str, ...], Sum]]:
    """The sum for each combination of what `by` names, sorted; runs in the order they began."""
    sums: dict[tuple[str, ...], Sum] = {}
    for one in attempts:
        names = tuple(_name(one, key) for key in by)
        sums[names] = sums.get(names, Sum()) + _sum_of(one)
    # Runs have no order but that of the ledger.
    return list(sums.items()) if "run" in by else sorted(sums.items())


def _name(one: KeptAttempt, key: Key) -> str:
    if key == "day":
        return one.day.isoformat()
    if key == "model":
        return f"{one.model} at {one.server}" if one.server else one.model
    return one.prompt if key == "prompt" else one.run


def _sum_of(one: KeptAttempt) -> Sum:
    ending = one.ending
    if ending is None:
        return Sum(attempts=1, unfinished=1, unknown_cost=1) + _open(one)
    used, calls = ending.usage, ending.calls
    answered = ending.outcome == "answered"
    ended = Sum(
        attempts=calls,
        answered=int(answered),
        failed=calls - answered,
        input_tokens=used.input_tokens if used else 0,
        cached_tokens=used.cached_tokens if used else 0,
        output_tokens=used.output_tokens if used else 0,
        cost_micro_usd=ending.cost_micro_usd or 0,
        unknown_cost=calls if ending.cost_micro_usd is None else 0,
    )
    return ended + _open(one, calls) if ending.maybe_billed else ended


def _open(one: KeptAttempt, calls: int = 1) -> Sum:
    """The most that an attempt may have used of which nobody reported anything."""
    seen = one.ending.output_seen if one.ending else 0
    return Sum(
        unreported=calls,
        most_input_tokens=one.most.input_tokens * calls,
        most_output_tokens=max(one.most.output_tokens, seen) * calls,
        most_micro_usd=(one.most_micro_usd or 0) * calls,
        unpriced=calls if one.most_micro_usd is None or seen else 0,
    )
