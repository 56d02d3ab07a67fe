"""The evidence of a task: what of the briefs a writer gets to see."""

from __future__ import annotations

from collections import Counter
from datetime import timedelta
from functools import lru_cache
from itertools import chain, islice
from typing import TYPE_CHECKING

from briefbot.documents import Evidence
from briefbot.errors import BriefNotFoundError
from briefbot.grounding.search import content_stems
from briefbot.retrieval.chunking import chunk, distinct, normalized, paragraphs
from briefbot.writing.extractive.salience import Background, rank_paragraphs

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from briefbot.documents import Brief, Chunk
    from briefbot.retrieval.index import Index
    from briefbot.writing.extractive.salience import Ranked

# How far back a day's news is compared with what was reported before.
DAYS_KNOWN = 7
_PARAGRAPHS_KNOWN = 400


def day_evidence(briefs: Sequence[Brief]) -> tuple[Evidence, frozenset[int]]:
    """All distinct paragraphs of a day, and the numbers of those that stand more than once in a brief."""
    chunks: list[Chunk] = []
    repeated_texts: set[str] = set()
    for brief in briefs:
        of_brief = chunk(brief)
        counts = Counter(normalized(c.text) for c in of_brief)
        repeated_texts |= {text for text, n in counts.items() if n > 1}
        chunks += of_brief
    kept = distinct(chunks)
    repeated = {n for n, c in enumerate(kept, 1) if normalized(c.text) in repeated_texts}
    return Evidence(tuple(kept)), frozenset(repeated)


def background_of(index: Index, day: date, repeated: frozenset[int]) -> Background:
    """What the week before the day had reported."""
    before = index.briefs(day - timedelta(days=DAYS_KNOWN), day - timedelta(days=1))
    every = chain.from_iterable(_told_by(brief) for brief in reversed(before))
    told = list(islice(every, _PARAGRAPHS_KNOWN))
    return Background(
        repeated=repeated,
        paragraphs=frozenset(paragraph for paragraph, _ in told),
        stems=frozenset().union(*(stems for _, stems in told)),
    )


def check_unchanged(index: Index, day: date) -> None:
    """Nothing, when every brief that counts for a day can still be read as it was indexed.

    Raises:
        BriefNotFoundError: one is gone or says something else by now.
    """
    days = (day - timedelta(days=DAYS_KNOWN), day)
    there = {brief.id for brief in index.briefs(*days)}
    gone = [id for id in index.hashes(*days) if id not in there]
    if gone:
        raise BriefNotFoundError(
            f"the brief {gone[0]!r} is gone or changed since this run began; run the same again"
        )


def _told_by(brief: Brief) -> Sequence[tuple[str, frozenset[str]]]:
    """The first paragraphs of a brief, normalized, each with its content stems."""
    return _told(brief) if len(brief.text) <= _LONGEST_KEPT else _told.__wrapped__(brief)


# Of a range, each day is the background of the seven that follow it. In characters: bounds memory.
_LONGEST_KEPT = 100_000


@lru_cache(maxsize=128)
def _told(brief: Brief) -> Sequence[tuple[str, frozenset[str]]]:
    spans = paragraphs(brief.text, brief.body_start)[:_PARAGRAPHS_KNOWN]
    texts = [brief.text[span.start : span.end] for span in spans]
    return [(normalized(text), content_stems(text)) for text in texts]


def cut_to_budget(evidence: Evidence, known: Background, *, budget_tokens: int) -> Evidence:
    """The most newsworthy paragraphs that fit, news in reading order before standing background.

    A model that reads the news first writes about it first.
    """
    from briefbot import tokens

    ranked = rank_paragraphs(evidence, known)
    left = budget_tokens
    kept: list[Ranked] = []
    for one in ranked:
        size = tokens.count(evidence.chunks[one.chunk - 1].text)
        if size <= left:
            kept.append(one)
            left -= size
    kept.sort(key=lambda one: (one.background, one.chunk))
    return Evidence(tuple(evidence.chunks[one.chunk - 1] for one in kept))
