"""The checked claim and what it is made of: citations, checks, and what did not pass."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

SCHEMA_VERSION: Literal[1] = 1

Status = Literal["supported", "repaired", "quoted"]


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

    @property
    def place(self) -> tuple[str, int]:
        """Where its first citation stands: the id of the brief, and the first character in it."""
        return self.citations[0].brief, self.citations[0].start


class Rejected(Result):
    """A drafted statement that did not pass, with the reasons. Reported, never rendered as fact."""

    part: str
    text: str
    speaker: str | None = None
    handles: tuple[str, ...] = ()
    reasons: Annotated[tuple[str, ...], Field(min_length=1)]
