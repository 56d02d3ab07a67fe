"""Build `briefbot/language/forms.tsv.gz` from the lookup table of lemminflect (MIT).

    pip download --no-deps lemminflect==0.2.3
    python scripts/build_word_forms.py lemminflect-0.2.3-py3-none-any.whl

One line for each lower-case English form that can be a verb or whose plural is irregular:
`form <tab> kinds <tab> lemma`. Kinds are letters: v verb, n noun, a adjective or adverb. The lemma is
given only where the Snowball stem of the form differs from that of its lemma ("met" -> "meet").
"""

from __future__ import annotations

import csv
import gzip
import io
import sys
import zipfile
from pathlib import Path

import tantivy

TARGET = Path(__file__).parent.parent / "briefbot" / "language" / "forms.tsv.gz"
KINDS = {"verb": "v", "noun": "n", "adj": "a", "adv": "a"}


def main(wheel: str) -> None:
    with zipfile.ZipFile(wheel) as archive:
        table = gzip.decompress(archive.read("lemminflect/resources/lemma_lu.csv.gz")).decode()
    stemmer = (
        tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.raw())
        .filter(tantivy.Filter.stemmer("english"))
        .build()
    )

    def stem(word: str) -> str:
        return str(stemmer.analyze(word)[0])

    kinds: dict[str, set[str]] = {}
    lemmas: dict[str, str] = {}
    for form, pos, lemma_list in csv.reader(io.StringIO(table)):
        if pos not in KINDS or not form.isalpha() or not form.islower():
            continue
        kinds.setdefault(form, set()).add(KINDS[pos])
        options = lemma_list.split("/")
        if pos in ("verb", "noun") and form not in options:
            plain = [o for o in options if o.isalpha()]
            if plain and all(stem(o) != stem(form) for o in plain):
                # The verb reading wins: news has "left" for "leave" far more than for a noun.
                if pos == "verb" or form not in lemmas:
                    lemmas[form] = plain[0]
    lines = [
        f"{form}\t{''.join(sorted(found))}\t{lemmas.get(form, '')}\n"
        for form, found in sorted(kinds.items())
        if "v" in found or form in lemmas
    ]
    TARGET.write_bytes(gzip.compress("".join(lines).encode(), mtime=0))
    print(f"{len(lines)} forms, {len(lemmas)} irregular, {TARGET.stat().st_size} bytes")


if __name__ == "__main__":
    main(sys.argv[1])
