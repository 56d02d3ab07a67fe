"""What happens to caches: damage, no room to write, two processes, interruption."""

from __future__ import annotations

import multiprocessing
import shutil
import sqlite3
import sys
from pathlib import Path

import pytest

from briefbot.library.folder import FolderLibrary
from briefbot.retrieval import cache as cache_module
from briefbot.retrieval.cache import CacheFolder, cache_dir
from briefbot.retrieval.index import Index
from briefbot.retrieval.postings import Writing


def ids(index):
    return [hit.chunk.brief.id for hit in index.search("talks", top_k=500)]


ALL = ["2022-02-01.txt", "2022-02-02.txt", "2022-02-03.txt"]


def flip(path, at):
    data = bytearray(path.read_bytes())
    data[int(len(data) * at)] ^= 0xFF
    path.write_bytes(data)


def truncate(path):
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])


def only(cache, pattern):
    return max(cache.rglob(pattern), key=lambda path: path.stat().st_size)


DAMAGE = {
    "a flipped byte in the terms": lambda cache: flip(only(cache, "*.term"), 0.3),
    "a flipped byte in the postings": lambda cache: flip(only(cache, "*.idx"), 0.5),
    "a flipped byte in the columns": lambda cache: flip(only(cache, "*.fast"), 0.5),
    "a flipped byte in the commit": lambda cache: flip(only(cache, "meta.json"), 0.5),
    "a missing segment": lambda cache: only(cache, "*.idx").unlink(),
    "no commit": lambda cache: only(cache, "meta.json").unlink(),
    "a truncated segment": lambda cache: truncate(only(cache, "*.term")),
    "a truncated manifest": lambda cache: truncate(only(cache, "manifest.sqlite")),
    "a manifest of other bytes": lambda cache: only(cache, "manifest.sqlite").write_bytes(
        b"x" * 9000
    ),
    "a flipped byte in the manifest's header": lambda cache: flip(
        only(cache, "manifest.sqlite"), 0.0
    ),
}


@pytest.mark.parametrize("damage", DAMAGE.values(), ids=DAMAGE)
def test_a_damaged_index_is_made_anew_with_one_warning(library, cache, damage):
    index = Index.open(library, cache=cache)
    index.close()
    damage(cache)
    index = Index.open(library, cache=cache)
    assert ids(index) == ALL
    assert len(index.notices) == 1
    assert "damaged" in index.notices[0].reason
    assert not index.notices[0].skipped
    again = Index.open(library, cache=cache)
    assert again.notices == ()
    assert ids(again) == ALL


def test_a_deleted_cache_is_made_anew_without_a_word(library, cache):
    index = Index.open(library, cache=cache)
    shutil.rmtree(cache)
    assert ids(Index.open(library, cache=cache)) == ALL
    index.sync()
    assert ids(index) == ALL


def test_a_deleted_manifest_or_an_interrupted_first_update_starts_over(library, cache):
    Index.open(library, cache=cache).close()
    only(cache, "manifest.sqlite").unlink()
    index = Index.open(library, cache=cache)
    assert ids(index) == ALL
    assert index.notices == ()


def test_an_interrupted_update_leaves_the_index_as_it_was(library, folder, cache, monkeypatch):
    Index.open(library, cache=cache).close()
    (folder / "2022-02-04.txt").write_text("Talks in Vienna.")

    def interrupt(self):
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(Writing, "commit", interrupt)
        with pytest.raises(KeyboardInterrupt):
            Index.open(library, cache=cache)
    library.take_fetched()
    index = Index.open(library, cache=cache)
    assert library.take_fetched() == ["2022-02-04.txt"]
    assert ids(index) == ["2022-02-04.txt", *ALL]
    assert index.notices == ()


def test_a_crash_between_the_two_commits_is_noticed(library, folder, cache, monkeypatch):
    Index.open(library, cache=cache).close()
    (folder / "2022-02-04.txt").write_text("Talks in Vienna.")

    def crash(self, **kwargs):
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr("briefbot.retrieval.manifest.Manifest.save", crash)
        with pytest.raises(KeyboardInterrupt):
            Index.open(library, cache=cache)
    assert ids(Index.open(library, cache=cache)) == ["2022-02-04.txt", *ALL]


