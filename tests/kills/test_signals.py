"""Ctrl-C and SIGTERM at any moment: 130 and 143, one line, no traceback, nothing half there, the next run goes on."""

from __future__ import annotations

import json
import os
import random
import signal
import sqlite3
import subprocess
import sys
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING

import pytest

from benchmarks.kills.workloads import FIRST, files, write_briefs
from briefbot.cli.day_folder import RECORD
from briefbot.library.folder import FolderLibrary
from briefbot.models.recordings import load_folder
from briefbot.retrieval.cache import CacheFolder

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from benchmarks.kills.loop import Warm

CODES = {signal.SIGINT: 130, signal.SIGTERM: 143}
WORDS = {signal.SIGINT: "interrupted", signal.SIGTERM: "terminated"}
# The same moments each time, in seconds; where they fall in the work depends on the machine.
MOMENTS = random.Random(5)


class _Slow(BaseHTTPRequestHandler):
    """A provider that takes its time and answers next to nothing, so that code fills the rest in."""

    protocol_version = "HTTP/1.1"

    def do_POST(self) -> None:
        asked = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        time.sleep(0.03)
        one = {"sentences": ["1.1"], "speaker": "", "text": ""}
        said = {"developments": [], "lead": one, "headline": one}
        if "details" in json.dumps(asked.get("response_format", {})):
            said = {"voices": [], "figures": [], "ahead": []}
        message = {"role": "assistant", "content": json.dumps(said), "refusal": None}
        body = {
            "id": "c", "object": "chat.completion", "created": 1, "model": "slow",
            "choices": [{"index": 0, "finish_reason": "stop", "message": message}],
            "usage": {"prompt_tokens": 20, "completion_tokens": 5, "total_tokens": 25},
        }  # fmt: skip
        data = json.dumps(body).encode()
        try:
            self.send_response(200)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(data)))
            self.end_headers()
            self.wfile.write(data)
        except OSError:
            self.close_connection = True

    def log_message(self, *args: object) -> None:
        pass


