"""The examples in the docs run, and print what the docs say they print.

A fence marked `console` is a session: lines after `$ ` are run by a shell in an empty folder with the
repository's `seeds` and `fixtures`, the lines below them are what a terminal shows; a
line `...` stands for any lines.
All fences marked `python` of a page are run together, in order.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import textwrap
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))]
FENCE = re.compile(r"^( *)```(\w+)\n(.*?)^\1```$", re.MULTILINE | re.DOTALL)
MARK = "=== next ==="


def fences(page: Path, language: str) -> list[str]:
    found = FENCE.finditer(page.read_text(encoding="utf-8"))
    return [textwrap.dedent(m[3]) for m in found if m[2] == language]


def sessions() -> list[object]:
    return [
        pytest.param(session, id=f"{page.name}-{number}")
        for page in PAGES
        for number, session in enumerate(fences(page, "console"), 1)
    ]


def steps(session: str) -> list[tuple[str, str]]:
    """Each command of a session with the output under it."""
    parts = re.split(r"^\$ (.*(?:(?<=\\)\n.*)*)$", session, flags=re.MULTILINE)
    assert not parts[0].strip(), "a session begins with a command"
    return [(parts[i], parts[i + 1].strip("\n")) for i in range(1, len(parts), 2)]


def agrees(said: str, shown: str) -> bool:
    """Whether the output is what the page says, `...` lines standing for any lines."""
    parts = (re.escape(part) for part in re.split(r"^\.\.\.$", said, flags=re.MULTILINE))
    return re.fullmatch(r"[\s\S]*".join(parts), shown) is not None


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder with the seeds and the fixtures, and `briefbot` on the path."""
    shutil.copytree(ROOT / "seeds", tmp_path / "seeds")
    shutil.copytree(ROOT / "fixtures", tmp_path / "fixtures")
    command = tmp_path / ".bin" / "briefbot"
    command.parent.mkdir()
    command.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m briefbot "$@"\n')
    command.chmod(0o755)
    for name in [name for name in os.environ if name.startswith(("BRIEFBOT_", "OPENAI_"))]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("PATH", f"{command.parent}{os.pathsep}{os.environ['PATH']}")
    monkeypatch.setenv("PYTHONPATH", str(ROOT))
    monkeypatch.setenv("BRIEFBOT_CACHE", str(tmp_path / ".cache"))
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.mark.parametrize("session", sessions())
def test_console(session: str, place: Path) -> None:
    script = "exec 2>&1\n" + "".join(
        # The status is handed on, so that a page can show `echo $?`.
        f"{command}\nstatus=$?; printf '%s\\n' '{MARK}'; (exit $status)\n"
        for command, _ in steps(session)
    )
    done = subprocess.run(
        ["sh", "-c", script], cwd=place, capture_output=True, text=True, check=False, timeout=60
    )
    outputs = done.stdout.split(f"{MARK}\n")
    for (command, said), shown in zip(steps(session), outputs, strict=False):
        assert agrees(said, shown.strip("\n")), f"$ {command}\n{shown}"


@pytest.mark.parametrize("page", [p for p in PAGES if fences(p, "python")], ids=lambda p: p.name)
def test_python(page: Path, place: Path) -> None:
    program = "\n".join(fences(page, "python"))
    done = subprocess.run(
        [sys.executable, "-W", "error", "-c", program],
        cwd=place,
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    assert done.returncode == 0, done.stderr


def test_the_runner_sees_a_difference() -> None:
    assert steps("$ a\none\n$ b \\\n  c\n\ntwo\n") == [("a", "one"), ("b \\\n  c", "two")]
    assert agrees("one\n...\nfour", "one\ntwo\nthree\nfour")
    assert not agrees("one\n...\nfour", "one\ntwo\nthree")
    assert not agrees("one", "one\ntwo")
    assert not agrees("a.c", "abc")


def test_the_readme_has_examples() -> None:
    assert fences(ROOT / "README.md", "console")
    assert fences(ROOT / "README.md", "python")
