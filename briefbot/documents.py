"""The ground types a word travels through: Brief, Chunk, Sentence, Evidence. All frozen.

Offsets are characters of `Brief.text`, `[start, end)`. Everything that quotes a brief slices it, so
a quote is exact by construction.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date


@dataclass(frozen=True, slots=True)
class Brief:
    """One dated brief.

    Attributes:
        id: path inside the library with forward slashes, unique there; "stdin" for standard input.
        day: the day the brief is about.
        title: first heading, front-matter title or file stem; may be empty.
        text: the decoded file, unchanged: BOM, CRLF and front matter are still in it.
        sha256: hex digest of the file's bytes.
        source: the path (or URL) a reader can open.
        encoding: the codec that gave `text`.
        body_start: where the news begins in `text`: after BOM, front matter and a date line.
    """

    id: str
    day: date
    title: str
    text: str
    sha256: str
    source: str
    encoding: str = "utf-8"
    body_start: int = 0

    def __repr__(self) -> str:
        return f"Brief(id={self.id!r}, day={self.day.isoformat()}, {len(self.text)} characters)"


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """Characters `[start, end)` of a brief's text."""

    start: int
    end: int

    def overlaps(self, other: Span) -> bool:
        """Whether the two share at least one character."""
        return self.start < other.end and other.start < self.end


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence as an exact slice of a brief, without the white space around it."""

    brief: Brief
    span: Span

    @property
    def text(self) -> str:
        """The characters of the slice."""
        return self.brief.text[self.span.start : self.span.end]


@dataclass(frozen=True, slots=True)
class Chunk:
    """One paragraph as an exact slice of a brief.

    Attributes:
        brief: where it comes from.
        span: the slice, without the white space around it.
        sentences: its sentences in order.
        withheld: those addressed to a language model (`language.orders`): no evidence and never shown to a writer. The
            two together cover every non-space character once.
        heading: the heading above it, "" if none.
        number: position of the paragraph in the brief, from 0.
        boilerplate: a credit line, a "read more" or the like: evidence, but not news.
    """

    brief: Brief
    span: Span
    sentences: tuple[Sentence, ...]
    heading: str = ""
    number: int = 0
    boilerplate: bool = False
    withheld: tuple[Sentence, ...] = ()

    @property
    def text(self) -> str:
        """The characters of the slice."""
        return self.brief.text[self.span.start : self.span.end]


@dataclass(frozen=True, eq=False)
class Evidence:
    """The numbered sentences shown to a writer in one call.

    The handle `"3.2"` is sentence 2 of chunk 3, both counted from 1. Handles are positions and are
    never renumbered; prompts, writers and the gate all speak them.

    Attributes:
        chunks: the paragraphs.
        unread: how many more there are that were too many to be looked at.
    """

    chunks: tuple[Chunk, ...]
    unread: int = 0

    @cached_property
    def by_handle(self) -> dict[str, Sentence]:
        """Every handle in reading order, with its sentence."""
        return {
            f"{c}.{s}": sentence
            for c, chunk in enumerate(self.chunks, 1)
            for s, sentence in enumerate(chunk.sentences, 1)
        }

    @cached_property
    def _by_sentence(self) -> dict[tuple[str, Span], str]:
        return {(s.brief.id, s.span): handle for handle, s in self.by_handle.items()}

    def find(self, handle: str) -> Sentence | None:
        """The sentence a handle points to, None when there is no such handle."""
        return self.by_handle.get(handle)

    def handle_of(self, sentence: Sentence) -> str:
        """The handle of a sentence of this evidence.

        Raises:
            KeyError: the sentence is not part of it.
        """
        return self._by_sentence[sentence.brief.id, sentence.span]

    def chunk_of(self, handle: str) -> Chunk:
        """The chunk a valid handle points into."""
        return self.chunks[int(handle.split(".")[0]) - 1]

    def neighbours(self, handle: str) -> tuple[str | None, str | None]:
        """Handles of the sentences before and after in the same chunk, None at its edges."""
        chunk, sentence = (int(part) for part in handle.split("."))
        before, after = f"{chunk}.{sentence - 1}", f"{chunk}.{sentence + 1}"
        return (
            before if before in self.by_handle else None,
            after if after in self.by_handle else None,
        )

    def __iter__(self) -> Iterator[tuple[str, Sentence]]:
        return iter(self.by_handle.items())

    def __len__(self) -> int:
        return len(self.by_handle)
