"""What a writer claims, before any of it is checked. Drafts are never rendered; `grounding` turns them into claims."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from briefbot.documents import Evidence


@dataclass(frozen=True, slots=True)
class DraftClaim:
    """One statement as drafted.

    Attributes:
        text: the statement.
        handles: what the writer cites, as written; some may not exist.
        speaker: who says so according to the writer, None when the brief itself reports it.
    """

    text: str
    handles: tuple[str, ...] = ()
    speaker: str | None = None


def verbatim(evidence: Evidence, handle: str) -> DraftClaim:
    """The sentence of a handle as a claim in its own words.

    Raises:
        KeyError: there is no such handle.
    """
    return DraftClaim(evidence.by_handle[handle].text, (handle,))


@dataclass(frozen=True, slots=True)
class DraftDevelopment:
    """A development of the day: a short topic and the statement."""

    topic: str
    claim: DraftClaim


@dataclass(frozen=True, slots=True)
class DraftVoice:
    """Who (`claim.speaker`) says what, with a stance: said, demanded, denied, warned, offered, promised."""

    stance: str
    claim: DraftClaim


@dataclass(frozen=True, slots=True)
class DraftFigure:
    """A number, its unit and what it counts: "100,000", "troops", "amassed close to the border"."""

    value: str
    unit: str
    what: str
    claim: DraftClaim


@dataclass(frozen=True, slots=True)
class DraftAhead:
    """Something announced for later; `when` is the source's own words for the time, "" if it gives none."""

    when: str
    claim: DraftClaim


@dataclass(frozen=True, slots=True)
class SummaryDraft:
    """A day's summary as drafted; any part may be missing."""

    headline: DraftClaim | None = None
    lead: DraftClaim | None = None
    developments: tuple[DraftDevelopment, ...] = ()
    voices: tuple[DraftVoice, ...] = ()
    figures: tuple[DraftFigure, ...] = ()
    ahead: tuple[DraftAhead, ...] = ()


@dataclass(frozen=True, slots=True)
class AnswerDraft:
    """An answer as drafted, best claim first; no claims means the writer abstains."""

    claims: tuple[DraftClaim, ...] = field(default=())


@dataclass(frozen=True, slots=True)
class DraftChange:
    """Something that changed from one day to a later one.

    Attributes:
        kind: new, updated, reversed or dropped.
        claim: what the later day says; for `dropped` what the earlier day said, by the earlier day's handles.
        before: what the earlier day said of the same thing, by its own handles.
        revised: the values that changed, (earlier, later), each in its sentence's words.
    """

    kind: str
    claim: DraftClaim
    before: DraftClaim | None = None
    revised: tuple[tuple[str, str], ...] = ()
