from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefbot import tokens
from briefbot.models.base import Message, Request
from briefbot.models.bounds import counts_exactly, estimate_usage
from briefbot.models.dialect import append_schema, make_strict

ASK = Request(messages=(Message("user", "hello world"),), max_output_tokens=100)
SCHEMA = {"type": "object", "properties": {"a": {"type": "string"}}}


def test_a_known_table_counts_messages_and_the_whole_output_limit():
    worst = estimate_usage(ASK, model="gpt-5-mini")
    # Two words, the message, the reply.
    assert (worst.calls, worst.input_tokens, worst.output_tokens) == (1, 2 + 4 + 3, 100)


def test_an_unknown_table_counts_bytes_and_a_template():
    assert estimate_usage(ASK, model="qwen").input_tokens == 11 + 8 + 128


@pytest.mark.parametrize("model", ["gpt-5-mini", "qwen"])
def test_the_schema_counts_in_the_longest_form_it_is_sent_in(model):
    plain = estimate_usage(ASK, model=model).input_tokens
    asked = Request(ASK.messages, SCHEMA, max_output_tokens=100)
    added = estimate_usage(asked, model=model).input_tokens - plain
    messages = [{"role": "user", "content": "x"}]
    append_schema(messages, SCHEMA)
    assert added >= tokens.count(messages[0]["content"]) - 1
    assert added >= tokens.count(str(make_strict(SCHEMA)))


@pytest.mark.parametrize(
    ("model", "base_url", "exact"),
    [
        ("gpt-4o", None, True),
        ("gpt-5-mini", "https://api.openai.com/v1", True),
        ("o3", None, True),
        ("o3-mini", None, True),
        ("ft:gpt-4o-mini:acme", None, True),
        pytest.param("gpt-4-turbo", None, False, id="an older table"),
        pytest.param("gpt-3.5-turbo", None, False, id="an older table too"),
        pytest.param("gpt-4o", "http://localhost:8080/v1", False, id="the name elsewhere"),
        pytest.param("gguf:qwen.gguf", None, False, id="a file"),
        pytest.param("o365", None, False, id="a name that begins alike"),
    ],
)
def test_whose_tokens_are_known(model, base_url, exact):
    assert counts_exactly(model, base_url) is exact


@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=200))
def test_no_text_has_more_tokens_than_bytes(text):
    request = Request(messages=(Message("user", text),), max_output_tokens=1)
    assert estimate_usage(request, model="any").input_tokens >= len(text.encode())
    assert tokens.count(text) <= len(text.encode())


def test_lone_surrogates_count():
    request = Request(messages=(Message("user", "\udc80"),), max_output_tokens=1)
    assert estimate_usage(request, model="any").input_tokens == 1 + 8 + 128
