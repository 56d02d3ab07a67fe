"""Many processes on one library and one cache, files edited meanwhile, one killed: right answers, and none hangs."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from dataclasses import replace
from pathlib import Path

import pytest

from benchmarks.kills.workloads import write_briefs
from briefbot.files import append_line, clear_leftovers, write_whole
from briefbot.library.folder import FolderLibrary
from briefbot.retrieval.index import Index
from briefbot.retrieval.store import Store

ROOT = Path(__file__).resolve().parents[2]
_PROCESSES = 6

# Each opens the index again and again while files change, and says what it found at the end.
_READER = """
import sys, time
from pathlib import Path
from briefbot.library.folder import FolderLibrary
from briefbot.retrieval.index import Index

briefs, cache, stop = sys.argv[1], Path(sys.argv[2]), Path(sys.argv[3])
print("ready", flush=True)
last = False
while True:
    index = Index.open(FolderLibrary(briefs), cache=cache)
    found = sorted(hit.chunk.text for hit in index.search("port", top_k=500))
    assert not index.notices, index.notices
    index.close()
    if last:
        break
    last = stop.exists()
print(found)
"""


def save(path: Path, text: str) -> None:
    """As editors do: a reader who comes between finds the old text or the new, never an empty file."""
    path.with_suffix(".new").write_text(text)
    path.with_suffix(".new").replace(path)


@pytest.mark.parametrize("warm", [False, True], ids=["cold", "warm"])
def test_six_processes_while_files_change_and_one_is_killed(warm: bool, tmp_path: Path) -> None:
    briefs, cache, stop = tmp_path / "briefs", tmp_path / "cache", tmp_path / "stop"
    write_briefs(briefs, 60)
    if warm:
        Index.open(FolderLibrary(briefs), cache=cache).close()
    command = [sys.executable, "-c", _READER, str(briefs), str(cache), str(stop)]
    processes = [
        subprocess.Popen(
            command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
        )
        for _ in range(_PROCESSES)
    ]
    try:
        for process in processes:
            assert process.stdout
            assert process.stdout.readline() == "ready\n"
        for n in range(8):
            save(briefs / f"2024-06-{n + 10}.txt", f"The port of Odense has {n} new cranes.\n")
            save(briefs / f"2024-05-0{n + 1}.txt", f"The port closed again, {n} times.\n")
            time.sleep(0.02)
        killed = processes.pop()
        killed.send_signal(signal.SIGKILL)
        stop.touch()
        killed.communicate(timeout=60)
        told = [process.communicate(timeout=60) for process in processes]
    finally:
        for process in processes:
            process.kill()
            process.wait()
    fresh = Index.open(FolderLibrary(briefs), cache=tmp_path / "fresh")
    expected = str(sorted(hit.chunk.text for hit in fresh.search("port", top_k=500))) + "\n"
    for out, err in told:
        # A kill between the two commits of an update costs one rebuild, which says so.
        assert out == expected or "made anew" in err, err


def test_eight_processes_add_lines_and_replace_one_file(tmp_path: Path) -> None:
    code = (
        "import sys; from briefbot.files import append_line, write_whole, clear_leftovers\n"
        "for n in range(60):\n"
        "  append_line(sys.argv[1] + '/lines', f'{sys.argv[2]} {n} ' + sys.argv[2] * 9000)\n"
        "  clear_leftovers(sys.argv[1])\n"
        "  write_whole(sys.argv[1] + '/whole', (sys.argv[2] * 20_000).encode())\n"
    )
    names = "abcdefgh"
    processes = [
        subprocess.Popen([sys.executable, "-c", code, str(tmp_path), name], cwd=ROOT)
        for name in names
    ]
    assert [process.wait(60) for process in processes] == [0] * len(names)
    lines = (tmp_path / "lines").read_text().splitlines()
    assert sorted(lines) == sorted(f"{c} {n} {c * 9000}" for c in names for n in range(60))
    assert (tmp_path / "whole").read_text() in {c * 20_000 for c in names}
    assert sorted(os.listdir(tmp_path)) == ["lines", "whole"]


def test_half_a_line_does_not_spoil_the_next(tmp_path: Path) -> None:
    path = tmp_path / "lines"
    path.write_text('{"whole": 1}\n{"ha')
    append_line(str(path), '{"whole": 2}')
    assert path.read_text().splitlines() == ['{"whole": 1}', '{"ha', '{"whole": 2}']


@pytest.mark.skipif(sys.platform == "win32", reason="needs a fork and locks of the system")
def test_only_what_a_dead_process_left_is_cleared(tmp_path: Path) -> None:
    import fcntl

    for name in (".briefbot-0123456789abcdef.part", ".briefbot-00000000000000ff.part"):
        (tmp_path / name).write_text("half")
    (tmp_path / ".briefbot-x.part").write_text("somebody else's")
    with open(tmp_path / ".briefbot-00000000000000ff.part") as writing:
        fcntl.flock(writing, fcntl.LOCK_EX)
        assert clear_leftovers(str(tmp_path)) == 1
    assert sorted(os.listdir(tmp_path)) == [".briefbot-00000000000000ff.part", ".briefbot-x.part"]
    write_whole(str(tmp_path / "file"), b"whole")
    assert (tmp_path / "file").read_bytes() == b"whole"


class _SameStamp(FolderLibrary):
    """A file system whose stamps tell nothing: every edit keeps size, time and number."""

    def listing(self):
        listing = super().listing()
        same = tuple(
            replace(e, signature="same", changed_ns=1_000_000_000) for e in listing.entries
        )
        return replace(listing, entries=same)


def test_a_clock_that_went_back_hides_no_edit(tmp_path: Path) -> None:
    """Read under a clock a day ahead, a file looks read long after its change; it may not have been."""
    brief = tmp_path / "2024-05-01.txt"
    brief.write_text("The port closed.\n")
    now_ns = 2_000_000_000_000_000_000
    library, clock = _SameStamp(tmp_path), [now_ns + 86_400_000_000_000]
    store = Store(None, clock=lambda: clock[0])
    first = store.update(library, library.listing().entries).rows[brief.name].sha256
    brief.write_text("The port opened.\n"[:17])
    clock[0] = now_ns
    second = store.update(library, library.listing().entries).rows[brief.name].sha256
    assert first != second


@pytest.mark.parametrize("jump_s", [-86_400, 86_400], ids=["back", "ahead"])
def test_a_clock_that_jumps_while_it_waits_moves_no_deadline(
    jump_s: int, shim: Path, tmp_path: Path
) -> None:
    """A server that never answers, a deadline of a second, and the wall clock of the process a day off after half."""
    code = """
import ctypes, socket, sys, threading, time
from briefbot.errors import ModelError
from briefbot.models.base import Message, Request
from briefbot.models.openai import OpenAIModel
silent = socket.create_server(("127.0.0.1", 0))
model = OpenAIModel("m", api_key="none", base_url=f"http://127.0.0.1:{silent.getsockname()[1]}/v1", deadline_s=1.0)
shim = ctypes.CDLL(None)
jump = threading.Timer(0.4, shim.jump_clock, [ctypes.c_double(float(sys.argv[1]))])
import openai.resources.chat.completions
wall, began = time.time(), time.monotonic()
jump.start()
try:
    model.complete(Request(messages=(Message("user", "?"),), max_output_tokens=8))
except ModelError as exc:
    print(round(time.time() - wall), time.monotonic() - began)
"""
    done = subprocess.run(
        [sys.executable, "-c", code, str(jump_s)],
        cwd=ROOT,
        env={**os.environ, "LD_PRELOAD": str(shim)},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert done.stdout, done.stderr
    wall_s, waited_s = map(float, done.stdout.split())
    assert abs(wall_s - jump_s) < 60, "the clock did not jump"
    # Not at once, and not a day: the rest is a busy machine.
    assert 0.9 < waited_s < 30
