"""An answer as a page."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from briefbot.rendering.outline import Item, NoteNumbers, Outline, Section
from briefbot.rendering.pages.parts import note, rejected_section
from briefbot.rendering.plain import clean
from briefbot.rendering.receipt import legend, receipt
from briefbot.rendering.wording import claim_item, in_marks

if TYPE_CHECKING:
    from collections.abc import Iterator

    from briefbot.results import AbstentionReason, Answer, Claim, Conflict

REASONS: dict[AbstentionReason, str] = {
    "not_in_briefs": "No answer: the briefs do not say.",
    "outside_dates": "No answer: the briefs of the dates asked about do not say.",
    "nothing_supported": "No answer: what was drafted could not be proved from the briefs.",
}
# What an earlier or other statement is to the one that holds.
_DIFFERS: dict[str, str] = {
    "updated": "Earlier, {day}, updated since",
    "reversed": "Earlier, {day}, reversed since",
    "contradicted": "Also, {day}, and both can't be right",
}
# Evidence this much older than the days asked about is said to be old where nobody can miss it.
_OLD = timedelta(days=7)


def answer_page(answer: Answer) -> Outline:
    """Everything an answer has to say, in reading order."""
    numbers = NoteNumbers()
    newest = max((claim.citations[0].day for claim in answer.claims), default=answer.as_of)
    claims = tuple(
        claim_item(claim, numbers, topic=_earlier(claim, newest)) for claim in answer.claims
    )
    conflicts = tuple(
        item for conflict in answer.conflicts for item in _differing(conflict, answer, numbers)
    )
    nearest = tuple(
        Item(in_marks(clean(citation.quote)), notes=(numbers.number(citation),))
        for citation in answer.nearest
    )
    sections = [
        *map(note, _said_first(answer)),
        Section("", claims, "paragraphs" if len(claims) == 1 else "list"),
        Section("The briefs differ", conflicts),
        Section("The closest the briefs come", nearest),
    ]
    told = [*answer.claims, *(c for conflict in answer.conflicts for c in conflict.claims)]
    return Outline(
        title=answer.question,
        sections=tuple(section for section in sections if section.items),
        notes=tuple(numbers.notes),
        closing=tuple(s for s in (rejected_section(answer.rejected),) if s.items),
        small_print=(*legend(told), f"{_as_of(answer)} · {receipt(answer.provenance)}"),
    )


def _earlier(claim: Claim, newest: date) -> str:
    """The day of a claim that is older than another: side by side both would read as of today."""
    day = claim.citations[0].day
    return day.isoformat() if day < newest else ""


def _differing(conflict: Conflict, answer: Answer, numbers: NoteNumbers) -> Iterator[Item]:
    """What else the briefs say on the same thing; the claim that holds only where the answer has it not."""
    for claim in conflict.claims:
        if claim not in answer.claims:
            day = claim.citations[0].day.isoformat()
            yield claim_item(claim, numbers, topic=_DIFFERS[conflict.kind].format(day=day))


def _said_first(answer: Answer) -> Iterator[str]:
    """Why there is no answer, and that what there is is old."""
    if answer.status == "abstained":
        yield REASONS[answer.reason or "not_in_briefs"] + _nearest_days(answer)
    newest, asked = answer.newest_evidence, _last_day_asked(answer)
    if newest is not None and asked - newest > _OLD:
        yield f"Old evidence: the newest brief cited is of {newest}, {_days(newest, asked)} before {asked}."


def _nearest_days(answer: Answer) -> str:
    if answer.reason != "outside_dates":
        return ""
    if not answer.nearest_days:
        return f" There is no brief up to {answer.as_of}." if not answer.nearest else ""
    days = ", ".join(day.isoformat() for day in answer.nearest_days)
    return f" The nearest days that have a brief: {days}."


def _last_day_asked(answer: Answer) -> date:
    """The last day the question is about: evidence of its own time is never old."""
    until = answer.provenance.options.get("until")
    return date.fromisoformat(until) if isinstance(until, str) else answer.as_of


def _as_of(answer: Answer) -> str:
    newest = answer.newest_evidence
    if newest is None:
        return f"as of {answer.as_of}"
    age = f", {_days(newest, answer.as_of)} old" if newest < answer.as_of else ""
    return f"as of {answer.as_of} · newest evidence {newest}{age}"


def _days(first: date, last: date) -> str:
    count = (last - first).days
    return f"{count:,} day{'' if count == 1 else 's'}"
