"""A count that runs on from day to day, told in a sentence that says more or less than the one before."""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefbot.grounding.comparing.gaps import lay
from briefbot.grounding.comparing.relation import Relation
from briefbot.grounding.comparing.slots import find_differences
from briefbot.grounding.comparing.statement import weigh
from briefbot.grounding.search import content_stems
from briefbot.language.kinds import is_origin, is_place
from briefbot.language.lexicon import is_content

if TYPE_CHECKING:
    from briefbot.grounding.comparing.statement import Statement

# Share of the content of the one that says less which the other has; of other events told alike less is shared.
_SHARED = 0.65
# What the shared content weighs at least: many things are told with "people killed" alone.
_LEAST = 7.0


def find_count(earlier: Statement, later: Statement) -> Relation | None:
    """The relation of two statements that give one count two values, None when they do not show that.

    "At least five people have died in the floods and nine are missing", "At least seven people have died in the
    floods, police said on Wednesday": all that differs is the number, and what one of the two leaves out.
    Whatever the earlier one names is in the later one, and what that names in the earlier one's paragraph.
    """
    both = weigh(earlier.stems & later.stems)
    shared = both / (min(earlier.weight, later.weight) or 1.0)
    if both < _LEAST or shared < _SHARED:
        return None
    around = content_stems(f"{earlier.chunk.heading} {earlier.chunk.text}")
    if not (_names(earlier) <= later.stems and _names(later) <= around):
        return None
    found = find_differences(lay(earlier, later))
    values = tuple((s.earlier, s.later) for s in found.slots if s.sort == "number" and s.runs)
    if found.turns or not values or len(values) < len(found.slots) or not all(map(all, values)):
        return None
    return Relation("updated", shared, values)


def _names(statement: Statement) -> frozenset[str]:
    """The stems of the names in a statement; its first word, capital anyway, only where it is known for one."""
    words = ((i, statement.words[i]) for i in statement.compared)
    return frozenset(
        word.stem
        for i, word in words
        if word.capital and word.kind == "word" and is_content(word)
        if i or is_place(word) or is_origin(word)
    )
