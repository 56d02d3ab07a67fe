"""One day's structured summary."""

from __future__ import annotations

from datetime import date
from typing import Literal

from briefbot.results.claims import SCHEMA_VERSION, Citation, Claim, Rejected, Result
from briefbot.results.provenance import Provenance

Stance = Literal["said", "demanded", "denied", "warned", "offered", "promised"]


class Development(Result):
    """One development of the day.

    Attributes:
        new_since: the day of the briefs it was compared with, where those do not tell it; None where they do, or
            nothing was compared.
    """

    topic: str
    claim: Claim
    new_since: date | None = None


class Voice(Result):
    """Who said what, and how it was meant."""

    speaker: str
    stance: Stance
    claim: Claim


class Figure(Result):
    """A number with its unit and what it counts, each in the cited sentence's words."""

    value: str
    unit: str
    what: str
    claim: Claim


class Ahead(Result):
    """Something announced for later. `when` is the source's words, `day` the date they name, if they do."""

    when: str
    day: date | None = None
    claim: Claim


class DailySummary(Result):
    """One day's structured summary.

    Attributes:
        omitted: paragraphs of the day that no claim cites, boilerplate and repeats left out.
        coverage: share of the day's distinct news paragraphs that at least one claim cites, 0 to 1.
    """

    kind: Literal["daily_summary"] = "daily_summary"
    schema_version: Literal[1] = SCHEMA_VERSION
    day: date
    headline: Claim | None = None
    lead: Claim | None = None
    developments: tuple[Development, ...] = ()
    voices: tuple[Voice, ...] = ()
    figures: tuple[Figure, ...] = ()
    ahead: tuple[Ahead, ...] = ()
    omitted: tuple[Citation, ...] = ()
    coverage: float = 0.0
    rejected: tuple[Rejected, ...] = ()
    provenance: Provenance

    def named_claims(self) -> tuple[tuple[str, Claim], ...]:
        """Every claim with its name, like `("developments[2]", …)`, in the order of the fields."""
        named = [(name, c) for name, c in (("headline", self.headline), ("lead", self.lead)) if c]
        for field in ("developments", "voices", "figures", "ahead"):
            named += [(f"{field}[{i}]", item.claim) for i, item in enumerate(getattr(self, field))]
        return tuple(named)
