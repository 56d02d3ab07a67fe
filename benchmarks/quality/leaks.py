"""Whether later briefs change an answer: each question as of its day, of the whole library and of one cut at that day.

python -m benchmarks.quality.leaks [--data FOLDER] [--limit N]

An answer differs when one character of its JSON does: a claim, a conflict, the closest there was, a day, a brief used.
The cut library grows from day to day, so its index has another history than the whole one's.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

from benchmarks.quality.alone import run_alone
from benchmarks.quality.asking import CODE
from benchmarks.quality.current_events import FOLDER, open_library
from benchmarks.quality.data import first_by_hash, read_rows
from benchmarks.quality.death_toll import read_tolls
from benchmarks.quality.realtimeqa import PASSAGES
from briefbot import Briefbot
from briefbot.evals.measures import Score
from briefbot.library.given import GivenLibrary
from briefbot.library.readers.text import brief_from_text

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from benchmarks.quality.asking import Bar
    from briefbot.documents import Brief
    from briefbot.encoder.base import Encoder
    from briefbot.library.base import Entry, Library, Listing, Reading


@dataclass(frozen=True)
class Dated:
    """A question with the day it is asked as of."""

    id: str
    question: str
    as_of: date


class CutLibrary:
    """A library of files named by their days that hides those after `last`."""

    location = ""

    def __init__(self, whole: Library) -> None:
        self._whole = whole
        self._all = whole.listing()
        self.last = date.min

    def listing(self) -> Listing:
        """What there is up to the last day."""
        known = (e for e in self._all.entries if date.fromisoformat(e.id[:10]) <= self.last)
        return replace(self._all, entries=tuple(known))

    def fetch(self, entry: Entry) -> bytes:
        """The bytes of a brief."""
        return self._whole.fetch(entry)

    def read(self, entry: Entry, data: bytes | None = None) -> Reading:
        """A brief."""
        return self._whole.read(entry, data)

    def load(self, id: str) -> Brief:
        """The brief of that id."""
        return self._whole.load(id)


def count_leaks(
    questions: Sequence[Dated],
    whole: Briefbot,
    bar: Bar | None = None,
    *,
    encoder: str | Encoder = "off",
) -> list[str]:
    """The ids of the questions that the whole library answers otherwise than the one cut at their day."""
    cut = CutLibrary(whole.library)
    known = Briefbot(cut, model="extractive", environ={}, encoder=encoder)
    differing = []
    asked = sorted(questions, key=lambda q: (q.as_of, q.id))
    for done, one in enumerate(asked, 1):
        if cut.last != one.as_of:
            cut.last = one.as_of
            known.index.sync()
        answers = [bot.ask(one.question, as_of=one.as_of) for bot in (whole, known)]
        if answers[0].model_dump_json() != answers[1].model_dump_json():
            differing.append(one.id)
        if bar:
            bar(done, len(asked))
    return differing


def of_current_events(data: Path, limit: int | None = None) -> list[Dated]:
    """Tolls and numbers asked for as of their day: in words that name it, and in words that don't."""
    asked = []
    for row in read_tolls(data, limit):
        undated = f"How many people have died in the {row['topic']}?"
        asked += _both(row["id"], row["as_of"], row["question"], undated)
    rows = read_rows(data / FOLDER / "number_cloze_1000.jsonl")
    for row in first_by_hash(rows, limit, key=lambda row: str(row["id"])):
        asked += _both(row["id"], row["date"], row["question"], row["cloze"].replace("____", ""))
    return asked


def _both(id: str, day: str, dated: str, undated: str) -> list[Dated]:
    as_of = date.fromisoformat(day)
    return [Dated(id, dated, as_of), Dated(f"{id}.undated", undated, as_of)]


def of_weeks(data: Path, limit: int | None = None) -> list[Dated]:
    """News questions as of their week."""
    rows = read_rows(data / "realtimeqa" / "brief_qa_600.jsonl")
    return [
        Dated(row["id"], row["question"], date.fromisoformat(row["brief_week"]))
        for row in first_by_hash(rows, limit, key=lambda row: str(row["id"]))
    ]


def open_weeks(data: Path, encoder: str | Encoder = "off") -> Briefbot:
    """All weekly briefs as one library."""
    folder = data / "realtimeqa"
    texts = {
        row["passage_id"]: " ".join(row["text"].split()) for row in read_rows(folder / PASSAGES)
    }
    weeks = {
        row["week"]: "\n\n".join(texts[id] for id in row["passages"])
        for row in read_rows(folder / "weekly_briefs.jsonl")
    }
    briefs = [
        brief_from_text(text, id=f"{week}.txt", day=date.fromisoformat(week))
        for week, text in weeks.items()
    ]
    return Briefbot(GivenLibrary(briefs), model=CODE.model, environ={}, encoder=encoder)


def measure(data: Path, *, limit: int | None = None, bar: Bar | None = None) -> list[Score]:
    """How many answers differ, and of how many."""
    events, weeks = of_current_events(data, limit), of_weeks(data, limit)
    differing = count_leaks(events, open_library(data)("current events"), bar)
    differing += count_leaks(weeks, open_weeks(data), bar)
    asked = len(events) + len(weeks)
    return [
        Score(name="leaks", value=float(len(differing)), n=asked, hits=len(differing), of=asked)
    ]


if __name__ == "__main__":
    run_alone("leaks", measure)
