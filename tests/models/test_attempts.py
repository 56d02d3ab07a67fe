from __future__ import annotations

from contextlib import suppress

import pytest

from briefbot.errors import (
    BudgetExceededError,
    ModelRejectedError,
    ModelUnavailableError,
    OutputInvalidError,
    OutputRefusedError,
    OutputTruncatedError,
)
from briefbot.models.attempts import before_wait, complete_told, sending, server_of, watching
from briefbot.models.base import Completion, Message, Request
from briefbot.models.openai import OpenAIModel
from briefbot.models.testing import ScriptedModel
from briefbot.results import Usage

ASK = Request(messages=(Message("user", "hello"),), max_output_tokens=10, prompt="ask@1")
REPORTED = Usage(calls=1, input_tokens=20, cached_tokens=8, output_tokens=5)


class Notes:
    """Keeps what it hears; refuses when told to."""

    def __init__(self, refuse: Exception | None = None, wait: Exception | None = None) -> None:
        self.sent = []
        self.ended_ = []
        self.heard = []
        self.refuse = refuse
        self.wait = wait

    def sending(self, attempt):
        self.heard.append("sending")
        if self.refuse:
            raise self.refuse
        self.sent.append(attempt)

    def ended(self, attempt, ending):
        self.heard.append("ended")
        self.ended_.append((attempt, ending))

    def waiting(self, wait_s):
        self.heard.append(f"waiting {wait_s:g}")
        if self.wait:
            raise self.wait

    @property
    def endings(self):
        return [ending for _, ending in self.ended_]


def lost(message="lost", **also):
    error = ModelUnavailableError(message)
    error.maybe_billed = True
    return error


@pytest.mark.parametrize(
    ("error", "outcome", "billed"),
    [
        pytest.param(ModelUnavailableError("busy"), "unavailable", False, id="busy"),
        pytest.param(lost(), "unavailable", True, id="lost on the way back"),
        pytest.param(ModelRejectedError("no"), "rejected", False, id="rejected"),
        pytest.param(OutputRefusedError("no"), "refused", True, id="refused"),
        pytest.param(OutputTruncatedError("cut"), "unusable", True, id="truncated"),
        pytest.param(OutputInvalidError("html"), "unusable", True, id="no answer at all"),
        pytest.param(KeyboardInterrupt(), "cut off", True, id="interrupted"),
        pytest.param(RuntimeError("bug"), "cut off", True, id="a bug"),
    ],
)
def test_how_a_failure_is_told(error, outcome, billed):
    notes = Notes()
    with pytest.raises(type(error)), watching(notes), sending(ASK, model="m"):
        raise error
    (ending,) = notes.endings
    assert (ending.outcome, ending.maybe_billed, ending.usage) == (outcome, billed, None)


def test_a_failure_with_usage_is_not_of_unknown_cost():
    notes = Notes()
    error = OutputTruncatedError("cut", input_tokens=20, output_tokens=10)
    with pytest.raises(OutputTruncatedError), watching(notes), sending(ASK, model="m"):
        raise error
    assert notes.endings[0].usage == Usage(calls=1, input_tokens=20, output_tokens=10)
    assert not notes.endings[0].maybe_billed


def test_what_is_told_of_an_answer():
    notes = Notes()
    times = iter([5.0, 7.5])
    with watching(notes), sending(ASK, model="m", clock=lambda: next(times)) as told:
        told.completion = Completion("yes", "served", REPORTED)
    ((attempt, ending),) = notes.ended_
    assert attempt is notes.sent[0]
    assert (attempt.model, attempt.request.prompt, attempt.server) == ("m", "ask@1", "")
    assert (ending.outcome, ending.usage, ending.served) == ("answered", REPORTED, "served")
    assert (ending.elapsed_s, ending.maybe_billed) == (2.5, False)


def test_an_answer_whose_usage_nobody_reported_may_be_billed():
    notes = Notes()
    with watching(notes), sending(ASK, model="m") as told:
        told.completion = Completion("yes", "m", Usage(calls=1))
    assert (notes.endings[0].usage, notes.endings[0].maybe_billed) == (None, True)


