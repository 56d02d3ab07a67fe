"""The budget against servers that count in their own way, lie, or say nothing, over real sockets."""

from __future__ import annotations

import random
import threading

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from briefbot import tokens
from briefbot.errors import (
    BudgetExceededError,
    ModelError,
    ModelUnavailableError,
    OutputTruncatedError,
)
from briefbot.models.base import Completion, Message, Request
from briefbot.models.bounds import estimate_usage
from briefbot.models.budget import Metered
from briefbot.models.openai import OpenAIModel
from briefbot.results import Usage

ASK = Request(messages=(Message("user", "hello world"),), max_output_tokens=100)
WORST = 11 + 8 + 128 + 100
# What one tokenizer cuts well another cuts into bytes.
TEXTS = {
    "English": "The ministry said on Tuesday that talks would go on next week. " * 30,
    "Chinese": "外交部发言人周三表示，双方将继续就贸易问题进行谈判。" * 30,
    "Hindi": "विदेश मंत्रालय के प्रवक्ता ने कहा कि वार्ता जारी रहेगी। " * 20,
    "emoji": "😀🇺🇦👨‍👩‍👧🪿" * 40,
    "digits": "31415926535897932384626433832795" * 20,
    "base64": "SGVsbG8gd29ybGQsIHRoaXMgaXMgYmFzZTY0IQ" * 20,
}


def model_at(server, **options) -> OpenAIModel:
    return OpenAIModel("m1", base_url=server.url, sleep=lambda s: None, **options)


def metered(server, budget: int) -> Metered:
    return Metered(model_at(server), max_tokens=budget, base_url=server.url)


def spent(meter: Metered) -> int:
    return meter.usage.input_tokens + meter.usage.output_tokens


@pytest.fixture
def counting(wire):
    """A reply whose usage is counted from what was asked, a token a byte, and written to the limit."""

    def reply(body):
        read = sum(len(message["content"].encode()) + 7 for message in body["messages"]) + 3
        answer = wire.completion()
        answer["usage"] = {"prompt_tokens": read, "completion_tokens": body["max_tokens"]}
        return wire.Reply(body=answer)

    return reply


@pytest.mark.parametrize("kind", TEXTS)
def test_a_tokenizer_that_cuts_every_byte_stays_inside(server, counting, kind):
    server.replies = [counting] * 50
    request = Request(messages=(Message("user", TEXTS[kind]),), max_output_tokens=50)
    worst = estimate_usage(request, model="m1", base_url=server.url)
    meter = metered(server, 20_000)

    def all_that_fit():
        while True:
            meter.complete(request)

    with pytest.raises(BudgetExceededError, match="one a byte"):
        all_that_fit()
    assert 20_000 - worst.input_tokens - worst.output_tokens < spent(meter) <= 20_000
    # Counted by the table of another model, it would not have stayed inside.
    assert tokens.count(TEXTS[kind]) < len(TEXTS[kind].encode())


USAGES = {
    "negative": {"prompt_tokens": -5, "completion_tokens": -7},
    "one negative": {"prompt_tokens": 5, "completion_tokens": -7},
    "a quintillion": {"prompt_tokens": 10**18, "completion_tokens": 5},
    "output of a quintillion": {"prompt_tokens": 5, "completion_tokens": 10**18},
    "strings": {"prompt_tokens": "9", "completion_tokens": "1"},
    "fractions": {"prompt_tokens": 9.5, "completion_tokens": 1.5},
    "true": {"prompt_tokens": True, "completion_tokens": True},
    "lists": {"prompt_tokens": [9], "completion_tokens": {}},
    "input alone": {"prompt_tokens": 9},
    "nothing": {},
    "null": None,
    "a list": [1, 2],
}


@pytest.mark.parametrize("usage", USAGES.values(), ids=USAGES)
def test_a_report_that_makes_no_sense_counts_as_none(server, wire, usage):
    server.replies = [wire.Reply(body=wire.completion() | {"usage": usage}) for _ in range(2)]
    meter = metered(server, 2 * WORST - 1)
    assert meter.complete(ASK).text
    assert (meter.usage.calls, spent(meter), meter.usage.unreported) == (1, 0, 1)
    assert meter.cost_usd is None
    with pytest.raises(BudgetExceededError):
        meter.complete(ASK)
    assert len(server.requests) == 1


def test_a_report_that_is_no_json_number_never_crashes(server, wire):
    body = b'{"choices": [{"message": {"content": "yes"}, "finish_reason": "stop"}], "usage": %s}'
    for usage in (
        b'{"prompt_tokens": NaN, "completion_tokens": Infinity}',
        b'{"prompt_tokens": 1e400}',
    ):
        server.replies.append(wire.Reply(body=body % usage))
    meter = metered(server, 9 * WORST)
    for _ in range(2):
        assert meter.complete(ASK).text == "yes"
    assert meter.usage.unreported == 2


