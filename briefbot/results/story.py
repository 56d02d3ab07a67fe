"""The story so far: what the briefs up to a day tell of an event, in few words."""

from __future__ import annotations

from datetime import date
from typing import Literal

from briefbot.results.claims import SCHEMA_VERSION, Claim, Rejected, Result
from briefbot.results.provenance import Provenance


class Story(Result):
    """The story so far.

    Attributes:
        query: the event asked about, "" for all that the briefs tell.
        as_of: no later brief was read.
        since: first day read, None for all.
        claims: what happened, oldest report first.
        nearest: where nothing was found, words of the briefs that look like those asked for.
        words: number of words of all claims together, never more than `longest_words`.
    """

    kind: Literal["story"] = "story"
    schema_version: Literal[1] = SCHEMA_VERSION
    query: str = ""
    as_of: date
    since: date | None = None
    claims: tuple[Claim, ...] = ()
    nearest: tuple[str, ...] = ()
    words: int = 0
    longest_words: int
    rejected: tuple[Rejected, ...] = ()
    provenance: Provenance

    def named_claims(self) -> tuple[tuple[str, Claim], ...]:
        """Every claim with its name, like `("claims[2]", …)`, in the order of the story."""
        return tuple((f"claims[{i}]", claim) for i, claim in enumerate(self.claims))
