"""How well dates in real sentences are found and resolved, by briefbot and by the libraries installed.

python -m benchmarks.quality.dates [--data FOLDER] [--half seen|held] [--misses]
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from benchmarks.quality.data import DATA, DataMissingError
from benchmarks.quality.dates.libraries import installed
from benchmarks.quality.dates.places import open_places
from benchmarks.quality.dates.scores import HEADER, measure, misses


def main() -> None:
    """Print one line a library; say so and end well where the data is not there."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--data", type=Path, default=DATA)
    parser.add_argument("--half", choices=["seen", "held"], help="one half, chosen by hash")
    parser.add_argument("--misses", action="store_true", help="what briefbot reads otherwise")
    options = parser.parse_args()
    try:
        places = open_places(options.data)
    except DataMissingError as exc:
        print(f"skipped: {exc}", file=sys.stderr)
        return
    if options.half:
        places = [place for place in places if place.is_held == (options.half == "held")]
    dated = sum(1 for place in places if place.expected)
    print(f"{dated} sentences with dates, {len(places) - dated} without")
    print(HEADER)
    for name, finds in installed():
        print(measure(name, finds, places).line())
        if options.misses and name == "briefbot":
            print("\n".join(misses(finds, places)))


if __name__ == "__main__":
    main()
