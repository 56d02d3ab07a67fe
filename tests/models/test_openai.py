"""The wire as it is meant to be, phrasings and limits; what may go wrong on it is in tests/faults."""

from __future__ import annotations

import gzip
import threading
import time

import pytest

from briefbot.errors import (
    ModelRejectedError,
    ModelUnavailableError,
    SettingsError,
)
from briefbot.models.base import Message, Request
from briefbot.models.openai import OpenAIModel

KEY = "sk-test-abcdefghijklmnop-WXYZ"


@pytest.fixture
def model(server):
    waits: list[float] = []
    made = OpenAIModel("m1", api_key=KEY, base_url=server.url, sleep=waits.append)
    made.waits = waits
    return made


def test_a_success_gives_text_usage_and_what_was_served(server, model, request_, wire):
    server.replies = [wire.Reply()]
    done = model.complete(request_)
    assert (done.text, done.model, done.finish_reason) == (
        '{"answer": "yes"}',
        "served-model-2025",
        "stop",
    )
    assert done.request_id == "req_1"
    assert done.usage.model_dump() == {
        "calls": 1,
        "input_tokens": 20,
        "cached_tokens": 8,
        "output_tokens": 5,
        "unreported": 0,
    }


def test_the_request_on_the_wire(server, model, request_, wire):
    server.replies = [wire.Reply()]
    model.complete(request_)
    assert server.requests == [
        {
            "model": "m1",
            "messages": [
                {"role": "system", "content": "Be brief."},
                {"role": "user", "content": "Is it?"},
            ],
            "max_tokens": 64,
            "temperature": 0.0,
            "seed": 0,
            "response_format": {
                "type": "json_schema",
                "json_schema": {"name": "answer", "strict": True, "schema": wire.schema},
            },
        }
    ]
    assert server.request_headers[0]["authorization"] == f"Bearer {KEY}"


def test_text_that_no_body_can_hold_is_replaced_not_raised(server, model, wire):
    server.replies = [wire.Reply()]
    model.complete(Request(messages=(Message("user", "a\ud800b"),)))
    assert server.requests[0]["messages"][0]["content"] == "a?b"


def test_a_refusal_names_model_and_request(server, model, request_, wire):
    server.replies = [wire.Reply(404, wire.error("no model"))]
    with pytest.raises(ModelRejectedError) as caught:
        model.complete(request_)
    assert (caught.value.model, caught.value.request_id) == ("m1", "req_1")


def test_a_missing_key_names_the_variable(server, request_, wire):
    server.replies = [wire.Reply(401, wire.error("no key"))]
    with pytest.raises(ModelRejectedError, match="wants a key: set OPENAI_API_KEY"):
        OpenAIModel("m1", base_url=server.url).complete(request_)


def test_a_wait_past_the_deadline_ends_at_once(server, model, request_, wire):
    server.replies = [wire.Reply(429, wire.error("slow"), {"Retry-After": "3600"}), wire.Reply()]
    with pytest.raises(ModelUnavailableError, match="in 3600 s or more") as caught:
        model.complete(request_)
    assert caught.value.retry_after_s == 3600
    assert (len(server.requests), model.waits) == (1, [])


def test_attempts_are_bounded_and_the_last_failure_is_raised(server, model, request_, wire):
    server.replies = [wire.Reply(500, wire.error(f"boom {i}")) for i in range(9)]
    with pytest.raises(ModelUnavailableError, match=r"boom 3.*\(tried 4 times\)") as caught:
        model.complete(request_)
    assert len(server.requests) == caught.value.attempts == 4
    assert model.waits == pytest.approx(model.waits, abs=10)
    assert all(wait <= 0.5 * 2**i for i, wait in enumerate(model.waits))


def test_missing_usage_and_typed_parts_are_tolerated(server, model, request_, wire):
    body = wire.completion()
    del body["usage"], body["choices"][0]["finish_reason"], body["model"]
    body["choices"][0]["message"]["content"] = [{"type": "text", "text": "{}"}, {"type": "image"}]
    server.replies = [wire.Reply(body=body)]
    done = model.complete(request_)
    assert (done.text, done.model, done.finish_reason) == ("{}", "m1", "unknown")
    assert (done.usage.calls, done.usage.input_tokens) == (1, 0)


@pytest.mark.parametrize("headers", [False, True], ids=["body", "headers"])
def test_a_slow_drip_does_not_outlive_the_deadline(server, request_, wire, headers):
    server.replies = [wire.Reply(drip_s=0.05, drip_headers=headers)] * 3
    model = OpenAIModel("m1", base_url=server.url, deadline_s=0.6, timeout_s=30)
    started = time.monotonic()
    with pytest.raises(ModelUnavailableError, match="did not answer within") as caught:
        model.complete(request_)
    assert 0.5 <= time.monotonic() - started < 2
    assert caught.value.maybe_billed
    assert len(server.requests) == 1


def test_a_small_packed_body_is_read(server, model, request_, wire):
    import json

    packed = gzip.compress(json.dumps(wire.completion()).encode())
    server.replies = [wire.Reply(body=packed, headers={"Content-Encoding": "gzip"})]
    assert model.complete(request_).text == '{"answer": "yes"}'


