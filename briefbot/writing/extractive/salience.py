"""Which paragraphs of a day are its news: central, early, new against the days before, and varied."""

from __future__ import annotations

import math
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from briefbot.grounding.search import content_stems, rarity
from briefbot.language.dates import find_dates
from briefbot.language.shallow import read
from briefbot.retrieval.chunking import normalized

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from briefbot.documents import Evidence

# Weights of the parts of a paragraph's score; each part is 0 to 1. See docs/decisions.md, "Salience".
_CENTRALITY, _POSITION, _NOVELTY, _EVENT = 1.0, 0.4, 1.0, 0.3
# What is repeated in one brief, or stood in an earlier one, is its standing background.
_BACKGROUND = 0.35
# A paragraph that shares more of its content with a chosen one tells the same story.
_SAME_STORY = 0.6


@dataclass(frozen=True, slots=True)
class Background:
    """What is known before the day's news begins.

    Attributes:
        repeated: numbers of chunks that stand more than once in one brief.
        paragraphs: normalized paragraphs of the days before.
        stems: content stems of the days before.
    """

    repeated: frozenset[int] = frozenset()
    paragraphs: frozenset[str] = frozenset()
    stems: frozenset[str] = frozenset()


NOTHING_KNOWN = Background()


@dataclass(frozen=True, slots=True)
class Ranked:
    """A paragraph's best sentence.

    Attributes:
        chunk: number of the chunk in the evidence, from 1.
        handle: the sentence that stands for it.
        score: how much it is the day's news.
        background: whether it only repeats what the brief, or an earlier one, says anyway.
    """

    chunk: int
    handle: str
    score: float
    background: bool


def rank_paragraphs(evidence: Evidence, known: Background = NOTHING_KNOWN) -> list[Ranked]:
    """The day's paragraphs by how much they are its news, best first; boilerplate is left out.

    `evidence` holds all distinct paragraphs of the day.
    """
    weights, _ = rarity(evidence)
    centre = _centre(evidence, weights)
    ranked = []
    size = len(evidence.chunks)
    for number, chunk in enumerate(evidence.chunks, 1):
        if chunk.boilerplate or not chunk.sentences:
            continue
        handle = _best_sentence(evidence, number, centre, weights)
        stems = content_stems(chunk.text)
        background = number in known.repeated or normalized(chunk.text) in known.paragraphs
        new = len(stems - known.stems) / len(stems) if stems and known.stems else 1.0
        score = (
            _CENTRALITY * _similarity(stems, centre, weights)
            + _POSITION * (1 - (number - 1) / size)
            + _NOVELTY * new
            + _EVENT * _event(evidence, handle)
        ) * (_BACKGROUND if background else 1.0)
        ranked.append(Ranked(number, handle, score, background))
    ranked.sort(key=lambda r: (-r.score, r.chunk))
    return ranked


def choose_varied(ranked: Sequence[Ranked], evidence: Evidence, *, limit: int) -> list[Ranked]:
    """The best `limit` paragraphs that tell different stories, in reading order.

    Source: maximal marginal relevance, with a cut instead of a trade-off: a paragraph is left out when
    a better one already has most of its content.
    """
    chosen: list[Ranked] = []
    weights, _ = rarity(evidence)
    for candidate in ranked:
        stems = content_stems(evidence.by_handle[candidate.handle].text)
        others = (content_stems(evidence.by_handle[c.handle].text) for c in chosen)
        if all(_shared(stems, other, weights) < _SAME_STORY for other in others):
            chosen.append(candidate)
        if len(chosen) == limit:
            break
    return sorted(chosen, key=lambda r: r.chunk)


def central_sentence(evidence: Evidence, *, exclude: Collection[str] = ()) -> str | None:
    """The handle of the sentence nearest to all of the day's text, None when there is none."""
    weights, _ = rarity(evidence)
    centre = _centre(evidence, weights)
    scored = [
        (_similarity(content_stems(sentence.text), centre, weights), -i, handle)
        for i, (handle, sentence) in enumerate(evidence)
        if handle not in exclude and not evidence.chunk_of(handle).boilerplate
    ]
    return max(scored)[2] if scored else None


def _centre(evidence: Evidence, weights: dict[str, float]) -> dict[str, float]:
    """The tf-idf centroid of the day's paragraphs."""
    counts: Counter[str] = Counter()
    for chunk in evidence.chunks:
        if not chunk.boilerplate:
            counts.update(content_stems(chunk.text))
    return {stem: math.log(1 + n) * weights.get(stem, 0.0) for stem, n in counts.items() if n > 1}


def _similarity(
    stems: frozenset[str], centre: dict[str, float], weights: dict[str, float]
) -> float:
    """Cosine of a binary tf-idf vector with the centroid, 0 to 1."""
    # Sets come in another order in every process; only an exact sum is the same, ties included.
    own = math.sqrt(math.fsum(weights.get(stem, 0.0) ** 2 for stem in stems))
    whole = math.sqrt(math.fsum(value**2 for value in centre.values()))
    if not own or not whole:
        return 0.0
    return math.fsum(weights.get(s, 0.0) * centre.get(s, 0.0) for s in stems) / (own * whole)


def _shared(a: frozenset[str], b: frozenset[str], weights: dict[str, float]) -> float:
    """Share of the smaller one's content that the other has too."""
    smaller = min(math.fsum(weights.get(s, 0.0) for s in x) for x in (a, b))
    return math.fsum(weights.get(s, 0.0) for s in a & b) / smaller if smaller else 0.0


def _best_sentence(
    evidence: Evidence, number: int, centre: dict[str, float], weights: dict[str, float]
) -> str:
    """The first sentence of a paragraph, unless it can't stand alone and a later one can."""
    chunk = evidence.chunks[number - 1]
    best, best_score = f"{number}.1", -1.0
    for i, sentence in enumerate(chunk.sentences, 1):
        stems = content_stems(sentence.text)
        score = _similarity(stems, centre, weights) + (1.0 if i == 1 else 0.5 / i)
        if len(stems) < 3 or _leans_on_context(sentence.text):
            score -= 1.0
        if score > best_score:
            best, best_score = f"{number}.{i}", score
    return best


def _leans_on_context(text: str) -> bool:
    words = [w for w in read(text).words if w.kind != "mark"]
    return bool(words) and words[0].norm in (
        "he",
        "she",
        "they",
        "it",
        "this",
        "that",
        "these",
        "but",
    )


def _event(evidence: Evidence, handle: str) -> float:
    """1 when the sentence tells of something that happened or is to happen around the brief's day."""
    sentence = evidence.by_handle[handle]
    day = sentence.brief.day
    near = any(abs((m.first - day).days) <= 2 for m in find_dates(sentence.text, day))
    return 1.0 if near else 0.5 if any(read(sentence.text).verbs) else 0.0
