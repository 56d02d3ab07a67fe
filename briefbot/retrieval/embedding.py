"""An index's encoder at work: questions embedded once, likeness told, the nearest found, new briefs embedded ahead."""

from __future__ import annotations

import threading
from collections import OrderedDict
from typing import TYPE_CHECKING

from briefbot.errors import EncoderError
from briefbot.retrieval.held import Held
from briefbot.retrieval.likeness import Likeness, cosines
from briefbot.retrieval.paragraph_vectors import ParagraphVectors
from briefbot.retrieval.vectors import Vectors

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from pathlib import Path

    import numpy as np
    from numpy.typing import NDArray

    from briefbot.documents import Chunk
    from briefbot.encoder.base import Encoder
    from briefbot.retrieval.best import Hit
    from briefbot.retrieval.manifest import Row
    from briefbot.retrieval.paragraph_vectors import Embedded, Progress
    from briefbot.retrieval.shelf import Shelf
    from briefbot.retrieval.store import Snapshot

# Made unasked when a library has changed: some two weeks of news, 2 to 5 s on two cores. A question must not wait
# longer for what it did not ask for.
MOST_UNASKED = 200
# Of files, ordinary paragraphs having 200 each: those of 2,000 take ten times as long.
MOST_UNASKED_BYTES = 100_000
_QUESTIONS_KEPT = 64


class Embedder:
    """Likeness to the paragraphs of one library. Safe to use from several threads.

    Args:
        encoder: what makes the vectors. Once it fails there is no likeness any more.
        path: the file they are stored in, None for memory.
        say: told what became of the file, with its path.

    Attributes:
        sha256: of the encoder's weights.
        fault: why the encoder can't be used, "" as long as it can.
        left: how many paragraphs are not embedded because they were too many to be made unasked.
    """

    def __init__(
        self, encoder: Encoder, path: Path | None, say: Callable[[str, str], None]
    ) -> None:
        self.sha256 = encoder.sha256
        self.fault = ""
        self.left = 0
        self._encoder = encoder
        self._stored = Vectors(path, encoder.fingerprint, lambda words: say(str(path), words))
        self._vectors = ParagraphVectors(encoder, self._stored)
        self._held = Held(self._vectors, encoder.size)
        self._questions: OrderedDict[str, NDArray[np.float32]] = OrderedDict()
        self._lock = threading.Lock()
        self._settling = threading.Lock()
        self._settled = ""

    def close(self) -> None:
        """Let go of the file; what is asked next opens it again."""
        self._stored.file.close()

    def keep_in_memory(self) -> None:
        """Leave the file alone from now on."""
        self._stored.file.leave()

    def likeness(
        self, text: str, chunks: Iterable[Chunk], now: Snapshot, shelf: Shelf
    ) -> Likeness | None:
        """How alike a text and these paragraphs are; None when the encoder can't be used."""
        try:
            question = self._question(text)
            self._settle(now, shelf)
            known = self._held.known(list(chunks), now)
        except EncoderError as exc:
            self.fault = self.fault or str(exc)
            return None
        alike = iter(cosines(question, b"".join(vectors for _, vectors in known)))
        sentences, paragraphs = {}, {}
        for to_embed, _ in known:
            chunk = to_embed.chunk
            by_text = {text: next(alike) for text in to_embed.texts}
            paragraphs[chunk.brief.id, chunk.span] = by_text[to_embed.texts[0]]
            for sentence in (*chunk.sentences, *chunk.withheld):
                if (cosine := by_text.get(sentence.text)) is not None:
                    sentences[sentence.brief.id, sentence.span] = cosine
        return Likeness(self._encoder.name, self._encoder.sha256, sentences, paragraphs)

    def nearest(
        self, text: str, rows: Sequence[Row], top_k: int, now: Snapshot, shelf: Shelf
    ) -> list[Hit]:
        """The paragraphs of these briefs that are most alike; none when the encoder can't be used."""
        try:
            question = self._question(text)
            self._settle(now, shelf)
            return self._held.nearest(question, rows, top_k, now, shelf)
        except EncoderError as exc:
            self.fault = self.fault or str(exc)
            return []

    def embed(self, now: Snapshot, shelf: Shelf, progress: Progress | None = None) -> Embedded:
        """Make what is not stored of any brief, the newest day first.

        Raises:
            EncoderError: the encoder can't be used.
        """
        self._stored.settle(_hashes(now), "", 0)
        made = self._vectors.make(self._vectors.pending(now), shelf, progress)
        self.left = 0
        return made

    def unembedded(self, now: Snapshot) -> int:
        """How many paragraphs of the library are not stored; nothing is read."""
        return self._vectors.unembedded(now)

    def _settle(self, now: Snapshot, shelf: Shelf) -> None:
        """Once after each change of the library: forget what is gone, and make what is new when that is little."""
        if self._settled == now.generation:
            return
        # Whoever comes second does not wait, but makes what it needs itself.
        if not self._settling.acquire(blocking=False):
            return
        try:
            # Only for a library that lasts: elsewhere it would be made for one question and lost.
            if self._stored.file.lasting:
                generation, self.left = self._stored.settled()
                if generation != now.generation:
                    self._make_new(now, shelf)
            self._settled = now.generation
        finally:
            self._settling.release()

    def _make_new(self, now: Snapshot, shelf: Shelf) -> None:
        self.left = self._vectors.unembedded(now)
        pending = self._vectors.pending(now)
        if self.left <= MOST_UNASKED and sum(row.size for row in pending) <= MOST_UNASKED_BYTES:
            self._vectors.make(pending, shelf)
            self.left = 0
        self._stored.settle(_hashes(now), now.generation, self.left)

    def _question(self, text: str) -> NDArray[np.float32]:
        """The question's vector; the last ones are kept, since one question is compared more than once.

        Raises:
            EncoderError: the encoder can't be used, or could not before.
        """
        with self._lock:
            if self.fault:
                raise EncoderError(self.fault)
            if (known := self._questions.get(text)) is not None:
                self._questions.move_to_end(text)
                return known
        vector = self._encoder.embed(text)
        with self._lock:
            self._questions[text] = vector
            while len(self._questions) > _QUESTIONS_KEPT:
                self._questions.popitem(last=False)
        return vector


def _hashes(now: Snapshot) -> set[str]:
    return {row.sha256 for row in now.numbered.values()}
