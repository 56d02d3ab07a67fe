"""What kind of thing a word means or does, where shortening a sentence depends on it (table from WordNet)."""

from __future__ import annotations

import gzip
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

from briefbot.language.words import stem

if TYPE_CHECKING:
    from collections.abc import Mapping

    from briefbot.language.words import Word


def takes_infinitive(verb: Word) -> bool:
    """Whether the verb's object is who does what an infinitive after it says: "ordered Shell to cut"."""
    return verb.stem in _acting_objects()


def is_group(noun: Word) -> bool:
    """Whether the noun means a body of people ("court", "party"), which its whole name tells apart."""
    return "g" in _kinds().get(noun.norm, "")


def is_place(name: Word) -> bool:
    """Whether the name is that of a country, city or region."""
    return name.capital and "p" in _kinds().get(name.norm, "")


def is_origin(word: Word) -> bool:
    """Whether the word only says where something is from: "Israeli", "U.S."."""
    return word.capital and (word.norm in ("usa", "uk") or "o" in _kinds().get(word.norm, ""))


@cache
def _kinds() -> Mapping[str, str]:
    """Folded word -> letters of its kinds, from `scripts/build_word_kinds.py`."""
    table = gzip.decompress((files(__package__) / "kinds.tsv.gz").read_bytes()).decode()
    return dict(line.split("\t") for line in table.splitlines())


@cache
def _acting_objects() -> frozenset[str]:
    return frozenset(stem(word) for word, kinds in _kinds().items() if "i" in kinds)
