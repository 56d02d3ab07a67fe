"""What of the day a summary leaves out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefbot.grounding.citations import cite

if TYPE_CHECKING:
    from briefbot.documents import Chunk, Evidence
    from briefbot.results import Citation, DailySummary


def find_omissions(summary: DailySummary, evidence: Evidence) -> tuple[tuple[Citation, ...], float]:
    """The news paragraphs no claim cites, and the share of all that some claim does; those not read count as not cited."""
    cited: dict[str, list[tuple[int, int]]] = {}
    for _, claim in summary.named_claims():
        for c in claim.citations:
            cited.setdefault(c.brief, []).append((c.start, c.end))
    news = [c for c in evidence.chunks if not c.boilerplate and not _is_withheld(c)]
    omitted = [
        chunk
        for chunk in news
        if not any(
            start < chunk.span.end and chunk.span.start < end
            for start, end in cited.get(chunk.brief.id, ())
        )
    ]
    total = len(news) + evidence.unread
    share = (len(news) - len(omitted)) / total if total else 0.0
    return tuple(cite(c.brief, c.span) for c in omitted), round(share, 3)


def _is_withheld(chunk: Chunk) -> bool:
    """Whether all of a paragraph is addressed to a language model: told in the receipt, without its words."""
    return bool(chunk.withheld) and not chunk.sentences
