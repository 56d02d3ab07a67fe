"""How alike a question and sentences are in meaning: directions of small whole numbers, compared exactly."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    import numpy as np
    from numpy.typing import NDArray

    from briefbot.documents import Chunk, Sentence, Span

# A stored number has 8 bits, the question's 16: a double holds the sums of their products to the last bit, so no order
# of adding them up and no way to store a vector changes a digit. Length is lost, and a cosine has no use for it.
_STORED = 127
_ASKED = 32_767
_NOTHING = 1e-30


@dataclass(frozen=True)
class Likeness:
    """How alike one question and some paragraphs with their sentences are. The same however the vectors were come by.

    Attributes:
        name: the encoder's.
        sha256: of its weights: thresholds are fitted to these.
        sentences: the cosine of each by brief id and span.
        paragraphs: that of each as a whole, by brief id and span.
    """

    name: str
    sha256: str
    sentences: Mapping[tuple[str, Span], float]
    paragraphs: Mapping[tuple[str, Span], float] = field(default_factory=dict)

    def of(self, sentence: Sentence) -> float:
        """The cosine, -1 to 1; 0.0 for a sentence it was not made for, as one behind the first of a long paragraph."""
        return self.sentences.get((sentence.brief.id, sentence.span), 0.0)

    def of_paragraph(self, chunk: Chunk) -> float:
        """The cosine of a paragraph, read as far as the encoder reads; 0.0 for one it was not made for."""
        return self.paragraphs.get((chunk.brief.id, chunk.span), 0.0)


def packed(vector: NDArray[np.float32]) -> bytes:
    """The direction of a vector, one byte a number; all zeros for a vector without one."""
    return bytes(_rounded(vector, _STORED).astype("int8").tobytes())


def cosines(question: NDArray[np.float32], vectors: bytes) -> list[float]:
    """The cosine of the question and each of the packed vectors, 0.0 where one of them has no direction."""
    import numpy as np

    asked = _rounded(question, _ASKED)
    rows = np.frombuffer(vectors, np.int8).reshape(-1, len(asked)).astype(np.float64)
    lengths = np.sqrt(np.einsum("ij,ij->i", rows, rows)) * np.sqrt(asked @ asked)
    found: list[float] = np.clip((rows @ asked) / np.maximum(lengths, 1.0), -1, 1).tolist()
    return found


def _rounded(vector: NDArray[np.float32], largest: int) -> NDArray[np.float64]:
    """The vector stretched so that its largest number is `largest`, in whole numbers."""
    import numpy as np

    numbers = np.nan_to_num(vector.astype(np.float64), posinf=0.0, neginf=0.0)
    peak = float(np.abs(numbers).max(initial=0.0))
    return np.rint(numbers * (largest / peak if peak > _NOTHING else 0.0))
