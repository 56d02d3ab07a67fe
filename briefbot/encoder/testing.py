"""A double for tests: an encoder without weights, to which texts are alike when they share words."""

from __future__ import annotations

import re
import zlib
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from briefbot.errors import EncoderError

_WORD = re.compile(r"\w+")


class BagOfWords:
    """Counts words: each is one number of the vector, by its hash. Knows no meaning, and needs no files.

    Attributes:
        texts: every text it was given, in order.
        error: raised for each text from now on, when it is set.
    """

    name = "bag of words"

    def __init__(
        self,
        *,
        size: int = 64,
        sha256: str = "0" * 64,
        fingerprint: str = "0" * 16,
        error: EncoderError | None = None,
    ) -> None:
        self.sha256 = sha256
        self.size = size
        self.fingerprint = fingerprint
        self.error = error
        self.texts: list[str] = []

    def embed(self, text: str) -> NDArray[np.float32]:
        """The words of a text, counted; zeros for a text without one. See `Encoder.embed`."""
        import numpy as np

        self.texts.append(text)
        if self.error is not None:
            raise self.error
        vector = np.zeros(self.size, np.float32)
        for word in _WORD.findall(text.casefold()):
            vector[zlib.crc32(word.encode("utf-8", "replace")) % self.size] += 1
        length = np.sqrt((vector * vector).sum())
        found: NDArray[np.float32] = vector / (length if length else np.float32(1))
        return found
