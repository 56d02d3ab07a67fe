"""How a later statement relates to an earlier one about the same thing."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from briefbot.grounding.comparing.appointments import day_moved
from briefbot.grounding.comparing.counting import counted_again, counted_apart
from briefbot.grounding.comparing.decisions import is_turned
from briefbot.grounding.comparing.deeds import does_more
from briefbot.grounding.comparing.gaps import lay
from briefbot.grounding.comparing.numbers import is_less
from briefbot.grounding.comparing.slots import find_differences
from briefbot.grounding.comparing.sorts import sort_of
from briefbot.grounding.comparing.statement import weigh
from briefbot.grounding.comparing.stories import SAME_STORY, same_story
from briefbot.grounding.comparing.subject import are_elsewhere, subject_of, subject_of_text
from briefbot.language.words import is_numeral

if TYPE_CHECKING:
    from collections.abc import Sequence

    from briefbot.grounding.comparing.found import Found, Slot
    from briefbot.grounding.comparing.gaps import Laid
    from briefbot.grounding.comparing.statement import Statement

Kind = Literal["same", "updated", "reversed", "contradicted"]

# Two statements that share less of the smaller one's content need not be laid over each other.
_SHARED = 0.4
# The share of what both say among what they fill in two ways, and what the one says that has less of its own.
_SAME_THING = 0.65
# The share of what both say among all that either says: of a value that changed, of a copy of a sentence.
_SAME_COUNT, _SAME_SENTENCE, _COPY = 0.33, 0.55, 0.7
# A word replaced by an unrelated one, where next to nothing else differs.
_ONE_WORD = 0.9
# An event told in other words is another one.
_NEARLY = 0.8
# Two statements that share no more than this could be two events told in the same common words.
_LEAST = 8.0
# What may be added to a statement that still tells nothing else, as a share of it.
_NOTHING_OF_WEIGHT = 0.15
# What a slot filled in two ways weighs against the two being about one thing; others their own weight.
_AGAINST = {"number": 1.0, "date": 1.0, "modal": 0.5}
_NAME_AGAINST, _ACTOR_AGAINST = 1.5, 3.0
# What a copy with one other name, or one other actor, has to have in common: less may be two events told alike.
_COPIED, _COPIED_ACTOR = 12.0, 20.0
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
    """How a later statement relates to an earlier one; None when they are about different things.

    Lists and tables are compared as a whole: two that differ anywhere are two.
    """
    if earlier.plain == later.plain:
        return Relation("same", 1.0)
    if earlier.is_list or later.is_list:
        return None
    shared = weigh(earlier.stems & later.stems)
    if not shared:
        return None
    if shared >= _SHARED * min(earlier.weight, later.weight):
        relation = _by_place(earlier, later)
        if relation is not None:
            apart = relation.kind == "updated" and _are_apart(earlier, later)
            if relation.kind == "reversed" and (moved := day_moved(earlier, later)):
                # "Will not open until Monday" is another day, and no refusal.
                return Relation("updated", relation.likeness, (moved,))
            return None if apart else relation
    return _by_subject(earlier, later, shared / min(earlier.weight, later.weight))


def _are_apart(earlier: Statement, later: Statement) -> bool:
    """Whether the two count different things, or one leaves it to its paragraph of which land it tells, another's."""
    mine, theirs = subject_of(earlier), subject_of(later)
    if counted_apart(earlier, later):
        return True
    leans = any(not subject_of_text(s.text, s.day).places for s in (earlier, later))
    return leans and are_elsewhere(mine, theirs)


def _by_subject(earlier: Statement, later: Statement, likeness: float) -> Relation | None:
    """The relation of two statements that tell of one thing in words of their own, None where they don't show it."""
    values = tuple(
        (a.shown, b.shown) for a, b in counted_again(earlier, later) if a.value != b.value
    )
    moved = day_moved(earlier, later)
    values = values or ((moved,) if moved else ())
    if not values and not is_turned(earlier, later):
        return None
    kind: Kind = "updated" if values else "reversed"
    kind = "contradicted" if earlier.day == later.day else kind
    return Relation(kind, min(likeness, 1.0), values)


def _by_place(earlier: Statement, later: Statement) -> Relation | None:
    """The relation of two statements that tell of one thing in mostly the same words."""
    laid = lay(earlier, later)
    found = find_differences(laid)
    kept = laid.weight()
    edited = _is_edited(laid, found, kept)
    likeness = _share(kept, found, min(found.dropped, found.added))
    unlike = likeness < _SAME_THING or laid.roles_swapped() or _counts_another(found)
    if unlike and not edited:
        return None
    if edited:
        kind: Kind | None = "same" if _is_reworded(laid, found) else "updated"
    else:
        kind = _kind(laid, found, kept)
    if kind is None:
        return None
    if kind != "same" and earlier.day == later.day:
        kind = "contradicted"
    return Relation(kind, likeness, () if kind in ("same", "reversed") else _revised(found.slots))


