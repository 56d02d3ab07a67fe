"""Which developments of a day the day before it does not tell."""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefbot.writing.compared import compare

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from briefbot.documents import Evidence
    from briefbot.results import Claim, Development


def mark_new(
    developments: Iterable[Development], evidence: Evidence, before: Evidence, day: date
) -> list[Development]:
    """The developments, each marked as new that the earlier day does not tell, not even differently.

    Args:
        developments: those of the later day.
        evidence: what the later day tells.
        before: what the earlier day tells.
        day: the earlier day.
    """
    new = new_places(before, evidence)
    return [
        one.model_copy(update={"new_since": day}) if is_new(one.claim, new) else one
        for one in developments
    ]


def new_places(before: Evidence, evidence: Evidence) -> frozenset[tuple[str, int]]:
    """Where the sentences stand that only the later of two days tells: brief and first character."""
    sentences = (evidence.by_handle[handle] for handle in compare(before, evidence).new)
    return frozenset((sentence.brief.id, sentence.span.start) for sentence in sentences)


def is_new(claim: Claim, new: frozenset[tuple[str, int]]) -> bool:
    """Whether everything a claim cites is new."""
    return all((citation.brief, citation.start) in new for citation in claim.citations)
