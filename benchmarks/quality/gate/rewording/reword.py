"""True statements of each kind for the sentences of real briefs."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from benchmarks.quality.gate.rewording.frames import frame_as_field, frame_moved
from benchmarks.quality.gate.rewording.shortening import (
    adverb_dropped,
    apposition_dropped,
    bracket_dropped,
    circumstance_dropped,
    ending_dropped,
    participle_dropped,
    relative_dropped,
)
from benchmarks.quality.gate.rewording.voice import made_active, made_passive
from benchmarks.quality.gate.sources import load_passives, load_sentences, shuffled
from benchmarks.quality.gate.words import differs

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from pathlib import Path

    from benchmarks.quality.gate.sources import Sourced

SHORTENED: dict[str, Callable[[str], Iterator[str]]] = {
    "bracket dropped": bracket_dropped,
    "relative clause dropped": relative_dropped,
    "participle clause dropped": participle_dropped,
    "circumstance dropped": circumstance_dropped,
    "apposition dropped": apposition_dropped,
    "adverb dropped": adverb_dropped,
    "day or place dropped": ending_dropped,
}
TURNED: dict[str, Callable[[str], Iterator[str]]] = {
    "passive made active": made_active,
    "active made passive": made_passive,
}
KINDS = ("whole sentence", *SHORTENED, *TURNED, "frame moved", "speaker in the field")


@dataclass(frozen=True, slots=True)
class Reworded:
    """A true statement with the sentence it was made from.

    Attributes:
        kind: one of `KINDS`.
        source: the sentence and its brief.
        statement: the same in fewer words or another order.
        speaker: what the draft gives as its speaker.
    """

    kind: str
    source: Sourced
    statement: str
    speaker: str | None = None


def reword(source: Sourced) -> Iterator[Reworded]:
    """Every true statement the rules make of a sentence, at most one a kind."""
    yield Reworded("whole sentence", source, source.text)
    for kind, rule in (*SHORTENED.items(), *TURNED.items()):
        for statement in rule(source.text):
            if len(statement.split()) >= 4 and differs(statement, source.text):
                yield Reworded(kind, source, statement)
                break
    for statement in frame_moved(source.text):
        yield Reworded("frame moved", source, statement)
    for statement, speaker in frame_as_field(source.text):
        yield Reworded("speaker in the field", source, statement, speaker)


def with_shortened(sentences: Iterable[Sourced]) -> Iterator[Sourced]:
    """Every sentence, and behind it the first of its shortened forms, which is as true."""
    for source in sentences:
        yield source
        for reworded in reword(source):
            if reworded.kind in SHORTENED:
                yield replace(source, text=reworded.statement)
                break


def reword_all(sentences: Iterable[Sourced], *, each: int, seed: int = 0) -> Iterator[Reworded]:
    """Up to `each` statements of every kind, in an order of the seed."""
    made: Counter[str] = Counter()
    for source in shuffled(sentences, seed):
        for reworded in reword(source):
            if made[reworded.kind] < each:
                made[reworded.kind] += 1
                yield reworded


def load_reworded(data: Path, *, each: int = 150, seed: int = 0) -> list[Reworded]:
    """True statements made of the real briefs in `data`, in the order of `KINDS`.

    Raises:
        DataMissingError: the data is not there.
    """
    every = {s.text: s for s in (*load_passives(data), *load_sentences(data))}
    found = reword_all(every.values(), each=each, seed=seed)
    return sorted(found, key=lambda one: KINDS.index(one.kind))
