"""Briefs cut into chunks: paragraphs and their sentences as exact slices."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING, NamedTuple

from briefbot.documents import Chunk, Sentence, Span
from briefbot.language.orders import find_order
from briefbot.retrieval.boilerplate import is_boilerplate
from briefbot.retrieval.layout import Block, blocks
from briefbot.retrieval.sentences import last_sentence_start, sentence_spans

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from briefbot.documents import Brief

# A paragraph longer than this is cut at sentence edges: it would crowd out all other evidence.
LONGEST_CHUNK = 2_000
_SPACE = re.compile(r"\s+")
# Not %, $ and the like: they are part of a figure.
_PUNCTUATION = re.compile(r"[\s\"'“”‘’«»,.;:!?()\[\]…_*#—–-]+")


class Paragraph(NamedTuple):
    """Where one chunk is: its slice, the heading above it and its number in the brief."""

    start: int
    end: int
    heading: str
    number: int


def paragraphs(text: str, body_start: int = 0) -> list[Paragraph]:
    """The paragraphs of a text in order, headings carried; cheap, without sentences.

    Headings and rules are not paragraphs. One longer than 2,000 characters is cut at sentence
    edges, a longer sentence at white space, and a longer word anywhere.
    """
    found: list[Paragraph] = []
    heading = ""
    for block in blocks(text, body_start):
        if block.kind == "heading":
            heading = block.heading
        elif block.kind == "text":
            for start, end in _cut(text, block):
                found.append(Paragraph(start, end, heading, len(found)))
    return found


def chunk(brief: Brief) -> tuple[Chunk, ...]:
    """Every chunk of a brief in order; repeated paragraphs are still in it, see `distinct`."""
    return tuple(each_chunk(brief))


def each_chunk(brief: Brief) -> Iterator[Chunk]:
    """The same, each made when it is asked for: a brief may have more than fits into memory as chunks."""
    return (chunk_at(brief, p) for p in paragraphs(brief.text, brief.body_start))


def chunk_at(brief: Brief, paragraph: Paragraph) -> Chunk:
    """The chunk of one of the brief's `paragraphs`, with its sentences; those addressed to a model are set apart."""
    start, end, heading, number = paragraph
    every = [Sentence(brief, span) for span in sentence_spans(brief.text, start, end)]
    withheld = tuple(one for one in every if find_order(one.text))
    return Chunk(
        brief=brief,
        span=Span(start, end),
        sentences=tuple(one for one in every if one not in withheld) if withheld else tuple(every),
        heading=heading,
        number=number,
        boilerplate=is_boilerplate(brief.text[start:end]),
        withheld=withheld,
    )


def distinct(chunks: Iterable[Chunk]) -> list[Chunk]:
    """The chunks without repeats of the same paragraph, the first of each kept, in order."""
    seen: set[str] = set()
    kept: list[Chunk] = []
    for one in chunks:
        key = normalized(one.text)
        if key not in seen:
            seen.add(key)
            kept.append(one)
    return kept


def normalized(text: str) -> str:
    """What two printings of the same paragraph share: letters and digits, case and accents folded."""
    folded = unicodedata.normalize("NFKC", text).casefold()
    return _PUNCTUATION.sub(" ", folded).strip() or _SPACE.sub(" ", folded).strip()


def _cut(text: str, block: Block) -> Iterator[tuple[int, int]]:
    """The slices of one block, none longer than `LONGEST_CHUNK`."""
    start = block.start
    while block.end - start > LONGEST_CHUNK:
        edge = _edge(text, start, start + LONGEST_CHUNK)
        end = edge
        while text[end - 1].isspace():
            end -= 1
        yield start, end
        start = edge
        while start < block.end and text[start].isspace():
            start += 1
    if start < block.end:
        yield start, block.end


def _edge(text: str, start: int, limit: int) -> int:
    """Where to cut in `(start, limit]`: the last sentence edge, else white space, else the limit."""
    # The last sentence may go on beyond the limit; what stands before it is whole.
    edge = last_sentence_start(text, start, limit)
    if edge - start >= LONGEST_CHUNK // 4:
        return edge
    for at in range(limit - 1, start + LONGEST_CHUNK // 2, -1):
        if text[at].isspace():
            return at
    return limit
