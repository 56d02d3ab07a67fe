"""What there is to tell of a story: its paragraphs, oldest first, and how much of them fits."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from briefbot.documents import Evidence
from briefbot.errors import BriefNotFoundError, QuestionError, SettingsError
from briefbot.retrieval.chunking import distinct, each_chunk
from briefbot.tasks.days import check_since
from briefbot.tasks.timeline.asked import read_story
from briefbot.writing.extractive.story import StoryWriter

if TYPE_CHECKING:
    from collections.abc import Iterator

    from briefbot.documents import Chunk
    from briefbot.retrieval.index import Index

# What more paragraphs tell of is not one event, and a few sentences could not tell it.
MOST_PARAGRAPHS = 3_000


@dataclass(frozen=True)
class Material:
    """What there is to tell.

    Attributes:
        query: the event, "" for all that the briefs tell.
        as_of: the last day that was read.
        evidence: the paragraphs about it, each once, oldest first.
        writer: chooses among their sentences.
        longest_words: of the story.
        nearest: where there is nothing, words of the briefs that look like those of the query.
    """

    query: str
    as_of: date
    evidence: Evidence
    writer: StoryWriter
    longest_words: int
    nearest: tuple[str, ...] = ()


def look_up(
    index: Index, query: str | None, *, until: date | None, since: date | None, words: int
) -> Material:
    """The paragraphs that tell of an event, none where no brief does.

    Raises:
        BriefNotFoundError: there is no brief of these days.
        QuestionError: the query has no word to look for, or too much is told of it for one story.
        SettingsError: the options leave no day, or the words are too few for a sentence.
    """
    days = index.days()
    as_of = until or max(days)
    check_since(since, as_of)
    within = [day for day in days if (since or day) <= day <= as_of]
    if not within:
        span = f"up to {as_of}" if since is None else f"from {since} to {as_of}"
        raise BriefNotFoundError(
            f"no brief {span}: the days there are go from {min(days)} to {max(days)}"
        )
    chunks = _told_of(index, query, since, as_of) if query is not None else _all(index, within)
    evidence = Evidence(tuple(distinct(one for one in chunks if not one.boilerplate)))
    writer = StoryWriter(evidence)
    if words < writer.shortest:
        raise SettingsError(
            f"no sentence about it is as short as {words} words; the shortest has {writer.shortest}"
        )
    longest = min(words, writer.fitting)
    if query is None or chunks:
        return Material(query or "", as_of, evidence, writer, longest)
    nearest = index.nearest_words(read_story(query).needed, since=since, until=as_of)
    return Material(query, as_of, evidence, writer, longest, nearest)


def _told_of(index: Index, query: str, since: date | None, as_of: date) -> list[Chunk]:
    event = read_story(query)
    telling = index.telling(event.needed, since=since, until=as_of, limit=MOST_PARAGRAPHS)
    if telling.found > MOST_PARAGRAPHS:
        raise QuestionError(_too_much(f"{query!r} is told of in {telling.found:,}"))
    return [one for one in telling.chunks if event.is_told_in(one)]


def _all(index: Index, days: list[date]) -> list[Chunk]:
    chunks: list[Chunk] = []
    for one in _each(index, days):
        chunks.append(one)
        if len(chunks) > MOST_PARAGRAPHS:
            raise QuestionError(
                _too_much(f"the briefs of these days have more than {MOST_PARAGRAPHS:,}")
            )
    return chunks


def _each(index: Index, days: list[date]) -> Iterator[Chunk]:
    for day in days:
        for brief in index.briefs(day, day):
            yield from each_chunk(brief)


def _too_much(what: str) -> str:
    return (
        f"{what} paragraphs, too many for one story;"
        " name an event in more words, or read fewer days with --since"
    )
