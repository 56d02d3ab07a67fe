from __future__ import annotations

import threading
import time
from contextlib import suppress

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from briefbot.errors import (
    BudgetExceededError,
    ModelUnavailableError,
    OutputTruncatedError,
    SettingsError,
)
from briefbot.models.attempts import sending
from briefbot.models.base import Completion, Message, Request
from briefbot.models.budget import Metered
from briefbot.models.openai import OpenAIModel
from briefbot.models.testing import ScriptedModel
from briefbot.results import Usage

ASK = Request(messages=(Message("user", "hello world"),), max_output_tokens=100)
# The bytes, the template for one message and all, and the output limit.
WORST = 11 + 8 + 128 + 100


def done(input_tokens: int, output_tokens: int) -> Completion:
    return Completion(
        "x", "m", Usage(calls=1, input_tokens=input_tokens, output_tokens=output_tokens)
    )


def test_a_call_that_just_fits_is_sent_and_one_token_less_is_not():
    model = ScriptedModel([done(9, 100)])
    assert Metered(model, max_tokens=WORST).complete(ASK).text == "x"
    with pytest.raises(BudgetExceededError, match=f"--max-tokens {WORST - 1}") as caught:
        Metered(model, max_tokens=WORST - 1).complete(ASK)
    assert (caught.value.needed, caught.value.budget, caught.value.unit) == (
        WORST,
        WORST - 1,
        "tokens",
    )
    assert len(model.requests) == 1


def test_a_call_is_settled_at_what_it_used():
    meter = Metered(ScriptedModel([done(9, 1)] * 2), max_tokens=WORST + 15)
    meter.complete(ASK)
    meter.complete(ASK)
    assert meter.usage.model_dump() == {
        "calls": 2,
        "input_tokens": 18,
        "cached_tokens": 0,
        "output_tokens": 2,
        "unreported": 0,
    }
    with pytest.raises(BudgetExceededError):
        meter.complete(ASK)


def test_unreported_usage_counts_at_its_worst_but_is_not_claimed():
    meter = Metered(ScriptedModel(["x", "x"]), max_tokens=2 * WORST - 1)
    meter.complete(ASK)
    assert (meter.usage.calls, meter.usage.input_tokens) == (1, 0)
    with pytest.raises(BudgetExceededError):
        meter.complete(ASK)


def test_failures_are_paid_for():
    failure = OutputTruncatedError("cut", attempts=2, input_tokens=9, output_tokens=100)
    meter = Metered(ScriptedModel([failure, "x"]), max_tokens=109 + WORST - 1)
    with pytest.raises(OutputTruncatedError):
        meter.complete(ASK)
    assert (meter.usage.calls, meter.usage.output_tokens) == (2, 100)
    with pytest.raises(BudgetExceededError):
        meter.complete(ASK)


@pytest.mark.parametrize(("maybe_billed", "fits"), [(True, False), (False, True)])
def test_an_answer_that_was_lost_may_have_been_billed(maybe_billed, fits):
    failure = ModelUnavailableError("lost")
    failure.maybe_billed = maybe_billed
    meter = Metered(ScriptedModel([failure, done(9, 1)]), max_tokens=2 * WORST - 1)
    with pytest.raises(ModelUnavailableError):
        meter.complete(ASK)
    if fits:
        meter.complete(ASK)
    else:
        with pytest.raises(BudgetExceededError):
            meter.complete(ASK)


def test_trying_again_is_inside_the_budget(server, wire):
    server.replies = [wire.Reply(hang_up=True), wire.Reply()]
    model = OpenAIModel("m1", base_url=server.url, sleep=lambda s: None)
    meter = Metered(model, max_tokens=2 * WORST - 1)
    with pytest.raises(BudgetExceededError):
        meter.complete(ASK)
    assert (len(server.requests), meter.usage.calls) == (1, 1)
    server.replies = [wire.Reply(hang_up=True), wire.Reply()]
    assert Metered(model, max_tokens=2 * WORST).complete(ASK).usage.calls == 2


def call_at_once(meter: Metered, threads: int) -> list[str]:
    """How each of the calls ended, made by threads that all start at once."""
    outcomes: list[str] = []
    start = threading.Barrier(threads)

    def call():
        start.wait(20)
        try:
            meter.complete(ASK)
            outcomes.append("sent")
        except BudgetExceededError:
            outcomes.append("stopped")
        except OutputTruncatedError:
            outcomes.append("failed")

    started = [threading.Thread(target=call, daemon=True) for _ in range(threads)]
    for thread in started:
        thread.start()
    for thread in started:
        thread.join(20)
    assert len(outcomes) == threads, "a call waits for ever"
    return outcomes


