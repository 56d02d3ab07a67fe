"""What every model looks like to the rest of the house: one request in, one completion out."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Literal, Protocol

from briefbot.results import Usage

if TYPE_CHECKING:
    from collections.abc import Mapping

    from briefbot.errors import ModelError

FinishReason = Literal["stop", "length", "content_filter", "unknown"]


@dataclass(frozen=True, slots=True)
class Message:
    """One rendered message of a conversation."""

    role: Literal["system", "user", "assistant"]
    content: str


@dataclass(frozen=True, slots=True)
class Request:
    """Everything that decides what a model answers; recordings are keyed by all of it.

    Attributes:
        messages: the conversation, oldest first.
        schema: JSON schema the answer must follow, None for free text.
        schema_name: short name the wire wants beside the schema.
        max_output_tokens: upper bound on the answer.
        temperature: 0 asks for the likeliest answer.
        seed: for servers that honour one.
        prompt: "ask@1", where the messages come from; a label for recordings, not sent.
    """

    messages: tuple[Message, ...]
    schema: Mapping[str, Any] | None = None
    schema_name: str = "answer"
    max_output_tokens: int = 1024
    temperature: float = 0.0
    seed: int | None = 0
    prompt: str = ""


@dataclass(frozen=True, slots=True)
class Completion:
    """What came back: complete, non-empty text. Anything less is an `OutputError`.

    Attributes:
        text: the content as sent.
        model: the model the server says it served.
        usage: tokens of all attempts made for this request.
        request_id: the server's own id, for support.
    """

    text: str
    model: str
    usage: Usage = field(default_factory=Usage)
    finish_reason: FinishReason = "stop"
    request_id: str | None = None


def usage_of(error: ModelError) -> Usage:
    """What a failure took."""
    return Usage(
        calls=error.attempts,
        input_tokens=error.input_tokens,
        cached_tokens=error.cached_tokens,
        output_tokens=error.output_tokens,
        unreported=error.unreported,
    )


def tell_usage(error: ModelError, usage: Usage) -> None:
    """Nothing; the failure then says that it took `usage`, all that was sent for it."""
    error.attempts, error.unreported = usage.calls, usage.unreported
    error.input_tokens, error.cached_tokens = usage.input_tokens, usage.cached_tokens
    error.output_tokens = usage.output_tokens


class Model(Protocol):
    """A language model. Implementations are safe to call from several threads."""

    @property
    def name(self) -> str:
        """The model asked for, as it stands in provenance and recordings."""
        ...

    def complete(self, request: Request) -> Completion:
        """The model's complete answer.

        Raises:
            ModelError: typed by what went wrong, with what was already spent.
            BudgetExceededError: the call would exceed the budget; nothing was sent.
            RecordingMissingError: a replay has no recording of this request.
        """
        ...