@pytest.fixture
def slow() -> Iterator[str]:
    """The address of a slow provider."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Slow)
    server.daemon_threads = True
    server.handle_error = lambda *_: None  # type: ignore[method-assign]
    thread = threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}/v1"
    server.shutdown()
    server.server_close()
    thread.join(5)


def check(place: Path, ended: dict[str, float], number: signal.Signals) -> bool:
    """Whether the signal was heard before the end; asserts that it was heard well."""
    said = (place / "stderr").read_text()
    assert "Traceback" not in said, said
    assert "Exception ignored" not in said, said
    if ended["code"] == 0:
        return False
    assert ended["code"] == CODES[number], said
    # One line says what happened; those before it say how far it got.
    assert said.splitlines()[-1] == f"briefbot: {WORDS[number]}"
    assert said.count(WORDS[number]) == 1
    assert ended["late_s"] < 10
    return True


@pytest.mark.parametrize("model", ["extractive", "slow"])
def test_a_range_that_is_told_to_end(model: str, slow: str, forking: Warm, tmp_path: Path) -> None:
    write_briefs(tmp_path / "briefs", 8)
    arguments = ["summarize", "--briefs", str(tmp_path / "briefs"), "--since", str(FIRST)]
    arguments += ["--format", "json", "--model", model]
    environ = {"BRIEFBOT_CACHE": str(tmp_path / "cache"), "OPENAI_API_KEY": "none"}
    environ["OPENAI_BASE_URL"] = slow
    whole = [*arguments, "--output", f"{tmp_path / 'whole'}/"]
    # Twice, since the first makes the index, and no other run takes that long.
    for _ in range(2):
        began = time.monotonic()
        assert forking.command(tmp_path, [*whole, "--fresh"], environ)["code"] == 0
        longest = time.monotonic() - began
    heard, out = 0, tmp_path / "out"
    more = ["--jobs", "4", "--record", str(tmp_path / "recordings")] if model == "slow" else []
    for n, number in enumerate((*CODES, *CODES)):
        at = longest * (0.05 + 0.2 * n)
        given = [*arguments, "--output", f"{out}/", "--fresh", *more]
        ended = forking.command(tmp_path, given, environ, [(number, at)])
        heard += check(tmp_path, ended, number)
        for name, data in files(out).items() if out.exists() else ():
            assert name == RECORD or json.loads(data)["kind"] == "daily_summary"
        # Every one of them loads.
        assert all(one.completion for one in load_folder(tmp_path / "recordings"))
    assert heard
    assert (
        forking.command(tmp_path, [*arguments, "--output", f"{out}/", *more], environ)["code"] == 0
    )
    assert "0 failed" in (tmp_path / "stderr").read_text()
    assert files(out, but=(RECORD,)) == files(tmp_path / "whole", but=(RECORD,))


@pytest.mark.parametrize("number", CODES, ids=["INT", "TERM"])
def test_days_done_go_into_the_file(
    number: signal.Signals, slow: str, forking: Warm, tmp_path: Path
) -> None:
    write_briefs(tmp_path / "briefs", 20)
    target = tmp_path / "out.json"
    arguments = ["summarize", "--briefs", str(tmp_path / "briefs"), "--since", str(FIRST)]
    arguments += ["--format", "json", "--model", "slow", "--jobs", "2", "--output", str(target)]
    environ = {"BRIEFBOT_CACHE": str(tmp_path / "cache"), "OPENAI_API_KEY": "none"}
    environ["OPENAI_BASE_URL"] = slow
    for at in (0.4, 0.8, 1.6, 3.2, 6.4, 12.8, 25.6):
        ended = forking.command(tmp_path, arguments, environ, [(number, at)])
        check(tmp_path, ended, number)
        if target.exists():
            break
    days = [one["day"] for one in json.loads(target.read_text())]
    assert days == sorted(days)
    assert 0 < len(days) <= 20
    assert not [name for name in os.listdir(tmp_path) if name.endswith(".part")]


@pytest.mark.parametrize("number", CODES, ids=["INT", "TERM"])
def test_indexing_that_is_told_to_end(
    number: signal.Signals, forking: Warm, tmp_path: Path
) -> None:
    write_briefs(tmp_path / "briefs", 300)
    arguments = ["days", "--briefs", str(tmp_path / "briefs"), "--format", "json"]
    heard = 0
    for _ in range(5):
        environ = {"BRIEFBOT_CACHE": str(tmp_path / "cache" / str(heard))}
        at = MOMENTS.uniform(0.0, 0.25)
        heard += check(
            tmp_path, forking.command(tmp_path, arguments, environ, [(number, at)]), number
        )
        assert forking.command(tmp_path, arguments, environ)["code"] == 0
        assert len(json.loads((tmp_path / "stdout").read_text())["days"]) == 300
    assert heard


@pytest.mark.parametrize("number", CODES, ids=["INT", "TERM"])
@pytest.mark.parametrize("at", [0.08, 0.2, 0.35])
def test_a_process_that_is_still_loading(
    at: float, number: signal.Signals, tmp_path: Path, seeds: Path
) -> None:
    command = [sys.executable, "-m", "briefbot", "ask", "What?", "--briefs", str(seeds)]
    environ = {**os.environ, "BRIEFBOT_CACHE": str(tmp_path), "BRIEFBOT_MODEL": "extractive"}
    # Until it says that it listens, a signal ends any Python program as the system does.
    listening = (
        "import sys; from briefbot.cli import signals; signals.listen(); print('.', flush=True);"
        " from briefbot.cli import main; main()"
    )
    command[1:3] = ["-c", listening]
    with subprocess.Popen(
        command, env=environ, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout
        process.stdout.readline()
        time.sleep(at / 2)
        process.send_signal(number)
        _, said = process.communicate(timeout=20)
    assert "Traceback" not in said
    assert process.returncode in (CODES[number], 0, 3)


# A signal inside a callback that Python runs when an object is freed, as importing a module does too.
IN_A_CALLBACK = """
import os, signal, sys, time, weakref
from briefbot.cli import signals

class Freed: pass

signals.listen()
freed = Freed()
watched = weakref.ref(freed, lambda _: os.kill(os.getpid(), signal.{number}))
try:
    del freed
    time.sleep(5)
except BaseException as heard:
    print(type(heard).__name__)
