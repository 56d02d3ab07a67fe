"""A range as a process: whatever ends it, the next run goes on."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.cli.days_of_news import FIRST, contents, write_news

ROOT = Path(__file__).resolve().parents[2]


# SIGTERM too: tests/kills/test_signals.py.
@pytest.mark.parametrize("how", [signal.SIGKILL, signal.SIGINT])
def test_killed_in_the_middle_the_next_run_goes_on(how: signal.Signals, tmp_path: Path) -> None:
    news = write_news(tmp_path / "news", 80)
    environ = {**os.environ, "PYTHONPATH": str(ROOT), "BRIEFBOT_CACHE": str(tmp_path / "cache")}
    out = tmp_path / "out"

    def command(folder: Path) -> list[str]:
        arguments = ["--briefs", str(news), "--model", "extractive", "--since", str(FIRST)]
        given = [*arguments, "--format", "markdown", "--output", f"{folder}/"]
        return [sys.executable, "-m", "briefbot", "summarize", *given]

    def finished(folder: Path) -> str:
        ended = subprocess.run(
            command(folder), cwd=ROOT, env=environ, capture_output=True, text=True, check=True
        )
        assert ended.stdout == ""
        return ended.stderr.splitlines()[-1]

    with subprocess.Popen(
        command(out), cwd=ROOT, env=environ, stderr=subprocess.PIPE, text=True
    ) as process:
        while process.poll() is None and len(list(out.glob("*.md"))) < 10:
            time.sleep(0.005)
        process.send_signal(how)
        _, err = process.communicate(timeout=20)
    codes = {signal.SIGKILL: -9, signal.SIGINT: 130}
    assert process.returncode == codes[how]
    assert "Traceback" not in err
    before = {path.name: path.stat().st_mtime_ns for path in out.glob("*.md")}
    assert 10 <= len(before) < 80
    if how != signal.SIGKILL:
        counts = f"80 days: {len(before)} made, 0 kept, 0 failed"
        assert f"{80 - len(before)} days left; the same command goes on" in err
        assert counts in err
    last = re.fullmatch(r"briefbot: 80 days: (\d+) made, (\d+) kept, 0 failed", finished(out))
    assert last
    # At worst the kill fell between a file and its line in the record.
    assert int(last[2]) >= len(before) - 1
    assert not [path for path in out.iterdir() if path.suffix not in (".md", ".jsonl", ".before")]
    finished(tmp_path / "whole")
    whole = contents(tmp_path / "whole")
    assert {name: text for name, text in contents(out).items() if name in whole} == whole
