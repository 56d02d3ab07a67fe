"""What the package may load and call, and that importing it reaches for nothing."""

from __future__ import annotations

import ast
import json
import os
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from briefbot.encoder.minilm import MiniLM

ROOT = Path(__file__).resolve().parents[2]
SOURCES = sorted((ROOT / "briefbot").rglob("*.py"))
# Files that run what they read, or start programs.
FORBIDDEN_MODULES = {
    *("pickle", "cPickle", "_pickle", "dill", "cloudpickle", "joblib", "shelve", "dbm"),
    *(
        "subprocess",
        "pty",
        "code",
        "codeop",
        "runpy",
        "imp",
        "yaml",
        "ctypes",
        "telnetlib",
        "ftplib",
    ),
    *("xml", "lxml", "multiprocessing"),
}
FORBIDDEN_NAMES = {"eval", "exec", "compile", "__import__", "breakpoint", "input"}
FORBIDDEN_CALLS = {
    # Writing what a checksum is made of is fine, reading it back is not.
    *("marshal.load", "marshal.loads"),
    *("os.system", "os.popen", "os.fork", "os.startfile", "logging.config.fileConfig"),
    *(
        f"os.{how}{kind}"
        for how in ("exec", "spawn")
        for kind in ("l", "le", "lp", "v", "ve", "vp", "vpe")
    ),
    *("tempfile.mktemp", "ssl._create_unverified_context", "pydantic.ImportString"),
}


def dotted(node: ast.AST) -> str:
    if isinstance(node, ast.Attribute):
        return f"{dotted(node.value)}.{node.attr}"
    return node.id if isinstance(node, ast.Name) else ""


def forbidden(tree: ast.AST) -> list[str]:
    """The imports and calls of a file that could run or start what it reads."""
    found = []
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            found += [a.name for a in node.names if a.name.split(".")[0] in FORBIDDEN_MODULES]
        elif isinstance(node, ast.ImportFrom) and node.module:
            if node.module.split(".")[0] in FORBIDDEN_MODULES:
                found.append(node.module)
            found += [
                name for a in node.names if (name := f"{node.module}.{a.name}") in FORBIDDEN_CALLS
            ]
        elif isinstance(node, ast.Call):
            name = dotted(node.func)
            if name in FORBIDDEN_NAMES | FORBIDDEN_CALLS:
                found.append(name)
            found += [f"{name}(shell=…)" for k in node.keywords if k.arg == "shell"]
            found += [
                f"{name}(verify=False)"
                for k in node.keywords
                if k.arg == "verify"
                and dotted(k.value) == ""
                and getattr(k.value, "value", True) is False
            ]
    return found


def test_nothing_in_the_package_runs_what_it_reads() -> None:
    assert len(SOURCES) > 100
    found = {
        str(path.relative_to(ROOT)): names
        for path in SOURCES
        if (names := forbidden(ast.parse(path.read_text(encoding="utf-8"))))
    }
    assert found == {}


@pytest.mark.parametrize(
    "code",
    [
        "import pickle",
        "from marshal import loads",
        "import xml.etree.ElementTree as E",
        "eval(x)",
        "import os\nos.system('x')",
        "from os import system",
        "run(x, shell=True)",
        "get(x, verify=False)",
        "from yaml import load",
    ],
)
def test_the_search_sees_it(code: str) -> None:
    assert forbidden(ast.parse(code))


