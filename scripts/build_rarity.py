"""Build `briefbot/language/rarity.tsv.gz` from the English list of wordfreq 3.1.1 (data CC BY-SA 4.0).

    pip install wordfreq==3.1.1
    python scripts/build_rarity.py

One line for each of the most frequent stems: `stem <tab> tenths of its Zipf frequency`, the base-10
logarithm of how often it occurs in a billion words. Forms of one stem are counted together.
"""

from __future__ import annotations

import gzip
import math
from collections import defaultdict
from importlib import import_module
from pathlib import Path

from briefbot.language.words import fold, stem

TARGET = Path(__file__).parent.parent / "briefbot" / "language" / "rarity.tsv.gz"
# Beyond these a word is as rare as a word can be: 1.8 and less on the Zipf scale.
STEMS = 60_000


def main() -> None:
    counts: defaultdict[str, float] = defaultdict(float)
    wordfreq = import_module("wordfreq")
    for word, share in wordfreq.get_frequency_dict("en", wordlist="large").items():
        norm = fold(word).removesuffix("'s").replace(".", "")
        if norm.isalpha():
            counts[stem(norm)] += share
    kept = sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))[:STEMS]
    lines = sorted(f"{key}\t{round(10 * math.log10(share * 1e9))}\n" for key, share in kept)
    TARGET.write_bytes(gzip.compress("".join(lines).encode(), mtime=0))
    print(f"{len(lines)} stems, {TARGET.stat().st_size} bytes, {kept[-1]} the rarest")


if __name__ == "__main__":
    main()
