"""What many tests share: the seed brief, small libraries, and a key that nothing may let out.

Every test runs with a key in its environment, as users do. What a test prints is searched for it as soon as pytest
has it, and all files that the run wrote when it is over; a search that finds nothing at all, not even what was put
there to be found, fails the run too.
"""

from __future__ import annotations

import base64
import importlib.util
import os
import stat
import sys
import threading
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import settings

from briefbot import Briefbot
from briefbot.encoder import finding
from briefbot.encoder.minilm import MiniLM
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

# In two pieces, so that no copy of this file is taken for a leak.
CANARY = "sk-canary-" + "Wq7Zx2Lm9Tb4Vr8Kd3Yh6Jn5"
DECOY = "sk-decoy-" + "Pf3Hs8Gc5Nw2Xt7Bj4Qk9Rz6"
# Nobody listens there: a test that asks a server by mistake reaches none.
NOWHERE = "http://127.0.0.1:9/v1"
LARGEST_PIECE = 1 << 24


def spellings(key: str) -> list[bytes]:
    """The key as it may stand in a file: plain, in UTF-16, in hex and in base64."""
    plain = key.encode()
    # Its first and last letters depend on what stands beside it.
    moved = [base64.b64encode(b"\0" * n + plain)[(n * 8 + 5) // 6 : -4] for n in range(3)]
    return [plain, key.encode("utf-16-le"), plain.hex().encode(), *moved]


def holds(data: bytes, key: str) -> bool:
    return any(spelling in data for spelling in spellings(key))


def is_in_file(path: str, key: str) -> bool:
    """Whether a file holds it; read in pieces that overlap, as some tests write large ones."""
    before = b""
    with open(path, "rb") as file:
        while data := file.read(LARGEST_PIECE):
            if holds(before + data, key):
                return True
            before = data[-200:]
    return False


def regular_files(folder: str) -> Iterator[str]:
    """Every file in a folder and below; links are not followed, pipes not opened."""
    for root, _, names in os.walk(folder):
        for path in (os.path.join(root, name) for name in names):
            try:
                if stat.S_ISREG(os.lstat(path).st_mode) and os.access(path, os.R_OK):
                    yield path
            except OSError:
                continue


def pytest_configure(config: pytest.Config) -> None:
    """The environment of all tests and of all they start: a key to be had, no model to be asked, no encoder."""
    os.environ.update(
        OPENAI_API_KEY=CANARY,
        OPENAI_BASE_URL=NOWHERE,
        BRIEFBOT_MODEL="extractive",
        BRIEFBOT_ENCODER="off",
    )


# Folders and modules; what these run is counted by the tests of its own folder, and counting it takes longer than it.
UNCOUNTED = {"bad_documents", "faults", "fuzz", "kills", "leaks", "redteam", "test_scores"}


# What takes longest and waits most comes first: at the end one worker would be left alone with it.
FIRST = ["test_scores", "test_signals", "test_damage"]


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_auto_num_workers() -> int:
    """One worker more than processors: a fifth of the time is waiting for sockets and other processes."""
    return (os.cpu_count() or 1) + 1


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Put the longest first."""
    order = {name: n for n, name in enumerate(FIRST)}
    items.sort(key=lambda item: order.get(item.path.stem, len(order)))


@pytest.hookimpl(wrapper=True)
def pytest_runtest_protocol(item: pytest.Item) -> Iterator[None]:
    """Leave out of the coverage what goes through the same lines over and over.

    Not by pytest-cov's own marker: in the workers of xdist it stops one of two coverages, and the other goes on.
    """
    if UNCOUNTED.isdisjoint({item.path.parent.name, item.path.stem}):
        return (yield)
    trace, trace_of_threads = sys.gettrace(), threading.gettrace()
    sys.settrace(None)
    threading.settrace(None)
    try:
        return (yield)
    finally:
        sys.settrace(trace)
        threading.settrace(trace_of_threads)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Iterator[None]:
    """A test that prints the key fails."""
    report = yield
    printed = "".join(text for _, text in report.sections) + str(report.longrepr or "")
    if holds(printed.encode("utf-8", "replace"), CANARY):
        report.outcome, report.sections = "failed", []
        report.longrepr = f"{item.nodeid} printed the canary key"
    return report


@pytest.hookimpl(wrapper=True)
def pytest_sessionfinish(session: pytest.Session) -> Iterator[None]:
    """A run that wrote the key into a file fails, and so does one whose files were not searched."""
    yield
    if hasattr(session.config, "workerinput"):
        return  # The one that started the workers searches the files of all of them.
    factory = session.config._tmp_path_factory
    base = factory.getbasetemp()
    (base / "decoy.txt").write_text(f"not {DECOY} but to be found")
    leaks, decoys, searched = [], 0, 0
    for place in (base, ROOT / "fixtures", ROOT / "seeds"):
        for path in regular_files(str(place)):
            searched += 1
            decoys += is_in_file(path, DECOY)
            if is_in_file(path, CANARY):
                leaks.append(path)
    told = f"canary key: {searched:,} files searched, {len(leaks)} hold it"
    if decoys != 1:
        told += f"; the search is blind: {decoys} decoys found in place of 1"
    session.config.stash[TOLD] = "\n".join([told, *leaks])
    if (leaks or decoys != 1) and session.exitstatus in (0, 5):
        session.exitstatus = pytest.ExitCode.TESTS_FAILED


TOLD = pytest.StashKey[str]()


def pytest_terminal_summary(
    terminalreporter: pytest.TerminalReporter, config: pytest.Config
) -> None:
    """What the search found, as the last line."""
    terminalreporter.write_line(config.stash.get(TOLD, "canary key: nothing was searched"))


@pytest.fixture(scope="session")
def canary() -> str:
    """The key in the environment of all tests."""
    return CANARY


@pytest.fixture(scope="session", autouse=True)
def state(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Where all tests keep what they send: never the user's own ledger."""
    folder = tmp_path_factory.mktemp("state")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("BRIEFBOT_STATE", str(folder))
        yield folder


@pytest.fixture(scope="session", autouse=True)
def installed_encoder() -> Iterator[Path | None]:
    """The folder of the encoder's package where it is installed; no test finds it but those that ask for it.

    Many give an environment of their own, in which nothing says "off".
    """
    spec = importlib.util.find_spec(finding.MODULE)
    places = (spec.submodule_search_locations if spec else None) or []
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(finding, "MODULE", "briefbot_minilm_hidden_from_tests")
        yield next((Path(place) for place in places), None)


@pytest.fixture
def minilm(installed_encoder: Path | None) -> MiniLM:
    """The real encoder, not loaded yet; skips where it is not installed."""
    if installed_encoder is None:
        pytest.skip("needs the encoder's files: pip install ./packages/briefbot-minilm")
    pytest.importorskip("onnxruntime", reason="needs the extra `neural`")
    pytest.importorskip("tokenizers", reason="needs the extra `neural`")
    return MiniLM(installed_encoder)


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
