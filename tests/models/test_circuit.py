"""A server that is dead is left alone for a while, then tried once."""

from __future__ import annotations

import sys
import threading
from contextlib import ExitStack
from functools import partial

import pytest

from briefbot.errors import ModelRejectedError, ModelUnavailableError, OutputInvalidError
from briefbot.models.attempts import Attempt, Ending, before_wait, sending
from briefbot.models.base import Completion, Message, Request
from briefbot.models.circuit import COOL_DOWN_S, MOST_FAILURES, Circuit
from briefbot.models.guarded import Guarded, is_version_of
from briefbot.models.limits import RunLimits

ASK = Request((Message("user", "?"),))


class Sender:
    """Sends up to four requests a call, as the real one does; `fate` says how each ends."""

    name = "m"
    tells_attempts = True

    def __init__(self, fate) -> None:
        self.fate = fate
        self.sent = 0

    def complete(self, request: Request) -> Completion:
        for attempt in range(4):
            try:
                with sending(request, model="m", base_url="http://there:80/v1") as told:
                    self.sent += 1
                    error = self.fate()
                    if error is not None:
                        raise error
                    told.completion = Completion("{}", "m")
                    return told.completion
            except ModelUnavailableError as error:
                if error.given_up or attempt == 3:
                    raise
                before_wait(0.0)
        raise AssertionError


class Clock:
    now_s = 10.0

    def __call__(self) -> float:
        return self.now_s


def down(**more: bool) -> ModelUnavailableError:
    error = ModelUnavailableError("http://there can't answer now (503): try again later")
    for name, value in more.items():
        setattr(error, name, value)
    return error


def guarded(fate, clock: Clock) -> tuple[Guarded, Sender]:
    sender = Sender(fate)
    return Guarded(sender, RunLimits(), circuit=Circuit(clock=clock)), sender


def fail(model: Guarded) -> ModelUnavailableError:
    with pytest.raises(ModelUnavailableError) as caught:
        model.complete(ASK)
    return caught.value


def test_after_two_failed_calls_nothing_is_sent() -> None:
    model, sender = guarded(down, Clock())
    assert not fail(model).given_up
    assert not fail(model).given_up
    assert sender.sent == MOST_FAILURES == 8
    for _ in range(100):
        error = fail(model)
        assert error.given_up
    assert sender.sent == 8
    assert str(error) == (
        "nothing is sent to there:80 for 30 s, because it failed too often in a row, "
        "at last so: http://there can't answer now (503): try again later"
    )


def test_one_request_tries_it_after_the_cool_down() -> None:
    clock = Clock()
    model, sender = guarded(down, clock)
    for _ in range(3):
        fail(model)
    for probes in range(1, 4):
        clock.now_s += COOL_DOWN_S
        assert fail(model).given_up, "after the probe the call is over too"
        fail(model)
        assert sender.sent == 8 + probes


def test_an_answer_closes_it() -> None:
    clock, fates = Clock(), []
    model, sender = guarded(lambda: fates.pop() if fates else None, clock)
    fates += [down()] * 8
    fail(model)
    fail(model)
    clock.now_s += COOL_DOWN_S
    assert model.complete(ASK).text == "{}"
    fates += [down()] * 7
    fail(model)
    assert model.complete(ASK).text == "{}", "seven failures are not eight: counting began anew"
    assert sender.sent == 8 + 1 + 4 + 4


@pytest.mark.parametrize(
    "alive", [OutputInvalidError("nonsense"), ModelRejectedError("no")], ids=["nonsense", "refusal"]
)
def test_any_answer_shows_that_it_lives(alive: Exception) -> None:
    fates: list[Exception] = []
    model, _ = guarded(lambda: fates.pop() if fates else None, Clock())
    for _ in range(5):
        fates += [down()] * 4
        fail(model)
        fates.append(alive)
        with pytest.raises(type(alive)):
            model.complete(ASK)


def test_while_one_tries_it_the_others_are_refused() -> None:
    clock, entered, go = Clock(), threading.Event(), threading.Event()
    dead = [True]

    def fate() -> Exception | None:
        if dead[0]:
            return down()
        entered.set()
        assert go.wait(5)
        return None

    model, sender = guarded(fate, clock)
    for _ in range(3):
        fail(model)
    dead[0] = False
    clock.now_s += COOL_DOWN_S
    probe = threading.Thread(target=model.complete, args=(ASK,))
    probe.start()
    assert entered.wait(5)
    for _ in range(10):
        assert fail(model).given_up
    go.set()
    probe.join(5)
    assert sender.sent == 9
    model.complete(ASK)