@pytest.mark.parametrize("blocked", ["cache", "cache/indexes"])
def test_a_cache_that_cannot_be_written_means_memory_and_one_warning(library, tmp_path, blocked):
    (tmp_path / blocked).parent.mkdir(exist_ok=True)
    (tmp_path / blocked).write_text("a file where a folder should be")
    index = Index.open(library, cache=tmp_path / "cache")
    assert ids(index) == ALL
    assert len(index.notices) == 1
    assert "in memory" in index.notices[0].reason
    assert "BRIEFBOT_CACHE" in index.notices[0].reason
    index.sync()
    assert len(index.notices) == 1


def test_a_cache_that_stays_locked_means_memory(library, cache, monkeypatch):
    monkeypatch.setattr(cache_module, "LOCK_TIMEOUT_S", 0.05)
    with CacheFolder(cache, library.location).locked():
        index = Index.open(library, cache=cache)
    assert ids(index) == ALL
    assert len(index.notices) == 1
    assert "locked" in index.notices[0].reason


def _open_and_search(folder, cache, barrier, results):
    barrier.wait()
    index = Index.open(FolderLibrary(folder), cache=Path(cache))
    results.put((len(ids(index)), [str(notice) for notice in index.notices]))


def test_two_processes_may_index_at_once(tmp_path, cache):
    briefs = tmp_path / "many"
    briefs.mkdir()
    for number in range(400):
        (briefs / f"{2000 + number // 28}-02-{number % 28 + 1:02}.txt").write_text(
            f"Talks {number}."
        )
    context = multiprocessing.get_context("spawn")
    barrier, results = context.Barrier(2), context.Queue()
    processes = [
        context.Process(target=_open_and_search, args=(briefs, str(cache), barrier, results))
        for _ in range(2)
    ]
    for process in processes:
        process.start()
    got = [results.get(timeout=60) for _ in processes]
    for process in processes:
        process.join()
    assert got == [(400, []), (400, [])]


def test_one_process_sees_what_another_wrote(library, folder, cache):
    mine, others = Index.open(library, cache=cache), Index.open(FolderLibrary(folder), cache=cache)
    (folder / "2022-02-04.txt").write_text("Talks in Vienna.")
    others.sync()
    library.take_fetched()
    mine.sync()
    assert library.take_fetched() == []
    assert ids(mine) == ["2022-02-04.txt", *ALL]


@pytest.mark.parametrize(
    ("platform", "environment", "expected"),
    [
        ("linux", {"BRIEFBOT_CACHE": "/own"}, "/own"),
        ("linux", {"XDG_CACHE_HOME": "/xdg"}, "/xdg/briefbot"),
        ("linux", {"XDG_CACHE_HOME": "relative"}, "/home/me/.cache/briefbot"),
        ("linux", {}, "/home/me/.cache/briefbot"),
        ("darwin", {}, "/home/me/Library/Caches/briefbot"),
        ("win32", {"LOCALAPPDATA": "/local"}, "/local/briefbot/cache"),
    ],
)
def test_cache_dir_is_where_the_platform_keeps_caches(monkeypatch, platform, environment, expected):
    for name in ("BRIEFBOT_CACHE", "XDG_CACHE_HOME", "LOCALAPPDATA"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("HOME", "/home/me")
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    monkeypatch.setattr(sys, "platform", platform)
    assert cache_dir() == Path(expected)


def test_the_lock_is_let_go(cache):
    folder = CacheFolder(cache, "/briefs")
    for _ in range(2):
        with folder.locked():
            pass
    with folder.locked():
        lock = sqlite3.connect(folder.path / "lock", timeout=0)
        with pytest.raises(sqlite3.OperationalError, match="locked"):
            lock.execute("BEGIN EXCLUSIVE")
        lock.close()
