"""Paragraphs to vectors: what is stored is used, what is not is made on all cores and kept."""

from __future__ import annotations

import hashlib
import json
import os
import time
from concurrent.futures import ThreadPoolExecutor
from itertools import islice
from typing import TYPE_CHECKING, NamedTuple

from briefbot.retrieval.chunking import Paragraph, chunk_at
from briefbot.retrieval.likeness import packed
from briefbot.retrieval.vectors import Stored, Vectors, place_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from briefbot.documents import Chunk, Sentence
    from briefbot.encoder.base import Encoder
    from briefbot.retrieval.manifest import Row
    from briefbot.retrieval.shelf import Shelf
    from briefbot.retrieval.store import Snapshot

    Progress = Callable[[int, int], None]

# Paragraphs made and stored together: about a second's work, which is all that a kill or Ctrl-C loses.
_BATCH = 64
# Of a paragraph: itself and its first sentences. Real ones have 6 at most; 2,000 characters of "Aaa. Aab." have 400, and
# would keep a question waiting for minutes.
_MOST_TEXTS = 32
# Fewer texts are not worth starting a thread for.
_FEW = 4


class Embedded(NamedTuple):
    """What one call of `embed` made.

    Attributes:
        paragraphs: how many were made and stored.
        sentences: how many those have.
        bytes: of their vectors.
        seconds: how long it took.
    """

    paragraphs: int = 0
    sentences: int = 0
    bytes: int = 0
    seconds: float = 0.0


class ToEmbed(NamedTuple):
    """A paragraph and what has to be embedded of it.

    Attributes:
        chunk: the whole paragraph.
        texts: the paragraph's own, then those of its first sentences; each once, 32 at most.
        place: where its vectors are stored, one for each of the texts.
        made_of: a hash of the encoder and the texts.
    """

    chunk: Chunk
    texts: list[str]
    place: int
    made_of: bytes


