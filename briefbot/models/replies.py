"""Reads the body of a Chat Completions response: a complete `Completion`, or an `OutputError` that says what to do."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, get_args

from briefbot.errors import (
    OutputEmptyError,
    OutputError,
    OutputInvalidError,
    OutputRefusedError,
    OutputTruncatedError,
)
from briefbot.models.base import Completion, FinishReason
from briefbot.results import Usage

if TYPE_CHECKING:
    from collections.abc import Mapping


def decode_body(body: bytes, *, where: str) -> dict[str, Any]:
    """The JSON object in `body`; `where` names the server in messages.

    Raises:
        OutputInvalidError: it is a web page, not JSON, or not an object.
    """
    if body.lstrip()[:1] == b"<":
        raise OutputInvalidError(
            f"{where} answered with a web page, not with JSON: check the address, it usually ends in /v1"
        )
    try:
        data = json.loads(body)
    except (ValueError, RecursionError) as exc:
        raise OutputInvalidError(
            f"{where} answered with something that is not JSON ({clip(body.decode('utf-8', 'replace'), 60)!r}): "
            "check that it is a Chat Completions server"
        ) from exc
    if not isinstance(data, dict):
        raise OutputInvalidError(
            f"{where} answered with JSON that is not an object: check that it is a Chat Completions server"
        )
    return data


def read_completion(data: Mapping[str, Any], *, asked: str, request_id: str | None) -> Completion:
    """The completion in a decoded body, with the usage of this one attempt.

    Raises:
        OutputError: typed by what is missing; it carries the usage the body reports.
    """
    usage = read_usage(data)
    try:
        choice, message = _first_choice(data, asked)
        text = _read_text(choice, message, asked)
    except OutputError as error:
        error.model, error.request_id = asked, request_id
        error.input_tokens, error.output_tokens = usage.input_tokens, usage.output_tokens
        raise
    served = data.get("model")
    return Completion(
        text=text,
        model=served if isinstance(served, str) and served else asked,
        usage=usage,
        finish_reason=_finish_reason(choice),
        request_id=request_id,
    )


def read_usage(data: Mapping[str, Any]) -> Usage:
    """The usage a body reports for one call; zeros where it doesn't."""
    usage = data.get("usage")
    usage = usage if isinstance(usage, dict) else {}
    details = usage.get("prompt_tokens_details")
    return Usage(
        calls=1,
        input_tokens=_tokens(usage.get("prompt_tokens")),
        cached_tokens=_tokens(details.get("cached_tokens")) if isinstance(details, dict) else 0,
        output_tokens=_tokens(usage.get("completion_tokens")),
    )


def clip(text: str, length: int = 200) -> str:
    """`text` on one line, printable, at most `length` characters: it comes from a server and goes to a terminal."""
    line = " ".join("".join(c if c.isprintable() else " " for c in text).split())
    return line if len(line) <= length else f"{line[: length - 1]}…"


def _first_choice(data: Mapping[str, Any], asked: str) -> tuple[dict[str, Any], dict[str, Any]]:
    choices = data.get("choices")
    if isinstance(choices, list) and not choices:
        raise OutputEmptyError(f"{asked} sent no answer at all: try again or use another model")
    choice = choices[0] if isinstance(choices, list) else None
    message = choice.get("message") if isinstance(choice, dict) else None
    if not isinstance(choice, dict) or not isinstance(message, dict):
        told = data.get("error")
        detail = f" ({clip(str(told))})" if told else ""
        raise OutputInvalidError(
            f"the answer of {asked} has no message{detail}: check that the server speaks Chat Completions"
        )
    return choice, message


def _read_text(choice: dict[str, Any], message: dict[str, Any], asked: str) -> str:
    refusal, reason = message.get("refusal"), choice.get("finish_reason")
    if isinstance(refusal, str) and refusal.strip():
        raise OutputRefusedError(
            f"{asked} refused ({clip(refusal)}): ask differently or use another model"
        )
    if reason == "content_filter":
        raise OutputRefusedError(
            f"the provider's content filter stopped {asked}: use another model, or extractive"
        )
    if reason == "length":
        raise OutputTruncatedError(
            f"the answer of {asked} hit the output limit before it was complete: raise the limit or ask for less"
        )
    text = _content(message.get("content"))
    if text is None:
        raise OutputInvalidError(
            f"the answer of {asked} is not text: check that the server speaks Chat Completions"
        )
    if not text.strip():
        raise OutputEmptyError(f"{asked} sent an empty answer: try again or use another model")
    # A lone surrogate is legal in JSON and can't be written to any file.
    return text.encode("utf-8", "replace").decode("utf-8")


def _content(content: object) -> str | None:
    """The text of a message; some servers send it in typed parts. None when it is neither."""
    if content is None:
        return ""
    if isinstance(content, list):
        parts = [part.get("text") for part in content if isinstance(part, dict)]
        return "".join(part for part in parts if isinstance(part, str))
    return content if isinstance(content, str) else None


def _finish_reason(choice: Mapping[str, Any]) -> FinishReason:
    reason = choice.get("finish_reason")
    known: tuple[FinishReason, ...] = get_args(FinishReason)
    return next((name for name in known if name == reason), "unknown")


def _tokens(value: object) -> int:
    return value if isinstance(value, int) and not isinstance(value, bool) and value > 0 else 0