"""


@pytest.mark.parametrize(
    ("number", "heard"), [("SIGINT", "KeyboardInterrupt"), ("SIGTERM", "Terminated")]
)
def test_a_signal_that_python_would_lose_is_heard(number: str, heard: str) -> None:
    program = IN_A_CALLBACK.replace("{number}", number)
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=False
    )
    assert (done.stdout, done.stderr) == (f"{heard}\n", "")


def test_other_errors_of_callbacks_are_told_as_ever() -> None:
    program = IN_A_CALLBACK.replace("os.kill(os.getpid(), signal.{number})", "1 / 0")
    program = program.replace("time.sleep(5)", "pass")
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=False
    )
    assert "ZeroDivisionError" in done.stderr


def test_a_process_that_waits_for_the_cache_hears_a_signal(forking: Warm, tmp_path: Path) -> None:
    write_briefs(tmp_path / "briefs", 3)
    folder = CacheFolder(tmp_path / "cache", FolderLibrary(tmp_path / "briefs").location)
    arguments = ["days", "--briefs", str(tmp_path / "briefs")]
    environ = {"BRIEFBOT_CACHE": str(tmp_path / "cache")}
    with folder.locked():
        ended = forking.command(tmp_path, arguments, environ, [(signal.SIGINT, 1.0)])
    assert check(tmp_path, ended, signal.SIGINT)
    assert ended["late_s"] < 3


def test_two_signals_at_once_are_one(slow: str, forking: Warm, tmp_path: Path) -> None:
    write_briefs(tmp_path / "briefs", 40)
    arguments = ["summarize", "--briefs", str(tmp_path / "briefs"), "--since", str(FIRST)]
    arguments += ["--model", "slow", "--output", f"{tmp_path / 'out'}/"]
    environ = {"BRIEFBOT_CACHE": str(tmp_path / "cache"), "OPENAI_API_KEY": "none"}
    environ["OPENAI_BASE_URL"] = slow
    twice = [(signal.SIGINT, 1.2), (signal.SIGINT, 0.0005)]
    assert check(tmp_path, forking.command(tmp_path, arguments, environ, twice), signal.SIGINT)


def test_a_second_signal_ends_what_does_not_end(tmp_path: Path) -> None:
    """The output pipe is full and nobody reads it: what is to be kept can't be written."""
    write_briefs(tmp_path / "briefs", 120)
    command = [sys.executable, "-m", "briefbot", "summarize", "--briefs", str(tmp_path / "briefs")]
    command += ["--since", str(FIRST), "--format", "json", "--model", "extractive"]
    environ = {**os.environ, "BRIEFBOT_CACHE": str(tmp_path / "cache")}
    with subprocess.Popen(
        command, env=environ, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as process:
        for _ in range(400):
            time.sleep(0.05)
            if _blocked_on_a_pipe(process.pid):
                break
        process.send_signal(signal.SIGINT)
        time.sleep(1.2)
        assert process.poll() is None, "it ended with the first: nothing is tested here"
        process.send_signal(signal.SIGINT)
        assert process.wait(10) == 130
        assert process.stderr
        assert "Traceback" not in process.stderr.read()


def _blocked_on_a_pipe(pid: int) -> bool:
    path = f"/proc/{pid}/wchan"
    if not os.path.exists(path):
        pytest.skip("needs Linux's /proc")
    with open(path) as file:
        return "pipe" in file.read()


def test_a_background_command_keeps_ignoring_what_it_was_told_to() -> None:
    code = (
        "import signal; signal.signal(signal.SIGINT, signal.SIG_IGN);"
        " from briefbot.cli import signals; signals.listen();"
        " assert signal.getsignal(signal.SIGINT) is signal.SIG_IGN;"
        " assert signal.getsignal(signal.SIGTERM) is not signal.SIG_DFL"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_a_dead_process_holds_no_lock(tmp_path: Path) -> None:
    code = (
        "import sys, os; from pathlib import Path; from briefbot.retrieval.cache import CacheFolder\n"
        "with CacheFolder(Path(sys.argv[1]), '/b').locked():\n  os.kill(os.getpid(), 9)"
    )
    assert subprocess.run([sys.executable, "-c", code, str(tmp_path)], check=False).returncode == -9
    folder = CacheFolder(tmp_path, "/b")
    began = time.monotonic()
    with folder.locked():
        other = sqlite3.connect(folder.path / "lock", timeout=0)
        with pytest.raises(sqlite3.OperationalError, match="locked"):
            other.execute("BEGIN EXCLUSIVE")
        other.close()
    assert time.monotonic() - began < 5
