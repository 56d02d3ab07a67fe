from __future__ import annotations

import json
import os
import time
from importlib.util import find_spec
from pathlib import Path

import pytest

from briefbot.errors import (
    BudgetExceededError,
    ContextTooLongError,
    ModelRejectedError,
    ModelUnavailableError,
    OutputTruncatedError,
    SettingsError,
)
from briefbot.models import local
from briefbot.models.attempts import watching
from briefbot.models.base import Message, Request
from briefbot.models.limits import RunLimits
from briefbot.models.local import LocalModel
from briefbot.models.streamed import Streamed

SCHEMA = {
    "type": "object",
    "properties": {"legs": {"type": "integer", "minimum": 0, "maximum": 9}},
    "required": ["legs"],
    "additionalProperties": False,
}
ASK = Request(
    messages=(Message("user", "How many legs has a dog?"),), schema=SCHEMA, max_output_tokens=32
)


@pytest.mark.parametrize(
    ("content", "says"),
    [
        pytest.param(None, "can't read the model", id="missing"),
        pytest.param(b"PK..", "not a GGUF file", id="other format"),
        pytest.param(b"", "not a GGUF file", id="empty"),
    ],
)
def test_the_file_is_checked_at_once(tmp_path, content, says):
    path = tmp_path / "model.gguf"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(SettingsError, match=says):
        LocalModel(path)


@pytest.mark.parametrize("path", [".", "a\0b"], ids=["folder", "NUL"])
def test_a_path_that_is_no_file(path):
    with pytest.raises(SettingsError, match="gguf:PATH"):
        LocalModel(path)


def pieces(body):
    """A body as the engine streams it: the role, each word, the end, the usage."""
    if not isinstance(body, dict) or "error" in body:
        yield body
        return
    choice = body["choices"][0]
    yield {"choices": [{"delta": {"role": "assistant", "content": None}, "finish_reason": None}]}
    for word in choice["message"]["content"].split(" "):
        yield {"choices": [{"delta": {"content": f"{word} "}, "finish_reason": None}]}
    yield {"choices": [{"delta": {}, "finish_reason": choice["finish_reason"]}]}
    yield {"choices": [], "usage": body["usage"]}


@pytest.fixture
def fake(tmp_path, monkeypatch):
    """A local model whose engine is a list of bodies."""
    path = tmp_path / "tiny.gguf"
    path.write_bytes(b"GGUF")
    monkeypatch.setattr(local, "find_spec", lambda name: True)
    model = LocalModel(path)

    class Engine:
        def __init__(self):
            self.bodies, self.asked, self.sent = [], [], 0

        def handle_chat_completions(self, body, take):
            self.asked.append(body)
            found = self.bodies.pop(0)
            if isinstance(found, Exception):
                raise found
            for piece in pieces(found):
                self.sent += 1
                if take(piece):
                    return

    model._server = Engine()
    return model


def test_the_engine_is_asked_for_the_schema_and_nothing_is_cached(fake, wire):
    fake._server.bodies = [wire.completion('{"legs": 4}')]
    done = fake.complete(ASK)
    assert (done.text.strip(), done.model, fake.name) == (
        '{"legs": 4}',
        "gguf:tiny.gguf",
        "gguf:tiny.gguf",
    )
    assert (done.usage.input_tokens, done.usage.output_tokens) == (20, 5)
    asked = fake._server.asked[-1]
    assert asked["response_format"]["json_schema"]["schema"] == SCHEMA
    assert asked["max_tokens"] == 32
    assert (asked["temperature"], asked["seed"], asked["cache_prompt"]) == (0.0, 0, False)


@pytest.mark.parametrize(
    ("body", "says"),
    [
        pytest.param(
            {"error": {"code": 400, "type": "exceed_context_size_error", "message": "9031 tokens"}},
            "too long.*9031",
            id="too long",
        ),
        pytest.param({"error": {"code": 400, "message": "bad"}}, "can't take", id="other"),
        pytest.param({"error": "plain"}, "plain", id="plain text"),
        pytest.param(None, "no JSON object", id="nothing"),
        pytest.param(ValueError("bad\nschema"), "bad schema", id="raised"),
    ],
)
def test_what_the_engine_refuses(fake, body, says):
    fake._server.bodies = [body]
    with pytest.raises(ModelRejectedError, match=says) as caught:
        fake.complete(ASK)
    assert caught.value.model == "gguf:tiny.gguf"
    assert "\n" not in str(caught.value)


