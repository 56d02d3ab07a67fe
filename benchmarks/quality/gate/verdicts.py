"""What the gate makes of a statement, and whether that lets the statement's own words through."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from benchmarks.quality.gate.words import tokens
from briefbot.drafts import DraftClaim
from briefbot.grounding.gate import check_claim
from briefbot.grounding.search import nearest_handles
from briefbot.results import Claim

if TYPE_CHECKING:
    from briefbot.documents import Evidence
    from briefbot.results import Rejected

# A model cites what it read; for statements without a citation the nearest sentences stand in for that.
CITED = 3


@dataclass(frozen=True, slots=True)
class Verdict:
    """The gate's result for one statement.

    Attributes:
        status: supported, repaired, quoted or rejected.
        passed: the statement's own words are printed as a checked claim.
        speaker: who the result says is speaking.
        reasons: what failed, in plain words; empty when nothing did.
    """

    status: str
    passed: bool
    speaker: str | None
    reasons: tuple[str, ...]


def judge(
    statement: str,
    evidence: Evidence,
    handles: tuple[str, ...] | None = None,
    *,
    speaker: str | None = None,
) -> Verdict:
    """The gate's verdict on a statement that cites `handles`, or the nearest sentences when none are given."""
    if handles is None:
        handles = tuple(nearest_handles(statement, evidence, top_k=CITED))
    result: Claim | Rejected = check_claim(
        DraftClaim(statement, handles, speaker), evidence, part="claim"
    )
    if not isinstance(result, Claim):
        return Verdict("rejected", False, result.speaker, result.reasons)
    failed = tuple(f"{c.name}: {c.detail}" for c in result.checks if not c.passed)
    passed = result.status in ("supported", "repaired")
    return Verdict(result.status, passed, result.speaker, failed)


def same_person(a: str | None, b: str | None) -> bool:
    """Whether two ways of naming a speaker share a name; two missing ones do not."""
    if not a or not b:
        return False
    names_a, names_b = (
        {t.lower for t in tokens(x) if t.is_word and len(t.text) > 1} for x in (a, b)
    )
    return bool(names_a & names_b - {"the", "and", "for", "of", "an", "in"})
