"""How a later statement relates to an earlier one about the same thing."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from briefbot.grounding.comparing.statement import Statement
from briefbot.language.lexicon import is_negation
from briefbot.language.rarity import rarity
from briefbot.language.shallow import read

if TYPE_CHECKING:
    from collections.abc import Iterable

Kind = Literal["same", "updated", "reversed", "contradicted"]

# Two statements that share less of their content, rare words counting more, are about different things.
_SAME_THING = 0.6


@dataclass(frozen=True, slots=True)
class Relation:
    """What a later statement is to an earlier one.

    Attributes:
        kind: `same` (tells nothing else), `updated` (another value of a running count, another day or place
            of a plan), `reversed` (the opposite, or taken back) or `contradicted` (both can't be right).
        likeness: share of their content that both have, 0 to 1; the best partner of several has the most.
        revised: the values that differ, (earlier, later), each as an exact slice of its sentence.
    """

    kind: Kind
    likeness: float
    revised: tuple[tuple[str, str], ...] = ()


def relate(earlier: Statement, later: Statement) -> Relation | None:
    """How a later statement relates to an earlier one; None when they are about different things."""
    likeness = _likeness(earlier.content, later.content)
    if likeness < _SAME_THING:
        return None
    negated = [any(map(is_negation, read(s.text).words)) for s in (earlier, later)]
    if negated[0] != negated[1]:
        return Relation("reversed", likeness)
    before, after = earlier.numbers, later.numbers
    if before.keys() != after.keys() and len(before) == len(after):
        gone = [before[n] for n in before if n not in after]
        come = [after[n] for n in after if n not in before]
        return Relation("updated", likeness, tuple(zip(gone, come, strict=True)))
    return Relation("same", likeness)


def _likeness(a: frozenset[str], b: frozenset[str]) -> float:
    smaller = min(_weight(a), _weight(b))
    return _weight(a & b) / smaller if smaller else 0.0


def _weight(stems: Iterable[str]) -> float:
    return sum(rarity(stem) for stem in stems)
