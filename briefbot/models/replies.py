"""Reads the body of a Chat Completions response: a complete `Completion`, or an `OutputError` that says what to do."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, get_args

from briefbot.errors import (
    ContextTooLongError,
    ModelError,
    ModelUnavailableError,
    OutputEmptyError,
    OutputInvalidError,
    OutputRefusedError,
    OutputTruncatedError,
)
from briefbot.models.base import Completion, FinishReason, tell_usage
from briefbot.results import Usage

if TYPE_CHECKING:
    from collections.abc import Mapping


# The answer, and what servers call the reasoning before it.
_WRITTEN = ("content", "reasoning_content", "reasoning", "refusal")
# No model reads or writes that many at once: what is larger is no count of tokens.
_MOST_TOKENS = 100_000_000


def decode_body(body: bytes, *, where: str) -> dict[str, Any]:
    """The JSON object in `body`; `where` names the server in messages.

    Raises:
        OutputInvalidError: it is a web page, a stream, not JSON, or not an object.
        ModelUnavailableError: it is empty, or ends before the JSON does: the rest was lost on the way.
    """
    start = body.lstrip()[:8]
    if start.startswith((b"data:", b"event:", b":")):
        raise OutputInvalidError(
            f"{where} answered with a stream although none was asked for: check that it is a Chat Completions server"
        )
    if start[:1] == b"<":
        raise OutputInvalidError(
            f"{where} answered with a web page, not with JSON: check the address, it usually ends in /v1"
        )
    try:
        data = json.loads(body)
    except (ValueError, RecursionError) as exc:
        if _is_cut(body, exc):
            lost = ModelUnavailableError(
                f"the answer of {where} is {'cut off' if start else 'empty'}: try again"
            )
            lost.maybe_billed = True
            raise lost from exc
        raise OutputInvalidError(
            f"{where} answered with something that is not JSON ({clip(body.decode('utf-8', 'replace'), 60)!r}): "
            "check that it is a Chat Completions server"
        ) from exc
    if not isinstance(data, dict):
        raise OutputInvalidError(
            f"{where} answered with JSON that is not an object: check that it is a Chat Completions server"
        )
    return data


def _is_cut(body: bytes, error: Exception) -> bool:
    """Whether a body is nothing, or an object that only lacks its end."""
    text = body.decode("utf-8", "ignore").strip()
    if not text:
        return True
    if not text.startswith("{") or not isinstance(error, json.JSONDecodeError):
        return False
    return error.msg.startswith("Unterminated string") or error.pos >= len(text)


def read_completion(data: Mapping[str, Any], *, asked: str, request_id: str | None) -> Completion:
    """The completion in a decoded body, with the usage of this one attempt.

    Raises:
        OutputError: typed by what is missing; it carries the usage the body reports.
        ContextTooLongError: the answer ended where it began, because the question left no room for it.
    """
    usage = read_usage(data)
    try:
        choice, message = _first_choice(data, asked)
        _check_room(choice, usage, asked)
        text = _read_text(choice, message, asked)
    except ModelError as error:
        error.model, error.request_id = asked, request_id
        tell_usage(error, usage)
        raise
    served = data.get("model")
    return Completion(
        text=text,
        model=clip(served) if isinstance(served, str) and served.strip() else asked,
        usage=usage,
        finish_reason=_finish_reason(choice),
        request_id=request_id,
    )


def read_usage(data: Mapping[str, Any]) -> Usage:
    """The usage a body reports for one call; zeros where it doesn't, or where it reports nonsense.

    Output is everything beside the input that the total names: some servers leave the reasoning out of the other count.
    """
    usage = data.get("usage")
    usage = usage if isinstance(usage, dict) else {}
    read, written = _tokens(usage.get("prompt_tokens")), _tokens(usage.get("completion_tokens"))
    if not read or written is None:
        return Usage(calls=1, unreported=1)
    details = usage.get("prompt_tokens_details")
    cached = _tokens(details.get("cached_tokens")) if isinstance(details, dict) else 0
    total = _tokens(usage.get("total_tokens")) or 0
    return Usage(
        calls=1,
        input_tokens=read,
        cached_tokens=min(cached or 0, read),
        output_tokens=max(written, total - read),
    )


def said_in(body: object) -> str:
    """All text a body, decoded or not, holds that a model wrote, usable or not: answer, reasoning, refusal."""
    if isinstance(body, bytes):
        try:
            body = json.loads(body)
        except (ValueError, RecursionError):
            return ""
    choices = body.get("choices") if isinstance(body, dict) else None
    said = []
    for choice in choices if isinstance(choices, list) else []:
        message = choice.get("message") if isinstance(choice, dict) else None
        if isinstance(message, dict):
            said += [_content(message.get(name)) for name in _WRITTEN]
    return "".join(text for text in said if text)


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


def _check_room(choice: dict[str, Any], usage: Usage, asked: str) -> None:
    """Nothing, unless a server filled the model's whole context with the question and said only "length"."""
    if choice.get("finish_reason") == "length" and usage.input_tokens and usage.output_tokens <= 1:
        raise ContextTooLongError(
            f"{asked} had no room left for an answer: ask over fewer days, or choose a model with more context"
        )


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
            f"the answer of {asked} hit the output limit before it was complete: use another model, or extractive"
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


def _tokens(value: object) -> int | None:
    """A count of tokens; None when it is missing or can't be one."""
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    if not isinstance(value, int) or isinstance(value, bool):
        return None
    return value if 0 <= value <= _MOST_TOKENS else None
