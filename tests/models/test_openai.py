from __future__ import annotations

import gzip
import threading
import time

import pytest

from briefbot.errors import (
    ContextTooLongError,
    ModelError,
    ModelRejectedError,
    ModelUnavailableError,
    OutputEmptyError,
    OutputInvalidError,
    OutputRefusedError,
    OutputTruncatedError,
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


@pytest.mark.parametrize(
    "status", [408, 409, 429, 500, 502, 503, 529], ids=lambda status: f"status {status}"
)
def test_what_may_pass_is_tried_again(server, model, request_, wire, status):
    server.replies = [wire.Reply(status, wire.error("busy")), wire.Reply()]
    assert model.complete(request_).usage.calls == 2
    assert len(server.requests) == 2


@pytest.mark.parametrize(
    ("status", "body", "advice"),
    [
        pytest.param(400, {"message": "bad"}, "--model", id="400"),
        pytest.param(401, {"message": "Incorrect API key"}, "OPENAI_API_KEY", id="401"),
        pytest.param(402, {"message": "pay"}, "add credit", id="402"),
        pytest.param(403, {"message": "no access"}, "may not use the model 'm1'", id="403"),
        pytest.param(404, {"message": "no model"}, "OPENAI_BASE_URL", id="404"),
        pytest.param(413, {"message": "large"}, "fewer days", id="413"),
        pytest.param(422, {"message": "unprocessable"}, "--model", id="422"),
        pytest.param(
            429, {"message": "q", "code": "insufficient_quota"}, "add credit", id="quota code"
        ),
        pytest.param(
            429, {"message": "q", "type": "insufficient_quota"}, "add credit", id="quota type"
        ),
    ],
)
def test_what_cannot_pass_is_sent_once(server, model, request_, wire, status, body, advice):
    server.replies = [wire.Reply(status, {"error": body}), wire.Reply()]
    with pytest.raises(ModelRejectedError) as caught:
        model.complete(request_)
    assert advice in str(caught.value)
    assert "\n" not in str(caught.value)
    assert len(server.requests) == caught.value.attempts == 1
    assert caught.value.request_id == "req_1"


def test_a_wrong_key_shows_four_characters_at_most(server, model, request_, wire):
    told = f"Incorrect API key provided: {KEY}, or sk-test-****WXYZ.\x1b[31m\nSee <url>"
    server.replies = [wire.Reply(401, wire.error(told))]
    with pytest.raises(ModelRejectedError) as caught:
        model.complete(request_)
    assert "ending in WXYZ" in str(caught.value)
    assert KEY[:-5] not in str(caught.value)
    assert "sk-test" not in str(caught.value)
    assert str(caught.value).isprintable()


def test_a_missing_key_names_the_variable(server, request_, wire):
    server.replies = [wire.Reply(401, wire.error("no key"))]
    with pytest.raises(ModelRejectedError, match="wants a key: set OPENAI_API_KEY"):
        OpenAIModel("m1", base_url=server.url).complete(request_)


def test_it_waits_at_least_as_long_as_the_server_asks(server, model, request_, wire):
    server.replies = [wire.Reply(429, wire.error("slow"), {"Retry-After": "7"}), wire.Reply()]
    model.complete(request_)
    assert len(model.waits) == 1
    assert 7 <= model.waits[0] <= 7.5


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


@pytest.mark.parametrize(
    ("body", "kind", "says"),
    [
        pytest.param(
            {"text": None, "refusal": "I can't help"},
            OutputRefusedError,
            "I can't help",
            id="refusal",
        ),
        pytest.param(
            {"finish": "content_filter"}, OutputRefusedError, "content filter", id="filter"
        ),
        pytest.param(
            {"text": '{"a', "finish": "length"}, OutputTruncatedError, "output limit", id="length"
        ),
        pytest.param({"text": ""}, OutputEmptyError, "empty answer", id="empty"),
        pytest.param({"text": None}, OutputEmptyError, "empty answer", id="null"),
        pytest.param({"text": " \n"}, OutputEmptyError, "empty answer", id="blank"),
        pytest.param({"text": 7}, OutputInvalidError, "is not text", id="number"),
    ],
)
def test_answers_that_are_none(server, model, request_, wire, body, kind, says):
    server.replies = [wire.Reply(body=wire.completion(**body))]
    with pytest.raises(kind, match=says) as caught:
        model.complete(request_)
    assert (caught.value.input_tokens, caught.value.output_tokens) == (20, 5)
    assert (caught.value.model, caught.value.attempts, len(server.requests)) == ("m1", 1, 1)


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        pytest.param(b"\xff\xfe\x00", OutputInvalidError, id="bytes"),
        pytest.param(b"<!doctype html><p>Hi", OutputInvalidError, id="web page"),
        pytest.param(b"[" * 100_000, OutputInvalidError, id="nested"),
        pytest.param(b"[]", OutputInvalidError, id="list"),
        pytest.param(b"null", OutputInvalidError, id="null"),
        pytest.param(b"{}", OutputInvalidError, id="empty object"),
        pytest.param({"choices": []}, OutputEmptyError, id="no choices"),
        pytest.param({"choices": None}, OutputInvalidError, id="choices null"),
        pytest.param({"choices": ["x"]}, OutputInvalidError, id="choice is text"),
        pytest.param({"choices": [{"message": None}]}, OutputInvalidError, id="no message"),
        pytest.param(b'data: {"choices": [{"delta": {"cont', OutputInvalidError, id="stream, cut"),
        pytest.param(b": ping\n\ndata: [DONE]\n\n", OutputInvalidError, id="stream of pings"),
        pytest.param({"error": {"message": "no such tool"}}, ModelRejectedError, id="error in 200"),
        pytest.param({"error": "no model is loaded"}, ModelRejectedError, id="error in words"),
    ],
)
def test_bodies_that_make_no_sense(server, model, request_, wire, body, kind):
    server.replies = [wire.Reply(body=body)]
    with pytest.raises(kind) as caught:
        model.complete(request_)
    assert "\n" not in str(caught.value)
    assert len(server.requests) == 1


