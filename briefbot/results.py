"""What the gate let through: the checked results users see, save and verify. All frozen pydantic models."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

SCHEMA_VERSION: Literal[1] = 1

Status = Literal["supported", "repaired", "quoted"]
Stance = Literal["said", "demanded", "denied", "warned", "offered", "promised"]
AbstentionReason = Literal["not_in_briefs", "outside_dates", "nothing_supported"]


class Result(BaseModel):
    """Base of all result types: frozen, and unknown fields are an error."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Citation(Result):
    """Exact characters of a brief: `text[start:end] == quote`, in characters of the decoded file."""

    brief: str
    day: date
    source: str
    sha256: str
    start: int
    end: int
    quote: str


class Check(Result):
    """One thing the gate looked at, with what it found in plain words."""

    name: str
    passed: bool
    detail: str = ""


class Claim(Result):
    """A statement that passed the gate.

    Attributes:
        text: what is printed. For `quoted` it is the cited sentence, or its quotation, verbatim.
        citations: at least one; the first is the one that proves most.
        speaker: who says so, None when the brief itself reports it as fact.
        status: `supported` as drafted, `repaired` (other sentences or speaker than drafted prove it), or
            `quoted` (could not be proved, so the source's own sentence stands in its place).
        checks: what was checked, with what result; for repaired and quoted also what failed first.
        drafted: the writer's words where they are not `text`. For the record, never rendered as fact.
    """

    text: str
    citations: Annotated[tuple[Citation, ...], Field(min_length=1)]
    speaker: str | None = None
    status: Status = "supported"
    checks: tuple[Check, ...] = ()
    drafted: str | None = None


class Rejected(Result):
    """A drafted statement that did not pass, with the reasons. Reported, never rendered as fact."""

    part: str
    text: str
    speaker: str | None = None
    handles: tuple[str, ...] = ()
    reasons: Annotated[tuple[str, ...], Field(min_length=1)]


class Development(Result):
    """One development of the day."""

    topic: str
    claim: Claim


class Voice(Result):
    """Who said what, and how it was meant."""

    speaker: str
    stance: Stance
    claim: Claim


class Figure(Result):
    """A number with its unit and what it counts, each in the cited sentence's words."""

    value: str
    unit: str
    what: str
    claim: Claim


class Ahead(Result):
    """Something announced for later. `when` is the source's words, `day` the date they name, if they do."""

    when: str
    day: date | None = None
    claim: Claim


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
    """Tokens over all attempts, retries and re-asks included."""

    calls: int = 0
    input_tokens: int = 0
    cached_tokens: int = 0
    output_tokens: int = 0

    def __add__(self, other: Usage) -> Usage:
        return Usage(
            calls=self.calls + other.calls,
            input_tokens=self.input_tokens + other.input_tokens,
            cached_tokens=self.cached_tokens + other.cached_tokens,
            output_tokens=self.output_tokens + other.output_tokens,
        )


class Provenance(Result):
    """How a result was made; enough to make it again.

    Attributes:
        model: the model asked for, None without one; `model_served` is what the server said it is.
        cost_usd: None when unknown, never 0 for an unknown price.
        options: the options that change the result.
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
    options: dict[str, str | int | float | bool | None] = {}


class DailySummary(Result):
    """One day's structured summary.

    Attributes:
        omitted: paragraphs of the day that no claim cites, boilerplate and repeats left out.
        coverage: share of the day's distinct news paragraphs that at least one claim cites, 0 to 1.
    """

    kind: Literal["daily_summary"] = "daily_summary"
    schema_version: Literal[1] = SCHEMA_VERSION
    day: date
    headline: Claim | None = None
    lead: Claim | None = None
    developments: tuple[Development, ...] = ()
    voices: tuple[Voice, ...] = ()
    figures: tuple[Figure, ...] = ()
    ahead: tuple[Ahead, ...] = ()
    omitted: tuple[Citation, ...] = ()
    coverage: float = 0.0
    rejected: tuple[Rejected, ...] = ()
    provenance: Provenance

    def named_claims(self) -> tuple[tuple[str, Claim], ...]:
        """Every claim with its name, like `("developments[2]", …)`, in the order of the fields."""
        named = [(name, c) for name, c in (("headline", self.headline), ("lead", self.lead)) if c]
        for field in ("developments", "voices", "figures", "ahead"):
            named += [(f"{field}[{i}]", item.claim) for i, item in enumerate(getattr(self, field))]
        return tuple(named)


class Conflict(Result):
    """Briefs that disagree on the same thing."""

    kind: Literal["updated", "contradicted", "reversed"]
    claims: tuple[Claim, ...]


class Answer(Result):
    """An answer, or a typed abstention.

    Attributes:
        claims: best first; empty when abstained.
        nearest: when abstained, the closest sentences there were.
    """

    kind: Literal["answer"] = "answer"
    schema_version: Literal[1] = SCHEMA_VERSION
    question: str
    as_of: date
    status: Literal["answered", "abstained"]
    reason: AbstentionReason | None = None
    claims: tuple[Claim, ...] = ()
    conflicts: tuple[Conflict, ...] = ()
    nearest: tuple[Citation, ...] = ()
    rejected: tuple[Rejected, ...] = ()
    provenance: Provenance

    def named_claims(self) -> tuple[tuple[str, Claim], ...]:
        """Every claim with its name, like `("claims[0]", …)`, best first, those in conflict last."""
        named = [(f"claims[{i}]", claim) for i, claim in enumerate(self.claims)]
        for i, conflict in enumerate(self.conflicts):
            named += [(f"conflicts[{i}][{j}]", claim) for j, claim in enumerate(conflict.claims)]
        return tuple(named)