@pytest.mark.parametrize(
    ("usage", "read", "written"),
    [
        pytest.param({"prompt_tokens": 9.0, "completion_tokens": 2.0}, 9, 2, id="whole fractions"),
        pytest.param(
            {"prompt_tokens": 9, "completion_tokens": 50, "total_tokens": 59,
             "completion_tokens_details": {"reasoning_tokens": 40}}, 9, 50, id="reasoning inside",
        ),
        pytest.param(
            {"prompt_tokens": 9, "completion_tokens": 10, "total_tokens": 59}, 9, 50,
            id="reasoning beside",
        ),
        pytest.param(
            {"prompt_tokens": 9, "completion_tokens": 10, "total_tokens": 3}, 9, 10,
            id="a total too small",
        ),
        pytest.param({"prompt_tokens": 9, "completion_tokens": 0}, 9, 0, id="nothing written"),
        pytest.param(
            {"prompt_tokens": 9, "completion_tokens": 1,
             "prompt_tokens_details": {"cached_tokens": 500}}, 9, 1, id="more cached than read",
        ),
    ],
)  # fmt: skip
def test_a_report_is_read_as_what_is_charged_for(server, wire, usage, read, written):
    server.replies = [wire.Reply(body=wire.completion() | {"usage": usage})]
    meter = metered(server, 9 * WORST)
    used = meter.complete(ASK).usage
    assert (used.input_tokens, used.output_tokens) == (read, written)
    assert used.cached_tokens <= used.input_tokens


def test_a_server_that_takes_more_than_it_may_is_expected_to_do_so_again(server, wire):
    usage = {"prompt_tokens": 500, "completion_tokens": 900}
    server.replies = [wire.Reply(body=wire.completion() | {"usage": usage})] * 2
    # Twice the worst that can be known before would fit; twice what it took doesn't.
    meter = metered(server, 2 * 1_400 - 1)
    meter.complete(ASK)
    with pytest.raises(BudgetExceededError):
        meter.complete(ASK)
    assert (len(server.requests), spent(meter)) == (1, 1_400)


@pytest.mark.parametrize("finish", ["stop", "length"])
@pytest.mark.parametrize("where", ["content", "reasoning_content"])
def test_a_flood_without_a_report_is_counted(server, wire, finish, where):
    flood = " word" * 100_000
    message = {"content": "yes", where: flood}
    body = wire.completion(finish=finish)
    body["choices"][0]["message"] |= message
    server.replies = [wire.Reply(body=body | {"usage": None}), wire.Reply()]
    meter = metered(server, 100_000 + 2 * WORST)
    try:
        meter.complete(ASK)
    except ModelError:
        assert finish == "length"
    with pytest.raises(BudgetExceededError) as caught:
        meter.complete(ASK)
    assert caught.value.needed > 200_000
    assert len(server.requests) == 1


def test_a_call_that_no_longer_fits_does_not_wait(server, wire):
    waits: list[float] = []
    server.replies = [wire.Reply(hang_up=True), wire.Reply()]
    model = OpenAIModel("m1", base_url=server.url, sleep=waits.append)
    with pytest.raises(BudgetExceededError):
        Metered(model, max_tokens=2 * WORST - 1, base_url=server.url).complete(ASK)
    assert (len(server.requests), waits) == (1, [])


def test_what_was_not_billed_leaves_room_for_another_try(server, wire):
    server.replies = [wire.Reply(503), wire.Reply(429), wire.Reply()]
    meter = metered(server, WORST)
    assert meter.complete(ASK).usage.calls == 3
    assert meter.usage.unreported == 0


def test_a_schema_that_moves_into_the_prompt_is_counted_before(server, counting, wire):
    schema = {"type": "object", "properties": {"a": {"enum": ["x" * 40] * 20}}}
    request = Request(ASK.messages, schema, max_output_tokens=50)
    refuse = wire.Reply(
        400, wire.error("response_format is not supported", param="response_format")
    )
    server.replies = [refuse, refuse, counting]
    worst = estimate_usage(request, model="m1", base_url=server.url)
    meter = metered(server, worst.input_tokens + worst.output_tokens)
    meter.complete(request)
    assert "x" * 40 in server.requests[2]["messages"][-1]["content"]
    assert spent(meter) <= worst.input_tokens + worst.output_tokens


class Charging:
    """A model that ends as it is told and keeps what a server would charge for, within its limits."""

    name = "charging"

    def __init__(self, outcomes, seed):
        self.outcomes = list(outcomes)
        self.charged = []
        self._chance = random.Random(seed)
        self._lock = threading.Lock()

    def complete(self, request):
        with self._lock:
            outcome = self.outcomes.pop() if self.outcomes else "busy"
            read, written = self._chance.randint(1, WORST - 100), self._chance.randint(0, 100)
            self.charged.append(0 if outcome == "busy" else read + written)
        if outcome == "truncated":
            raise OutputTruncatedError("cut", input_tokens=read, output_tokens=written)
        if outcome in {"lost", "busy"}:
            error = ModelUnavailableError(outcome)
            error.maybe_billed = outcome == "lost"
            raise error
        usage = Usage(calls=1, input_tokens=read, output_tokens=written)
        return Completion("word", "m", usage if outcome == "answered" else Usage(calls=1))


def drain(meter: Metered, model: Charging) -> None:
    """Asks until there is nothing left to ask or to spend."""
    while model.outcomes:
        try:
            meter.complete(ASK)
        except BudgetExceededError:
            return
        except ModelError:
            continue


@given(
    outcomes=st.lists(
        st.sampled_from(["answered", "unreported", "lost", "busy", "truncated"]),
        min_size=1,
        max_size=12,
    ),
    budget=st.integers(WORST, 8 * WORST),
    seed=st.integers(0, 999),
)
@settings(max_examples=60)
def test_no_run_of_outcomes_over_threads_exceeds_the_budget(outcomes, budget, seed):
    model = Charging(outcomes, seed)
    meter = Metered(model, max_tokens=budget)
    threads = [threading.Thread(target=drain, args=(meter, model), daemon=True) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(20)
    assert not any(thread.is_alive() for thread in threads)
    assert sum(model.charged) <= budget
    assert spent(meter) <= budget
