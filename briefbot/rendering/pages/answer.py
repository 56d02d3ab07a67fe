"""An answer as a page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefbot.rendering.outline import Item, NoteNumbers, Outline, Section
from briefbot.rendering.pages.parts import note, rejected_section
from briefbot.rendering.plain import clean
from briefbot.rendering.receipt import legend, receipt
from briefbot.rendering.wording import claim_item, in_marks

if TYPE_CHECKING:
    from briefbot.results import AbstentionReason, Answer

REASONS: dict[AbstentionReason, str] = {
    "not_in_briefs": "No answer: the briefs do not say.",
    "outside_dates": "No answer: the briefs of the dates asked about do not say.",
    "nothing_supported": "No answer: what was drafted could not be proved from the briefs.",
}


def answer_page(answer: Answer) -> Outline:
    """Everything an answer has to say, in reading order."""
    numbers = NoteNumbers()
    claims = tuple(claim_item(claim, numbers) for claim in answer.claims)
    conflicts = tuple(
        claim_item(claim, numbers, topic=f"{conflict.kind}, {claim.citations[0].day.isoformat()}")
        for conflict in answer.conflicts
        for claim in conflict.claims
    )
    nearest = tuple(
        Item(in_marks(clean(citation.quote)), notes=(numbers.number(citation),))
        for citation in answer.nearest
    )
    sections = [
        Section("", claims, "paragraphs" if len(claims) == 1 else "list"),
        Section("The briefs differ", conflicts),
        Section("The closest the briefs come", nearest),
    ]
    if answer.status == "abstained":
        sections.insert(0, note(REASONS[answer.reason or "not_in_briefs"]))
    told = [*answer.claims, *(c for conflict in answer.conflicts for c in conflict.claims)]
    return Outline(
        title=answer.question,
        sections=tuple(section for section in sections if section.items),
        notes=tuple(numbers.notes),
        closing=tuple(s for s in (rejected_section(answer.rejected),) if s.items),
        small_print=(*legend(told), f"as of {answer.as_of} · {receipt(answer.provenance)}"),
    )
