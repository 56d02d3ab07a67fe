"""Evidence as a prompt shows it: one numbered sentence a line, grouped by brief.

Text of a brief is data. A sentence never starts a line of its own making (line breaks inside it
become spaces) and every line of evidence starts with its handle, so nothing a brief contains can
look like the end of the evidence or like a message of its own.
"""

from __future__ import annotations

import re
import unicodedata
from itertools import groupby
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Container

    from briefbot.documents import Evidence

_SPACE = re.compile(r"\s+")
# Markers chat templates give a meaning to; a brief that contains one must not.
_TEMPLATE_MARK = re.compile(r"<\|(?=\w)|\|>|\[/?INST\]|</?s>|<</?SYS>>", re.IGNORECASE)


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
    """The text on one line, without control and formatting characters and without template marks."""
    line = _SPACE.sub(" ", text)
    visible = "".join(c for c in line if unicodedata.category(c) not in ("Cc", "Cf", "Cs", "Co"))
    return _TEMPLATE_MARK.sub(lambda mark: " ".join(mark.group()), visible).strip()
