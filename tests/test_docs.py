"""The examples in the docs run, and print what the docs say they print.

A fence marked `console` is a session: lines after `$ ` are run in an empty folder with the
repository's `seeds` and `fixtures`, the lines below them are what a terminal shows; a
line `...` stands for any lines. A session that needs a shell of its own, for a variable or for two commands on a line,
goes to one as a whole. In all others `briefbot` is run in this process, since each start takes a second, and what
stands between by a shell that knows the status before. One marked `console encoder` is run with the encoder, all others
without it. All fences marked `python` of a page are run together, in order.
"""

from __future__ import annotations

import contextlib
import io
import os
import re
import runpy
import shlex
import shutil
import subprocess
import sys
import textwrap
from pathlib import Path

import pytest

from briefbot.cli import run
from briefbot.encoder.minilm import MiniLM

ROOT = Path(__file__).resolve().parents[1]
PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))]
FENCE = re.compile(r"^( *)```(\w+(?: \w+)?)\n(.*?)^\1```$", re.MULTILINE | re.DOTALL)
MARK = "=== next ==="


def fences(page: Path, language: str) -> list[str]:
    found = FENCE.finditer(page.read_text(encoding="utf-8"))
    return [textwrap.dedent(m[3]) for m in found if m[2] == language]


def sessions(language: str = "console") -> list[object]:
    return [
        pytest.param(session, id=f"{page.name}-{number}")
        for page in PAGES
        for number, session in enumerate(fences(page, language), 1)
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


def needs_a_shell(commands: list[str]) -> bool:
    """Whether one sets what another uses, or does more than one thing."""
    words = [word for c in commands for word in shlex.shlex(c, posix=False, punctuation_chars=True)]
    return any(set(word) <= set("();<>|&") or re.match(r"\w+=|export$|`", word) for word in words)


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
    # As the pages say of themselves: else they would show another thing wherever the encoder is installed.
    monkeypatch.setenv("BRIEFBOT_ENCODER", "off")
    monkeypatch.setenv("BRIEFBOT_CACHE", str(tmp_path / ".cache"))
    monkeypatch.chdir(tmp_path)
    return tmp_path


def in_one_shell(commands: list[str], place: Path) -> list[str]:
    """What each command prints, all run by one shell and `briefbot` as a process."""
    script = "exec 2>&1\n" + "".join(
        # The status is handed on, so that a page can show `echo $?`.
        f"{command}\nstatus=$?; printf '%s\\n' '{MARK}'; (exit $status)\n"
        for command in commands
    )
    done = subprocess.run(
        ["sh", "-c", script], cwd=place, capture_output=True, text=True, check=False, timeout=60
    )
    return done.stdout.split(f"{MARK}\n")[:-1]


def one_by_one(commands: list[str], place: Path) -> list[str]:
    """What each command prints, `briefbot` run here and all else by a shell."""
    outputs, status = [], 0
    for command in commands:
        program, *arguments = shlex.split(command)
        if program == "briefbot":
            printed = io.StringIO()
            with contextlib.redirect_stdout(printed), contextlib.redirect_stderr(printed):
                status = run(arguments)
            # Calendars end their lines with both, which a terminal does not show.
            outputs.append(printed.getvalue().replace("\r\n", "\n"))
        else:
            script = f"exec 2>&1; (exit {status})\n{command}"
            done = subprocess.run(
                ["sh", "-c", script], cwd=place, capture_output=True, text=True, check=False
            )
            status = done.returncode
            outputs.append(done.stdout)
    return outputs


@pytest.mark.parametrize("session", sessions("console encoder"))
def test_console_with_the_encoder(
    session: str, place: Path, minilm: MiniLM, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("BRIEFBOT_ENCODER", str(minilm.folder))
    test_console(session, place)


@pytest.mark.parametrize("session", sessions())
def test_console(session: str, place: Path) -> None:
    commands = [command for command, _ in steps(session)]
    outputs = (in_one_shell if needs_a_shell(commands) else one_by_one)(commands, place)
    for (command, said), shown in zip(steps(session), outputs, strict=True):
        assert agrees(said, shown.strip("\n")), f"$ {command}\n{shown}"


@pytest.mark.parametrize("page", [p for p in PAGES if fences(p, "python")], ids=lambda p: p.name)
def test_python(page: Path, place: Path) -> None:
    program = place / "page.py"
    program.write_text("\n".join(fences(page, "python")), encoding="utf-8")
    runpy.run_path(str(program))


def test_some_sessions_are_a_shells() -> None:
    """As a user's are: the console script, a pipe for its output, a status that the shell sees."""
    shells = [s for p in PAGES for s in fences(p, "console") if needs_a_shell([c for c, _ in steps(s)])]  # fmt: skip
    assert len(shells) >= 2
    assert needs_a_shell(["briefbot ask X; ls"])
    assert not needs_a_shell(["briefbot ask 'X; ls'", "sed -i 's/a/b/' day.json", "echo $?"])


def test_the_runner_sees_a_difference() -> None:
    assert steps("$ a\none\n$ b \\\n  c\n\ntwo\n") == [("a", "one"), ("b \\\n  c", "two")]
    assert agrees("one\n...\nfour", "one\ntwo\nthree\nfour")
    assert not agrees("one\n...\nfour", "one\ntwo\nthree")
    assert not agrees("one", "one\ntwo")
    assert not agrees("a.c", "abc")


def test_the_readme_has_examples() -> None:
    assert fences(ROOT / "README.md", "console")
    assert fences(ROOT / "README.md", "python")
