"""Times whole questions with and without the encoder over 8,587 real briefs, side by side, on one core.

python -m benchmarks.speed.questions [--data FOLDER] [--index] [--check]

The questions are made of words of a brief, and asked of its day, or of the week up to it: the first question of this
process about those days, then another one. Without --index the first ones embed what they read; with it the whole library
is embedded before, once, which takes a quarter of an hour and more.
"""

from __future__ import annotations

import argparse
import os
import statistics
import time
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks.quality.current_events import open_library
from benchmarks.quality.data import DATA
from benchmarks.speed.report import Report
from briefbot.encoder.finding import find_encoder

if TYPE_CHECKING:
    from collections.abc import Sequence

    from briefbot import Briefbot

_QUESTIONS = 60
_MOST_MS = 10.0

Asked = tuple[str, date]


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--data", type=Path, default=DATA)
    parser.add_argument("--index", action="store_true")
    parser.add_argument("--check", action="store_true")
    options = parser.parse_args()
    found = find_encoder(None)
    if found.encoder is None:
        raise SystemExit(found.why)
    bots = {
        "without": open_library(options.data)(""),
        "with": open_library(options.data, encoder=found.encoder)(""),
    }
    report = Report()
    index = bots["with"].index
    if options.index:
        index.embed()
    report.add("paragraphs", index.paragraphs(), "")
    report.add("of them embedded", index.paragraphs() - index.unembedded(), "")
    asked = questions(bots["without"])
    for bot in bots.values():
        bot.ask("Who won?")  # loads what is loaded once
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})
    for name, days in (("a day", 1), ("a week", 7)):
        measure(bots, asked, name, days, report)
    report.end(check=options.check)


def measure(
    bots: dict[str, Briefbot], asked: Sequence[Asked], name: str, days: int, report: Report
) -> None:
    """Medians over the questions, those with and without the encoder in turn."""
    taken: dict[tuple[str, str], list[float]] = {}
    for words, day in asked:
        since = day - timedelta(days=days - 1)
        for which, ending in (("first", "?"), ("next", " then?")):
            for kind, bot in bots.items():
                began = time.perf_counter()
                bot.ask(f"What happened with {words}{ending}", since=since, until=day, as_of=day)
                taken.setdefault((which, kind), []).append(time.perf_counter() - began)
    for (which, kind), seconds in taken.items():
        most = _MOST_MS if (which, days, kind) == ("next", 1, "with") else None
        label = f"{name}, the {which} question, {kind} the encoder"
        report.add(label, 1000 * statistics.median(seconds), "ms", at_most=most)


def questions(bot: Briefbot) -> list[Asked]:
    """Ten words of a brief, and its day."""
    days = list(bot.index.days())
    asked = []
    for day in days[:: max(1, len(days) // _QUESTIONS)][:_QUESTIONS]:
        words = bot.index.briefs(day, day)[0].text.split()
        asked.append((" ".join(words[4:14]), day))
    return asked


if __name__ == "__main__":
    main()
