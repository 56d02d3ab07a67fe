"""What many tests share: the seed brief and small libraries."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import settings

from briefbot import Briefbot
from briefbot.library.readers.text import brief_from_text

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from briefbot.documents import Brief

# What takes long on a busy machine is no failure.
settings.register_profile("patient", deadline=None)
settings.load_profile("patient")

ROOT = Path(__file__).parent.parent
SEEDS = ROOT / "seeds"
SEED = SEEDS / "000_a0fb72cbb98edc44.txt"


@pytest.fixture(scope="session", autouse=True)
def state(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Where all tests keep what they send: never the user's own ledger."""
    folder = tmp_path_factory.mktemp("state")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("BRIEFBOT_STATE", str(folder))
        yield folder


@pytest.fixture
def seeds() -> Path:
    """The folder with the seed brief."""
    return SEEDS


@pytest.fixture
def seed_text() -> str:
    """The seed brief as it is on disk."""
    return SEED.read_bytes().decode()


@pytest.fixture
def brief() -> Callable[..., Brief]:
    """Makes a brief of 2022-02-02 (or another day) from a text."""

    def make(text: str, *, day: date = date(2022, 2, 2), id: str = "brief.txt") -> Brief:
        return brief_from_text(text, id=id, day=day).brief

    return make


@pytest.fixture
def bot(tmp_path: Path) -> Briefbot:
    """A client on the seed, without a model, with a cache of its own."""
    return Briefbot(SEEDS, model="extractive", environ={"BRIEFBOT_CACHE": str(tmp_path / "cache")})