# Runs in a fresh interpreter; what happens before the last line is what is asked about.
WATCH = """
import json, os, sys, threading
seen = {"sockets": [], "written": [], "keys": [], "threads": 0, "programs": []}

def watch(event, args):
    if event.startswith("socket."):
        seen["sockets"].append(event)
    elif event == "open":
        path, mode, flags = args
        writes = any(sign in (mode or "") for sign in "wax+") or flags & (os.O_WRONLY | os.O_RDWR | os.O_CREAT)
        if writes and path != os.devnull:
            seen["written"].append(str(path))
    elif event in ("os.mkdir", "os.rename", "os.remove", "os.link", "os.symlink"):
        seen["written"].append(f"{event} {args[0]}")
    elif event in ("subprocess.Popen", "os.exec", "os.posix_spawn", "os.system", "os.fork"):
        seen["programs"].append(event)

sys.addaudithook(watch)
read = type(os.environ).__getitem__

def watched(self, name):
    if any(word in str(name).upper() for word in ("KEY", "TOKEN", "SECRET", "PASSWORD")):
        seen["keys"].append(name)
    return read(self, name)

type(os.environ).__getitem__ = watched
start = threading.Thread.start

def starting(self):
    seen["threads"] += 1
    start(self)

threading.Thread.start = starting
"""


def watched(code: str, tmp_path: Path) -> dict[str, object]:
    """What a fresh interpreter reaches for while it runs the code."""
    program = f"{WATCH}\n{code}\nsys.stderr.write('\\n' + json.dumps(seen))"
    done = subprocess.run(
        [sys.executable, "-B", "-c", program],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT), "HOME": str(tmp_path)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    seen: dict[str, object] = json.loads(done.stderr.splitlines()[-1])
    return seen


@pytest.mark.parametrize(
    "code",
    [
        pytest.param(
            "import briefbot; [getattr(briefbot, n) for n in briefbot.__all__]", id="names"
        ),
        pytest.param("from briefbot.cli import run; assert run(['--help']) == 0", id="help"),
        pytest.param(
            "import briefbot; briefbot.Briefbot('seeds', model='extractive')", id="client"
        ),
        pytest.param("from briefbot.cli import run; assert run(['prompts']) == 0", id="prompts"),
    ],
)
def test_an_import_reaches_for_nothing(code: str, tmp_path: Path) -> None:
    seen = watched(code, tmp_path)
    assert seen == {"sockets": [], "written": [], "keys": [], "threads": 0, "programs": []}
    assert not list(tmp_path.iterdir())


def test_an_answer_without_a_model_reaches_for_its_cache_alone(tmp_path: Path) -> None:
    code = f"os.environ['BRIEFBOT_CACHE'] = {str(tmp_path / 'cache')!r}\n" + (
        "from briefbot.cli import run\n"
        "assert run(['ask', 'What does Russia demand?', '--briefs', 'seeds', '--model', 'extractive']) == 0"
    )
    seen = watched(code, tmp_path)
    assert (seen["sockets"], seen["keys"], seen["programs"]) == ([], [], [])
    assert [path for path in seen["written"] if str(tmp_path / "cache") not in path] == []


def test_an_answer_with_the_encoder_reaches_for_its_cache_alone(
    minilm: MiniLM, tmp_path: Path
) -> None:
    encoder = str(minilm.folder)
    code = f"os.environ['BRIEFBOT_CACHE'] = {str(tmp_path / 'cache')!r}\n" + (
        "from briefbot.cli import run\n"
        "asked = ['ask', 'What does Russia demand?', '--briefs', 'seeds', '--model', 'extractive']\n"
        f"assert run([*asked, '--encoder', {encoder!r}]) == 0\n"
        "assert 'onnxruntime' in sys.modules"
    )
    seen = watched(code, tmp_path)
    assert (seen["sockets"], seen["keys"], seen["programs"]) == ([], [], [])
    assert [path for path in seen["written"] if str(tmp_path / "cache") not in path] == []
    # What its native code writes is seen by nobody, but would lie in the user's home.
    assert [path.name for path in tmp_path.iterdir()] == ["cache"]


def test_the_watch_sees_it(tmp_path: Path) -> None:
    code = (
        "import socket; socket.socket().close(); os.environ['OPENAI_API_KEY']; os.system('true')\n"
        f"open({str(tmp_path / 'x')!r}, 'w').close(); threading.Thread(target=print).start()"
    )
    seen = watched(code, tmp_path)
    assert all(seen.values()), seen
