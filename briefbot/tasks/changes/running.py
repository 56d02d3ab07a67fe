"""Stories that ran on up to a day, and of which a later day says nothing."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from briefbot.grounding.comparing.stories import SAME_STORY, same_story
from briefbot.retrieval.chunking import chunk
from briefbot.writing.compared import chunk_number

if TYPE_CHECKING:
    from briefbot.documents import Chunk
    from briefbot.retrieval.index import Index
    from briefbot.writing.compared import Compared

# What was told so many days before, or later, still runs.
_DAYS_RUNNING = 7


def find_ended(index: Index, compared: Compared) -> frozenset[int]:
    """Numbers of the earlier day's paragraphs whose story ran on before it and ends with it."""
    numbers = {chunk_number(handle) for handle in compared.gone}
    day = compared.earlier.chunks[0].brief.day
    before = index.briefs(day - timedelta(days=_DAYS_RUNNING), day - timedelta(days=1))
    told = [c for brief in before for c in chunk(brief) if not c.boilerplate]
    later = [c for c in compared.later.chunks if not c.boilerplate]
    ended = set()
    for number in numbers:
        one = compared.earlier.chunks[number - 1]
        if not any(_are_one(one, c) for c in later) and any(_are_one(one, c) for c in told):
            ended.add(number)
    return frozenset(ended)


def _are_one(a: Chunk, b: Chunk) -> bool:
    return same_story(a, b) >= SAME_STORY
