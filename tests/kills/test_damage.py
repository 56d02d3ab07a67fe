"""Flipped bytes, cut files and foreign bytes: found, made anew or refused with the path, never a crash or another answer."""

from __future__ import annotations

import errno
import json
import os
import shutil
from typing import TYPE_CHECKING

import pytest

from benchmarks.kills.loop import Loop
from benchmarks.kills.workloads import find_workload, fresh
from briefbot.errors import RecordingError
from briefbot.models.base import Message, Request
from briefbot.models.recordings import ReadThrough, Recorder, load_recording
from briefbot.models.testing import ScriptedModel

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from benchmarks.kills.loop import Warm

# Offsets as shares of a file, beside its first and its last byte.
_SPREAD = (0.2, 0.5, 0.8)
# SQLite has no checksums of its own, so its file is searched more closely.
_MANIFEST_FLIPS = 24


def flipped(data: bytes, at: int, bit: int = 1) -> bytes:
    return data[:at] + bytes([data[at] ^ bit]) + data[at + 1 :]


def damages(path: Path) -> Iterator[tuple[str, bytes]]:
    """What may have become of a file."""
    data = path.read_bytes()
    last = len(data) - 1
    places = {0, last, *(int(last * share) for share in _SPREAD)} if data else set()
    if path.name == "manifest.sqlite":
        places |= set(range(0, len(data), len(data) // _MANIFEST_FLIPS))
    for at in sorted(places):
        yield f"byte {at} flipped", flipped(data, at, 1 << at % 8)
    yield "cut to half", data[: len(data) // 2]
    yield "emptied", b""
    yield "foreign bytes", b"no file of ours, " * 300


def test_an_index_damaged_anywhere_gives_the_answers_of_a_fresh_one(
    forking: Warm, tmp_path: Path
) -> None:
    work = find_workload("index update")
    loop = Loop(forking, work, tmp_path)
    told = (tmp_path / "stdout").read_text()
    # What is damaged is an index that is up to date, so that nothing has to be written.
    shutil.rmtree(tmp_path / "start")
    shutil.copytree(tmp_path / "now", tmp_path / "start")
    kept = [path for path in sorted((tmp_path / "now").rglob("*")) if path.is_file()]
    assert {"lock", "manifest.sqlite", "meta.json", ".managed.json"} <= {path.name for path in kept}
    tried = found = 0
    for path in kept:
        for what, data in damages(tmp_path / "start" / path.relative_to(tmp_path / "now")):
            fresh(tmp_path)
            path.write_bytes(data)
            ended = forking.run(loop.work, tmp_path)
            said = (tmp_path / "stderr").read_text()
            assert ended["code"] == 0, f"{path.name}, {what}: {said}"
            assert (tmp_path / "stdout").read_text() == told, f"{path.name}, {what}"
            assert "in memory" not in said, f"{path.name}, {what}: {said}"
            tried, found = tried + 1, found + ("made anew" in said)
    assert tried > 100
    # The rest is what no answer rests on: locks, free pages, tantivy's list of files to delete.
    assert found > tried / 2


def request(text: str = "What “happened” in Kyiv?") -> Request:
    return Request(messages=(Message("user", text),), max_output_tokens=64, prompt="ask@1")


def test_a_recording_with_a_flipped_byte_is_refused_or_says_the_same(tmp_path: Path) -> None:
    Recorder(ScriptedModel(["An answer, “whole”."]), tmp_path).complete(request())
    (path,) = tmp_path.rglob("*.json")
    data, whole = path.read_bytes(), load_recording(path)
    refused = 0
    for at in range(len(data)):
        path.write_bytes(flipped(data, at, 1 << at % 8))
        try:
            loaded = load_recording(path)
        except RecordingError as exc:
            refused += str(path) in str(exc)
        else:
            # A blank that became another blank.
            assert loaded == whole, f"byte {at}"
    assert refused > len(data) * 0.8


@pytest.mark.parametrize("share", [0.0, 0.3, 0.99])
def test_a_recording_that_was_cut_is_refused_and_not_paid_for_again(
    share: float, tmp_path: Path
) -> None:
    Recorder(ScriptedModel(["An answer."]), tmp_path).complete(request())
    (path,) = tmp_path.rglob("*.json")
    path.write_bytes(path.read_bytes()[: int(path.stat().st_size * share)])
    unused = ScriptedModel([])
    with pytest.raises(RecordingError, match=path.name):
        ReadThrough(unused, tmp_path).complete(request())
    assert unused.requests == []


def test_half_a_character_in_an_answer_is_told_and_leaves_nothing(tmp_path: Path) -> None:
    with pytest.raises(RecordingError, match="half a character"):
        Recorder(ScriptedModel(["half \ud83d of one"]), tmp_path).complete(request())
    assert not [path for path in tmp_path.rglob("*") if path.is_file()]


def _older_format(place: Path) -> None:
    """The manifest of an earlier briefbot, without what this one checks."""
    import sqlite3

    (manifest,) = place.rglob("manifest.sqlite")
    with sqlite3.connect(manifest, isolation_level=None) as connection:
        connection.execute("DELETE FROM state WHERE key = 'checksum'")
        connection.execute("ALTER TABLE files DROP COLUMN notices")
    connection.close()


def _newer_format(place: Path) -> None:
    import sqlite3

    (manifest,) = place.rglob("manifest.sqlite")
    with sqlite3.connect(manifest, isolation_level=None) as connection:
        connection.execute("ALTER TABLE files ADD COLUMN more TEXT DEFAULT 'x'")
        connection.execute("INSERT INTO state VALUES ('more', 'x')")
    connection.close()


def _as_folder(name: str) -> Callable[[Path], None]:
    def replace(place: Path) -> None:
        (path,) = place.rglob(name)
        path.unlink()
        path.mkdir()
        (path / "file").touch()

    return replace


def _index_as_file(place: Path) -> None:
    (path,) = place.rglob("index")
    shutil.rmtree(path)
    path.write_text("a file")


def _whole_cache_as_file(place: Path) -> None:
    shutil.rmtree(place / "now" / "cache")
    (place / "now" / "cache").write_text("a file")


ODD = {
    "an older manifest": (_older_format, "made anew"),
    "a newer manifest": (_newer_format, "made anew"),
    "a folder as manifest": (_as_folder("manifest.sqlite"), "in memory"),
    "a folder as lock": (_as_folder("lock"), "in memory"),
    "a folder as commit": (_as_folder("meta.json"), "made anew"),
    "a file as index": (_index_as_file, "made anew"),
    "a file as cache": (_whole_cache_as_file, "in memory"),
}


@pytest.mark.parametrize(("change", "said"), ODD.values(), ids=ODD)
def test_a_cache_of_another_make(
    change: Callable[[Path], None], said: str, forking: Warm, tmp_path: Path
) -> None:
    work = find_workload("first index")
    Loop(forking, work, tmp_path)
    told = (tmp_path / "stdout").read_text()
    change(tmp_path)
    ended = forking.run(work, tmp_path)
    words = (tmp_path / "stderr").read_text()
    assert (ended["code"], (tmp_path / "stdout").read_text()) == (0, told), words
    assert said in words
    # What was made anew is not odd any more.
    forking.run(work, tmp_path)
    assert ((tmp_path / "stderr").read_text() == "") is (said == "made anew")


@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="needs /dev/full")
@pytest.mark.parametrize(
    ("output", "why"),
    [
        pytest.param("/dev/full", errno.ENOSPC, id="full"),
        pytest.param("{file}/day.json", None, id="below a file"),
        pytest.param("/proc/day.json", None, id="a file system without files"),
    ],
)
def test_output_that_cannot_be_written_names_its_path(
    output: str, why: int | None, forking: Warm, tmp_path: Path, seeds: Path
) -> None:
    (tmp_path / "file").touch()
    target = output.format(file=tmp_path / "file")
    arguments = ["summarize", "--briefs", str(seeds), "--model", "extractive", "--output", target]
    environ = {"BRIEFBOT_CACHE": str(tmp_path / "cache")}
    ended = forking.command(tmp_path, arguments, environ)
    last = (tmp_path / "stderr").read_text().splitlines()[-1]
    assert ended["code"] == 1
    assert target in last
    assert why is None or os.strerror(why) in last


@pytest.mark.parametrize("written", [0, 1, 100, 2000, 8000, 30000])
def test_without_room_for_a_file_nothing_is_half_there(
    written: int, tmp_path: Path, seeds: Path
) -> None:
    """The kernel's own limit on the size of files: a real refusal, in the middle of any write, without a shim."""
    import resource
    import subprocess
    import sys

    def limit() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (written, written))

    out, target = tmp_path / "out", tmp_path / "out" / "day.json"
    out.mkdir()
    target.write_text("before")
    arguments = ["summarize", "--briefs", str(seeds), "--model", "extractive", "--format", "json"]
    environ = {
        **os.environ,
        "BRIEFBOT_CACHE": str(tmp_path / "cache"),
        "PYTHONDONTWRITEBYTECODE": "1",
    }
    ended = subprocess.run(
        [sys.executable, "-m", "briefbot", *arguments, "--output", str(target)],
        env=environ,
        capture_output=True,
        text=True,
        check=False,
        preexec_fn=limit,
    )
    assert "Traceback" not in ended.stderr
    assert os.listdir(out) == ["day.json"]
    if ended.returncode == 0:
        assert json.loads(target.read_text())["kind"] == "daily_summary"
    else:
        assert ended.returncode == 1
        assert target.read_text() == "before"
        assert "File too large" in ended.stderr.splitlines()[-1]
        assert str(target) in ended.stderr.splitlines()[-1]
    # The index had no room either, and did without.
    assert written > 20_000 or "in memory" in ended.stderr
