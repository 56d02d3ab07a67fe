"""The annotated sentences: which there are, and their texts, read where the data lies."""

from __future__ import annotations

import csv
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks.quality.data import hash_of, read_rows

if TYPE_CHECKING:
    from collections.abc import Iterator

PLACES = Path(__file__).parents[3] / "tests" / "language" / "dates" / "dated_places.tsv"


@dataclass(frozen=True, slots=True)
class Expected:
    """A date expression as annotated: offsets in the sentence, first and last day, what kind."""

    start: int
    end: int
    first: date
    last: date
    kind: str


@dataclass(slots=True)
class Place:
    """A sentence by its place: the set, the paragraph's id and the characters of the paragraph."""

    set: str
    paragraph: str
    start: int
    end: int
    expected: list[Expected] = field(default_factory=list)
    text: str = ""
    day: date = date.min

    @property
    def is_held(self) -> bool:
        """Whether it is of the half whose misses were never read while the rules were written."""
        return int(hash_of(f"{self.set}/{self.paragraph}")[:2], 16) % 2 == 1


def read_places(path: Path = PLACES) -> list[Place]:
    """The places without their texts, in the order of the file."""
    with path.open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader((s for s in lines if not s.startswith("#")), delimiter="\t"))
    places: dict[tuple[str, str, str], Place] = {}
    for row in rows:
        at = int(row["sentence_start"])
        place = places.setdefault(
            (row["set"], row["paragraph"], row["sentence_start"]),
            Place(row["set"], row["paragraph"], at, int(row["sentence_end"])),
        )
        if row["start"]:
            first, last = (date.fromisoformat(row[end]) for end in ("first", "last"))
            place.expected.append(
                Expected(int(row["start"]) - at, int(row["end"]) - at, first, last, row["kind"])
            )
    return list(places.values())


def open_places(data: Path, path: Path = PLACES) -> list[Place]:
    """The places with their texts and days.

    Raises:
        DataMissingError: a set is not where it was looked for.
    """
    places = read_places(path)
    wanted = {(place.set, place.paragraph) for place in places}
    texts = {(s, id): (day, text) for s, id, day, text in _paragraphs(data) if (s, id) in wanted}
    for place in places:
        day, text = texts[place.set, place.paragraph]
        place.day, place.text = date.fromisoformat(day), text[place.start : place.end]
    return places


def _paragraphs(data: Path) -> Iterator[tuple[str, str, str, str]]:
    """Set, paragraph id, day and text of every paragraph of the four sets."""
    for row in read_rows(data / "background_summaries" / "timesteps.jsonl"):
        for annotator, text in row["updates"].items():
            yield "background", f"{row['event']}/{row['step']}/{annotator}", row["date"], text
    for row in read_rows(data / "realtimeqa" / "evidence_passages.jsonl"):
        yield "realtimeqa", row["passage_id"], row["date"], row["text"]
    for row in read_rows(data / "zed_news_daily" / "news_digests.jsonl"):
        for number, article in enumerate(row["articles"]):
            yield "zed", f"{row['date']}/{number}", row["date"], article["title"]
    for row in read_rows(data / "wikipedia_current_events" / "briefs_2002_2026.jsonl.gz"):
        for paragraph in row["paragraphs"]:
            yield "wikipedia", paragraph["paragraph_id"], row["date"], paragraph["text"]
