"""Small libraries written as a mapping of days to texts."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from briefbot import Briefbot
from briefbot.library.given import GivenLibrary
from briefbot.library.readers.text import brief_from_text

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping


@pytest.fixture
def library() -> Callable[[Mapping[str, str]], Briefbot]:
    """A client over briefs given as `{"2022-02-02": "text"}`."""

    def make(briefs: Mapping[str, str]) -> Briefbot:
        readings = [
            brief_from_text(text, id=f"{day}.txt", day=date.fromisoformat(day))
            for day, text in briefs.items()
        ]
        return Briefbot(GivenLibrary(readings), model="extractive", environ={})

    return make
