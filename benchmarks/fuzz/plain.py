"""The engine that needs nothing: seeds changed at random, again and again."""

from __future__ import annotations

import random
import time
from typing import TYPE_CHECKING

from benchmarks.fuzz.journal import Journal
from benchmarks.fuzz.mutating import mutated

if TYPE_CHECKING:
    from pathlib import Path

    from benchmarks.fuzz.targets.base import Target

# How many changed inputs are changed further; the rest of the time it is a seed.
_KEPT = 200


def fuzz(target: Target, *, seconds: float, found: Path, seed: int = 0) -> None:
    """Run seeds and what they can be changed into for so many seconds."""
    chance = random.Random(seed)
    journal = Journal(target, "plain", found)
    seeds = list(target.seeds())
    started = time.monotonic()
    further: list[bytes] = []
    for data in seeds:
        journal.run(data)
    while (gone := time.monotonic() - started) < seconds:
        data = chance.choice(further if further and chance.random() < 0.4 else seeds)
        data = mutated(
            data, chance, json_like=target.json_like, others=seeds, largest=target.largest
        )
        journal.run(data)
        if len(further) < _KEPT:
            further.append(data)
        elif chance.random() < 0.05:
            further[chance.randrange(_KEPT)] = data
        journal.summary.seconds = gone
    journal.write()
