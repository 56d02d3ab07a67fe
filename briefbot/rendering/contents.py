"""DailySummary and Answer to an outline: which parts, in which order, under which titles."""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefbot.rendering.outline import Item, NoteNumbers, Outline, Section
from briefbot.rendering.plain import clean, shorten
from briefbot.rendering.receipt import legend, receipt
from briefbot.rendering.wording import (
    ahead_item,
    claim_item,
    figure_item,
    in_marks,
    long_day,
    rejected_item,
    voice_item,
)

if TYPE_CHECKING:
    from collections.abc import Iterable

    from briefbot.results import AbstentionReason, Answer, Claim, DailySummary, Rejected

OMITTED_CHARACTERS = 160

REASONS: dict[AbstentionReason, str] = {
    "not_in_briefs": "No answer: the briefs do not say.",
    "outside_dates": "No answer: the briefs of the dates asked about do not say.",
    "nothing_supported": "No answer: what was drafted could not be proved from the briefs.",
}


def outline(result: DailySummary | Answer) -> Outline:
    """Everything a result has to say, in reading order."""
    # By kind and not by class: loading the result types costs 0.1 s, which `--help` does not have.
    return _summary(result) if result.kind == "daily_summary" else _answer(result)


def _summary(summary: DailySummary) -> Outline:
    numbers = NoteNumbers()
    opening = [claim_item(c, numbers) for c in _different(summary.headline, summary.lead)]
    developments = [claim_item(d.claim, numbers, topic=d.topic) for d in summary.developments]
    voices = [voice_item(v.speaker, v.stance, v.claim, numbers) for v in summary.voices]
    sections = [
        Section("", tuple(opening), "paragraphs"),
        Section("Developments", tuple(developments)),
        Section("Voices", tuple(voices)),
        Section("Figures", tuple(figure_item(f, numbers) for f in summary.figures)),
        Section("Ahead", tuple(ahead_item(a, numbers) for a in summary.ahead)),
    ]
    claims = [claim for _, claim in summary.named_claims()]
    if not claims:
        sections.append(_note("Nothing in the day's briefs could be summarized with proof."))
    return Outline(
        title=long_day(summary.day),
        sections=tuple(section for section in sections if section.items),
        notes=tuple(numbers.notes),
        closing=tuple(s for s in (_omitted(summary), _rejected(summary.rejected)) if s.items),
        small_print=(*legend(claims), receipt(summary.provenance)),
    )


def _answer(answer: Answer) -> Outline:
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
        sections.insert(0, _note(REASONS[answer.reason or "not_in_briefs"]))
    told = [*answer.claims, *(c for conflict in answer.conflicts for c in conflict.claims)]
    return Outline(
        title=answer.question,
        sections=tuple(section for section in sections if section.items),
        notes=tuple(numbers.notes),
        closing=tuple(s for s in (_rejected(answer.rejected),) if s.items),
        small_print=(*legend(told), f"as of {answer.as_of} · {receipt(answer.provenance)}"),
    )


def _different(*claims: Claim | None) -> Iterable[Claim]:
    """The claims there are, without one that only repeats the words of the claim before."""
    words = ""
    for claim in claims:
        if claim and claim.text != words:
            words = claim.text
            yield claim


def _note(text: str) -> Section:
    return Section("", (Item(text),), "paragraphs")


def _omitted(summary: DailySummary) -> Section:
    # Rounded down: with a paragraph left out, 99.6 % must not read as all of them.
    covered = int(summary.coverage * 100 + 1e-9)
    items = tuple(
        Item(in_marks(shorten(clean(citation.quote), OMITTED_CHARACTERS)))
        for citation in summary.omitted
    )
    return Section(f"Not covered above ({covered} % of the day's news paragraphs are)", items)


def _rejected(rejected: tuple[Rejected, ...]) -> Section:
    return Section(
        "Drafted but not proved: not to be taken as news", tuple(map(rejected_item, rejected))
    )
