"""Words that can stand for each other in a question and its answer: "elected" and "election", "film" and "movie"."""

from __future__ import annotations

import gzip
from functools import cache, lru_cache
from importlib.resources import files
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

# How much a word counts for another it is: a derived form or demonym, a synonym in the first sense
# of both, a synonym in a further sense, a kind of it. See docs/decisions.md, "Kinship".
_STRENGTHS = (0.8, 0.4, 0.3, 0.15)
# From here on the two are one word in another form.
DERIVED = _STRENGTHS[0]


@lru_cache(maxsize=16384)
def kin(stem: str) -> Mapping[str, float]:
    """The stems related to a stem with their strengths, 0 to 1; empty for unknown stems."""
    found: dict[str, float] = {}
    for strength, stems in zip(_STRENGTHS, _table().get(stem, "").split("\t"), strict=False):
        for other in stems.split():
            found.setdefault(other, strength)
    return found


@cache
def _table() -> Mapping[str, str]:
    """Stem -> its kin by kind, from `scripts/build_kinship.py`; taken apart only when asked for."""
    table = gzip.decompress((files(__package__) / "kinship.tsv.gz").read_bytes()).decode()
    return dict(row.split("\t", 1) for row in table.splitlines())
