"""Stories that ran on up to a day, and of which a later day says nothing."""

from __future__ import annotations

import math
from datetime import timedelta
from itertools import islice
from typing import TYPE_CHECKING

from briefbot.grounding.comparing.sharing import Sharing
from briefbot.grounding.comparing.stories import SAME_STORY, same_story
from briefbot.grounding.search import content_stems
from briefbot.language.rarity import rarity
from briefbot.retrieval.chunking import each_chunk
from briefbot.tasks.evidence import MOST_PARAGRAPHS
from briefbot.writing.compared import chunk_number

if TYPE_CHECKING:
    from collections.abc import Iterable

    from briefbot.documents import Chunk
    from briefbot.retrieval.index import Index
    from briefbot.writing.compared import Compared

# What was told so many days before still ran.
_DAYS_RUNNING = 7
# Paragraphs that share less of their words as they stand need not be looked at closely.
_WORTH_A_LOOK = SAME_STORY / 2


def find_ended(index: Index, compared: Compared) -> frozenset[int]:
    """Numbers of the earlier day's paragraphs whose story ran on before it and ends with it.

    A story that any paragraph of the earlier day has in common with the later day goes on.
    """
    day = compared.earlier.chunks[0].brief.day
    chunks = [c for c in compared.earlier.chunks if not c.boilerplate]
    later = _Told(c for c in compared.later.chunks if not c.boilerplate)
    going_on = [one for one in chunks if later.has(one)]
    ways_on = _Told(going_on)
    numbers = sorted({chunk_number(handle) for handle in compared.gone})
    told = {n: compared.earlier.chunks[n - 1] for n in numbers}
    silent = {n: c for n, c in told.items() if not later.has(c) and not ways_on.has(c)}
    if not silent:
        return frozenset()
    briefs = index.newest_briefs(day - timedelta(days=_DAYS_RUNNING), day - timedelta(days=1))
    chunks_before = (c for brief in briefs for c in each_chunk(brief) if not c.boilerplate)
    before = _Told(islice(chunks_before, MOST_PARAGRAPHS))
    return frozenset(n for n, one in silent.items() if before.has(one))


class _Told:
    """Paragraphs to ask whether a story is told in one of them."""

    def __init__(self, chunks: Iterable[Chunk]) -> None:
        self._chunks = list(chunks)
        contents = [content_stems(one.text) for one in self._chunks]
        self._weights = [_weigh(stems) for stems in contents]
        self._sharing = Sharing(contents, rarity)

    def has(self, chunk: Chunk) -> bool:
        """Whether one of the paragraphs tells the story of this one."""
        stems = content_stems(chunk.text)
        weight = _weigh(stems)
        return any(
            shared >= _WORTH_A_LOOK * min(weight, self._weights[position])
            and same_story(chunk, self._chunks[position]) >= SAME_STORY
            for position, shared in self._sharing.with_any(sorted(stems)).items()
        )


def _weigh(stems: Iterable[str]) -> float:
    """What stems weigh together, the same whatever order a set of them has in this process."""
    return math.fsum(map(rarity, stems))