def _revised(slots: Sequence[Slot]) -> tuple[tuple[str, str], ...]:
    """The values that differ in the earlier one's order: numbers and days, or where there are none the words."""
    filled = sorted((s for s in slots if s.earlier and s.later), key=lambda s: s.at)
    values = [s for s in filled if s.sort in ("number", "date") and s.runs]
    return tuple((s.earlier, s.later) for s in values or filled)


def _is_edited(laid: Laid, found: Found, kept: float) -> bool:
    """Whether the later statement is the earlier one word for word but for one place.

    Told of another it may be another event in the same words; not so where it says much, or where the paragraph
    around it is the same.
    """
    if not found.slots or found.turns % 2 or not laid.is_copy():
        return False
    least = _COPIED_ACTOR if any(slot.acts for slot in found.slots) else _COPIED
    return kept >= least or laid.earlier.shares_paragraph(laid.later)


def _kind(laid: Laid, found: Found, kept: float) -> Kind | None:
    """What the differences come to; None where there are too many of them."""
    later = laid.later
    of_all = _share(kept, found, found.dropped + found.added)
    if (
        of_all < _COPY
        and not (kept >= _LEAST and _names_agree(laid, found))
        and not _one_story(laid)
    ):
        return None
    if found.turns % 2:
        within = min(found.dropped, found.added) <= _NOTHING_OF_WEIGHT * kept
        within = within and not found.slots and not laid.leans()
        return "reversed" if of_all >= (_SAME_COUNT if within else _SAME_SENTENCE) else None
    if not found.slots:
        little = found.added <= _NOTHING_OF_WEIGHT * later.weight and not does_more(laid)
        shortened = little and of_all >= _SAME_COUNT
        return "same" if shortened else None
    if not _is_value(found, of_all) or not _runs_on(laid, found, of_all):
        return None
    if all(slot.sort == "date" for slot in found.slots) and of_all < _SAME_SENTENCE:
        return None
    if of_all < _NEARLY and not any(slot.sort in ("number", "date") for slot in found.slots):
        return None
    words = [slot for slot in found.slots if slot.sort == "word"]
    if len(words) < len(found.slots) and sum(s.weight for s in words) < kept / 4:
        return "updated" if of_all >= _SAME_COUNT else None
    if len(words) != 1 or of_all < _ONE_WORD:
        return None
    return "same" if _is_reworded(laid, found) else "updated"


def _is_reworded(laid: Laid, found: Found) -> bool:
    """Whether only a common word stands for another, which alone is no news: it is no deed, and counts nothing."""
    words = laid.earlier.words
    return all(
        slot.sort == "word" and not slot.deed and not (slot.at and is_numeral(words[slot.at - 1]))
        for slot in found.slots
    )


def _names_agree(laid: Laid, found: Found) -> bool:
    """Whether both name something that they share; or neither names anything, and a count runs on in the same words."""
    if laid.shares_name():
        return True
    counted = [slot for slot in found.slots if slot.sort == "number" and slot.runs]
    little = min(found.dropped, found.added) <= _NOTHING_OF_WEIGHT * laid.weight()
    named = any(sort_of(s, i) == "name" for s in (laid.earlier, laid.later) for i in s.compared)
    return len(counted) == len(found.slots) > 0 and little and not named and laid.refers_back()


def _one_story(laid: Laid) -> bool:
    """Whether the paragraphs around the two tell one story, so that "the floods" are the same ones."""
    return same_story(laid.earlier.chunk, laid.later.chunk) >= SAME_STORY


def _is_value(found: Found, of_all: float) -> bool:
    """Whether what differs is a value of one thing: not who it is told of, nor one number on top of the others."""
    running = [slot for slot in found.slots if slot.sort != "number" or slot.runs]
    named = any(slot.sort == "name" for slot in found.slots)
    return bool(running) and (of_all >= _ONE_WORD or not named)


def _runs_on(laid: Laid, found: Found, of_all: float) -> bool:
    """Whether a count of lives is one that goes on, and not another event's told in the same words.

    A toll, a count that "rises" or is so many "now", and a day before the later brief's tell of what is known; a
    count that falls does so in a copy at most.
    """
    dead = [slot for slot in found.slots if slot.counts == "dead"]
    if not dead or laid.refers_back():
        return True
    return of_all >= _NEARLY and not any(is_less(slot.later, slot.earlier) for slot in dead)


def _share(kept: float, found: Found, own: float) -> float:
    """What both say as a share, 0 to 1, of that, what they fill in two ways and `own`."""
    rest = sum(_against(slot) for slot in found.slots) + own
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
    return beside or (names > 0 and len(found.slots) > 1)
