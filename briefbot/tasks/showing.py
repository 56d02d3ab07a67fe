"""What a model is shown of the evidence for a question: the best first, because small models read no further."""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefbot import tokens
from briefbot.documents import Evidence
from briefbot.retrieval.best import Hit
from briefbot.retrieval.packing import pack

if TYPE_CHECKING:
    from briefbot.tasks.asked import Asked

Shown = tuple[Evidence, tuple[str, ...]]


def show_paragraphs(asked: Asked, *, budget_tokens: int) -> Shown:
    """The paragraphs that fit, the best first by their best sentence, and all their handles."""
    best = _paragraph_scores(asked)
    hits = [Hit(hit.chunk, best[n]) for n, hit in enumerate(asked.hits, 1)]
    # One paragraph of a dense script may be more than the budget: the best is always shown.
    largest = tokens.count(max(hits, key=lambda hit: hit.score).chunk.text) if hits else 0
    kept = pack(hits, budget_tokens=max(budget_tokens, largest), count=tokens.count)
    chunks = (hit.chunk for hit in sorted(kept, key=lambda hit: -hit.score))
    evidence = Evidence(tuple(chunks))
    return evidence, tuple(evidence.by_handle)


def show_sentences(asked: Asked, *, budget_tokens: int) -> Shown:
    """Every paragraph, the best first, and the handles of the sentences that fit, best first.

    The best sentence is always among them, those that repeat one before them never.
    """
    best = _paragraph_scores(asked)
    order = sorted(range(1, len(asked.hits) + 1), key=lambda n: -best[n])
    evidence = Evidence(tuple(asked.hits[n - 1].chunk for n in order))
    kept: list[str] = []
    texts: set[str] = set()
    left = budget_tokens
    for handle in sorted(asked.scores, key=lambda h: -asked.scores[h]):
        sentence = asked.evidence.by_handle[handle]
        size = tokens.count(sentence.text)
        if sentence.text not in texts and (size <= left or not kept):
            texts.add(sentence.text)
            kept.append(evidence.handle_of(sentence))
            left -= size
    return evidence, tuple(kept)


def _paragraph_scores(asked: Asked) -> dict[int, float]:
    """The score of each paragraph's best sentence, by its number."""
    best: dict[int, float] = {}
    for handle, score in asked.scores.items():
        number = int(handle.split(".")[0])
        best[number] = max(score, best.get(number, score))
    return best
