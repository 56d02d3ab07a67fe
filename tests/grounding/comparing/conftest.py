from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from briefbot.documents import Brief
from briefbot.grounding.comparing.statement import statements
from briefbot.retrieval.chunking import chunk

if TYPE_CHECKING:
    from collections.abc import Callable

    from briefbot.grounding.comparing.statement import Statement

    Told = Callable[..., list[Statement]]


# Once for all: hypothesis gives the examples of one test no fixture of their own.
@pytest.fixture(scope="session")
def told() -> Told:
    """Gives the statements of a brief made of these paragraphs, on a day."""

    def make(*paragraphs: str, on: str = "2022-02-02") -> list[Statement]:
        text = "\n\n".join(paragraphs) + "\n"
        brief = Brief(on, date.fromisoformat(on), "", text, "0" * 64, on)
        return [s for one in chunk(brief) for s in statements(one)]

    return make
