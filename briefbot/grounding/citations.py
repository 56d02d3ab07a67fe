"""Sentences of the evidence as citations and as sources for a proof."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from briefbot.grounding.attribution import find_attributions, speaker_of
from briefbot.grounding.support import Source
from briefbot.results import Citation

if TYPE_CHECKING:
    from briefbot.documents import Brief, Chunk, Evidence, Span


def cite(brief: Brief, span: Span) -> Citation:
    """The citation of a slice of a brief; the quote is cut out here and nowhere else."""
    return Citation(
        brief=brief.id,
        day=brief.day,
        source=brief.source,
        sha256=brief.sha256,
        start=span.start,
        end=span.end,
        quote=brief.text[span.start : span.end],
    )


def cite_handle(evidence: Evidence, handle: str) -> Citation:
    """The citation of a sentence of the evidence.

    Raises:
        KeyError: there is no such handle.
    """
    sentence = evidence.by_handle[handle]
    return cite(sentence.brief, sentence.span)


@lru_cache(maxsize=1024)
def source_of(chunk: Chunk, index: int) -> Source:
    """Sentence `index` of a chunk as something to prove a statement with."""
    sentence = chunk.sentences[index]
    inherited = None if find_attributions(sentence.text) else speaker_of(chunk, index)
    return Source(sentence.text, sentence.brief.day, inherited)


def handle_source(evidence: Evidence, handle: str) -> Source:
    """The sentence a valid handle points to, as something to prove a statement with."""
    return source_of(evidence.chunk_of(handle), int(handle.split(".")[1]) - 1)