def test_threads_share_one_budget():
    def slow(request):
        time.sleep(0.02)
        return done(WORST - 100, 100)

    meter = Metered(ScriptedModel([slow] * 8), max_tokens=3 * WORST)
    assert sorted(call_at_once(meter, 8)) == ["sent"] * 3 + ["stopped"] * 5
    assert meter.usage.output_tokens == 300


def test_a_call_that_waited_counts_with_what_the_server_took_too_much_meanwhile():
    def greedy(request):
        time.sleep(0.02)
        return done(WORST + WORST // 2 - 100, 100)

    def modest(request):
        time.sleep(0.2)
        return done(9, 1)

    # Two fit at their worst, the third waits; there is room for its worst, and none for as much as the first took.
    meter = Metered(ScriptedModel([greedy, modest, greedy]), max_tokens=int(2.6 * WORST))
    assert sorted(call_at_once(meter, 3)) == ["sent", "sent", "stopped"]
    assert meter.usage.input_tokens + meter.usage.output_tokens <= 2.6 * WORST


def test_a_call_waits_for_those_under_way_to_take_less_than_they_may():
    def slow(request):
        time.sleep(0.02)
        return done(9, 1)

    # One at a time all four fit; at once, each at its worst, only one does.
    meter = Metered(ScriptedModel([slow] * 4), max_tokens=WORST + 3 * 10)
    assert call_at_once(meter, 4) == ["sent"] * 4
    assert meter.usage.output_tokens == 4


@given(
    budget=st.integers(WORST, 6 * WORST),
    used=st.lists(
        st.just((0, 0)) | st.tuples(st.integers(1, 9), st.integers(0, 100)), min_size=6, max_size=6
    ),
    fails=st.sets(st.integers(0, 5)),
)
@settings(max_examples=40)
def test_no_order_of_threads_exceeds_the_budget(budget, used, fails):
    settled: list[int] = []

    def reply_of(number):
        read, written = used[number]

        def reply(request):
            # Without a report the worst is assumed.
            settled.append(read + written if read else WORST)
            if number in fails:
                raise OutputTruncatedError("cut", input_tokens=read, output_tokens=written)
            return done(read, written)

        return reply

    model = ScriptedModel([reply_of(number) for number in range(6)])
    outcomes = call_at_once(Metered(model, max_tokens=budget), 6)
    assert sum(settled) <= budget
    # Nobody was stopped who would have fitted.
    if "stopped" in outcomes:
        assert sum(settled) + WORST > budget


def test_a_cost_limit_stops_before_the_call():
    model = ScriptedModel([done(9, 1)], name="gpt-4o")
    with pytest.raises(BudgetExceededError, match="--max-cost") as caught:
        Metered(model, max_cost_usd=0.0001).complete(ASK)
    assert caught.value.unit == "USD"
    assert 0.0005 < caught.value.needed < 0.01
    assert model.requests == []
    meter = Metered(model, max_cost_usd=0.01)
    meter.complete(ASK)
    assert 0 < meter.cost_usd < 0.001


def test_an_unknown_price_cannot_be_limited():
    with pytest.raises(SettingsError, match="use --max-tokens instead"):
        Metered(ScriptedModel([], name="my-model"), max_cost_usd=1)
    meter = Metered(ScriptedModel([done(9, 1)]))
    assert meter.cost_usd == 0
    meter.complete(ASK)
    assert meter.cost_usd is None


@pytest.mark.parametrize(
    "limit", [{"max_tokens": 0}, {"max_cost_usd": -1}, {"max_cost_usd": float("nan")}]
)
def test_a_limit_must_be_positive(limit):
    with pytest.raises(SettingsError, match="more than 0"):
        Metered(ScriptedModel([], name="gpt-4o"), **limit)


def test_a_second_try_is_checked_also_where_nobody_asked_before_a_wait():
    class Twice:
        name = "twice"
        tells_attempts = True
        sent = 0

        def complete(self, request):
            for _ in range(2):
                with suppress(ModelUnavailableError), sending(request, model=self.name):
                    self.sent += 1
                    error = ModelUnavailableError("lost")
                    error.maybe_billed = True
                    raise error

    model = Twice()
    with pytest.raises(BudgetExceededError):
        Metered(model, max_tokens=2 * WORST - 1).complete(ASK)
    assert model.sent == 1
