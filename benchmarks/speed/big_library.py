"""Times a library of 8,587 briefs: first index, one more day, a cold question, retrieval, memory.

python -m benchmarks.speed.big_library [--data FOLDER] [--check]

Figures that compare are ratios to tantivy alone, fed from memory in the same run. --check fails when
a target is missed.
"""

from __future__ import annotations

import argparse
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

import tantivy

from benchmarks.speed.corpus import DATA, Day, read_days, write_briefs
from benchmarks.speed.report import Report
from briefbot.library.folder import FolderLibrary
from briefbot.retrieval.index import Index

_PEAK = """
import resource, sys, time
from pathlib import Path
from briefbot.library.folder import FolderLibrary
from briefbot.retrieval.index import Index
started = time.perf_counter()
Index.open(FolderLibrary(sys.argv[1]), cache=Path(sys.argv[2]))
print(time.perf_counter() - started, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)
"""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, default=DATA)
    parser.add_argument("--check", action="store_true")
    options = parser.parse_args()
    days = list(read_days(options.data))
    report = Report()
    with tempfile.TemporaryDirectory() as folder:
        measure(days, Path(folder), report)
    report.end(check=options.check)


def measure(days: list[Day], folder: Path, report: Report) -> None:
    briefs, cache = folder / "briefs", folder / "cache"
    write_briefs(days, briefs)
    count = sum(len(day.paragraphs) for day in days)

    raw_s = timed(lambda: index_raw(days, folder / "raw"))
    first_s, peak_mb = first_index(briefs, cache)
    report.add("raw tantivy from memory", count / raw_s, "paragraphs/s")
    report.add("first index", count / first_s, "paragraphs/s", at_least=25_000)
    report.add("first index, share of raw tantivy", raw_s / first_s, "")
    report.add("peak memory of the first index", peak_mb, "MB", at_most=500)

    library = FolderLibrary(briefs)
    Index.open(library, cache=cache)  # files written just before are looked at once more
    report.add("open, nothing changed", timed(lambda: Index.open(library, cache=cache)), "s")
    newest = date.fromisoformat(days[-1].day) + timedelta(days=1)
    write_briefs([Day(newest.isoformat(), days[-2].paragraphs)], briefs)
    adding_s = timed(lambda: Index.open(library, cache=cache))
    report.add("adding one day", adding_s, "s", at_most=1.0)
    measure_retrieval(Index.open(library, cache=cache), days, report)
    for name, day in (("the newest day", newest.isoformat()), ("2014-07-20", "2014-07-20")):
        cold_s = cold_ask(briefs, cache, day)
        if cold_s is not None:
            report.add(f"cold ask as of {name}", cold_s, "s", at_most=1.0)


def measure_retrieval(index: Index, days: list[Day], report: Report) -> None:
    """Median over 200 questions made of the first words of paragraphs, with and without days."""
    asked = [day for day in days if len(day.paragraphs[0].split()) > 8][::40][:200]
    report.add("questions asked of the live index", len(asked), "")
    for name, narrow in (("all days", False), ("one day", True), ("as of a day", None)):
        taken = []
        for one in asked:
            question = " ".join(one.paragraphs[0].split()[:8])
            day = date.fromisoformat(one.day)
            since, until = (day if narrow else None), (day if narrow is not False else None)
            started = time.perf_counter()
            index.search(question, since=since, until=until, top_k=10)
            taken.append(time.perf_counter() - started)
        median_ms = 1_000 * statistics.median(taken)
        report.add(f"retrieval, median, {name}", median_ms, "ms", at_most=3.0)


def first_index(briefs: Path, cache: Path) -> tuple[float, float]:
    """Seconds and megabytes of a first index in a process of its own."""
    out = subprocess.run(
        [sys.executable, "-c", _PEAK, str(briefs), str(cache)],
        check=True,
        capture_output=True,
        text=True,
    ).stdout.split()
    return float(out[0]), float(out[1])


def cold_ask(briefs: Path, cache: Path, day: str) -> float | None:
    """Seconds of `briefbot ask --as-of` in a new process; None when it fails."""
    command = [
        sys.executable,
        "-m",
        "briefbot",
        "ask",
        "How many people were killed in the attack?",
    ]
    command += ["--as-of", day, "--briefs", str(briefs), "--model", "extractive"]
    environment = {**os.environ, "BRIEFBOT_CACHE": str(cache)}
    started = time.perf_counter()
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    taken = time.perf_counter() - started
    if done.returncode not in (0, 3):
        print(f"briefbot ask failed: {done.stderr.strip()}", file=sys.stderr)
        return None
    return taken


def timed(act: Callable[[], object]) -> float:
    started = time.perf_counter()
    act()
    return time.perf_counter() - started


def index_raw(days: list[Day], path: Path) -> None:
    """The paragraphs straight into tantivy with its own defaults: the floor for any index."""
    path.mkdir()
    builder = tantivy.SchemaBuilder()
    builder.add_unsigned_field("day", indexed=True, fast=True)
    builder.add_text_field("text", tokenizer_name="en_stem", index_option="freq")
    index = tantivy.Index(builder.build(), path=str(path))
    writer = index.writer(50_000_000, 2)
    for day, paragraphs in days:
        ordinal = date.fromisoformat(day).toordinal()
        for text in paragraphs:
            document = tantivy.Document()
            document.add_unsigned("day", ordinal)
            document.add_text("text", text)
            writer.add_document(document)
    writer.commit()
    writer.wait_merging_threads()


if __name__ == "__main__":
    main()
