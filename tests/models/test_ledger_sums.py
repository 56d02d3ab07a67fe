from __future__ import annotations

import random
from datetime import UTC, datetime

from hypothesis import given
from hypothesis import strategies as st

from briefbot.models.ledger_reading import KeptAttempt, KeptEnding
from briefbot.models.ledger_sums import Sum, add_up
from briefbot.results import Usage


def attempt(ending=None, *, day=1, model="m", prompt="ask@1", server="", run="r", most_cost=7):
    return KeptAttempt(
        id="x",
        sent=datetime(2026, 3, day, 23, 59, tzinfo=UTC),
        run=run,
        model=model,
        server=server,
        prompt=prompt,
        most=Usage(calls=1, input_tokens=100, output_tokens=20),
        most_micro_usd=most_cost,
        ending=ending,
    )


def ended(
    outcome="answered", *, usage: Usage | None = None, cost: int | None = 0, billed=False, **more
):
    return KeptEnding(outcome, usage, None, 5, cost, billed, **more)


USED = Usage(calls=1, input_tokens=9, cached_tokens=4, output_tokens=2)


def total(*attempts):
    return sum((one for _, one in add_up(attempts, ("day",))), Sum())


def test_each_attempt_is_answered_failed_or_unfinished():
    told = total(
        attempt(ended(usage=USED, cost=30)),
        attempt(ended("rejected")),
        attempt(ended("refused", usage=USED, cost=30)),
        attempt(),
    )
    assert (told.attempts, told.answered, told.failed, told.unfinished) == (4, 1, 2, 1)
    assert (told.input_tokens, told.cached_tokens, told.output_tokens) == (18, 8, 4)
    assert (told.cost_micro_usd, told.unknown_cost) == (60, 1)


def test_what_may_be_billed_counts_at_most():
    lost = attempt(ended("unavailable", cost=None, billed=True))
    told = total(lost, attempt(), attempt(ended("rejected")))
    assert (told.unreported, told.unfinished, told.unpriced) == (2, 1, 0)
    assert (told.most_input_tokens, told.most_output_tokens, told.most_micro_usd) == (200, 40, 14)
    assert told.input_tokens == 0


def test_an_unknown_price_makes_no_bound():
    told = total(attempt(most_cost=None), attempt())
    assert (told.unpriced, told.unreported, told.most_micro_usd) == (1, 2, 7)
    # More came than was allowed: the price of the bound holds no more.
    seen = total(attempt(ended(cost=None, billed=True, output_seen=900)))
    assert (seen.unpriced, seen.most_output_tokens) == (1, 900)


def test_a_model_that_tried_again_by_itself_counts_so_often():
    told = total(attempt(ended(usage=USED, cost=None, calls=3)))
    assert (told.attempts, told.answered, told.failed, told.unknown_cost) == (3, 1, 2, 3)


def test_rows_are_in_order():
    made = [
        attempt(day=2, model="b", run="z"),
        attempt(day=1, model="b", prompt="z@1", run="a"),
        attempt(day=1, model="a", server="h:1", run="z"),
        attempt(day=1, model="b", run="z"),
    ]
    assert [names for names, _ in add_up(made, ("day", "model", "prompt"))] == [
        ("2026-03-01", "a at h:1", "ask@1"),
        ("2026-03-01", "b", "ask@1"),
        ("2026-03-01", "b", "z@1"),
        ("2026-03-02", "b", "ask@1"),
    ]
    assert [names for names, _ in add_up(made, ("run",))] == [("z",), ("a",)]
    assert add_up([], ("day",)) == []


@given(st.lists(st.none() | st.integers(0, 10**12), max_size=30), st.randoms())
def test_a_sum_is_exact_in_any_order(costs, order: random.Random):
    made = [attempt(ended(cost=cost, usage=USED), day=i % 28 + 1) for i, cost in enumerate(costs)]
    shuffled = order.sample(made, len(made))
    assert total(*made) == total(*shuffled)
    assert total(*made).cost_micro_usd == sum(cost or 0 for cost in costs)
    assert total(*made).unknown_cost == costs.count(None)
