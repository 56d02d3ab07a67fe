"""What users lean on: the public names, what an import costs, and that the docs know every option."""

from __future__ import annotations

import importlib.util
import subprocess
import sys
from pathlib import Path

import pytest

import briefbot

ROOT = Path(__file__).resolve().parents[1]
HEAVY = ("openai", "tiktoken", "numpy", "onnxruntime", "tokenizers")

# Runs in a fresh interpreter: a socket or a look at the key raises where it happens.
GUARD = """
import os, sys

def no_socket(event, args):
    assert not event.startswith("socket."), (event, args)

sys.addaudithook(no_socket)
read = type(os.environ).__getitem__

def no_key(self, name):
    assert "KEY" not in str(name) and "TOKEN" not in str(name), name
    return read(self, name)

type(os.environ).__getitem__ = no_key
{code}
print(*sorted(set(sys.modules) & set({modules!r})))
"""


def loaded_by(code: str, modules: tuple[str, ...] = HEAVY, *, cwd: Path = ROOT) -> list[str]:
    """Which of the modules a fresh interpreter has loaded after the code."""
    program = GUARD.format(code=code, modules=modules)
    command = [sys.executable, "-W", "error", "-c", program]
    done = subprocess.run(command, cwd=cwd, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout.splitlines()[-1].split()


def test_public_names_are_sorted_and_there() -> None:
    assert list(briefbot.__all__) == sorted(briefbot.__all__)
    assert len(set(briefbot.__all__)) == len(briefbot.__all__)
    for name in briefbot.__all__:
        assert getattr(briefbot, name) is not None


def test_no_public_name_is_forgotten() -> None:
    for name in briefbot.__all__:
        getattr(briefbot, name)  # names may load on first use
    there = {
        name
        for name, value in vars(briefbot).items()
        if not name.startswith("_") and getattr(value, "__module__", "").startswith("briefbot")
    }
    assert there <= set(briefbot.__all__)


def test_an_unknown_name_is_an_attribute_error() -> None:
    with pytest.raises(AttributeError, match="no_such_name"):
        briefbot.no_such_name  # noqa: B018


def test_import_opens_no_socket_reads_no_key_and_stays_light() -> None:
    assert loaded_by("import briefbot") == []


def test_all_public_names_stay_light() -> None:
    assert loaded_by("from briefbot import *") == []


def test_help_loads_nothing_heavy() -> None:
    code = "from briefbot.cli import run\nassert run(['--help']) == 0"
    heavy = (*HEAVY, "pydantic", "rich", "tantivy", "tenacity", "sentencex", "briefbot.client")
    assert loaded_by(code, heavy) == []


@pytest.mark.parametrize(
    "args",
    [
        pytest.param(["ask", "What does Russia demand?"], id="ask"),
        pytest.param(["summarize", "2022-02-02"], id="summarize"),
        pytest.param(["days"], id="days"),
    ],
)
def test_the_keyless_path_stays_light_and_local(args: list[str], tmp_path: Path) -> None:
    code = f"""
os.environ.update(BRIEFBOT_MODEL="extractive", BRIEFBOT_CACHE={str(tmp_path)!r})
from briefbot.cli import run
assert run({[*args, "--briefs", str(ROOT / "seeds")]!r}) == 0
"""
    assert loaded_by(code, cwd=tmp_path) == []


@pytest.mark.parametrize("args", [["summarize", "2022-02-02"], ["days"]], ids=lambda args: args[0])
def test_what_asks_no_question_loads_no_encoder(args: list[str], tmp_path: Path) -> None:
    code = f"""
os.environ.update(BRIEFBOT_MODEL="extractive", BRIEFBOT_CACHE={str(tmp_path)!r})
del os.environ["BRIEFBOT_ENCODER"]  # the installed one
from briefbot.cli import run
assert run({[*args, "--briefs", str(ROOT / "seeds")]!r}) == 0
"""
    assert loaded_by(code, cwd=tmp_path) == []
    assert list(tmp_path.rglob("vectors*")) == []


def test_every_command_and_option_is_in_the_docs() -> None:
    spec = importlib.util.spec_from_file_location("docs", ROOT / "scripts" / "write_cli_docs.py")
    assert spec
    assert spec.loader
    script = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(script)
    written = script.PAGE.read_text(encoding="utf-8")
    assert script.page(written) == written, "run: python scripts/write_cli_docs.py"
    assert "### `briefbot summarize [DAY]`" in written
    assert "`--max-cost USD`" in written
