"""Stories that ran on up to a day, and of which a later day says nothing."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, TypeAlias

from briefbot.grounding.comparing.stories import SAME_STORY, same_story
from briefbot.grounding.search import content_stems
from briefbot.language.rarity import rarity
from briefbot.retrieval.chunking import chunk
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
# A paragraph, its content and what that weighs.
_Weighed: TypeAlias = "tuple[Chunk, frozenset[str], float]"


def find_ended(index: Index, compared: Compared) -> frozenset[int]:
    """Numbers of the earlier day's paragraphs whose story ran on before it and ends with it.

    A story that any paragraph of the earlier day has in common with the later day goes on.
    """
    numbers = sorted({chunk_number(handle) for handle in compared.gone})
    day = compared.earlier.chunks[0].brief.day
    chunks = compared.earlier.chunks
    by_number = dict(enumerate(_weighed(chunks), 1))
    later = _weighed(c for c in compared.later.chunks if not c.boilerplate)
    going_on = [one for one in by_number.values() if _is_told(one, later)]
    silent = [n for n in numbers if not _is_told(by_number[n], (*later, *going_on))]
    if not silent:
        return frozenset()
    before = index.briefs(day - timedelta(days=_DAYS_RUNNING), day - timedelta(days=1))
    told = _weighed(c for brief in before for c in chunk(brief) if not c.boilerplate)
    return frozenset(n for n in silent if _is_told(by_number[n], told))


def _weighed(chunks: Iterable[Chunk]) -> list[_Weighed]:
    """Each paragraph with its content and what that weighs."""
    contents = ((one, content_stems(one.text)) for one in chunks)
    return [(one, stems, sum(map(rarity, stems))) for one, stems in contents]


def _is_told(one: _Weighed, others: Iterable[_Weighed]) -> bool:
    """Whether one of the other paragraphs tells the same story."""
    return any(
        sum(map(rarity, one[1] & other[1])) >= _WORTH_A_LOOK * min(one[2], other[2])
        and same_story(one[0], other[0]) >= SAME_STORY
        for other in others
    )
