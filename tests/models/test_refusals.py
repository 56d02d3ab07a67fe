"""What servers say in the place of an answer, in their own words; what comes of it is in tests/faults."""

from __future__ import annotations

import pytest

from briefbot.models.refusals import find_error, read_refusal

TOO_LONG = [
    (
        "openai",
        400,
        {
            "code": "context_length_exceeded",
            "message": "This model's maximum context length is 128000 tokens. However, your messages resulted in 130002 tokens.",
        },
    ),
    (
        "a string",
        400,
        {
            "code": "string_above_max_length",
            "message": "Invalid 'messages[0].content': string too long.",
        },
    ),
    (
        "tokens a minute",
        429,
        {
            "code": "rate_limit_exceeded",
            "message": "Request too large for gpt-x on tokens per min (TPM): Limit 10000, Requested 12000.",
        },
    ),
    (
        "vllm",
        400,
        {
            "code": 400,
            "type": "BadRequestError",
            "message": "This model's maximum context length is 4096 tokens. However, you requested 4500 tokens (3476 in the messages, 1024 in the completion).",
        },
    ),
    (
        "vllm, the limit",
        400,
        {
            "code": 400,
            "message": "'max_tokens' or 'max_completion_tokens' is too large: 1024. This model's maximum context length is 2048 tokens and your request has 1500 input tokens",
        },
    ),
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
    ),
    (
        "llama.cpp of old",
        500,
        {
            "code": 500,
            "type": "server_error",
            "message": "the request exceeds the available context size. try increasing the context size or enable context shift",
        },
    ),
    (
        "ollama",
        400,
        {"message": "input length exceeds maximum context length", "type": "api_error"},
    ),
    (
        "lm studio",
        400,
        "The number of tokens to keep from the initial prompt is greater than the context length. Try to load the model with a larger context length, or provide a shorter input",
    ),
    (
        "lm studio, new",
        400,
        "Trying to keep the first 4126 tokens when context the overflows. However, the model is loaded with context length of only 4096 tokens, which is not enough",
    ),
    (
        "mistral",
        400,
        {
            "type": "invalid_request_error",
            "message": "Prompt contains 40000 tokens and 0 draft tokens, too large for model with 32768 maximum context length",
        },
    ),
    (
        "anthropic",
        400,
        {
            "type": "invalid_request_error",
            "message": "prompt is too long: 208310 tokens > 200000 maximum",
        },
    ),
    (
        "anthropic, bytes",
        413,
        {"type": "request_too_large", "message": "Request exceeds the maximum size"},
    ),
    (
        "gemini",
        400,
        {
            "status": "INVALID_ARGUMENT",
            "message": "The input token count (1200000) exceeds the maximum number of tokens allowed (1048576).",
        },
    ),
    (
        "xai",
        400,
        "This model's maximum prompt length is 131072 but the request contains 537812 tokens.",
    ),
    (
        "tgi",
        422,
        {
            "message": "Input validation error: `inputs` tokens + `max_new_tokens` must be <= 4096. Given: 4000 `inputs` tokens and 1024 `max_new_tokens`"
        },
    ),
    (
        "groq",
        413,
        {
            "code": "rate_limit_exceeded",
            "message": "Request too large for model `x` on tokens per minute (TPM): Limit 6000, Requested 8000",
        },
    ),
]

OTHER = [
    "max_tokens is too large: 9999. This model supports at most 4096 completion tokens.",
    "Unsupported value: 'temperature' does not support 0 with this model.",
    "Invalid schema for response_format 'answer'.",
    "Rate limit reached for requests. Limit: 3 / min. Please try again in 20s.",
    "The model `m1` does not exist or you do not have access to it.",
]


@pytest.mark.parametrize(
    ("status", "said"), [row[1:] for row in TOO_LONG], ids=[row[0] for row in TOO_LONG]
)
def test_what_is_too_long_is_known_by_code_or_words(status, said):
    # The vendor's library gives the object in "error", or the whole body.
    assert read_refusal(status, said).kind == "too long"
    assert read_refusal(status, {"error": said}).kind == "too long"


@pytest.mark.parametrize("said", OTHER)
@pytest.mark.parametrize(("status", "kind"), [(400, "for good"), (429, "passing")])
def test_other_complaints_are_about_other_things(status, kind, said):
    assert read_refusal(status, {"message": said}).kind == kind


@pytest.mark.parametrize("odd", [{}, [], 7, None], ids=repr)
@pytest.mark.parametrize(
    ("status", "kind"), [(429, "passing"), (500, "passing"), (403, "for good"), (501, "for good")]
)
def test_codes_of_any_type_are_read(status, kind, odd):
    found = read_refusal(status, {"code": odd, "type": odd, "param": odd, "message": odd})
    assert (found.kind, found.codes, found.param) == (kind, frozenset(), None)


@pytest.mark.parametrize(
    ("body", "status", "kind"),
    [
        pytest.param({"error": {"message": "Overloaded"}}, 200, "passing", id="overloaded"),
        pytest.param({"error": {"code": 502, "message": "x"}}, 502, "passing", id="502"),
        pytest.param({"choices": [{"error": {"code": 503}}]}, 503, "passing", id="in a choice"),
        pytest.param({"error": {"type": "server_error"}}, 200, "passing", id="type"),
        pytest.param({"error": {"message": "no such tool"}}, 200, "for good", id="for good"),
        pytest.param({"error": "no model is loaded"}, 200, "for good", id="in words"),
        pytest.param({"error": {"code": "insufficient_quota"}}, 200, "no quota", id="quota"),
    ],
)
def test_an_error_in_a_200_is_found(body, status, kind):
    found = find_error(body)
    assert found is not None
    assert (found.status, found.kind) == (status, kind)


@pytest.mark.parametrize(
    "body",
    [
        {},
        {"error": None},
        {"choices": None, "error": {}},
        {
            "error": {"message": "a note"},
            "choices": [{"message": {"content": "yes"}, "error": None}],
        },
    ],
)
def test_an_answer_has_no_error(body):
    assert find_error(body) is None


def test_a_web_page_has_no_words():
    assert read_refusal(502, "<html>Bad gateway").words == ""
