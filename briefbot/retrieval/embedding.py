"""Paragraphs to vectors: what is stored is used, what is not is made and kept, and a day's new briefs are made ahead."""

from __future__ import annotations

import hashlib
import os
import threading
import time
from collections import OrderedDict
from concurrent.futures import ThreadPoolExecutor
from itertools import islice
from typing import TYPE_CHECKING, NamedTuple

from briefbot.errors import EncoderError
from briefbot.retrieval.likeness import Likeness, cosines, packed
from briefbot.retrieval.vectors import Stored, Vectors, place_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

    import numpy as np
    from numpy.typing import NDArray

    from briefbot.documents import Chunk, Sentence
    from briefbot.encoder.base import Encoder
    from briefbot.retrieval.manifest import Row
    from briefbot.retrieval.shelf import Shelf
    from briefbot.retrieval.store import Snapshot

    Progress = Callable[[int, int], None]

# Made unasked when a library has changed: some two weeks of news, 2 to 5 s on two cores. A question must not wait
# longer for what it did not ask for.
MOST_UNASKED = 200
# Paragraphs made and stored together: about a second's work, which is all that a kill or Ctrl-C loses.
_BATCH = 64
# Fewer texts are not worth starting threads for.
_FEW = 4
_QUESTIONS_KEPT = 64


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


class _Paragraph(NamedTuple):
    """A paragraph to be embedded: its sentences in order, where its vectors are stored and what they are made of."""

    chunk: Chunk
    sentences: list[Sentence]
    place: int
    made_of: bytes


