"""A few rows with `briefbot` as a process of its own: nothing of a fault is left out, the interpreter's end included."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.faults.conftest import KEY, staged
from tests.faults.contents import QUESTION, WORDS
from tests.faults.rows import row_of

if TYPE_CHECKING:
    from tests.faults.conftest import Scene

ROOT = Path(__file__).resolve().parents[2]


def ended(scene: Scene, briefs: Path, *options: str) -> subprocess.CompletedProcess[str]:
    """A question asked by a process, with the row's server in the place of the provider."""
    environ = {**os.environ, "PYTHONPATH": str(ROOT), "OPENAI_BASE_URL": scene.where}
    command = [sys.executable, "-W", "error", "-m", "briefbot", "ask", QUESTION]
    return subprocess.run(
        [*command, "--model", "m1", "--briefs", str(briefs), *options],
        cwd=briefs.parent,
        env=environ,
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=60,
        check=False,
    )


@pytest.mark.parametrize(
    "name",
    [
        # One that fails before a request and one that ends well; all rows are in test_command.
        "TLS: a certificate nobody has signed",
        "JSON in a code fence",
    ],
)
def test_a_process_ends_in_one_line(name: str, briefs: Path) -> None:
    row = row_of(name)
    with staged(row) as scene:
        done = ended(scene, briefs)
    assert done.returncode == row.exit
    assert KEY[:-4] not in done.stdout + done.stderr
    assert "Traceback" not in done.stderr
    assert scene.requests == (row.sent if row.arrives else 0)
    *_, last = done.stderr.splitlines()
    if row.says:
        assert done.stdout == ""
        assert row.is_said(last.removeprefix("briefbot: "), scene.where), last
    else:
        assert WORDS in done.stdout


def test_the_traceback_that_is_asked_for_shows_no_key(briefs: Path) -> None:
    with staged(row_of("401 that repeats the key")) as scene:
        done = ended(scene, briefs, "-v")
    assert done.returncode == 1
    assert "Traceback" in done.stderr
    assert KEY[:-4] not in done.stderr
