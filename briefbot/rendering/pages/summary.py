"""A day's summary as a page."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from briefbot.rendering.outline import Item, NoteNumbers, Outline, Section
from briefbot.rendering.pages.parts import note, rejected_section
from briefbot.rendering.plain import clean, shorten
from briefbot.rendering.receipt import legend, receipt
from briefbot.rendering.wording import (
    ahead_item,
    claim_item,
    figure_item,
    in_marks,
    long_day,
    voice_item,
)

if TYPE_CHECKING:
    from collections.abc import Iterable

    from briefbot.results import Claim, DailySummary, Development

OMITTED_CHARACTERS = 160


def summary_page(summary: DailySummary) -> Outline:
    """Everything a summary has to say, in reading order."""
    numbers = NoteNumbers()
    opening = [claim_item(c, numbers) for c in _different(summary.headline, summary.lead)]
    developments = [_development(d, numbers) for d in summary.developments]
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
        sections.append(note("Nothing in the day's briefs could be summarized with proof."))
    return Outline(
        title=long_day(summary.day),
        sections=tuple(section for section in sections if section.items),
        notes=tuple(numbers.notes),
        closing=tuple(
            s for s in (_omitted(summary), rejected_section(summary.rejected)) if s.items
        ),
        small_print=(*legend(claims), receipt(summary.provenance)),
    )


def _development(development: Development, numbers: NoteNumbers) -> Item:
    item = claim_item(development.claim, numbers, topic=development.topic)
    if development.new_since is None:
        return item
    marks = [item.mark, f"new since {development.new_since.isoformat()}"]
    return replace(item, mark=", ".join(mark for mark in marks if mark))


def _different(*claims: Claim | None) -> Iterable[Claim]:
    """The claims there are, without one that only repeats the words of the claim before."""
    words = ""
    for claim in claims:
        if claim and claim.text != words:
            words = claim.text
            yield claim


def _omitted(summary: DailySummary) -> Section:
    # Rounded down: with a paragraph left out, 99.6 % must not read as all of them.
    covered = int(summary.coverage * 100 + 1e-9)
    items = tuple(
        Item(in_marks(shorten(clean(citation.quote), OMITTED_CHARACTERS)))
        for citation in summary.omitted
    )
    return Section(f"Not covered above ({covered} % of the day's news paragraphs are)", items)
