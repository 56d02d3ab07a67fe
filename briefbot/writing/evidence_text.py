"""Evidence as a prompt shows it: one numbered sentence a line, grouped by brief.

Text of a brief is data. A sentence never starts a line of its own making (line breaks inside it
become spaces) and every line of evidence starts with its handle, so nothing a brief contains can
look like the end of the evidence or like a message of its own.
"""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from briefbot.language.marks import break_marks, visible

if TYPE_CHECKING:
    from collections.abc import Container

    from briefbot.documents import Evidence


def show_evidence(evidence: Evidence, only: Container[str] | None = None) -> str:
    """The evidence as text for a prompt; empty evidence gives an empty text.

    Args:
        evidence: its paragraphs are shown in their order.
        only: the handles to show, None for all. The others keep their numbers.
    """
    blocks = []
    numbered = enumerate(evidence.chunks, 1)
    for (day, _), group in groupby(
        numbered, key=lambda pair: (pair[1].brief.day, pair[1].brief.id)
    ):
        lines = [f"Brief of {day:%A} {day.isoformat()}"]
        for number, chunk in group:
            lines += [
                f"{number}.{i} {as_data(sentence.text)}"
                for i, sentence in enumerate(chunk.sentences, 1)
                if only is None or f"{number}.{i}" in only
            ]
        blocks.append("\n".join(lines))
    return "\n\n".join(blocks)


def as_data(text: str) -> str:
    """The text on one line, as a reader sees it, with a space inside each template mark.

    What can't be seen goes first: it may hide a mark by standing inside it. A second pass changes nothing.
    """
    return break_marks(" ".join(visible(text).split()))


def as_reply(text: str) -> str:
    """A model's own words as sent back to it: lines and spaces as they are, nothing hidden, no mark whole."""
    return break_marks(visible(text))
