"""The search for the key of the whole suite finds it, with several workers too, and is missed when it is blind."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import threading
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PRINTS = """
def test_prints(canary):
    print("key:", canary)
"""
WRITES = """
import base64

def test_writes(tmp_path, canary):
    (tmp_path / "plain.log").write_text(f"key {canary}.")

def test_writes_it_encoded(tmp_path, canary):
    (tmp_path / "encoded.log").write_bytes(base64.b64encode(f"Bearer {canary}!".encode()))
"""
NOTHING = """
def test_nothing(tmp_path):
    (tmp_path / "harmless.log").write_text("nothing")
"""


@pytest.mark.parametrize(
    ("tests", "options", "search", "code", "says"),
    [
        pytest.param(
            WRITES, ["-n", "2"], "", 1, ["2 hold it", "plain.log", "encoded.log"], id="files"
        ),
        pytest.param(
            PRINTS, ["-p", "no:xdist"], "", 1, ["printed the canary key", "0 hold it"], id="output"
        ),
        pytest.param(
            NOTHING, ["-p", "no:xdist"], "no such folder", 1, ["the search is blind"], id="blind"
        ),
        pytest.param(NOTHING, ["-p", "no:xdist"], "", 0, ["0 hold it"], id="nothing"),
    ],
)
def test_a_suite_that_leaks_fails(
    tmp_path: Path, tests: str, options: list[str], search: str, code: int, says: list[str]
) -> None:
    inner = tmp_path / "tests"
    inner.mkdir()
    conftest = (ROOT / "tests" / "conftest.py").read_text(encoding="utf-8")
    if search:
        assert conftest.count("os.walk(folder)") == 1
        conftest = conftest.replace("os.walk(folder)", f"os.walk({search!r})")
    (inner / "conftest.py").write_text(conftest, encoding="utf-8")
    (inner / "test_one.py").write_text(tests)
    # Its own files lie elsewhere: they do hold the key, and the search of this run would find them.
    with tempfile.TemporaryDirectory() as base:
        command = [sys.executable, "-m", "pytest", "-p", "no:cacheprovider"]
        done = subprocess.run(
            [*command, f"--basetemp={base}/in", "--rootdir", str(inner), *options, str(inner)],
            cwd=inner,
            # Compiled, the key it is made of stands in one piece, and stays behind.
            env={**os.environ, "PYTHONPATH": str(ROOT), "PYTHONDONTWRITEBYTECODE": "1"},
            capture_output=True,
            text=True,
            check=False,
        )
    assert done.returncode == code, done.stdout + done.stderr
    for words in says:
        assert words in done.stdout


def test_every_test_has_the_key(canary: str) -> None:
    assert os.environ["OPENAI_API_KEY"] == canary


def test_what_is_left_out_of_the_coverage_is_not_traced() -> None:
    """In the workers too, where tracing it took as long as the tests themselves."""
    assert sys.gettrace() is None
    assert threading.gettrace() is None
