"""An answer, or a typed abstention."""

from __future__ import annotations

from datetime import date
from typing import Literal

from briefbot.results.claims import SCHEMA_VERSION, Citation, Claim, Rejected, Result
from briefbot.results.provenance import Provenance

AbstentionReason = Literal["not_in_briefs", "outside_dates", "nothing_supported"]
ConflictKind = Literal["updated", "contradicted", "reversed"]


class Conflict(Result):
    """Briefs that disagree on the same thing.

    Attributes:
        kind: `updated` (a later state of a running count or a plan), `reversed` (said to be the opposite, or
            taken back, later) or `contradicted` (they can't both be right).
        claims: the newest first, each with its day in its citation.
    """

    kind: ConflictKind
    claims: tuple[Claim, ...]


class Answer(Result):
    """An answer, or a typed abstention.

    Attributes:
        as_of: nothing later was read.
        newest_evidence: day of the newest brief that a claim, or the closest there was, is cited from; None without any.
        claims: best first; empty when abstained.
        conflicts: earlier or other statements of the briefs on the same thing, each with the one that holds first.
        nearest: when abstained, the closest sentences there were.
        nearest_days: where no day asked about has a brief, the nearest days up to `as_of` that have one.
    """

    kind: Literal["answer"] = "answer"
    schema_version: Literal[1] = SCHEMA_VERSION
    question: str
    as_of: date
    status: Literal["answered", "abstained"]
    reason: AbstentionReason | None = None
    newest_evidence: date | None = None
    claims: tuple[Claim, ...] = ()
    conflicts: tuple[Conflict, ...] = ()
    nearest: tuple[Citation, ...] = ()
    nearest_days: tuple[date, ...] = ()
    rejected: tuple[Rejected, ...] = ()
    provenance: Provenance

    def cited_days(self) -> tuple[date, ...]:
        """The days of the briefs cited, for claims or as the closest there was, oldest first."""
        cited = [c for _, claim in self.named_claims() for c in claim.citations]
        return tuple(sorted({c.day for c in (*cited, *self.nearest)}))

    def named_claims(self) -> tuple[tuple[str, Claim], ...]:
        """Every claim with its name, like `("claims[0]", …)`, best first, those in conflict last."""
        named = [(f"claims[{i}]", claim) for i, claim in enumerate(self.claims)]
        for i, conflict in enumerate(self.conflicts):
            named += [(f"conflicts[{i}][{j}]", claim) for j, claim in enumerate(conflict.claims)]
        return tuple(named)
