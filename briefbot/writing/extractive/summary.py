"""A day's summary without a model: the brief's own sentences, chosen and labelled by code."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING

from briefbot.drafts import DraftDevelopment, SummaryDraft, verbatim
from briefbot.grounding.attribution import find_attributions
from briefbot.writing.extractive.ahead import find_ahead
from briefbot.writing.extractive.figures import find_figures
from briefbot.writing.extractive.labels import headline_of, topic_of
from briefbot.writing.extractive.salience import (
    NOTHING_KNOWN,
    central_sentence,
    choose_varied,
    rank_paragraphs,
)
from briefbot.writing.extractive.voices import find_voices

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from briefbot.documents import Evidence
    from briefbot.drafts import DraftClaim, DraftVoice
    from briefbot.writing.extractive.salience import Background, Ranked

MOST_DEVELOPMENTS = 10
_MOST_VOICES = 12
# Proving takes time; on days of news twelve are found long before.
_MOST_ATTRIBUTING = 150
_MOST_FIGURES = 8
_MOST_AHEAD = 6


def draft_summary(evidence: Evidence, known: Background = NOTHING_KNOWN) -> SummaryDraft:
    """The summary of all distinct paragraphs of a day; empty evidence gives an empty draft.

    Developments come in reading order.
    """
    ranked = rank_paragraphs(evidence, known)
    if not ranked:
        return SummaryDraft()
    news = [r for r in ranked if not r.background] or ranked
    chosen = choose_varied(news, evidence, limit=MOST_DEVELOPMENTS)
    top = news[0].handle
    order = _reading_order(evidence, news, ranked)
    return SummaryDraft(
        headline=headline_of(evidence, top),
        lead=_lead(evidence, ranked, known.repeated, top),
        developments=tuple(
            DraftDevelopment(topic_of(evidence, r.handle), verbatim(evidence, r.handle))
            for r in chosen
        ),
        voices=tuple(islice(_voices(evidence, order), _MOST_VOICES)),
        figures=tuple(islice((f for h in order for f in find_figures(evidence, h)), _MOST_FIGURES)),
        ahead=tuple(islice((a for h in order if (a := find_ahead(evidence, h))), _MOST_AHEAD)),
    )


def _voices(evidence: Evidence, order: Sequence[str]) -> Iterator[DraftVoice]:
    """The voices of the sentences in order; of those that attribute something the first 150 are tried."""
    tried = 0
    for handle in order:
        tried += bool(find_attributions(evidence.by_handle[handle].text))
        if tried <= _MOST_ATTRIBUTING:
            yield from find_voices(evidence, handle)


def _lead(
    evidence: Evidence, ranked: list[Ranked], repeated: frozenset[int], headline: str
) -> DraftClaim | None:
    """The sentence that says most about the whole day, not the one of the headline.

    The standing introduction of a brief is written to be just that, so its opening comes first.
    """
    opening = min((r.handle for r in ranked if r.chunk in repeated), key=_position, default=None)
    handle = opening or central_sentence(evidence, exclude=[headline])
    return verbatim(evidence, handle) if handle else None


def _position(handle: str) -> tuple[int, int]:
    chunk, sentence = handle.split(".")
    return int(chunk), int(sentence)


def _reading_order(evidence: Evidence, news: list[Ranked], ranked: list[Ranked]) -> list[str]:
    """Handles of the day's news in reading order, the standing background after it."""
    first = {r.chunk for r in news}
    chunks = sorted(first) + sorted({r.chunk for r in ranked} - first)
    return [
        f"{number}.{i}"
        for number in chunks
        for i in range(1, len(evidence.chunks[number - 1].sentences) + 1)
    ]