class Embedder:
    """Vectors for the paragraphs of one library. Safe to use from several threads.

    Args:
        encoder: what makes them. Once it fails there is no likeness any more.
        path: the file they are stored in, None for memory.
        say: told, in words for people, what is wrong with the file or, by the encoder's name, with the encoder.
    """

    def __init__(
        self, encoder: Encoder, path: Path | None, say: Callable[[str, str], None]
    ) -> None:
        self._encoder = encoder
        self.vectors = Vectors(path, encoder.fingerprint, lambda words: say(str(path), words))
        self._say = say
        self._broken = False
        self._questions: OrderedDict[str, NDArray[np.float32]] = OrderedDict()
        self._lock = threading.Lock()
        self._settling = threading.Lock()
        self._settled = ""

    def likeness(
        self, text: str, chunks: Iterable[Chunk], now: Snapshot, shelf: Shelf
    ) -> Likeness | None:
        """How alike a text and the sentences of the chunks are; None when the encoder can't be used."""
        if self._broken:
            return None
        try:
            question = self._question(text)
            self._settle(now, shelf)
            known = self._known(chunks, now)
        except EncoderError as exc:
            with self._lock:
                told, self._broken = self._broken, True
            if not told:
                self._say(self._encoder.name, f"can't be used: {exc}")
            return None
        alike = iter(cosines(question, b"".join(vectors for _, vectors in known)))
        found = {(s.brief.id, s.span): next(alike) for paragraph, _ in known for s in paragraph}
        return Likeness(self._encoder.name, self._encoder.sha256, found)

    def embed(self, now: Snapshot, shelf: Shelf, progress: Progress | None = None) -> Embedded:
        """Make what is not stored of any brief, the newest day first; see `Index.embed`.

        Raises:
            EncoderError: the encoder can't be used.
        """
        self.vectors.settle(_hashes(now), "")
        return self._embed(self._pending(now), shelf, progress)

    def unembedded(self, now: Snapshot) -> int:
        """How many paragraphs of the library are not stored; nothing is read."""
        begun = self.vectors.begun()
        return sum(max(0, row.paragraphs - begun.get(row.sha256, 0)) for row in self._pending(now))

    def _settle(self, now: Snapshot, shelf: Shelf) -> None:
        """Once after each change of the library: forget what is gone, and make what is new when that is little."""
        if not now.generation or self._settled == now.generation:
            return
        # Whoever comes second does not wait, but makes what it needs itself.
        if not self._settling.acquire(blocking=False):
            return
        try:
            if self.vectors.file.lasting and self.vectors.settled() != now.generation:
                # Only for a library that lasts: elsewhere it would be made for one question and lost.
                if self.unembedded(now) <= MOST_UNASKED:
                    self._embed(self._pending(now), shelf, None)
                self.vectors.settle(_hashes(now), now.generation)
            self._settled = now.generation
        finally:
            self._settling.release()

    def _pending(self, now: Snapshot) -> list[Row]:
        """The rows of briefs not stored as a whole, the newest first, one of each content."""
        whole = self.vectors.whole()
        rows = sorted(now.numbered.values(), key=lambda row: (row.day, row.id), reverse=True)
        by_hash = {row.sha256: row for row in reversed(rows)}
        return [
            row
            for row in rows
            if row.paragraphs and row.sha256 not in whole and by_hash[row.sha256] is row
        ]

    def _embed(self, rows: Sequence[Row], shelf: Shelf, progress: Progress | None) -> Embedded:
        began = time.monotonic()
        total = sum(row.paragraphs for row in rows)
        done, made = 0, Embedded()
        torn: set[str] = set()
        for batch, ending in _batches(self._paragraphs(rows, shelf)):
            missing = self._missing(batch, self._find(batch))
            stored = self._made(missing)
            of = {p.chunk.brief.sha256 for p in batch}
            if self.vectors.keep(stored, of=of, whole=ending - torn):
                made = Embedded(
                    made.paragraphs + len(missing),
                    made.sentences + sum(len(p.sentences) for p in missing),
                    made.bytes + sum(len(one.vectors) for one in stored),
                )
            else:
                torn |= of
            done += len(batch)
            if progress:
                progress(done, total)
        return made._replace(seconds=time.monotonic() - began)

    def _paragraphs(self, rows: Iterable[Row], shelf: Shelf) -> Iterator[tuple[_Paragraph, bool]]:
        """Each paragraph of the briefs, and whether it is the last of its brief; those changed since are left out."""
        for row in rows:
            opened = shelf.read(row)
            left = len(opened.by_start) if opened else 0
            for start in opened.by_start if opened else ():
                left -= 1
                assert opened is not None
                yield self._paragraph(opened.chunk(start)), left == 0

    def _paragraph(self, chunk: Chunk) -> _Paragraph:
        sentences = sorted((*chunk.sentences, *chunk.withheld), key=lambda s: s.span)
        cut = [(s.span.start - chunk.span.start, s.span.end - chunk.span.start) for s in sentences]
        made_of = hashlib.sha256(f"{self._encoder.fingerprint} {cut}\n".encode())
        made_of.update(chunk.text.encode("utf-8", "surrogatepass"))
        place = place_of(chunk.brief.sha256, chunk.span.start)
        return _Paragraph(chunk, sentences, place, made_of.digest()[:16])

    def _known(self, chunks: Iterable[Chunk], now: Snapshot) -> list[tuple[list[Sentence], bytes]]:
        """The vectors of each chunk with its sentences; what is not stored is made, and kept if it is the library's."""
        wanted = [self._paragraph(chunk) for chunk in chunks]
        found = self._find(wanted)
        missing = self._missing(wanted, found)
        made = self._made(missing)
        found |= {one.place: one.vectors for one in made}
        of = {p.place: p.chunk.brief for p in missing}
        ours = [
            one
            for one in made
            if (row := now.rows.get(of[one.place].id)) and row.sha256 == of[one.place].sha256
        ]
        if ours:
            self.vectors.keep(ours, of={of[one.place].sha256 for one in ours})
        return [(p.sentences, found[p.place]) for p in wanted]

    def _find(self, wanted: Iterable[_Paragraph]) -> dict[int, bytes]:
        return self.vectors.find({p.place: p.made_of for p in wanted})

    def _missing(
        self, wanted: Iterable[_Paragraph], found: Mapping[int, bytes]
    ) -> list[_Paragraph]:
        """The paragraphs without vectors, each once."""
        once = {p.place: p for p in wanted}
        return [
            p
            for p in once.values()
            if len(found.get(p.place, b"")) != len(p.sentences) * self._encoder.size
            or p.place not in found
        ]

    def _made(self, paragraphs: Sequence[_Paragraph]) -> list[Stored]:
        """The vectors of paragraphs; equal sentences are embedded once, on as many threads as there are cores."""
        texts = list(dict.fromkeys(s.text for p in paragraphs for s in p.sentences))
        by_text = dict(zip(texts, self._embed_each(texts), strict=True))
        return [
            Stored(p.place, p.made_of, b"".join(by_text[s.text] for s in p.sentences))
            for p in paragraphs
        ]

    def _embed_each(self, texts: Sequence[str]) -> list[bytes]:
        workers = min(_cores(), len(texts) // _FEW)
        if workers < 2:
            return [packed(self._encoder.embed(text)) for text in texts]
        pool = ThreadPoolExecutor(workers)
        try:
            return list(pool.map(lambda text: packed(self._encoder.embed(text)), texts))
        finally:
            # After Ctrl-C or an error the texts that wait are dropped.
            pool.shutdown(cancel_futures=True)

    def _question(self, text: str) -> NDArray[np.float32]:
        """The question's vector; the last ones are kept, since one question is compared more than once."""
        with self._lock:
            if (known := self._questions.get(text)) is not None:
                self._questions.move_to_end(text)
                return known
        vector = self._encoder.embed(text)
        with self._lock:
            self._questions[text] = vector
            while len(self._questions) > _QUESTIONS_KEPT:
                self._questions.popitem(last=False)
        return vector


def _batches(
    paragraphs: Iterator[tuple[_Paragraph, bool]],
) -> Iterator[tuple[list[_Paragraph], set[str]]]:
    """Paragraphs to be made together, and the hashes of the briefs that end among them."""
    while batch := list(islice(paragraphs, _BATCH)):
        ending = {paragraph.chunk.brief.sha256 for paragraph, last in batch if last}
        yield [paragraph for paragraph, _ in batch], ending


def _hashes(now: Snapshot) -> set[str]:
    return {row.sha256 for row in now.numbered.values()}


def _cores() -> int:
    """How many cores this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1
