"""Measures everything: answers, abstention, dated questions, the gate, and its time. No key, no network.

python -m benchmarks.quality [--data FOLDER] [--only NAME ...] [--limit N] [--write]

--write writes the results file, the tables of docs/quality.md and the outcomes the score gate expects.
"""

from __future__ import annotations

import argparse
import platform
import sys
import time
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from benchmarks.quality import report, score_gate
from benchmarks.quality.data import DATA, DataMissingError
from benchmarks.quality.publishing import publish
from benchmarks.quality.sets import SETS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from benchmarks.quality.asking import Bar
    from briefbot.evals.measures import Score

_PACKAGES = ("briefbot", "tantivy", "sentencex", "pydantic")


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--data", type=Path, default=DATA)
    parser.add_argument("--only", action="append", choices=list(SETS), metavar="NAME")
    parser.add_argument("--limit", type=int, help="only so many cases a set, chosen by hash")
    parser.add_argument("--write", action="store_true")
    options = parser.parse_args()
    if options.write and options.limit:
        parser.error("--write takes whole sets: leave --limit out")
    started = time.monotonic()
    results = measure_sets(options.data, options.only or list(SETS), options.limit)
    if options.write and results:
        write(options.data, results, seconds=round(time.monotonic() - started))


def measure_sets(data: Path, names: Sequence[str], limit: int | None) -> dict[str, list[Score]]:
    """The figures by set, printed as they come; sets whose data is not there are left out."""
    results = {}
    console = Console(stderr=True)
    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
    )
    with Progress(
        *columns, console=console, transient=True, disable=not console.is_terminal
    ) as bars:
        for name in names:
            task = bars.add_task(name, total=None)
            try:
                results[name] = SETS[name](data, limit, _moving(bars, task))
            except DataMissingError as exc:
                print(f"{name} skipped: {exc}", file=sys.stderr)
                continue
            finally:
                bars.remove_task(task)
            print(report.table(name, results[name]), flush=True)
    return results


def _moving(bars: Progress, task: int) -> Bar:
    def move(done: int, total: int) -> None:
        bars.update(task, completed=done, total=total)  # type: ignore[arg-type]

    return move


def write(data: Path, results: dict[str, list[Score]], *, seconds: int) -> None:
    """Bring the results file, the docs and the expected outcomes up to date; sets not run keep theirs."""
    made = {
        "on": time.strftime("%Y-%m-%d"),
        "command": "python -m benchmarks.quality --write",
        "versions": {"Python": platform.python_version(), **{n: version(n) for n in _PACKAGES}},
        "seconds": seconds,
    }
    # What was made of a part says nothing of how long the whole takes.
    publish(results, made if set(SETS) <= set(results) else None)
    score_gate.write_expected(data)


if __name__ == "__main__":
    main()