@pytest.mark.parametrize(
    ("text", "seen"),
    [
        pytest.param("yes", 0, id="short"),
        pytest.param(" word" * 10, 0, id="as long as was allowed"),
        pytest.param(" word" * 500, 500, id="longer"),
        pytest.param("x" * 1_000_001, 1_000_001, id="too long to count"),
    ],
)
def test_a_text_longer_than_allowed_is_counted_where_nobody_else_did(text, seen):
    notes = Notes()
    with watching(notes), sending(ASK, model="m") as told:
        told.completion = Completion(text, "m", Usage(calls=1))
        told.said = lambda: text
    with watching(notes), sending(ASK, model="m") as told:
        told.completion = Completion(text, "m", REPORTED)
    with suppress(OutputTruncatedError), watching(notes), sending(ASK, model="m") as told:
        told.said = lambda: text
        raise OutputTruncatedError("cut")
    assert [ending.output_seen for ending in notes.endings] == [seen, 0, seen]


def test_a_watcher_that_refuses_keeps_it_from_being_sent():
    first = Notes()
    second = Notes(refuse=BudgetExceededError("no", needed=2, budget=1, unit="tokens"))
    third = Notes()
    sent = False
    with (
        pytest.raises(BudgetExceededError),
        watching(first, second),
        watching(third),
        sending(ASK, model="m"),
    ):
        sent = True
    assert not sent
    assert (first.heard, second.heard, third.heard) == (["sending"], ["sending"], [])


def test_watchers_hear_nothing_after_their_block():
    notes = Notes()
    with watching(notes):
        pass
    with sending(ASK, model="m") as told:
        told.completion = Completion("yes", "m", REPORTED)
    assert notes.heard == []


def test_ids_differ():
    notes = Notes()
    for _ in range(50):
        with watching(notes), sending(ASK, model="m") as told:
            told.completion = Completion("yes", "m", REPORTED)
    assert len({attempt.id for attempt in notes.sent}) == 50


def test_before_a_wait_those_are_asked_who_have_a_word_in_it():
    class Deaf:
        """A watcher without the optional method."""

        def sending(self, attempt):
            """Passes all."""

        def ended(self, attempt, ending):
            """Ignores all."""

    notes = Notes(wait=BudgetExceededError("no", needed=2, budget=1, unit="tokens"))
    before_wait(3)
    with watching(Deaf(), notes), pytest.raises(BudgetExceededError):
        before_wait(3)
    assert notes.heard == ["waiting 3"]


@pytest.mark.parametrize(
    ("url", "server"),
    [
        (None, ""),
        ("https://api.openai.com/v1", "api.openai.com"),
        ("http://user:secret@127.0.0.1:8080/v1?key=secret", "127.0.0.1:8080"),
        ("http://[::1]:8080/v1", "::1:8080"),
    ],
)
def test_a_server_is_named_without_user_password_or_path(url, server):
    assert server_of(url) == server


def test_a_model_that_tells_nobody_is_told_of():
    notes = Notes()
    model = ScriptedModel(
        [Completion("yes", "s", REPORTED.model_copy(update={"calls": 3}))], name="mine"
    )
    with watching(notes):
        assert complete_told(model, ASK).text == "yes"
    ((attempt, ending),) = notes.ended_
    assert (attempt.model, ending.outcome, ending.calls) == ("mine", "answered", 3)
    assert ending.usage.input_tokens == 20


def test_a_model_that_tells_itself_is_told_of_once(server, wire):
    server.replies = [wire.Reply(503), wire.Reply()]
    notes = Notes()
    model = OpenAIModel("m1", base_url=server.url, sleep=lambda s: None)
    with watching(notes):
        complete_told(model, ASK, base_url=server.url)
    assert [ending.outcome for ending in notes.endings] == ["unavailable", "answered"]
    assert notes.sent[0].server.startswith("127.0.0.1:")
    assert notes.heard[2].startswith("waiting ")


class Around:
    """A model of a user's own around one of ours."""

    name = "around"

    def __init__(self, inner):
        self.inner = inner

    def complete(self, request):
        return self.inner.complete(request)


@pytest.mark.parametrize(
    "fails", [pytest.param(False, id="answered"), pytest.param(True, id="failed")]
)
def test_a_model_around_one_that_tells_is_no_attempt_of_its_own(server, wire, fails):
    status = 401 if fails else 200
    server.replies = [wire.Reply(503), wire.Reply(status)]
    notes = Notes()
    model = Around(OpenAIModel("m1", base_url=server.url, sleep=lambda s: None))
    with watching(notes):
        if fails:
            with pytest.raises(ModelRejectedError):
                complete_told(model, ASK)
        else:
            complete_told(model, ASK)
    outcomes = [ending.outcome for ending in notes.endings]
    assert outcomes == ["unavailable", "rejected" if fails else "answered", "passed on"]
