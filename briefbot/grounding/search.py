"""Which sentences of the evidence a statement could rest on, by the content words they share."""

from __future__ import annotations

import math
from collections import Counter
from functools import lru_cache
from typing import TYPE_CHECKING

from briefbot.language.lexicon import is_content
from briefbot.language.words import split_words

if TYPE_CHECKING:
    from briefbot.documents import Evidence


@lru_cache(maxsize=8192)
def content_stems(text: str) -> frozenset[str]:
    """The stems of a text's content words."""
    return frozenset(word.stem for word in split_words(text) if is_content(word))


@lru_cache(maxsize=4)
def rarity(evidence: Evidence) -> tuple[dict[str, float], float]:
    """Inverse sentence frequency of every stem of the evidence, and that of a stem it lacks."""
    counts: Counter[str] = Counter()
    for _, sentence in evidence:
        counts.update(content_stems(sentence.text))
    size = len(evidence)
    return {stem: math.log(1 + size / n) for stem, n in counts.items()}, math.log(1 + size)


def overlap(text: str, evidence: Evidence, handle: str) -> float:
    """Share of the statement's content that the sentence has, weighted by rarity, 0 to 1."""
    weights, unknown = rarity(evidence)
    stems = content_stems(text)
    total = math.fsum(weights.get(stem, unknown) for stem in stems)
    shared = stems & content_stems(evidence.by_handle[handle].text)
    return math.fsum(weights[stem] for stem in shared) / total if total else 0.0


def nearest_handles(text: str, evidence: Evidence, *, top_k: int) -> list[str]:
    """The handles of the sentences sharing most with the statement, best first; none with nothing shared."""
    scored = [(overlap(text, evidence, handle), handle) for handle, _ in evidence]
    order = {handle: i for i, (_, handle) in enumerate(scored)}
    scored = [pair for pair in scored if pair[0] > 0]
    scored.sort(key=lambda pair: (-pair[0], order[pair[1]]))
    return [handle for _, handle in scored[:top_k]]
