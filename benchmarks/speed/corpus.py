"""Writes a big real library: 8,587 daily briefs of Wikipedia's current events, one file a day.

python -m benchmarks.speed.corpus OUT [--data FOLDER]
"""

from __future__ import annotations

import argparse
import gzip
import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

DATA = Path("../shared/data/wikipedia_current_events")
FILE = "briefs_2002_2026.jsonl.gz"


class Day(NamedTuple):
    """One day's brief: its ISO date and its paragraphs."""

    day: str
    paragraphs: list[str]


def read_days(data: Path) -> Iterator[Day]:
    """Every day of the corpus, oldest first. Ends the program with a message when it is not there."""
    path = data / FILE
    if not path.exists():
        print(f"skipped: no {path}; pass the folder that holds it with --data", file=sys.stderr)
        raise SystemExit(0)
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            row = json.loads(line)
            yield Day(row["date"], [paragraph["text"] for paragraph in row["paragraphs"]])


def write_briefs(days: list[Day], out: Path) -> None:
    """Write one file a day, paragraphs apart by blank lines."""
    out.mkdir(parents=True, exist_ok=True)
    for day, paragraphs in days:
        (out / f"{day}.txt").write_text("\n\n".join(paragraphs) + "\n", encoding="utf-8")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("out", type=Path)
    parser.add_argument("--data", type=Path, default=DATA)
    options = parser.parse_args()
    days = list(read_days(options.data))
    write_briefs(days, options.out)
    print(f"{len(days):,} briefs, {sum(len(day.paragraphs) for day in days):,} paragraphs")


if __name__ == "__main__":
    main()
