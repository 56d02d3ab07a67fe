"""What a result has to say, in order, before it is drawn as text or Markdown.

The strings here are still raw: whoever draws an outline cleans or escapes every one of them.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from briefbot.results import Citation, Claim


@dataclass(frozen=True, slots=True)
class Item:
    """One thing said.

    Attributes:
        text: the words, quotation marks included where they are quoted.
        label: what stands in front of them: a topic, a speaker, a date; "" for nothing.
        mark: how the words came about, where that matters to a reader: "quoted", "repaired".
        notes: numbers of the notes that prove them, in the claim's order.
        under: what stands on a line of its own beneath, like what was said before.
    """

    text: str
    label: str = ""
    mark: str = ""
    notes: tuple[int, ...] = ()
    under: Item | None = None


@dataclass(frozen=True, slots=True)
class Section:
    """Items under a title; paragraphs or a list."""

    title: str
    items: tuple[Item, ...]
    form: Literal["paragraphs", "list"] = "list"


@dataclass(frozen=True, slots=True)
class Note:
    """One cited passage, as a reader finds it again.

    Attributes:
        number: what stands in brackets behind the words it proves.
        citation: the passage.
        told: its words stand above already, so the place alone is named.
    """

    number: int
    citation: Citation
    told: bool = False


@dataclass(frozen=True, slots=True)
class Outline:
    """A whole result in reading order.

    Attributes:
        title: the day or the question.
        sections: what the gate let through.
        notes: the passages the sections cite.
        closing: what is not news: paragraphs left out, statements that did not pass.
        small_print: how to read the marks, and the receipt.
    """

    title: str
    sections: tuple[Section, ...]
    notes: tuple[Note, ...]
    closing: tuple[Section, ...]
    small_print: tuple[str, ...]


@dataclass
class NoteNumbers:
    """Numbers citations from 1 in order of first use; the same characters get the same number."""

    notes: list[Note] = field(default_factory=list)
    _numbers: dict[tuple[str, str, int, int], int] = field(default_factory=dict)

    def number(self, citation: Citation) -> int:
        """The note's number, the next free one when the citation is new."""
        key = (citation.brief, citation.sha256, citation.start, citation.end)
        if key not in self._numbers:
            self._numbers[key] = len(self.notes) + 1
            self.notes.append(Note(self._numbers[key], citation))
        return self._numbers[key]

    def numbers(self, claim: Claim) -> tuple[int, ...]:
        """The numbers of a claim's citations, each once, in the claim's order."""
        return tuple(dict.fromkeys(self.number(citation) for citation in claim.citations))
