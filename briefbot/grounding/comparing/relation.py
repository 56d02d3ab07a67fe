"""How a later statement relates to an earlier one about the same thing."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from briefbot.grounding.comparing.gaps import lay
from briefbot.grounding.comparing.slots import find_differences
from briefbot.grounding.comparing.statement import weigh

if TYPE_CHECKING:
    from briefbot.grounding.comparing.slots import Found, Slot
    from briefbot.grounding.comparing.statement import Statement

Kind = Literal["same", "updated", "reversed", "contradicted"]

# Two statements that share less of the smaller one's content need not be laid over each other.
_SHARED = 0.4
# The share of what both say among what they fill in two ways, and what the one says that has less of its own.
_SAME_THING = 0.6
# Two statements that share no more than this could be two events told in the same common words.
_LEAST = 8.0
# What may be added to a statement that still tells nothing else, as a share of it.
_NOTHING_OF_WEIGHT = 0.15
# What a slot filled in two ways weighs against the two being about one thing.
_AGAINST = {"number": 1.0, "date": 1.0, "modal": 0.5}
_NAME_AGAINST, _ACTOR_AGAINST = 1.5, 3.0
# A word beside a number says what it counts: "killed 3" and "injured 15" are no two values of one thing.
_BESIDE = 3


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
    if earlier.plain == later.plain:
        return Relation("same", 1.0)
    shared = weigh(earlier.stems & later.stems)
    if shared < _SHARED * min(earlier.weight, later.weight) or not shared:
        return None
    laid = lay(earlier, later)
    found = find_differences(laid)
    likeness = _likeness(laid.weight(), found)
    if likeness < _SAME_THING or laid.roles_swapped() or _counts_another(found):
        return None
    return _judge(earlier, later, found, likeness, laid.weight())


def _likeness(kept: float, found: Found) -> float:
    """Share of what both say, 0 to 1."""
    against = sum(_against(slot) for slot in found.slots)
    rest = against + min(found.dropped, found.added)
    return kept / (kept + rest) if kept else 0.0


def _against(slot: Slot) -> float:
    if slot.sort == "name":
        return slot.weight * (_ACTOR_AGAINST if slot.acts else _NAME_AGAINST)
    return _AGAINST.get(slot.sort, slot.weight)


def _counts_another(found: Found) -> bool:
    """Whether the values belong to different things: another word counts them, or they are another's."""
    words = [slot.at for slot in found.slots if slot.sort == "word"]
    numbers = [slot.at for slot in found.slots if slot.sort == "number"]
    names = sum(slot.sort == "name" for slot in found.slots)
    beside = any(abs(word - number) <= _BESIDE for word in words for number in numbers)
    return beside or (names > 0 and len(numbers) + names > 1)


def _judge(
    earlier: Statement, later: Statement, found: Found, likeness: float, kept: float
) -> Relation | None:
    whole = kept + found.dropped + found.added
    near = kept / whole if whole else 0.0
    same_day = earlier.day == later.day
    if kept < _LEAST and near < 0.9:
        return None
    if found.turns % 2:
        return Relation("contradicted" if same_day else "reversed", likeness)
    if found.slots:
        revised = tuple((s.earlier, s.later) for s in found.slots if s.earlier and s.later)
        return Relation("contradicted" if same_day else "updated", likeness, revised)
    if found.added > _NOTHING_OF_WEIGHT * later.weight or near < 0.3:
        return None
    return Relation("same", likeness)