def test_threads_under_way_stop_with_the_others() -> None:
    model, sender = guarded(down, Clock())
    gate = threading.Barrier(4)

    def work() -> None:
        gate.wait(5)
        for _ in range(10):
            fail(model)

    threads = [threading.Thread(target=work) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert 8 <= sender.sent <= 8 + 3


def test_two_timeouts_are_enough() -> None:
    model, sender = guarded(lambda: down(timed_out=True), Clock())
    assert fail(model).given_up
    assert sender.sent == 2


def test_a_busy_server_is_dead_only_when_no_retry_helps() -> None:
    fates: list[Exception] = []
    model, sender = guarded(lambda: fates.pop(0) if fates else None, Clock())
    for _ in range(10):
        fates += [down(busy=True)] * 3
        model.complete(ASK)
    assert sender.sent == 40
    fates += [down(busy=True)] * 99
    fail(model)
    fail(model)
    assert fail(model).given_up
    assert sender.sent == 48


def test_a_call_that_is_cut_off_while_it_tries_leaves_the_way_free() -> None:
    clock, fates = Clock(), [down()] * 8
    model, _ = guarded(lambda: fates.pop() if fates else None, clock)
    fail(model)
    fail(model)
    clock.now_s += COOL_DOWN_S
    fates.append(KeyboardInterrupt())
    with pytest.raises(KeyboardInterrupt):
        model.complete(ASK)
    assert model.complete(ASK).text == "{}"


@pytest.mark.parametrize(
    ("asked", "served", "same"),
    [
        ("gpt-5-mini", "gpt-5-mini-2025-08-07", True),
        ("gpt-5-mini-2025-08-07", "gpt-5-mini", True),
        ("gpt-4", "gpt-4-0613", True),
        ("gpt-4o", "GPT-4o", True),
        ("qwen", "/models/qwen.gguf", True),
        ("gpt-5-mini", "openai/gpt-5-mini", True),
        ("llama3", "llama3:latest", True),
        ("llama3:8b", "llama3:8b", True),
        ("gpt-5", "gpt-5-mini", False),
        ("gpt-5-mini", "gpt-5", False),
        ("gpt-4", "gpt-4-32k", False),
        ("llama3:8b", "llama3:70b", False),
        ("m", "another", False),
    ],
)
def test_which_names_are_versions_of_one(asked: str, served: str, same: bool) -> None:
    assert is_version_of(served, asked) is same


def test_another_model_served_is_told_once() -> None:
    class Other:
        name = "gpt-5-mini"

        def complete(self, request: Request) -> Completion:
            return Completion("{}", "gpt-3.5-turbo")

    model = Guarded(Other(), RunLimits())
    assert model.notices == ()
    for _ in range(3):
        model.complete(ASK)
    assert model.notices == (
        "gpt-5-mini was asked for, and the server says that it served gpt-3.5-turbo",
    )


def test_notices_are_read_while_other_threads_add_to_them(
    request: pytest.FixtureRequest,
) -> None:
    class Fickle:
        name = "gpt-5-mini"

        def __init__(self) -> None:
            self.served = 0

        def complete(self, request: Request) -> Completion:
            self.served += 1
            return Completion("{}", f"other-{self.served}")

    request.addfinalizer(partial(sys.setswitchinterval, sys.getswitchinterval()))
    sys.setswitchinterval(1e-6)
    model = Guarded(Fickle(), RunLimits())
    asking = threading.Thread(target=lambda: [model.complete(ASK) for _ in range(400)])
    asking.start()
    while asking.is_alive():
        assert all("the server says that it served" in notice for notice in model.notices)
    asking.join()
    served = [notice.rpartition(" served ")[2] for notice in model.notices]
    assert served == [*(f"other-{n}" for n in range(1, 6)), "395 more"]


def test_many_that_are_asked_to_wait_at_once_are_no_dead_server() -> None:
    circuit, attempt = Circuit(clock=Clock()), Attempt(ASK, "m", "there:80")
    with ExitStack() as stack:
        calls = [stack.enter_context(circuit.one_call()) for _ in range(MOST_FAILURES + 1)]
        for call in calls:
            call.sending(attempt)
            call.ended(attempt, Ending("unavailable", error=down(busy=True)))
        for call in calls:
            call.waiting(1.0)
        for call in calls[:MOST_FAILURES]:
            call.sending(attempt)
            call.ended(attempt, Ending("unavailable", error=down()))
        with pytest.raises(ModelUnavailableError, match="nothing is sent to there:80"):
            calls[-1].sending(attempt)
