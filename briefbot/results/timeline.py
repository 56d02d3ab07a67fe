"""How a story unfolded: dated, cited steps over many briefs."""

from __future__ import annotations

from datetime import date
from typing import Literal

from briefbot.results.claims import SCHEMA_VERSION, Claim, Result
from briefbot.results.provenance import Provenance

StepKind = Literal["new", "updated", "reversed", "announced"]


class Step(Result):
    """One real step of a story, told for the first time.

    Attributes:
        day: first day it happened, or is to happen: what its sentence names, else the day of its brief.
        last: last of those days; the same as `day` for a single one.
        when: the source's own words for the time, "" where the day is the brief's.
        reported: day of the first brief that tells it.
        repeated: days of later briefs that told it again, oldest first.
        kind: `new`, `updated` or `reversed` against the step `revises`, or `announced` ahead of its day.
        revises: position in the timeline's steps of the one it updates or reverses.
        claim: what is told, cited.
    """

    day: date
    last: date
    when: str = ""
    reported: date
    repeated: tuple[date, ...] = ()
    kind: StepKind = "new"
    revises: int | None = None
    claim: Claim


class Timeline(Result):
    """The steps of a story in the order they happened.

    Attributes:
        query: as asked.
        as_of: no later brief was read.
        found: paragraphs of the briefs that tell of it.
        left_out: steps there are beyond those listed.
        nearest: where nothing was found, words of the briefs that look like those asked for.
    """

    kind: Literal["timeline"] = "timeline"
    schema_version: Literal[1] = SCHEMA_VERSION
    query: str
    as_of: date
    since: date | None = None
    until: date | None = None
    steps: tuple[Step, ...] = ()
    found: int = 0
    left_out: int = 0
    nearest: tuple[str, ...] = ()
    provenance: Provenance

    def named_claims(self) -> tuple[tuple[str, Claim], ...]:
        """Every claim with its name, like `("steps[2]", …)`, in the order of the steps."""
        return tuple((f"steps[{i}]", step.claim) for i, step in enumerate(self.steps))