def formats(server):
    return [request.get("response_format", {}).get("type") for request in server.requests]


def test_it_steps_down_to_what_the_server_understands_and_remembers(server, model, request_, wire):
    server.replies = [
        wire.Reply(400, wire.error("This model does not support response format `json_schema`")),
        wire.Reply(
            400, wire.error("'response_format.type' must be 'text'", param="response_format")
        ),
        wire.Reply(),
        wire.Reply(),
    ]
    assert model.complete(request_).usage.calls == 3
    again = OpenAIModel("m1", base_url=server.url)
    assert again.complete(request_).usage.calls == 1
    assert formats(server) == ["json_schema", "json_object", None, None]
    last_user = server.requests[2]["messages"][1]["content"]
    assert last_user.startswith("Is it?\n\nAnswer with one JSON object")
    assert '"answer": {"type": "string"}' in last_user
    assert server.requests[1]["messages"] == server.requests[2]["messages"]


def test_another_model_on_the_same_server_is_asked_anew(server, model, request_, wire):
    server.replies = [wire.Reply(400, wire.error("no response_format")), wire.Reply(), wire.Reply()]
    model.complete(request_)
    OpenAIModel("m2", base_url=server.url).complete(request_)
    assert formats(server) == ["json_schema", "json_object", "json_schema"]


def test_only_one_caller_finds_out(server, request_, wire):
    def strict_server(body):
        time.sleep(0.05)
        if body["response_format"]["type"] == "json_schema":
            return wire.Reply(400, wire.error("response_format: json_schema is unavailable"))
        return wire.Reply()

    server.replies = [strict_server] * 20
    model = OpenAIModel("m1", base_url=server.url)
    threads = [threading.Thread(target=model.complete, args=(request_,)) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(10)
    assert sorted(formats(server)) == ["json_object"] * 6 + ["json_schema"]


@pytest.mark.parametrize(
    ("message", "param", "gone", "instead"),
    [
        pytest.param(
            "Unsupported parameter: 'max_tokens' is not supported with this model. "
            "Use 'max_completion_tokens' instead.",
            "max_tokens",
            "max_tokens",
            {"max_completion_tokens": 64},
            id="limit",
        ),
        pytest.param(
            "Unsupported value: 'temperature' does not support 0 with this model.",
            "temperature",
            "temperature",
            {"seed": 0},
            id="temperature",
        ),
        pytest.param(
            "Extra inputs are not permitted: seed",
            None,
            "seed",
            {"temperature": 0},
            id="seed, unnamed",
        ),
    ],
)
def test_parameters_are_left_out_when_the_server_says_so(
    server, model, request_, wire, message, param, gone, instead
):
    server.replies = [wire.Reply(400, wire.error(message, param=param)), wire.Reply(), wire.Reply()]
    model.complete(request_)
    model.complete(request_)
    assert [gone in request for request in server.requests] == [True, False, False]
    assert instead.items() <= server.requests[2].items()
    assert formats(server) == ["json_schema"] * 3


def test_a_limit_that_is_too_large_is_not_renamed(server, model, request_, wire):
    message = "'max_tokens' is too large: 4096. This model's maximum context length is 2048 tokens"
    server.replies = [wire.Reply(400, wire.error(message, param="max_tokens")), wire.Reply()]
    with pytest.raises(ModelRejectedError, match="too large"):
        model.complete(request_)
    assert len(server.requests) == 1


def test_stepping_down_ends(server, model, request_, wire):
    everything = "unsupported: temperature seed max_tokens max_completion_tokens response_format"
    server.replies = [wire.Reply(400, wire.error(everything)) for _ in range(30)]
    with pytest.raises(ModelRejectedError) as caught:
        model.complete(request_)
    assert caught.value.attempts == len(server.requests) <= 7


@pytest.mark.parametrize(
    ("settings", "says"),
    [
        pytest.param({}, "set OPENAI_API_KEY", id="no key"),
        pytest.param({"api_key": "  "}, "set OPENAI_API_KEY", id="blank key"),
        pytest.param({"api_key": "sk-\u2013abc"}, "copy the key again", id="dash in key"),
        pytest.param({"api_key": "a b"}, "copy the key again", id="space in key"),
        pytest.param({"base_url": "localhost:8080"}, "no http address", id="no scheme"),
        pytest.param({"base_url": "http://"}, "no http address", id="no host"),
        pytest.param({"base_url": "http://h:99999"}, "no http address", id="bad port"),
        pytest.param({"base_url": "http://[::1"}, "no http address", id="bad address"),
    ],
)
def test_senseless_settings(settings, says):
    with pytest.raises(SettingsError, match=says):
        OpenAIModel("m1", **settings)


def test_a_key_of_any_form_is_not_repeated(server, request_, wire):
    model = OpenAIModel("m1", api_key="tok_0123456789", base_url=server.url)
    server.replies = [wire.Reply(400, wire.error("bad token tok_0123456789"))]
    with pytest.raises(ModelRejectedError, match=r"bad token \[key\]"):
        model.complete(request_)
