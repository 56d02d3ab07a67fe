"""A year of daily briefs summarized without a model, from the command line, then the same again.

python -m benchmarks.speed.ranges [--data ../shared/data] [--days 365] [--check]

Counted are seconds of the clock, start of the command included; the index is made before. The second run finds every
day done and current.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
import time
from datetime import date, timedelta
from pathlib import Path

from benchmarks.quality.current_events import open_library
from benchmarks.quality.data import DATA, DataMissingError
from benchmarks.speed.report import Report

FIRST = date(2019, 1, 1)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, default=DATA)
    parser.add_argument("--days", type=int, default=365)
    parser.add_argument("--check", action="store_true")
    options = parser.parse_args()
    try:
        bot = open_library(options.data)("")
    except DataMissingError as exc:
        print(f"skipped: {exc}")
        return
    bot.days()
    report = Report()
    with tempfile.TemporaryDirectory() as out:
        for name, limit_s in (("first run", 60), ("second run, nothing changed", 15)):
            # A year within a minute, whatever part of it is asked for.
            wall_s, cpu_s = run(bot.library.location, options.days, out)
            share = options.days / 365
            report.add(
                f"{options.days} days, {name}", wall_s, "s", at_most=limit_s * max(share, 0.1)
            )
            report.add(f"{options.days} days, {name}: processor", cpu_s, "s")
    report.end(check=options.check)


def run(briefs: str, days: int, out: str) -> tuple[float, float]:
    """Seconds of the clock and of the processor of one command."""
    until = FIRST + timedelta(days=days - 1)
    command = [sys.executable, "-m", "briefbot", "summarize", "--model", "extractive"]
    given = ["--briefs", briefs, "--since", str(FIRST), "--until", str(until), "--format", "json"]
    before, started = os.times(), time.perf_counter()
    done = subprocess.run(
        [*command, *given, "--output", f"{out}/"], capture_output=True, text=True, check=False
    )
    wall_s, after = time.perf_counter() - started, os.times()
    if done.returncode:
        raise SystemExit(f"the command failed:\n{done.stderr}")
    print(done.stderr.splitlines()[-1])
    cpu_s = (
        after.children_user + after.children_system - before.children_user - before.children_system
    )
    return wall_s, cpu_s


if __name__ == "__main__":
    main()