@pytest.mark.parametrize(
    ("body", "requests", "billed"),
    [
        pytest.param(b'{"choices": [', 2, True, id="cut JSON"),
        pytest.param(b'{"choices": [{"message": {"content": "an', 2, True, id="cut in a text"),
        pytest.param(b"", 2, True, id="nothing"),
        pytest.param({"error": {"message": "Overloaded"}}, 4, False, id="overloaded in a 200"),
        pytest.param({"error": {"code": 502, "message": "x"}}, 4, False, id="502 in a 200"),
        pytest.param({"choices": [{"error": {"code": 503}}]}, 4, False, id="503 in a choice"),
        pytest.param({"error": {"type": "server_error"}}, 4, False, id="type in a 200"),
    ],
)
def test_what_a_200_may_hold_in_the_place_of_an_answer_is_asked_again(
    server, model, request_, wire, body, requests, billed
):
    server.replies = [wire.Reply(body=body)] * 9
    with pytest.raises(ModelUnavailableError, match=f"tried {requests} times") as caught:
        model.complete(request_)
    assert len(server.requests) == caught.value.attempts == requests
    assert caught.value.maybe_billed == billed
    server.replies = [wire.Reply(body=body), wire.Reply()]
    assert model.complete(request_).usage.calls == 2


def test_what_may_have_been_paid_for_is_asked_for_once_more_only(server, model, request_, wire):
    server.replies = [wire.Reply(hang_up=True)] * 9
    with pytest.raises(ModelUnavailableError, match="broke off") as caught:
        model.complete(request_)
    assert len(server.requests) == caught.value.attempts == 2


@pytest.mark.parametrize("odd", [{}, [], 7, None], ids=repr)
@pytest.mark.parametrize(("status", "requests"), [(429, 4), (500, 4), (403, 1), (404, 1)])
def test_codes_of_any_type_are_read(server, model, request_, wire, odd, status, requests):
    body = {"error": {"code": odd, "type": odd, "param": odd, "message": odd}}
    server.replies = [wire.Reply(status, body)] * 9
    with pytest.raises(ModelError):
        model.complete(request_)
    assert len(server.requests) == requests


