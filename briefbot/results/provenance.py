"""How a result was made: writer, model, prompts, briefs, tokens and cost."""

from __future__ import annotations

from datetime import date
from typing import Literal

from pydantic import Field

from briefbot.results.claims import Result


class BriefUsed(Result):
    """A brief the result rests on."""

    id: str
    day: date
    source: str
    sha256: str
    encoding: str = "utf-8"


class PromptUsed(Result):
    """A prompt version, with the fingerprint it had."""

    name: str
    version: int
    fingerprint: str


class Usage(Result):
    """Tokens over all attempts, retries and re-asks included.

    Attributes:
        unreported: calls that may be billed and whose tokens nobody reported: the other numbers leave them out.
    """

    calls: int = 0
    input_tokens: int = 0
    cached_tokens: int = 0
    output_tokens: int = 0
    unreported: int = 0

    def __add__(self, other: Usage) -> Usage:
        return Usage(
            calls=self.calls + other.calls,
            input_tokens=self.input_tokens + other.input_tokens,
            cached_tokens=self.cached_tokens + other.cached_tokens,
            output_tokens=self.output_tokens + other.output_tokens,
            unreported=self.unreported + other.unreported,
        )


class Provenance(Result):
    """How a result was made; enough to make it again.

    Attributes:
        model: the model asked for, None without one; `model_served` is what the server said it is.
        cost_usd: None when unknown, never 0 for an unknown price.
        options: the options that change the result.
        fallback: why the model's result is missing and the briefs' own sentences stand in, None when nothing failed;
            `model` and `usage` then tell of the model that failed, and `writer` is "extractive".
    """

    briefbot: str
    writer: Literal["extractive", "prompted"]
    model: str | None = None
    model_served: str | None = None
    prompts: tuple[PromptUsed, ...] = ()
    briefs: tuple[BriefUsed, ...] = ()
    usage: Usage = Usage()
    cost_usd: float | None = None
    as_of: date
    options: dict[str, str | int | float | bool | None] = Field(default_factory=dict)
    fallback: str | None = None
