from __future__ import annotations

import pytest

from briefbot.errors import ModelUnavailableError
from briefbot.models.base import Message, Request
from briefbot.models.dialect import (
    Complaint,
    append_schema,
    find_dialect,
    forget_dialects,
    make_strict,
)

ASK = Request(messages=(Message("user", "Is it?"),), schema={"type": "object"})


@pytest.fixture(autouse=True)
def _forget():
    forget_dialects()


@pytest.mark.parametrize(
    ("model", "openai", "limit", "effort"),
    [
        ("gpt-5-mini", True, "max_completion_tokens", "low"),
        ("o3", True, "max_completion_tokens", "low"),
        ("gpt-5-chat-latest", True, "max_completion_tokens", None),
        ("gpt-4o", True, "max_completion_tokens", None),
        ("gpt-5-mini", False, "max_tokens", None),
    ],
)
def test_where_it_starts(model, openai, limit, effort):
    body = find_dialect("http://x", model, openai=openai).payload(ASK)
    assert limit in body
    assert body.get("reasoning_effort") == effort


def test_free_text_asks_for_no_format():
    body = find_dialect("http://x", "m", openai=False).payload(Request(messages=ASK.messages))
    assert "response_format" not in body


def test_no_seed_is_not_sent():
    ask = Request(messages=ASK.messages, seed=None)
    assert "seed" not in find_dialect("http://x", "m", openai=False).payload(ask)


def test_a_late_complaint_does_not_step_down_twice():
    dialect = find_dialect("http://x", "m", openai=False)
    sent = dialect.payload(ASK)
    complaint = Complaint("response_format is not supported")
    assert dialect.step_down(sent, complaint)
    assert dialect.step_down(sent, complaint)
    assert dialect.format == "json_object"


@pytest.mark.parametrize(
    ("message", "param"),
    [
        pytest.param("messages is too long", None, id="about something else"),
        pytest.param(
            "Unsupported value: 'messages[0].role'", "messages[0].role", id="other parameter"
        ),
        pytest.param("", None, id="no words"),
        pytest.param("seedling is not supported", None, id="part of a word"),
    ],
)
def test_other_complaints_have_no_other_phrasing(message, param):
    dialect = find_dialect("http://x", "m", openai=False)
    assert not dialect.step_down(dialect.payload(ASK), Complaint(message, param))


def test_a_caller_does_not_wait_for_the_first_one_for_ever():
    dialect = find_dialect("http://x", "m", openai=False)
    with dialect.probing(ASK, wait_s=1), pytest.raises(ModelUnavailableError, match="still busy"):
        with dialect.probing(ASK, wait_s=0.01):
            pass
    with dialect.probing(ASK, wait_s=0), dialect.probing(ASK, wait_s=0):
        pass


def test_a_failed_probe_leaves_the_next_caller_to_find_out():
    dialect = find_dialect("http://x", "m", openai=False)
    with pytest.raises(KeyError), dialect.probing(ASK, wait_s=0):
        raise KeyError
    assert not dialect.settled
    with dialect.probing(ASK, wait_s=0):
        pass
    assert dialect.settled


def test_strict_schemas_are_closed_and_complete():
    schema = {
        "type": "object",
        "properties": {
            "default": {"type": "string", "default": "x"},
            "items": {"type": "array", "items": {"$ref": "#/$defs/Item", "description": "one"}},
            "kind": {"enum": [{"default": 1}]},
        },
        "required": ["items"],
        "$defs": {"Item": {"type": "object", "properties": {"text": {"type": "string"}}}},
    }
    strict = make_strict(schema)
    assert strict["required"] == ["default", "items", "kind"]
    assert strict["additionalProperties"] is False
    assert strict["properties"]["default"] == {"type": "string"}
    assert strict["properties"]["items"]["items"] == {"$ref": "#/$defs/Item"}
    assert strict["properties"]["kind"] == {"enum": [{"default": 1}]}
    assert strict["$defs"]["Item"]["required"] == ["text"]
    assert schema["required"] == ["items"]
    assert make_strict(strict) == strict


def test_the_schema_goes_to_the_last_user_message():
    messages = [
        {"role": "user", "content": "one"},
        {"role": "user", "content": "two"},
        {"role": "assistant", "content": "three"},
    ]
    append_schema(messages, {"type": "object"})
    assert [m["content"].count("JSON schema") for m in messages] == [0, 1, 0]
    alone = [{"role": "system", "content": "one"}]
    append_schema(alone, {})
    assert [m["role"] for m in alone] == ["system", "user"]
