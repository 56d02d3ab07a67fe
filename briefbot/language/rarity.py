"""How rare a word is in English at large: what a word found, or missing, is worth as evidence.

Rarity among the few paragraphs found for a question would make the question's own words look common.
"""

from __future__ import annotations

import gzip
from functools import cache, lru_cache
from importlib.resources import files
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

# What is not in the table occurs less than once in 15 million words.
_UNKNOWN = 1.5
# The commonest content words ("new", "say") are worth little, and no word more than a rare name.
_ZERO, _LEAST, _MOST = 7.5, 0.5, 6.0
# A year or an amount is as telling as a rare name, a number below a hundred as an ordinary noun.
_NUMBER, _SMALL_NUMBER = 5.0, 2.5


def zipf(stem: str) -> float:
    """Base-10 logarithm of how often the stem occurs in a billion words of English."""
    return float(_table().get(stem, 10 * _UNKNOWN)) / 10


@lru_cache(maxsize=16384)
def rarity(stem: str) -> float:
    """What a word with this stem weighs, .5 for the commonest to 6 for words hardly ever met."""
    if any(character.isdigit() for character in stem):
        return _SMALL_NUMBER if stem.isdigit() and len(stem) < 3 else _NUMBER
    return min(max(_ZERO - zipf(stem), _LEAST), _MOST)


@cache
def _table() -> Mapping[str, str]:
    """Stem -> tenths of its Zipf frequency as text, from `scripts/build_rarity.py`."""
    table = gzip.decompress((files(__package__) / "rarity.tsv.gz").read_bytes()).decode()
    return dict(row.split("\t") for row in table.splitlines())
