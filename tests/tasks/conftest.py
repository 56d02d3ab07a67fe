"""Libraries in memory, and an encoder that says what a test wants it to."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from briefbot import Briefbot
from briefbot.encoder.minilm import MiniLM
from briefbot.library.given import GivenLibrary
from briefbot.library.readers.text import brief_from_text

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Mapping
    from datetime import date

    import numpy as np
    from numpy.typing import NDArray


class Pointing:
    """Passes for the encoder of the weights. What is in `alike` points where questions do, all else across.

    `near` is how alike those are; questions are what ends with a question mark.
    """

    name = MiniLM.name
    sha256 = MiniLM.sha256
    fingerprint = "1" * 16
    size = 2

    def __init__(self, alike: Collection[str] = (), *, near: float = 1.0) -> None:
        self.alike = alike
        self.near = near

    def embed(self, text: str) -> NDArray[np.float32]:
        import numpy as np

        cosine = 1.0 if text.endswith("?") else self.near if text in self.alike else 0.0
        return np.array([cosine, (1 - cosine**2) ** 0.5], np.float32)


@pytest.fixture
def pointing() -> type[Pointing]:
    pytest.importorskip("numpy", reason="needs the extra `neural`")
    return Pointing


@pytest.fixture
def asking() -> Callable[..., Briefbot]:
    """A client on briefs given as texts by day, with an encoder or none."""

    def make(
        briefs: Mapping[date, str], encoder: Any = "off", model: Any = "extractive", **options: Any
    ) -> Briefbot:
        readings = [brief_from_text(text, id=f"{day}.txt", day=day) for day, text in briefs.items()]
        return Briefbot(GivenLibrary(readings), model=model, encoder=encoder, environ={}, **options)

    return make
