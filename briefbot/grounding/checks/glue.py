"""Two sentences joined into one: something neither of them says."""

from __future__ import annotations

from itertools import combinations
from typing import TYPE_CHECKING

from briefbot.grounding.search import content_stems

if TYPE_CHECKING:
    from collections.abc import Sequence


def find_glued(statement: str, sources: Sequence[str]) -> tuple[str, str] | None:
    """Two sentences that have all of the statement only together, None when one has it or no two do.

    Each has at least two of its content words that the other has not, so that the statement joins them.
    """
    stems = content_stems(statement)
    has = {source: stems & content_stems(source) for source in dict.fromkeys(sources)}
    if not stems or any(found == stems for found in has.values()):
        return None
    for a, b in combinations(has, 2):
        if has[a] | has[b] >= stems - _RELATIONS and all(
            len(x - y) > 1 for x, y in ((has[a], has[b]), (has[b], has[a]))
        ):
            return a, b
    return None


# What a gluing claim puts between two sentences.
_RELATIONS = content_stems("therefore thus then hence consequently due result leading following so")
