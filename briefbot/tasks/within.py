"""What of a paragraph lies in a question's days."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from briefbot.grounding.announcements import find_announcement
from briefbot.language.shallow import read

if TYPE_CHECKING:
    from briefbot.documents import Chunk
    from briefbot.retrieval.scope import Scope


def within(chunk: Chunk, scope: Scope) -> Chunk:
    """The chunk with the sentences that are in scope: by its brief's day, else by the days they name."""
    day = chunk.brief.day
    if scope.contains(day):
        return chunk
    # "will last until Thursday" names a day to come, which is no report of it.
    named = tuple(
        s
        for s in chunk.sentences
        if scope.is_named_in(s.text, day) and find_announcement(read(s.text)) is None
    )
    return replace(chunk, sentences=named)
