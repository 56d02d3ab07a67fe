"""The evidence of a task: what of the briefs a writer gets to see."""

from __future__ import annotations

from collections import Counter
from datetime import timedelta
from functools import lru_cache
from itertools import chain, islice, zip_longest
from typing import TYPE_CHECKING

from briefbot.documents import Evidence
from briefbot.errors import BriefNotFoundError
from briefbot.grounding.search import content_stems
from briefbot.retrieval.chunking import chunk_at, distinct, normalized, paragraphs
from briefbot.writing.extractive.salience import Background

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date

    from briefbot.documents import Brief, Chunk
    from briefbot.retrieval.chunking import Paragraph
    from briefbot.retrieval.index import Index
    from briefbot.tasks.provenance import Options

# How far back a day's news is compared with what was reported before.
DAYS_KNOWN = 7
# What a day may have: days of news have up to 55 paragraphs and 10,000 characters, this is a book. Beyond it the
# comparison of two days takes minutes, and more memory than a small machine has.
MOST_PARAGRAPHS = 2_000
MOST_CHARACTERS = 500_000
MOST_SENTENCES = 2_000
_PARAGRAPHS_KNOWN = 400


def day_evidence(briefs: Sequence[Brief]) -> tuple[Evidence, frozenset[int]]:
    """The distinct paragraphs of a day, and the numbers of those that stand more than once in a brief.

    They are all there are, up to 2,000 paragraphs, 2,000 sentences and 500,000 characters; of a day that has more they
    are the first of each brief in turn, so that no brief crowds out the others, and `unread` counts the rest.
    """
    every, unread = _first_of_each(briefs)
    repeated_texts: set[str] = set()
    for of_brief in every:
        counts = Counter(normalized(c.text) for c in of_brief)
        repeated_texts |= {text for text, n in counts.items() if n > 1}
    kept = distinct(chain.from_iterable(every))
    repeated = {n for n, c in enumerate(kept, 1) if normalized(c.text) in repeated_texts}
    return Evidence(tuple(kept), unread), frozenset(repeated)


def note_unread(index: Index, *days: Evidence, of: Sequence[date]) -> Options:
    """The entry for a result's options: how many paragraphs of these days were not read; empty where all were."""
    unread = sum(day.unread for day in days) + index.unread(*of)
    return {"unread": unread} if unread else {}


def _first_of_each(briefs: Sequence[Brief]) -> tuple[list[list[Chunk]], int]:
    """For each brief the chunks that are read, and how many of all are not."""
    spans = [paragraphs(brief.text, brief.body_start) for brief in briefs]
    unread = sum(map(len, spans))
    read: list[list[Chunk]] = [[] for _ in briefs]
    left = MOST_CHARACTERS, MOST_SENTENCES
    for number, paragraph in islice(_in_turn(spans), MOST_PARAGRAPHS):
        one = chunk_at(briefs[number], paragraph)
        left = left[0] - len(one.text), left[1] - len(one.sentences)
        if min(left) < 0:
            break
        read[number].append(one)
        unread -= 1
    return read, unread


def _in_turn(spans: Sequence[Sequence[Paragraph]]) -> Iterator[tuple[int, Paragraph]]:
    """The first paragraph of each brief with the brief's position, then the second of each, and so on."""
    for turn in zip_longest(*spans):
        yield from ((n, one) for n, one in enumerate(turn) if one is not None)


def background_of(index: Index, day: date, repeated: frozenset[int]) -> Background:
    """What the week before the day had reported."""
    before = index.newest_briefs(day - timedelta(days=DAYS_KNOWN), day - timedelta(days=1))
    every = chain.from_iterable(map(_told_by, before))
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
    there = {brief.id for brief in index.newest_briefs(*days)}
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
