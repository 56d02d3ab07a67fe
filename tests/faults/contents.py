"""What a model says: the answer to the one question the tests ask, and bodies around it."""

from __future__ import annotations

import json
import re
from typing import Any

BRIEF = """date 2022-02-02

Kremlin demands guarantees from NATO

Russia demands that NATO bar Ukraine from joining the alliance, the Kremlin said on Tuesday. \
Officials in Kyiv rejected the demand and asked for 300 more anti-tank missiles.

The United States sent 2,000 troops to Poland and Germany on Wednesday.
"""
QUESTION = "What does Russia demand?"
WORDS = "NATO bar Ukraine from joining the alliance"
# What each good answer is said to have used.
TOKENS = (20, 5)

_SENTENCE = re.compile(r"^(\d+\.\d+) (.*)$", re.MULTILINE)


def fitting(asked: dict[str, Any]) -> str:
    """The text that a good model sends for this request."""
    shown = dict(_SENTENCE.findall("\n".join(m["content"] for m in asked["messages"])))
    handle = next((h for h, text in shown.items() if WORDS in text), "1.1")
    told = {"sentences": [handle], "text": shown.get(handle, ""), "speaker": "the Kremlin"}
    name = asked["response_format"]["json_schema"]["name"]
    contents: dict[str, dict[str, Any]] = {
        "ask": {"answer": WORDS, "sentence": handle, "also": []},
        "summarize": {"developments": [told | {"topic": "NATO"}], "lead": told, "headline": told},
        "details": {"voices": [], "figures": [], "ahead": []},
    }
    return json.dumps(contents[name])


def completion(
    text: Any,
    *,
    finish: str | None = "stop",
    model: str = "m1",
    usage: Any = "as usual",
    **message: Any,
) -> dict[str, Any]:
    """A body of Chat Completions with this text."""
    told = {"role": "assistant", "content": text, "refusal": None, **message}
    used = {"prompt_tokens": TOKENS[0], "completion_tokens": TOKENS[1], "total_tokens": sum(TOKENS)}
    made = {
        "id": "chatcmpl-1",
        "object": "chat.completion",
        "created": 1_700_000_000,
        "model": model,
        "choices": [{"index": 0, "finish_reason": finish, "message": told}],
        "usage": used if usage == "as usual" else usage,
    }
    return {name: value for name, value in made.items() if value is not None}
