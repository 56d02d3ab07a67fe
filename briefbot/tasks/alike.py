"""What an encoder adds to a question: paragraphs that tell it in other words, and how alike all of them are to it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefbot.grounding.answers.calibration import is_fitted_to

if TYPE_CHECKING:
    from collections.abc import Sequence

    from briefbot.documents import Chunk
    from briefbot.retrieval.best import Hit
    from briefbot.retrieval.index import Index
    from briefbot.retrieval.likeness import Likeness
    from briefbot.retrieval.scope import Scope

# The first alone brings the right paragraph to all of 201 questions on weekly news; words bring it to 197.
_ADDED = 3


def add_nearest(index: Index, text: str, hits: Sequence[Hit], scope: Scope) -> list[Hit]:
    """The hits, then those of the paragraphs nearest in meaning that are not among them.

    None is added without an encoder, with one nothing is fitted to, or where the days in scope hold too many paragraphs
    to compare them all.
    """
    if not is_fitted_to(index.encoder_sha256):
        return list(hits)
    found = index.nearest(text, since=scope.since, until=scope.report_until, top_k=_ADDED)
    known = {(hit.chunk.brief.id, hit.chunk.span) for hit in hits}
    return [*hits, *(h for h in found if (h.chunk.brief.id, h.chunk.span) not in known)]


def find_likeness(index: Index, text: str, chunks: Sequence[Chunk]) -> Likeness | None:
    """How alike the text and these paragraphs are; None without an encoder, or with one nothing is fitted to."""
    return index.likeness(text, chunks) if is_fitted_to(index.encoder_sha256) else None
