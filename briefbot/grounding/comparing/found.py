"""What differs between two statements: the places both fill, and what only one of them has."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from briefbot.grounding.comparing.sorts import Sort


@dataclass(frozen=True, slots=True)
class Slot:
    """One place that both statements fill, each in its own way.

    Attributes:
        sort: what stands there.
        earlier: the earlier statement's words there, as an exact slice; "" where it has none.
        later: the later one's.
        weight: what the words weigh as evidence that the two tell different things.
        at: where the earlier statement's words stand among its words, -1 where it has none.
        acts: it is a name before the verb, so that another acts or speaks.
        runs: the number is a count that goes on, not one that comes on top of it ("another 20").
        deed: the words are verbs, so that another thing is done.
        counts: what the number counts, as a stem, "dead" for lives; "" in doubt.
    """

    sort: Sort
    earlier: str
    later: str
    weight: float
    at: int = -1
    acts: bool = False
    runs: bool = True
    deed: bool = False
    counts: str = ""


@dataclass
class Found:
    """All that differs.

    Attributes:
        slots: places filled in two ways.
        turns: how often one says the opposite of the other; two turns cancel out.
        dropped: what the content weighs that only the earlier has, slots left out.
        added: the same of the later.
    """

    slots: list[Slot] = field(default_factory=list)
    turns: int = 0
    dropped: float = 0.0
    added: float = 0.0
