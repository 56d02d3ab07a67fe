"""The briefs a result cites, each read once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefbot.errors import BriefError
from briefbot.grounding.citations import source_of
from briefbot.grounding.comparing.statement import Statement
from briefbot.retrieval.chunking import chunk_at, paragraphs

if TYPE_CHECKING:
    from briefbot.documents import Brief, Chunk
    from briefbot.grounding.support import Source
    from briefbot.library.base import Library
    from briefbot.results import Citation
    from briefbot.retrieval.chunking import Paragraph


class Shelf:
    """Briefs and their chunks, each read once."""

    def __init__(self, library: Library) -> None:
        self._library = library
        self._briefs: dict[str, tuple[Brief | None, str]] = {}
        self._paragraphs: dict[str, list[Paragraph]] = {}
        self._chunks: dict[tuple[str, int], Chunk] = {}

    def find(self, id: str) -> tuple[Brief | None, str]:
        """The brief, or None and why it can't be had."""
        if id not in self._briefs:
            try:
                self._briefs[id] = self._library.load(id), ""
            except BriefError as exc:
                self._briefs[id] = None, str(exc)
        return self._briefs[id]

    def sources(self, citation: Citation) -> list[Source]:
        """The sentences that a citation covers, whole ones only."""
        return [source_of(one, i) for one, i in self._covered(citation)]

    def statement(self, citation: Citation) -> Statement | None:
        """The first sentence that a citation covers, to compare with others; None when it covers none."""
        return next((Statement(one, i) for one, i in self._covered(citation)), None)

    def _covered(self, citation: Citation) -> list[tuple[Chunk, int]]:
        """The sentences that a citation covers, each as its chunk and its number there, whole ones only."""
        brief, _ = self.find(citation.brief)
        if brief is None:
            return []
        if brief.id not in self._paragraphs:
            self._paragraphs[brief.id] = paragraphs(brief.text, brief.body_start)
        # Not all of a brief's sentences at once: it may have a million.
        chunks = (
            self._chunk(brief, one)
            for one in self._paragraphs[brief.id]
            if one.start < citation.end and citation.start < one.end
        )
        return [
            (one, i)
            for one in chunks
            for i, s in enumerate(one.sentences)
            if citation.start <= s.span.start and s.span.end <= citation.end
        ]

    def _chunk(self, brief: Brief, paragraph: Paragraph) -> Chunk:
        key = brief.id, paragraph.start
        if key not in self._chunks:
            self._chunks[key] = chunk_at(brief, paragraph)
        return self._chunks[key]
