"""Times the encoder on real briefs: embedding them, what their vectors take, a question compared in meaning.

python -m benchmarks.speed.embedding [--data FOLDER] [--days N] [--check]

Takes every k-th brief until there are N of them (default 150, some 2,000 paragraphs; 0 takes all), in a library of all.
Needs the extra `neural` and the encoder's package. The questions are the first words of paragraphs.
"""

from __future__ import annotations

import argparse
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from pathlib import Path

from benchmarks.speed.corpus import DATA, Day, read_days, write_briefs
from benchmarks.speed.report import Report
from briefbot.encoder.base import Encoder
from briefbot.encoder.finding import find_encoder
from briefbot.library.folder import FolderLibrary
from briefbot.retrieval import paragraph_vectors
from briefbot.retrieval.index import Index

_COLD = """
import time
began = time.perf_counter()
from briefbot.encoder.finding import find_encoder
find_encoder(None).encoder.embed("What does Russia demand?")
print(time.perf_counter() - began)
"""
_WEEK = timedelta(days=6)
_QUESTIONS = 25


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, default=DATA)
    parser.add_argument("--days", type=int, default=150)
    parser.add_argument("--check", action="store_true")
    options = parser.parse_args()
    found = find_encoder(None)
    if found.encoder is None:
        sys.exit(found.why)
    days = list(read_days(options.data))
    report = Report()
    with tempfile.TemporaryDirectory() as folder:
        measure(days, found.encoder, options.days or len(days), Path(folder), report)
    report.end(check=options.check)


def measure(days: list[Day], encoder: Encoder, wanted: int, folder: Path, report: Report) -> None:
    command = [sys.executable, "-c", _COLD]
    cold = subprocess.run(command, capture_output=True, text=True, check=True)
    report.add("cold start: import, hash, load, one question", float(cold.stdout), "s")

    sample = days[:: max(1, len(days) // wanted)][:wanted]
    cores = paragraph_vectors._cores()
    for workers in dict.fromkeys((1, cores)):
        paragraph_vectors._cores = lambda workers=workers: workers  # type: ignore[misc]
        at = folder / str(workers)
        write_briefs(sample, at / "briefs")
        index = Index.open(FolderLibrary(at / "briefs"), cache=at / "cache", encoder=encoder)
        made = index.embed()
        speed = made.paragraphs / made.seconds
        report.add(f"embedding, {workers} threads", speed, "paragraphs/s")
    assert index.folder
    stored = sum(path.stat().st_size for path in index.folder.glob("vectors.sqlite*"))
    report.add("embedded", made.paragraphs, "paragraphs")
    report.add("vectors of a paragraph", made.bytes / made.paragraphs, "bytes")
    report.add("the file, for a paragraph", stored / made.paragraphs, "bytes")

    write_briefs(days, folder / "all")
    index = Index.open(FolderLibrary(folder / "all"), cache=folder / "cache", encoder=encoder)
    measure_questions(index, encoder, report)


def measure_questions(index: Index, encoder: Encoder, report: Report) -> None:
    """A question over a week of a library of all briefs: the first time, and with the week's vectors at hand."""
    asked = list(questions(index))
    for words, since, until in asked:
        index.nearest(words, since=since, until=until)  # makes what is not stored
    index.close()
    own, nearest, alike, searched = [], [], [], []
    for words, since, until in asked:
        hits = index.nearest(words, since=since, until=until, top_k=25)
        chunks = [hit.chunk for hit in hits]
        own.append(timed(lambda words=words: encoder.embed(words)))  # type: ignore[misc]
        nearest.append(
            timed(lambda w=words, s=since, u=until: index.nearest(w, since=s, until=u, top_k=25))  # type: ignore[misc]
        )
        alike.append(timed(lambda w=words, c=chunks: index.likeness(w, c)))  # type: ignore[misc]
        searched.append(
            timed(lambda w=words, s=since, u=until: index.search(w, since=s, until=u, top_k=25))  # type: ignore[misc]
        )
    report.add("a question's own vector", 1000 * statistics.median(own), "ms")
    report.add("the nearest of its week", 1000 * statistics.median(nearest), "ms", at_most=3)
    report.add("likeness of 25 paragraphs", 1000 * statistics.median(alike), "ms", at_most=2)
    report.add("search by words of the week", 1000 * statistics.median(searched), "ms")
    four = zip(own, nearest, alike, searched, strict=True)
    report.add("all four", 1000 * statistics.median(map(sum, four)), "ms", at_most=10)


def questions(index: Index) -> Iterator[tuple[str, date, date]]:
    """The first words of a paragraph, and the week up to its day."""
    days = list(index.days())
    for day in days[:: max(1, len(days) // _QUESTIONS)][:_QUESTIONS]:
        for brief in index.briefs(day, day)[:1]:
            yield " ".join(brief.text.split()[4:16]), day - _WEEK, day


def timed(act: Callable[[], object]) -> float:
    began = time.perf_counter()
    act()
    return time.perf_counter() - began


if __name__ == "__main__":
    main()
