"""Real briefs as evidence, and the sentences of them that statements are made from."""

from __future__ import annotations

import random
import re
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import TYPE_CHECKING

from benchmarks.quality.data import read_rows
from briefbot.documents import Brief, Evidence
from briefbot.retrieval.chunking import chunk, distinct

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

# Briefs taken of each set, spread evenly over its days.
BRIEFS = {"current_events": 300, "zed": 30, "realtimeqa": 100, "background": 60}
_MANY = 2_000
_PASSIVE = re.compile(r"^[^,]{5,60} (?:is|are|was|were) [a-z]+ by (?!\d)")
_SENTENCE = re.compile(r"[A-Z“\"(0-9$€£].*[.!?][”\")]*$", re.DOTALL)
_MARKUP = re.compile(r"\*\*|https?:|^\d+\. ")


@dataclass(frozen=True, slots=True)
class Sourced:
    """A true statement: a sentence of a real brief, or a shortened one.

    Attributes:
        origin: the set it comes from.
        evidence: the whole brief.
        handle: where the sentence stands in it.
        text: its words, white space evened; fewer of them where it was shortened.
    """

    origin: str
    evidence: Evidence
    handle: str
    text: str

    @property
    def others(self) -> tuple[str, ...]:
        """The other sentences of the brief in order."""
        return tuple(" ".join(s.text.split()) for h, s in self.evidence if h != self.handle)


def evidence_of(paragraphs: Sequence[str], day: date, *, id: str) -> Evidence:
    """The paragraphs as one brief's evidence."""
    text = "\n\n".join(" ".join(p.split()) for p in paragraphs) + "\n"
    brief = Brief(id=id, day=day, title="", text=text, sha256="0" * 64, source=id)
    return Evidence(tuple(distinct(chunk(brief))))


@lru_cache(maxsize=2)
def load_sentences(data: Path) -> tuple[Sourced, ...]:
    """Every whole sentence of a spread of the real briefs in `data`, set by set, day by day.

    Raises:
        DataMissingError: the data is not there.
    """
    found: list[Sourced] = []
    for origin, size in BRIEFS.items():
        for number, (day, paragraphs) in enumerate(spread(list(read_briefs(data, origin)), size)):
            evidence = evidence_of(paragraphs, day, id=f"{origin}-{number}")
            found += sentences_of(evidence, origin)
    return tuple({one.text: one for one in found}.values())


@lru_cache(maxsize=2)
def load_passives(data: Path) -> tuple[Sourced, ...]:
    """Sentences of far more of the daily briefs, from those alone that have a passive with its actor.

    They are rare: one in two hundred sentences.

    Raises:
        DataMissingError: the data is not there.
    """
    found: list[Sourced] = []
    for number, (day, paragraphs) in enumerate(spread(list(_current_events(data)), _MANY)):
        if any(_PASSIVE.search(p) for p in paragraphs):
            evidence = evidence_of(paragraphs, day, id=f"passives-{number}")
            found += (s for s in sentences_of(evidence, "passives") if _PASSIVE.search(s.text))
    return tuple({one.text: one for one in found}.values())


def read_briefs(data: Path, origin: str) -> Iterator[tuple[date, list[str]]]:
    """Every brief of a set, its day and paragraphs, in order.

    Raises:
        DataMissingError: the data is not there.
    """
    readers = {
        "current_events": _current_events,
        "zed": _zed,
        "realtimeqa": _realtimeqa,
        "background": _background,
    }
    return readers[origin](data)


def sentences_of(evidence: Evidence, origin: str) -> Iterator[Sourced]:
    """The sentences of the evidence that are whole and neither very short nor very long."""
    for handle, sentence in evidence:
        text = " ".join(sentence.text.split())
        size = len(text.split())
        if 6 <= size <= 60 and _SENTENCE.match(text) and not _MARKUP.search(text):
            yield Sourced(origin, evidence, handle, text)


def spread(briefs: Sequence[tuple[date, list[str]]], size: int) -> list[tuple[date, list[str]]]:
    """At most `size` of the briefs, evenly spaced, in order."""
    if len(briefs) <= size:
        return list(briefs)
    return [briefs[i * len(briefs) // size] for i in range(size)]


def shuffled(sentences: Iterable[Sourced], seed: int) -> list[Sourced]:
    """The sentences in an order that depends on nothing but the seed."""
    mixed = list(sentences)
    random.Random(seed).shuffle(mixed)
    return mixed


def _current_events(data: Path) -> Iterator[tuple[date, list[str]]]:
    path = data / "wikipedia_current_events" / "briefs_2002_2026.jsonl.gz"
    for row in read_rows(path):
        paragraphs = [p["text"] for p in row["paragraphs"] if len(p["text"]) > 40]
        if len(paragraphs) >= 4:
            yield date.fromisoformat(row["date"]), paragraphs


def _zed(data: Path) -> Iterator[tuple[date, list[str]]]:
    for row in read_rows(data / "zed_news_daily" / "news_digests.jsonl"):
        yield date.fromisoformat(row["date"]), row["body"].split("\n\n")


def _realtimeqa(data: Path) -> Iterator[tuple[date, list[str]]]:
    folder = data / "realtimeqa"
    passages = {p["passage_id"]: p["text"] for p in read_rows(folder / "evidence_passages.jsonl")}
    for row in read_rows(folder / "weekly_briefs.jsonl"):
        texts = [passages[p] for p in row["passages"] if p in passages]
        yield date.fromisoformat(row["week"]), texts


def _background(data: Path) -> Iterator[tuple[date, list[str]]]:
    for row in read_rows(data / "background_summaries" / "timesteps.jsonl"):
        update = next(iter(row["updates"].values()), "")
        if len(update) > 200:
            yield date.fromisoformat(row["date"]), [update]
