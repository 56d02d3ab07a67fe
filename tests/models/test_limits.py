"""What a run and a task of it may take, over everything that is sent."""

from __future__ import annotations

import math
import threading
import time

import pytest

from briefbot.errors import ModelUnavailableError, RunLimitError, SettingsError
from briefbot.models.attempts import sending, watching
from briefbot.models.base import Completion, Message, Request
from briefbot.models.guarded import Guarded
from briefbot.models.limits import (
    TASK_DEADLINE_S,
    TASK_REQUESTS,
    RunLimits,
    one_task,
    time_left_s,
)
from briefbot.models.testing import ScriptedModel

ASK = Request((Message("user", "?"),))


class Clock:
    def __init__(self) -> None:
        self.now_s = 50.0

    def __call__(self) -> float:
        return self.now_s


def send(limits: RunLimits) -> None:
    with watching(limits), sending(ASK, model="m") as told:
        told.completion = Completion("{}", "m")


def test_requests_are_counted_over_all_threads() -> None:
    limits, sent, refused = RunLimits(max_requests=10), [], []

    def work() -> None:
        for _ in range(5):
            try:
                send(limits)
                sent.append(1)
            except RunLimitError as error:
                refused.append(error)

    threads = [threading.Thread(target=work) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert (len(sent), len(refused)) == (10, 10)
    assert (refused[0].unit, refused[0].budget, refused[0].whole_run) == ("requests", 10, True)
    assert "the 10 requests that --max-requests allows" in str(refused[0])


def test_the_deadline_counts_from_the_first_request() -> None:
    clock = Clock()
    limits = RunLimits(deadline_s=30, clock=clock)
    clock.now_s += 1_000
    with limits.holding():
        send(limits)
        clock.now_s += 29
        send(limits)
        clock.now_s += 1
        with pytest.raises(RunLimitError, match="the 30 s that --deadline allows") as caught:
            send(limits)
    assert (caught.value.unit, caught.value.whole_run) == ("s", True)


def test_without_limits_each_task_has_its_own() -> None:
    clock = Clock()
    limits = RunLimits(clock=clock)
    for _ in range(2):
        with one_task(clock=clock):
            for _ in range(TASK_REQUESTS):
                send(limits)
            with pytest.raises(RunLimitError, match=f"{TASK_REQUESTS} requests") as caught:
                send(limits)
            assert not caught.value.whole_run
    with one_task(clock=clock):
        clock.now_s += TASK_DEADLINE_S
        with pytest.raises(RunLimitError, match="this took 600 s, the most for one result"):
            send(limits)
    for _ in range(TASK_REQUESTS + 1):
        send(limits)


def test_limits_of_the_run_stand_in_the_place_of_the_tasks() -> None:
    clock = Clock()
    limits = RunLimits(deadline_s=9_999, max_requests=9_999, clock=clock)
    with limits.holding(), one_task(clock=clock):
        clock.now_s += 2 * TASK_DEADLINE_S
        for _ in range(2 * TASK_REQUESTS):
            send(limits)


def test_a_task_in_another_is_part_of_it() -> None:
    limits = RunLimits()
    with one_task():
        for _ in range(TASK_REQUESTS):
            with one_task():
                send(limits)
        with one_task(), pytest.raises(RunLimitError):
            send(limits)


def test_what_waits_knows_how_long_it_may() -> None:
    assert time_left_s() == math.inf
    with RunLimits(deadline_s=30).holding():
        assert 29 < time_left_s() <= 30
    with one_task(), RunLimits().holding():
        assert 599 < time_left_s() <= 600
    assert time_left_s() == math.inf


def test_a_model_around_one_that_tells_is_not_counted_twice() -> None:
    class Around:
        name = "around"

        def complete(self, request: Request) -> Completion:
            with sending(request, model="inside") as told:
                told.completion = Completion("{}", "inside")
                return told.completion

    limits = RunLimits(max_requests=3)
    guarded = Guarded(Around(), limits)
    for _ in range(2):
        guarded.complete(ASK)
    send(limits)
    with pytest.raises(RunLimitError):
        send(limits)


@pytest.mark.parametrize(
    "limits",
    [
        {"deadline_s": 0},
        {"deadline_s": -1},
        {"deadline_s": math.nan},
        {"deadline_s": math.inf},
        {"max_requests": 0},
        {"max_requests": -3},
    ],
    ids=str,
)
def test_senseless_limits(limits: dict[str, float]) -> None:
    with pytest.raises(SettingsError, match="must be more than 0"):
        RunLimits(**limits)  # type: ignore[arg-type]


def test_a_hanging_server_ends_with_the_run(server, wire, request_) -> None:
    from briefbot.models.openai import OpenAIModel

    server.replies = [wire.Reply(), *[wire.Reply(drip_s=0.05)] * 9]
    inner = OpenAIModel("m1", base_url=server.url)
    # Loading the vendor's library takes longer than this run may.
    inner.complete(request_)
    model = Guarded(inner, RunLimits(deadline_s=0.5))
    began = time.monotonic()
    with pytest.raises(ModelUnavailableError, match=r"did not answer within 0\.\d+ s"):
        model.complete(request_)
    with pytest.raises(RunLimitError):
        model.complete(request_)
    assert 0.4 < time.monotonic() - began < 1.5
    assert len(server.requests) == 2


def test_a_wait_past_the_end_of_the_run_is_not_begun(server, wire, request_) -> None:
    from briefbot.models.openai import OpenAIModel

    waits: list[float] = []
    server.replies = [wire.Reply(429, wire.error("slow"), {"Retry-After": "121"})] * 9
    inner = OpenAIModel("m1", base_url=server.url, sleep=waits.append)
    with pytest.raises(ModelUnavailableError, match="in 121 s or more"):
        Guarded(inner, RunLimits(deadline_s=100)).complete(request_)
    assert (len(server.requests), waits) == (1, [])


def test_a_double_counts_once_a_call() -> None:
    guarded = Guarded(ScriptedModel(["a", "b", "c"]), RunLimits(max_requests=2))
    guarded.complete(ASK)
    guarded.complete(ASK)
    with pytest.raises(RunLimitError):
        guarded.complete(ASK)


def test_the_limit_tells_why_the_last_request_failed() -> None:
    guarded = Guarded(
        ScriptedModel([ModelUnavailableError("no connection to there")]), RunLimits(max_requests=1)
    )
    with pytest.raises(ModelUnavailableError):
        guarded.complete(ASK)
    with pytest.raises(RunLimitError, match="the last request failed: no connection to there"):
        guarded.complete(ASK)