def test_what_does_not_fit_is_a_question_that_is_too_long(fake):
    said = {"code": 400, "type": "exceed_context_size_error", "message": "9031 tokens"}
    fake._server.bodies = [{"error": said}]
    with pytest.raises(ContextTooLongError):
        fake.complete(ASK)


class Heard:
    """Who watches the attempts of a model."""

    def __init__(self):
        self.sent, self.endings = [], []

    def sending(self, attempt):
        self.sent.append(attempt)

    def ended(self, attempt, ending):
        self.endings.append(ending)


def test_each_request_is_told_of_before_and_after(fake, wire):
    heard = Heard()
    bodies = [
        wire.completion('{"legs": 4}'),
        {"error": {"code": 400, "type": "exceed_context_size_error", "message": "too long"}},
    ]
    with watching(heard):
        fake._server.bodies = bodies[:]
        done = fake.complete(ASK)
        with pytest.raises(ContextTooLongError):
            fake.complete(ASK)
    assert fake.tells_attempts
    assert [(one.request, one.model, one.server) for one in heard.sent] == [
        (ASK, "gguf:tiny.gguf", "")
    ] * 2
    answered, refused = heard.endings
    assert (answered.outcome, answered.usage, answered.maybe_billed) == (
        "answered",
        done.usage,
        False,
    )
    assert (refused.outcome, refused.usage, refused.maybe_billed) == ("rejected", None, False)


def test_what_a_watcher_refuses_never_reaches_the_engine(fake):
    class Refusing(Heard):
        def sending(self, attempt):
            raise BudgetExceededError("no", needed=2, budget=1, unit="tokens")

    with watching(Refusing()), pytest.raises(BudgetExceededError):
        fake.complete(ASK)
    assert fake._server.asked == []


def test_it_is_stopped_when_the_time_of_the_run_is_over(fake, wire):
    fake._server.bodies = [wire.completion("word " * 1_000)]
    limits = RunLimits(deadline_s=1e-6)
    with limits.holding(), pytest.raises(ModelUnavailableError, match="did not answer within") as c:
        fake.complete(ASK)
    assert c.value.timed_out
    assert fake._server.sent == 1


def test_a_signal_while_it_writes_is_not_lost(fake, wire, monkeypatch):
    def interrupted(self, piece):
        raise KeyboardInterrupt

    monkeypatch.setattr(Streamed, "_take", interrupted)
    fake._server.bodies = [wire.completion("word " * 1_000)]
    with pytest.raises(KeyboardInterrupt):
        fake.complete(ASK)
    assert fake._server.sent == 1


@pytest.fixture(scope="module")
def real():
    path = os.environ.get("BRIEFBOT_TEST_GGUF")
    if not path or not Path(path).exists() or find_spec("xllamacpp") is None:
        pytest.skip("needs the local extra and BRIEFBOT_TEST_GGUF, the path of a small GGUF file")
    return LocalModel(path, context_tokens=2048)


def test_a_real_model_keeps_to_the_schema_and_repeats_itself(real):
    first, second = real.complete(ASK), real.complete(ASK)
    assert isinstance(json.loads(first.text)["legs"], int)
    assert first == second
    assert first.usage.input_tokens > 5


def test_a_real_model_is_cut_at_the_limit(real):
    with pytest.raises(OutputTruncatedError):
        real.complete(Request(messages=(Message("user", "Count to 100"),), max_output_tokens=3))


def test_a_real_model_is_stopped(real):
    endless = Request(messages=(Message("user", "Count to 1000"),), max_output_tokens=1_500)
    began = time.monotonic()
    with RunLimits(deadline_s=0.5).holding(), pytest.raises(ModelUnavailableError):
        real.complete(endless)
    assert time.monotonic() - began < 10


def test_a_real_model_says_when_a_request_is_too_long(real, capfd):
    with pytest.raises(ModelRejectedError, match="too long"):
        real.complete(Request(messages=(Message("user", "Hi " * 9_000),)))
    assert capfd.readouterr() == ("", "")
