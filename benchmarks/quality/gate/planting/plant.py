"""One error of each kind for a sentence, or none where the sentence has no place for it."""

from __future__ import annotations

import random
import re
import zlib
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from benchmarks.quality.gate.planting.actors import glued, speaker_lost, speaker_moved, swapped
from benchmarks.quality.gate.planting.amounts import (
    other_comparison,
    other_number,
    other_quantity,
    other_unit,
)
from benchmarks.quality.gate.planting.cuts import cut
from benchmarks.quality.gate.planting.names import other_date, other_name, other_office
from benchmarks.quality.gate.planting.polarity import other_quotation, surer, turned
from benchmarks.quality.gate.rewording.reword import with_shortened
from benchmarks.quality.gate.sources import load_passives, load_sentences, shuffled
from benchmarks.quality.gate.words import compared_words, differs

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from benchmarks.quality.gate.planting.error import Change, Planter
    from benchmarks.quality.gate.sources import Sourced

KINDS: dict[str, Planter] = {
    "number": other_number,
    "date": other_date,
    "name": other_name,
    "quotation": other_quotation,
    "negation": turned,
    "modality": surer,
    "quantifier": other_quantity,
    "comparative": other_comparison,
    "magnitude": other_unit,
    "role": other_office,
    "swap": swapped,
    "speaker lost": speaker_lost,
    "speaker moved": speaker_moved,
    "glue": glued,
    "cut": cut,
}
# Kinds that one rule makes alone, or nearly.
SINGLE = frozenset(["name", "quotation", "comparative", "magnitude", "speaker lost"])
# Another sentence with as much of the planted statement's words may make it true.
_TOLD_ELSEWHERE = 0.8


@dataclass(frozen=True, slots=True)
class Planted:
    """A false statement with the sentence it was made from.

    Attributes:
        kind: one of `KINDS`.
        source: the true sentence and its brief.
        change: the false statement and what was changed.
    """

    kind: str
    source: Sourced
    change: Change

    @property
    def handles(self) -> tuple[str, ...]:
        """What the drafted claim cites: the true sentence, and the other of two glued ones."""
        return tuple(h for h in (self.source.handle, self.change.other) if h)


def plant(
    source: Sourced, kind: str, *, seed: int = 0, without: frozenset[str] = frozenset()
) -> Planted | None:
    """The sentence with one error of that kind, None when it has no place for one.

    `without` names rules (`Change.how`) that are not to be used.

    The same sentence, kind and seed give the same error.
    """
    chance = random.Random(zlib.crc32(f"{seed} {kind} {source.text}".encode()))
    for change in KINDS[kind](source, chance):
        if change.how in without:
            continue
        if differs(source.text, change.planted) and not _may_be_true(source, change):
            return Planted(kind, source, change)
    return None


def plant_all(sentences: Iterable[Sourced], *, each: int, seed: int = 0) -> Iterator[Planted]:
    """Up to `each` errors of every kind, one a sentence and kind, in an order of the seed.

    A kind that several rules make has no more than half of its errors from one of them.
    """
    most = each / 2 if each > 1 else 1
    left = {kind: each for kind in KINDS}
    hows: Counter[tuple[str, str]] = Counter()
    for source in shuffled(sentences, seed):
        for kind in [k for k, n in left.items() if n]:
            full = (
                how for (k, how), n in hows.items() if k == kind and n >= most and k not in SINGLE
            )
            planted = plant(source, kind, seed=seed, without=frozenset(full))
            if planted is not None:
                left[kind] -= 1
                hows[kind, planted.change.how] += 1
                yield planted


def _sentences(data: Path) -> Iterator[Sourced]:
    yield from with_shortened(load_sentences(data))
    yield from load_passives(data)


def load_planted(data: Path, *, each: int = 150, seed: int = 0) -> list[Planted]:
    """Planted errors in the real briefs of `data`, in the order of `KINDS`.

    They are planted in whole sentences and in shortened ones, as a writer's claims are.

    Raises:
        DataMissingError: the data is not there.
    """
    order = list(KINDS)
    found = plant_all(_sentences(data), each=each, seed=seed)
    return sorted(found, key=lambda p: order.index(p.kind))


def _may_be_true(source: Sourced, change: Change) -> bool:
    """Whether another sentence of the brief says nearly what was planted, its new word included."""
    if change.other is not None or not change.new:
        return False
    new = set(re.findall(r"\w+", change.new.lower()))
    content = {w for w in compared_words(change.planted) if len(w) > 3} | new
    for other in source.others:
        words = set(re.findall(r"[\w’'-]+", other.lower()))
        if new <= words and len(content & words) >= _TOLD_ELSEWHERE * len(content):
            return True
    return False
