"""What changed from one day's briefs to a later day's."""

from __future__ import annotations

from datetime import date
from typing import Literal

from briefbot.results.claims import SCHEMA_VERSION, Claim, Rejected, Result
from briefbot.results.provenance import Provenance

ChangeKind = Literal["new", "updated", "reversed", "dropped"]


class Revised(Result):
    """A value as the earlier brief gives it and as the later does, each in its sentence's own words."""

    before: str
    after: str


class Change(Result):
    """One thing that changed.

    Attributes:
        kind: `new` (the earlier day does not tell it), `updated` (the same thing with another value),
            `reversed` (the later day says the opposite, or takes it back) or `dropped` (a running story
            the later day no longer mentions).
        topic: in the source's own words, may be empty.
        claim: what the later day says; for `dropped`, what the earlier day said.
        before: what the earlier day said of the same thing, for `updated` and `reversed`.
        revised: the words that changed: for `updated`, and for `reversed` where single words show it.
    """

    kind: ChangeKind
    topic: str = ""
    claim: Claim
    before: Claim | None = None
    revised: tuple[Revised, ...] = ()


class Changes(Result):
    """The typed difference between two days; identical days have no items.

    Attributes:
        carried: paragraphs of the later day that only tell what the earlier day told.
    """

    kind: Literal["changes"] = "changes"
    schema_version: Literal[1] = SCHEMA_VERSION
    earlier: date
    later: date
    items: tuple[Change, ...] = ()
    carried: int = 0
    rejected: tuple[Rejected, ...] = ()
    provenance: Provenance

    def named_claims(self) -> tuple[tuple[str, Claim], ...]:
        """Every claim with its name, like `("items[2]", …)` and `("items[2].before", …)`."""
        named: list[tuple[str, Claim]] = []
        for i, item in enumerate(self.items):
            named.append((f"items[{i}]", item.claim))
            if item.before is not None:
                named.append((f"items[{i}].before", item.before))
        return tuple(named)
