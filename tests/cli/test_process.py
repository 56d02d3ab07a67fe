"""`briefbot` as a process: signals, pipes, full disks and odd locales."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]

# A client that says when it is at work, then takes a while; the rest is the real command line.
SLOW = """
import sys, time, types

class Briefbot:
    warnings = ()
    choice = types.SimpleNamespace(why="at work")
    found = types.SimpleNamespace(why="", missing="")
    def __init__(self, *args, **options): pass
    def ask(self, *args, **options): time.sleep(60)

sys.modules["briefbot.client"] = types.SimpleNamespace(Briefbot=Briefbot)
from briefbot.cli import main
main()
"""

ECHO = r"""
import sys, types
from briefbot.errors import BriefbotError

class Briefbot:
    def __init__(self, *args, **options): raise BriefbotError("\u201cq\u201d \u8a9e")

sys.modules["briefbot.client"] = types.SimpleNamespace(Briefbot=Briefbot)
from briefbot.cli import main
main()
"""


def started(*args: str, program: str | None = None, **options: object) -> subprocess.Popen[str]:
    run = ["-c", program] if program else ["-m", "briefbot"]
    environ = {**os.environ, "PYTHONPATH": str(ROOT), **options.pop("env", {})}
    # Unbuffered output fails at once; what fails again at the very end is the harder case.
    environ.pop("PYTHONUNBUFFERED", None)
    return subprocess.Popen(
        [sys.executable, *run, *args],
        cwd=ROOT,
        env=environ,
        text=True,
        encoding="utf-8",
        stderr=subprocess.PIPE,
        **{"stdout": subprocess.PIPE, **options},
    )


@pytest.mark.parametrize(
    ("number", "code"), [(signal.SIGTERM, 143), (signal.SIGINT, 130)], ids=["TERM", "INT"]
)
def test_signals(number: signal.Signals, code: int) -> None:
    with started("ask", "q", program=SLOW) as process:
        assert process.stderr
        assert process.stderr.readline() == "briefbot: at work\n"
        process.send_signal(number)
        out, err = process.communicate(timeout=20)
    assert process.returncode == code
    assert out == ""
    assert "Traceback" not in err


def test_a_reader_that_went_away_is_no_news() -> None:
    with started("prompts", "list", "--format", "json") as process:
        assert process.stdout
        process.stdout.close()
        assert process.stderr
        assert process.stderr.read() == ""
    assert process.returncode == 141


@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="needs /dev/full")
@pytest.mark.parametrize("args", [["prompts"], ["--version"], ["prompts", "--help"]])
def test_a_full_disk_is_one_line(args: list[str]) -> None:
    with open("/dev/full", "w") as full, started(*args, stdout=full) as process:
        _, err = process.communicate(timeout=20)
    assert process.returncode == 1
    assert err.count("\n") == 1
    assert err == "briefbot: can't write to stdout: No space left on device\n"


def test_a_pipe_gets_utf_8_whatever_the_locale() -> None:
    own = {"LC_ALL": "C", "PYTHONIOENCODING": "ascii", "PYTHONUTF8": "0"}
    with started("ask", "q", program=ECHO, env=own) as process:
        _, err = process.communicate(timeout=20)
    assert (process.returncode, err) == (1, "briefbot: “q” 語\n")
