"""Briefs whose vectors are at hand: a question is compared with a week of them without reading a file."""

from __future__ import annotations

import threading
from collections import OrderedDict
from typing import TYPE_CHECKING, NamedTuple

from briefbot.retrieval.best import Hit
from briefbot.retrieval.chunking import normalized
from briefbot.retrieval.likeness import cosines

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    import numpy as np
    from numpy.typing import NDArray

    from briefbot.documents import Brief, Chunk
    from briefbot.retrieval.manifest import Row
    from briefbot.retrieval.paragraph_vectors import ParagraphVectors, ToEmbed
    from briefbot.retrieval.shelf import Shelf
    from briefbot.retrieval.store import Snapshot

# Bounds memory: some 4 MB of vectors and 8 of text, which is a year of ordinary briefs.
_MOST_PARAGRAPHS = 4_000
_MOST_CHARACTERS = 8_000_000


class _HeldBrief(NamedTuple):
    """One brief: its paragraphs with their vectors by where they start, and the paragraphs' own vectors in one row."""

    known: dict[int, tuple[ToEmbed, bytes]]
    own: bytes
    characters: int


class Held:
    """The briefs asked about last, with their vectors. Safe to use from several threads."""

    def __init__(self, vectors: ParagraphVectors, size: int) -> None:
        self._vectors = vectors
        self._size = size
        self._kept: OrderedDict[tuple[str, str], _HeldBrief] = OrderedDict()
        self._lock = threading.Lock()

    def known(self, chunks: Sequence[Chunk], now: Snapshot) -> list[tuple[ToEmbed, bytes]]:
        """Each paragraph with its vectors, in order; see `ParagraphVectors.known`."""
        found = {at: held for at, chunk in enumerate(chunks) if (held := self._find(chunk))}
        rest = [at for at in range(len(chunks)) if at not in found]
        read = self._vectors.known([chunks[at] for at in rest], now) if rest else []
        found |= dict(zip(rest, read, strict=True))
        return [found[at] for at in range(len(chunks))]

    def nearest(
        self,
        question: NDArray[np.float32],
        rows: Iterable[Row],
        top_k: int,
        now: Snapshot,
        shelf: Shelf,
    ) -> list[Hit]:
        """The paragraphs of these briefs that are most alike; see `Index.nearest`."""
        briefs = self._held(list(rows), now, shelf)
        alike = cosines(question, b"".join(brief.own for brief in briefs))
        chunks = [p.chunk for brief in briefs for p, _ in brief.known.values()]
        ranked = sorted(
            zip(alike, chunks, strict=True),
            key=lambda one: (-one[0], one[1].brief.day, one[1].brief.id, one[1].span),
        )
        hits: dict[str, Hit] = {}
        for cosine, chunk in ranked:
            if len(hits) == top_k:
                break
            hits.setdefault(normalized(chunk.text), Hit(chunk, cosine))
        return list(hits.values())

    def _held(self, rows: Sequence[Row], now: Snapshot, shelf: Shelf) -> list[_HeldBrief]:
        """The briefs of the rows; what is not at hand is read together. Those changed since are left out."""
        held = {(row.id, row.sha256): self._get((row.id, row.sha256)) for row in rows}
        opened = [shelf.open(row) for row in rows if held[row.id, row.sha256] is None]
        there = [one for one in opened if one is not None]
        chunks = [one.chunk(start) for one in there for start in one.by_start]
        known = iter(self._vectors.known(chunks, now))
        for one in there:
            by_start = {start: next(known) for start in one.by_start}
            held[one.brief.id, one.brief.sha256] = self._keep(one.brief, by_start)
        return [brief for brief in held.values() if brief is not None]

    def _find(self, chunk: Chunk) -> tuple[ToEmbed, bytes] | None:
        brief = self._get((chunk.brief.id, chunk.brief.sha256))
        found = brief.known.get(chunk.span.start) if brief else None
        return found if found and found[0].chunk.span == chunk.span else None

    def _get(self, key: tuple[str, str]) -> _HeldBrief | None:
        with self._lock:
            if brief := self._kept.get(key):
                self._kept.move_to_end(key)
            return brief

    def _keep(self, brief: Brief, known: dict[int, tuple[ToEmbed, bytes]]) -> _HeldBrief:
        # The paragraph's own vector is the first of its vectors.
        own = b"".join(vectors[: self._size] for _, vectors in known.values())
        held = _HeldBrief(known, own, len(brief.text))
        with self._lock:
            self._kept[brief.id, brief.sha256] = held
            while self._is_too_much() and len(self._kept) > 1:
                self._kept.popitem(last=False)
        return held

    def _is_too_much(self) -> bool:
        kept = self._kept.values()
        return (
            sum(len(brief.known) for brief in kept) > _MOST_PARAGRAPHS
            or sum(brief.characters for brief in kept) > _MOST_CHARACTERS
        )
