"""Real work that writes: what it starts from, what it does, and what must hold after a fault at any write.

Each workload lives in one folder, always of the same name, so that paths in results are the same in every run:
`briefs/` stays as it is, `start/` is what the work finds, `now/` a copy of it that a run works in.
"""

from __future__ import annotations

import json
import os
import shutil
import sys
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

import typer

from benchmarks.kills import embedding, ledger
from briefbot.cli.day_folder import RECORD
from briefbot.cli.summarize import summarize
from briefbot.errors import RecordingError
from briefbot.library.folder import FolderLibrary
from briefbot.models.base import Message, Request
from briefbot.models.recordings import ReadThrough, Recorder, load_folder
from briefbot.models.testing import ScriptedModel
from briefbot.retrieval.cache import CacheFolder
from briefbot.retrieval.index import Index

FIRST = date(2024, 5, 1)
_DAYS = 4


@dataclass(frozen=True)
class Workload:
    """One kind of work.

    Attributes:
        prepare: makes `briefs/` and `start/` in an empty folder.
        work: does it in `now/`; gives the exit code. What it prints is what it acknowledges, once it is written.
        check: what is wrong in `now/` right after a fault, given what was printed before it; [] when all is well.
        final: what an undisturbed run in `now/` leaves behind, by name, compared byte for byte.
    """

    name: str
    prepare: Callable[[Path], None]
    work: Callable[[Path], int]
    check: Callable[[Path, str], list[str]]
    final: Callable[[Path], dict[str, bytes]]


def write_briefs(folder: Path, days: int = _DAYS) -> None:
    """Brief after brief of two paragraphs, each day with words of its own."""
    folder.mkdir(parents=True, exist_ok=True)
    for n in range(days):
        day = FIRST + timedelta(days=n)
        (folder / f"{day}.txt").write_text(
            f"The port of Odense closed on day {n} after a storm damaged {n + 2} cranes.\n\n"
            f"Parliament rejected plan {n} to raise fuel taxes, with {n + 40} members voting for it.\n"
        )


def _edit(folder: Path) -> None:
    (folder / f"{FIRST}.txt").unlink()
    (folder / f"{FIRST + timedelta(days=1)}.txt").write_text(
        "The port of Odense opened again after repairs to 3 cranes.\n"
    )
    (folder / f"{FIRST + timedelta(days=_DAYS)}.txt").write_text(
        "The king opened a bridge in Aalborg; the port stays closed.\n"
    )


# The index: a first one, and one brought up to date.


def _briefs_only(place: Path) -> None:
    write_briefs(place / "briefs")
    (place / "start").mkdir()


def _indexed(place: Path) -> None:
    _briefs_only(place)
    Index.open(FolderLibrary(place / "briefs"), cache=place / "start" / "cache").close()
    _edit(place / "briefs")


def _embedded(place: Path) -> None:
    _briefs_only(place)
    embedding.embed_first(place, "start")
    _edit(place / "briefs")
    # The index is up to date, so that every write is one of vectors.
    Index.open(FolderLibrary(place / "briefs"), cache=place / "start" / "cache").close()


def search(place: Path) -> int:
    """Print what the index says; its warnings go to stderr."""
    index = Index.open(FolderLibrary(place / "briefs"), cache=place / "now" / "cache")
    print(sorted(index.days().items()))
    for words in ("port", "parliament plan", "the king opened a bridge", "tanks"):
        hits = index.search(words)
        print([(hit.chunk.brief.id, hit.chunk.text, round(hit.score, 4)) for hit in hits])
    for notice in index.notices:
        print(notice, file=sys.stderr)
    return 0


def _unknown_files(place: Path) -> dict[str, bytes]:
    """Files in the cache that no index needs; each would stay for ever."""
    cache = place / "now" / "cache"
    folder = CacheFolder(cache, FolderLibrary(place / "briefs").location)
    needed = {folder.index / name for name in folder.fingerprint()}
    needed |= {folder.manifest, folder.path / "lock"}
    found = (Path(at) / name for at, _, names in os.walk(cache) for name in names)
    own = (".managed.json", ".tantivy-writer.lock", ".tantivy-meta.lock")
    return {str(p): b"unknown" for p in found if p not in needed and p.name not in own}


def _nothing_told(place: Path, told: str) -> list[str]:
    return []


# Recordings: what `complete` gave back was paid for.


def _question(n: int) -> Request:
    message = Message("user", f"What happened on day {n}? " + "A long request. " * 200)
    return Request(messages=(message,), max_output_tokens=64, prompt="ask@1")


def _answer(request: Request) -> str:
    return f"An answer of {len(request.messages[0].content)} characters: “ø”. " * 40


def _nothing(place: Path) -> None:
    (place / "start").mkdir(parents=True)


