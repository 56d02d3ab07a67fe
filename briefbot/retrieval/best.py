"""The best paragraphs of one search: scored one by one, repeats merged, and when it is safe to stop."""

from __future__ import annotations

from bisect import insort
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from briefbot.retrieval.chunking import normalized
from briefbot.retrieval.postings import indexed_text

if TYPE_CHECKING:
    from briefbot.documents import Chunk
    from briefbot.retrieval.bm25 import Weights
    from briefbot.retrieval.shelf import Opened

# Scores equal to this many digits are a tie: platforms may differ in the last bits of a logarithm.
_SCORE_DIGITS = 4


@dataclass(frozen=True, slots=True)
class Hit:
    """A chunk that was found, with its BM25 score (higher is better)."""

    chunk: Chunk
    score: float


class _Rank(NamedTuple):
    """How hits are ordered: the best first, ties by day, brief and place."""

    below: float
    day: int
    id: str
    start: int


class Best:
    """The best `top_k` of the paragraphs added so far.

    Args:
        weights: what a paragraph's score is made of.
        average: words of a mean paragraph in the scores that `beats` is asked about.
        top_k: how many are wanted.
    """

    def __init__(self, weights: Weights, average: float, top_k: int) -> None:
        self._weights = weights
        self._average = average
        self._top_k = top_k
        self._found: dict[str, tuple[_Rank, Opened]] = {}
        self._ranks: list[_Rank] = []  # the best of them, in order
        self._last = 0.0  # the score of the worst that is wanted

    def add(self, opened: Opened, start: int) -> None:
        """Score one paragraph of a brief; of two printings of the same one the better, then older stays."""
        brief, text = opened.brief, opened.text(start)
        scored = self._weights.score(indexed_text(text, opened.by_start[start].heading))
        score = round(scored, _SCORE_DIGITS)
        if score < self._last:
            return
        rank = _Rank(-score, brief.day.toordinal(), brief.id, start)
        if len(self._ranks) == self._top_k and rank > self._ranks[-1]:
            return
        key = normalized(text)
        known = self._found.get(key)
        if known is None or rank < known[0]:
            self._found[key] = rank, opened
            self._rank(rank, known[0] if known else None)

    def _rank(self, rank: _Rank, before: _Rank | None) -> None:
        """Put a rank among the best, in the place of the one its paragraph had before."""
        if before is not None and before <= self._ranks[-1]:
            self._ranks.remove(before)
        insort(self._ranks, rank)
        # A flood of equal paragraphs is ranked one by one, never all of them anew.
        del self._ranks[self._top_k :]
        if len(self._ranks) == self._top_k:
            self._last = -self._ranks[-1].below

    def beats(self, score: float) -> bool:
        """Whether no paragraph that tantivy gives this score, or less, can be among the best."""
        most = round(self._weights.most(score, self._average), _SCORE_DIGITS)
        return len(self._found) >= self._top_k and most < self._last

    def hits(self) -> list[Hit]:
        """The best, best first."""
        ranked = sorted(self._found.values(), key=lambda found: found[0])[: self._top_k]
        return [Hit(opened.chunk(rank.start), -rank.below) for rank, opened in ranked]