TOO_LONG = [
    (
        "openai",
        400,
        {
            "code": "context_length_exceeded",
            "message": "This model's maximum context length is 128000 tokens. However, your messages resulted in 130002 tokens.",
        },
    ),  # fmt: skip
    (
        "a string",
        400,
        {
            "code": "string_above_max_length",
            "message": "Invalid 'messages[0].content': string too long.",
        },
    ),  # fmt: skip
    (
        "tokens a minute",
        429,
        {
            "code": "rate_limit_exceeded",
            "message": "Request too large for gpt-x on tokens per min (TPM): Limit 10000, Requested 12000.",
        },
    ),  # fmt: skip
    (
        "vllm",
        400,
        {
            "code": 400,
            "type": "BadRequestError",
            "message": "This model's maximum context length is 4096 tokens. However, you requested 4500 tokens (3476 in the messages, 1024 in the completion).",
        },
    ),  # fmt: skip
    (
        "vllm, the limit",
        400,
        {
            "code": 400,
            "message": "'max_tokens' or 'max_completion_tokens' is too large: 1024. This model's maximum context length is 2048 tokens and your request has 1500 input tokens",
        },
    ),  # fmt: skip
    (
        "llama.cpp",
        400,
        {
            "code": 400,
            "type": "exceed_context_size_error",
            "message": "the request exceeds the available context size, try increasing it",
            "n_prompt_tokens": 9,
            "n_ctx": 8,
        },
    ),  # fmt: skip
    (
        "llama.cpp of old",
        500,
        {
            "code": 500,
            "type": "server_error",
            "message": "the request exceeds the available context size. try increasing the context size or enable context shift",
        },
    ),  # fmt: skip
    (
        "ollama",
        400,
        {"message": "input length exceeds maximum context length", "type": "api_error"},
    ),
    (
        "lm studio",
        400,
        "The number of tokens to keep from the initial prompt is greater than the context length. Try to load the model with a larger context length, or provide a shorter input",
    ),  # fmt: skip
    (
        "lm studio, new",
        400,
        "Trying to keep the first 4126 tokens when context the overflows. However, the model is loaded with context length of only 4096 tokens, which is not enough",
    ),  # fmt: skip
    (
        "mistral",
        400,
        {
            "type": "invalid_request_error",
            "message": "Prompt contains 40000 tokens and 0 draft tokens, too large for model with 32768 maximum context length",
        },
    ),  # fmt: skip
    (
        "anthropic",
        400,
        {
            "type": "invalid_request_error",
            "message": "prompt is too long: 208310 tokens > 200000 maximum",
        },
    ),  # fmt: skip
    (
        "anthropic, bytes",
        413,
        {"type": "request_too_large", "message": "Request exceeds the maximum size"},
    ),  # fmt: skip
    (
        "gemini",
        400,
        {
            "status": "INVALID_ARGUMENT",
            "message": "The input token count (1200000) exceeds the maximum number of tokens allowed (1048576).",
        },
    ),  # fmt: skip
    (
        "xai",
        400,
        "This model's maximum prompt length is 131072 but the request contains 537812 tokens.",
    ),  # fmt: skip
    (
        "tgi",
        422,
        {
            "message": "Input validation error: `inputs` tokens + `max_new_tokens` must be <= 4096. Given: 4000 `inputs` tokens and 1024 `max_new_tokens`"
        },
    ),  # fmt: skip
    (
        "groq",
        413,
        {
            "code": "rate_limit_exceeded",
            "message": "Request too large for model `x` on tokens per minute (TPM): Limit 6000, Requested 8000",
        },
    ),  # fmt: skip
]


@pytest.mark.parametrize(
    ("status", "said"), [row[1:] for row in TOO_LONG], ids=[row[0] for row in TOO_LONG]
)
def test_a_question_that_is_too_long_is_sent_once(server, model, request_, wire, status, said):
    server.replies = [wire.Reply(status, {"error": said})] * 9
    with pytest.raises(ContextTooLongError, match=r"longer than m1 at http.*fewer days"):
        model.complete(request_)
    assert len(server.requests) == 1


