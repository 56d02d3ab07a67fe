"""Evidence from a text in one line."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from briefbot.documents import Evidence
from briefbot.retrieval.chunking import chunk

if TYPE_CHECKING:
    from collections.abc import Callable

    from briefbot.documents import Brief


@pytest.fixture
def evidence(brief: Callable[..., Brief]) -> Callable[..., Evidence]:
    """Makes the evidence of a brief of Wednesday 2022-02-02 from a text."""
    return lambda text: Evidence(chunk(brief(text)))
