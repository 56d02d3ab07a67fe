"""Which names of one statement stand for which of the other."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from briefbot.grounding.comparing.equal import equal_names, is_same_name

if TYPE_CHECKING:
    from collections.abc import Sequence

    from briefbot.grounding.comparing.gaps import Laid
    from briefbot.grounding.comparing.statement import Statement


@dataclass(frozen=True, slots=True)
class Names:
    """The names that only one of two statements has.

    Attributes:
        changed: (word indexes in the earlier, in the later) of two different names.
        dropped: word indexes of names in the earlier one without another for them.
        added: the same of the later one.
    """

    changed: tuple[tuple[list[int], list[int]], ...]
    dropped: list[int]
    added: list[int]


def compare_names(laid: Laid, mine: Sequence[list[int]], theirs: Sequence[list[int]]) -> Names:
    """The names of each gap, set against each other.

    Those in one place are one slot. Of the others, which the other statement doesn't have elsewhere, the first
    stand for each other too: "Maine reports 204 cases" and "the toll in Ontario" tell of two places.
    """
    changed: list[tuple[list[int], list[int]]] = []
    left: list[int] = []
    right: list[int] = []
    for ours, others in zip(mine, theirs, strict=True):
        if ours and others:
            if not equal_names(laid, ours, others):
                changed.append((ours, others))
        else:
            left += [i for i in ours if not _has(laid.later, laid.earlier.words[i].stem)]
            right += [i for i in others if not _has(laid.earlier, laid.later.words[i].stem)]
    if left and right:
        if not equal_names(laid, left, right):
            changed.append((_first(left), _first(right)))
        left, right = [], []
    return Names(tuple(changed), left, right)


def _has(statement: Statement, stem: str) -> bool:
    """Whether the statement has the name somewhere, or another form of it."""
    return any(is_same_name(stem, word.stem) for word in statement.words if word.capital)


def _first(names: list[int]) -> list[int]:
    """The first of the names as far as it goes on: "Prime Minister Lee"."""
    end = 1
    while end < len(names) and names[end] == names[end - 1] + 1:
        end += 1
    return names[:end]