def record(place: Path) -> int:
    """Ask four questions; each is told as soon as its recording is written. What is recorded isn't asked again."""
    folder = place / "now" / "recordings"
    for n in range(4):
        # The second two go through the cache, which must not trip over what a killed run left.
        kind = ReadThrough if n > 1 else Recorder
        try:
            kind(ScriptedModel(_answer), folder).complete(_question(n))
        except RecordingError as exc:
            print(exc, file=sys.stderr)
            return 1
        print(n, flush=True)
    return 0


def _recorded(place: Path, told: str) -> list[str]:
    folder = place / "now" / "recordings"
    there = [recording.request["messages"][0]["content"] for recording in load_folder(folder)]
    wanted = [_question(int(n)).messages[0].content for n in told.split()]
    return [f"a recording that was told is not there: {w[:40]}" for w in wanted if w not in there]


def files(folder: Path, *, but: tuple[str, ...] = ()) -> dict[str, bytes]:
    """Every file under a folder, hidden ones too, with its bytes."""
    found = (Path(at) / name for at, _, names in os.walk(folder) for name in names)
    return {str(p.relative_to(folder)): p.read_bytes() for p in found if p.name not in but}


# A range of days into a folder, first and again after an edit; and one result into a file.


def _summarize(place: Path, **options: object) -> int:
    # The command itself, without the 0.1 s that the command line's parser takes to be built.
    os.environ["BRIEFBOT_CACHE"] = str(place / "cache")
    try:
        return summarize(briefs=str(place / "briefs"), model="extractive", **options)  # type: ignore[arg-type]
    except typer.Exit as exc:
        return exc.exit_code


def summarize_range(place: Path) -> int:
    """`briefbot summarize --since … --output FOLDER/`."""
    return _summarize(place, since=FIRST, output=f"{place / 'now' / 'out'}/", form="json")


def _summarized(place: Path) -> None:
    _cached(place)
    shutil.copytree(place / "start", place / "now")
    summarize_range(place)
    shutil.rmtree(place / "start")
    (place / "now").rename(place / "start")
    for gone in sorted((place / "start" / "out").glob("*.json"))[:1]:
        gone.unlink()
    (place / "briefs" / f"{FIRST + timedelta(days=1)}.txt").write_text("A bridge was opened.\n")
    _warm(place)


def _cached(place: Path) -> None:
    _briefs_only(place)
    _warm(place)


def _warm(place: Path) -> None:
    Index.open(FolderLibrary(place / "briefs"), cache=place / "cache").close()


def _whole_days(place: Path, told: str) -> list[str]:
    out = place / "now" / "out"
    wrong = [f"{name} is set aside" for name in files(out) if name.endswith(".before")]
    for path in out.glob("*.json"):
        try:
            json.loads(path.read_bytes())
        except ValueError:
            wrong.append(f"{path.name} is half there")
    return wrong


def _out(place: Path) -> dict[str, bytes]:
    return files(place / "now" / "out", but=(RECORD,))


_BEFORE = "what was there before\n" * 100


def _with_a_file(place: Path) -> None:
    _cached(place)
    (place / "start" / "out").mkdir()
    (place / "start" / "out" / "day.md").write_text(_BEFORE)


def summarize_to_file(place: Path) -> int:
    """`briefbot summarize --output FILE`, over a file that is there."""
    code = _summarize(place, output=str(place / "now" / "out" / "day.md"), form="markdown")
    print(code, flush=True)
    return code


def _old_or_new(place: Path, told: str) -> list[str]:
    text = (place / "now" / "out" / "day.md").read_text()
    new = text.startswith("# ") and text != _BEFORE
    if told.strip() == "0":
        return [] if new else ["the file that was told is not there"]
    return [] if new or text == _BEFORE else ["the file is neither the old one nor a new one"]


WORKLOADS = (
    Workload("first index", _briefs_only, search, _nothing_told, _unknown_files),
    Workload("index update", _indexed, search, _nothing_told, _unknown_files),
    Workload("vectors", _embedded, embedding.embed, _nothing_told, embedding.stored),
    Workload("recordings", _nothing, record, _recorded, lambda p: files(p / "now")),
    Workload("a range, first", _cached, summarize_range, _whole_days, _out),
    Workload("a range, again", _summarized, summarize_range, _whole_days, _out),
    Workload("the ledger", ledger.prepare, ledger.ask, ledger.lost, ledger.kept),
    Workload("one result to a file", _with_a_file, summarize_to_file, _old_or_new, _out),
)


def find_workload(name: str) -> Workload:
    """The workload of that name."""
    return next(one for one in WORKLOADS if one.name == name)


def fresh(place: Path) -> None:
    """Put `now/` back to `start/`."""
    shutil.rmtree(place / "now", ignore_errors=True)
    shutil.copytree(place / "start", place / "now")


__all__ = ["WORKLOADS", "Workload", "files", "find_workload", "fresh", "write_briefs"]
