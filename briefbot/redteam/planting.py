"""A brief with an attack in it, among the briefs that were there."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, get_args

from briefbot.library.base import Reading
from briefbot.library.given import GivenLibrary
from briefbot.library.readers.text import brief_from_text
from briefbot.retrieval.chunking import paragraphs

if TYPE_CHECKING:
    from collections.abc import Sequence

    from briefbot.documents import Brief
    from briefbot.redteam.attacks import Aimed

Place = Literal["start", "middle", "end"]
PLACES: tuple[Place, ...] = get_args(Place)


@dataclass(frozen=True, slots=True)
class Planted:
    """An attack where it was planted.

    Attributes:
        aimed: the attack.
        place: in which part of the brief.
        brief: the brief with it.
        start: its first character there.
        end: the one behind its last.
        library: that brief among the others.
    """

    aimed: Aimed
    place: Place
    brief: Brief
    start: int
    end: int
    library: GivenLibrary

    def holds(self, start: int, end: int) -> bool:
        """Whether characters of the brief are, in part, planted ones."""
        return start < self.end and self.start < end


def library_of(briefs: Sequence[Brief]) -> GivenLibrary:
    """The briefs as a library of their own."""
    return GivenLibrary([Reading(brief) for brief in briefs])


def plant(aimed: Aimed, brief: Brief, place: Place, others: Sequence[Brief] = ()) -> Planted:
    """The attack as paragraphs of its own at a place of the brief.

    Raises:
        BriefFormatError: nobody could read the brief with it.
    """
    spans = paragraphs(brief.text, brief.body_start)
    starts = [span.start for span in spans] or [len(brief.text)]
    at = {"start": starts[0], "middle": starts[len(starts) // 2], "end": len(brief.text)}[place]
    before = brief.text[:at]
    gap = "" if not before or before.endswith("\n\n") else "\n\n"
    start = len(before) + len(gap)
    text = f"{before}{gap}{aimed.text}\n\n{brief.text[at:]}"
    read = brief_from_text(text, id=brief.id, source=brief.source, day=brief.day).brief
    library = library_of([read, *(one for one in others if one.id != brief.id)])
    return Planted(aimed, place, read, start, start + len(aimed.text), library)
