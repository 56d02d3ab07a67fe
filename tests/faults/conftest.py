"""A library of one brief, a fault server for a row, and models that lose no time waiting."""

from __future__ import annotations

import time
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from briefbot.models import dialect
from briefbot.models.openai import OpenAIModel
from tests.faults.contents import BRIEF
from tests.faults.row import PATIENCE_S
from tests.faults.server import FaultServer
from tests.faults.wire import good

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.faults.row import Row

# No part of it but the last four characters may come out anywhere.
KEY = "sk-test-abcdefghijklmnop0123456789-WXYZ"
CERTIFICATE = Path(__file__).with_name("unsigned.pem")


class Waits:
    """A sleep that takes no time, and a clock on which it did."""

    def __init__(self) -> None:
        self.taken_s: list[float] = []

    def sleep(self, seconds: float) -> None:
        self.taken_s.append(seconds)

    def clock(self) -> float:
        return time.monotonic() + sum(self.taken_s)


class Scene:
    """A row with its server, its address and a model that meets it."""

    def __init__(self, row: Row, server: FaultServer) -> None:
        self.row = row
        self.server = server
        self.waits = Waits()
        self.where = row.where(server) if row.where else server.where
        # Rows that wait need short limits; in all others a limit that is met means that something hangs.
        self.limits: dict[str, Any] = {"sleep": self.waits.sleep, "clock": self.waits.clock}
        if row.waits:
            self.limits["timeout_s"] = PATIENCE_S

    def model(self, **options: Any) -> OpenAIModel:
        options = {"api_key": KEY, "base_url": self.where, "name": "m1"} | self.limits | options
        return OpenAIModel(options.pop("name"), **options)

    @property
    def requests(self) -> int:
        return len(self.server.asked)


@contextmanager
def staged(row: Row, *, once: bool = False) -> Iterator[Scene]:
    """The row for every request, or for the first alone."""
    dialect.forget_dialects()
    script = [row.fault, good] if once else [row.fault]
    with FaultServer(script, certificate=CERTIFICATE if row.certificate else None) as server:
        yield Scene(row, server)


@pytest.fixture(autouse=True)
def _own_environment(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, briefs: Path) -> None:
    """No settings, key or proxy of whoever runs the tests; a ledger of the test's own."""
    for name in ("BRIEFBOT_BRIEFS", "BRIEFBOT_MODEL", "BRIEFBOT_PROMPTS", "OPENAI_BASE_URL"):
        monkeypatch.delenv(name, raising=False)
    for name in ("http_proxy", "https_proxy", "all_proxy"):
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.upper(), raising=False)
    monkeypatch.setenv("OPENAI_API_KEY", KEY)
    monkeypatch.setenv("BRIEFBOT_CACHE", str(briefs.parent / "cache"))
    monkeypatch.setenv("BRIEFBOT_STATE", str(tmp_path))


@pytest.fixture(scope="session", autouse=True)
def _loaded() -> None:
    """The vendor's library takes a second to import: not within any measured time."""
    OpenAIModel("m1", api_key=KEY, base_url="http://127.0.0.1:9/v1")._open_client()


@pytest.fixture(scope="session")
def briefs(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the one brief, beside which its index is kept."""
    folder = tmp_path_factory.mktemp("library") / "briefs"
    folder.mkdir()
    (folder / "day.txt").write_text(BRIEF, encoding="utf-8")
    return folder
