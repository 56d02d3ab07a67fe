"""One set run by itself."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks.quality.data import DATA, DataMissingError
from benchmarks.quality.report import table

if TYPE_CHECKING:
    from collections.abc import Callable

    from briefbot.evals.measures import Score


def run_alone(name: str, measure: Callable[..., list[Score]]) -> None:
    """Print the figures of one set; say so and end well where its data is not there."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--data", type=Path, default=DATA)
    parser.add_argument(
        "--limit", type=int, help="only so many cases, chosen by the hash of their ids"
    )
    options = parser.parse_args()
    try:
        scores = measure(options.data, limit=options.limit)
    except DataMissingError as exc:
        print(f"skipped: {exc}", file=sys.stderr)
        return
    print(table(name, scores))
