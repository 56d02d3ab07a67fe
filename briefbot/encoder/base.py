"""What every encoder looks like: a text becomes a direction, and texts of like meaning point alike."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray


class Encoder(Protocol):
    """Makes vectors of texts. Implementations are safe to use from several threads."""

    @property
    def name(self) -> str:
        """What people call it, like "all-MiniLM-L6-v2"."""
        ...

    @property
    def sha256(self) -> str:
        """Hex digest of its weights: thresholds are fitted to exactly these."""
        ...

    @property
    def fingerprint(self) -> str:
        """16 hex digits of weights, tokenizer and how a text is prepared: all that a stored vector depends on."""
        ...

    @property
    def size(self) -> int:
        """How many numbers a vector has."""
        ...

    def embed(self, text: str) -> NDArray[np.float32]:
        """The vector of one text, of length 1; any text will do, the empty one too. Depends on nothing but the text.

        Raises:
            EncoderError: the encoder can't be used; says what to do next.
        """
        ...