class ParagraphVectors:
    """Vectors of the paragraphs of one library, made by an encoder. Safe to use from several threads."""

    def __init__(self, encoder: Encoder, stored: Vectors) -> None:
        self._encoder = encoder
        self.stored = stored

    def known(self, chunks: Iterable[Chunk], now: Snapshot) -> list[tuple[ToEmbed, bytes]]:
        """Each paragraph with its vectors, in the order given; those that are made are kept if they are the library's.

        Raises:
            EncoderError: some have to be made, and the encoder can't be used.
        """
        wanted = [self._to_embed(chunk) for chunk in chunks]
        found = self._found(wanted)
        missing = _without(wanted, found)
        made = self._made(missing)
        found |= {one.place: one.vectors for one in made}
        ours = {
            p.place: p.chunk.brief.sha256
            for p in missing
            if (row := now.rows.get(p.chunk.brief.id)) and row.sha256 == p.chunk.brief.sha256
        }
        if ours:
            self.stored.keep([one for one in made if one.place in ours], of=set(ours.values()))
        return [(p, found[p.place]) for p in wanted]

    def pending(self, now: Snapshot) -> list[Row]:
        """The rows of briefs not stored as a whole, the newest first, one of each content."""
        whole = self.stored.whole()
        rows = sorted(now.numbered.values(), key=lambda row: (row.day, row.id), reverse=True)
        by_hash = {row.sha256: row for row in rows if row.paragraphs and row.sha256 not in whole}
        return list(by_hash.values())

    def unembedded(self, now: Snapshot) -> int:
        """How many paragraphs of the library are not stored; nothing is read."""
        begun = self.stored.begun()
        return sum(max(0, row.paragraphs - begun.get(row.sha256, 0)) for row in self.pending(now))

    def make(self, rows: Sequence[Row], shelf: Shelf, progress: Progress | None = None) -> Embedded:
        """Make and store what is missing of these briefs, in their order.

        Raises:
            EncoderError: the encoder can't be used.
        """
        began = time.monotonic()
        total = sum(row.paragraphs for row in rows)
        done, all_made = 0, Embedded()
        torn: set[str] = set()
        for batch, ending in _batches(self._each(rows, shelf)):
            missing = _without(batch, self._found(batch))
            made = self._made(missing)
            of = {p.chunk.brief.sha256 for p in batch}
            if self.stored.keep(made, of=of, whole=ending - torn):
                all_made = Embedded(
                    all_made.paragraphs + len(missing),
                    all_made.sentences + sum(len(_sentences(p.chunk)) for p in missing),
                    all_made.bytes + sum(len(one.vectors) for one in made),
                )
            else:
                torn |= of
            done += len(batch)
            if progress:
                progress(done, total)
        return all_made._replace(seconds=time.monotonic() - began)

    def _each(self, rows: Iterable[Row], shelf: Shelf) -> Iterator[tuple[ToEmbed, bool]]:
        """Each paragraph, and whether it is the last of its brief; those of briefs changed since are left out."""
        for row in rows:
            opened = shelf.read(row)
            if opened is None:
                continue
            last = max(opened.by_start, default=0)
            for start in opened.by_start:
                yield self._to_embed(opened.chunk(start)), start == last

    def _to_embed(self, chunk: Chunk) -> ToEmbed:
        if not _is_whole(chunk):
            # Narrowed to some of its sentences: what is stored is stored for all.
            here = Paragraph(chunk.span.start, chunk.span.end, chunk.heading, chunk.number)
            chunk = chunk_at(chunk.brief, here)
        every = dict.fromkeys([_text(chunk), *(s.text for s in _sentences(chunk))])
        texts = list(islice(every, _MOST_TEXTS))
        made_of = hashlib.sha256(json.dumps([self._encoder.fingerprint, *texts]).encode())
        place = place_of(chunk.brief.sha256, chunk.span.start)
        return ToEmbed(chunk, texts, place, made_of.digest()[:16])

    def _found(self, wanted: Sequence[ToEmbed]) -> dict[int, bytes]:
        """What is stored of it, and of the size it has to have."""
        found = self.stored.find({p.place: p.made_of for p in wanted})
        sizes = {p.place: len(p.texts) * self._encoder.size for p in wanted}
        return {place: held for place, held in found.items() if len(held) == sizes[place]}

    def _made(self, paragraphs: Sequence[ToEmbed]) -> list[Stored]:
        """Their vectors; equal texts are embedded once, on as many threads as there are cores."""
        texts = list(dict.fromkeys(text for p in paragraphs for text in p.texts))
        by_text = dict(zip(texts, self._embedded(texts), strict=True))
        return [
            Stored(p.place, p.made_of, b"".join(by_text[text] for text in p.texts))
            for p in paragraphs
        ]

    def _embedded(self, texts: Sequence[str]) -> list[bytes]:
        workers = min(_cores(), len(texts) // _FEW)
        if workers < 2:
            return [self._packed(text) for text in texts]
        pool = ThreadPoolExecutor(workers)
        try:
            return list(pool.map(self._packed, texts))
        finally:
            # After Ctrl-C or an error the texts that wait are dropped.
            pool.shutdown(cancel_futures=True)

    def _packed(self, text: str) -> bytes:
        # No text has no meaning: an encoder would give it some direction all the same.
        return packed(self._encoder.embed(text)) if text.strip() else bytes(self._encoder.size)


def _sentences(chunk: Chunk) -> Sequence[Sentence]:
    """All sentences of a paragraph, also those addressed to a model: they may be asked about, never printed."""
    return (*chunk.sentences, *chunk.withheld)


def _text(chunk: Chunk) -> str:
    """What a paragraph says, without what it says to a model."""
    return " ".join(s.text for s in chunk.sentences) if chunk.withheld else chunk.text


def _is_whole(chunk: Chunk) -> bool:
    """Whether its sentences are all there are in it."""
    at, text = chunk.span.start, chunk.brief.text
    for span in sorted(sentence.span for sentence in _sentences(chunk)):
        if text[at : span.start].strip():
            return False
        at = span.end
    return not text[at : chunk.span.end].strip()


def _without(wanted: Iterable[ToEmbed], found: Mapping[int, bytes]) -> list[ToEmbed]:
    """The paragraphs that were not found, each once."""
    return list({p.place: p for p in wanted if p.place not in found}.values())


def _batches(each: Iterator[tuple[ToEmbed, bool]]) -> Iterator[tuple[list[ToEmbed], set[str]]]:
    """Paragraphs to be made together, and the hashes of the briefs that end among them."""
    while batch := list(islice(each, _BATCH)):
        yield [p for p, _ in batch], {p.chunk.brief.sha256 for p, last in batch if last}


def _cores() -> int:
    """How many cores this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1