def test_no_room_for_an_answer_is_a_question_that_is_too_long(server, model, request_, wire):
    body = wire.completion("", finish="length")
    body["usage"] = {"prompt_tokens": 4095, "completion_tokens": 1, "total_tokens": 4096}
    server.replies = [wire.Reply(body=body)]
    with pytest.raises(ContextTooLongError, match="no room left") as caught:
        model.complete(request_)
    assert (caught.value.input_tokens, len(server.requests)) == (4095, 1)


@pytest.mark.parametrize(
    "said",
    [
        "max_tokens is too large: 9999. This model supports at most 4096 completion tokens.",
        "Unsupported value: 'temperature' does not support 0 with this model.",
        "Invalid schema for response_format 'answer'.",
        "Rate limit reached for requests. Limit: 3 / min. Please try again in 20s.",
        "The model `m1` does not exist or you do not have access to it.",
    ],
)
@pytest.mark.parametrize("status", [400, 429])
def test_other_complaints_are_about_other_things(server, model, request_, wire, status, said):
    server.replies = [wire.Reply(status, wire.error(said))] * 9
    with pytest.raises(ModelError) as caught:
        model.complete(request_)
    assert not isinstance(caught.value, ContextTooLongError)


@pytest.mark.parametrize("status", [501, 505])
def test_what_a_server_can_never_do_is_asked_once(server, model, request_, wire, status):
    server.replies = [wire.Reply(status, wire.error("no"))] * 9
    with pytest.raises(ModelRejectedError, match="rejected the request"):
        model.complete(request_)
    assert len(server.requests) == 1


def test_a_web_page_says_to_check_the_address(server, model, request_, wire):
    server.replies = [wire.Reply(body=b"<html>", headers={"Content-Type": "text/html"})]
    with pytest.raises(OutputInvalidError, match=r"web page.*ends in /v1"):
        model.complete(request_)


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


def test_each_attempt_has_its_own_limit(server, request_, wire):
    server.replies = [wire.Reply(drip_s=0.05), wire.Reply()]
    model = OpenAIModel("m1", base_url=server.url, timeout_s=0.3, sleep=lambda s: None)
    assert model.complete(request_).usage.calls == 2


def test_a_broken_connection_is_tried_again(server, model, request_, wire):
    server.replies = [wire.Reply(hang_up=True), wire.Reply()]
    assert model.complete(request_).usage.calls == 2


def test_no_server_at_all(server, request_):
    url, waits = server.url, []
    server.httpd.server_close()
    model = OpenAIModel("m1", base_url=url, sleep=waits.append, max_attempts=3)
    with pytest.raises(ModelUnavailableError, match="is the server running there") as caught:
        model.complete(request_)
    assert url in str(caught.value)
    assert not caught.value.maybe_billed
    assert len(waits) == 2


@pytest.mark.parametrize("status", [301, 302, 307, 308])
def test_a_redirect_is_not_followed(server, model, request_, wire, status):
    server.replies = [
        wire.Reply(status, {}, {"Location": server.url + "/chat/completions"}),
        wire.Reply(),
    ]
    with pytest.raises(ModelRejectedError, match=r"redirects elsewhere.*OPENAI_BASE_URL"):
        model.complete(request_)
    assert len(server.requests) == 1


@pytest.mark.parametrize("status", [200, 500], ids=["answer", "error body"])
def test_a_huge_body_is_cut_off_while_it_unpacks(server, request_, wire, status):
    bomb = gzip.compress(b" " * 50_000_000)
    server.replies = [wire.Reply(status, bomb, {"Content-Encoding": "gzip"})]
    model = OpenAIModel("m1", base_url=server.url, max_body_bytes=1_000_000)
    with pytest.raises(OutputInvalidError, match="more than 1000000 bytes"):
        model.complete(request_)
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
