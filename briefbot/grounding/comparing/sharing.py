"""Which of many sets share something with one, without looking at all of them."""

from __future__ import annotations

import math
from collections import defaultdict
from typing import TYPE_CHECKING, Generic, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Iterable, Sequence

Element = TypeVar("Element", bound="Hashable")
# Places of elements looked at for one set: more than days of news have, for any of their sentences.
_MOST_LOOKED_AT = 5_000


class Sharing(Generic[Element]):
    """Sets by what is in them: words of sentences, pairs of words of paragraphs.

    All pairs of two lists of a thousand would be a million; nearly all of them share nothing that counts.
    """

    def __init__(
        self, sets: Sequence[frozenset[Element]], weigh: Callable[[Element], float] = lambda _: 1.0
    ) -> None:
        """Takes the sets, and what an element weighs; each counts as one without it."""
        self._sets = sets
        self._sets_with: dict[Element, list[int]] = defaultdict(list)
        self._weigh = weigh
        for position, one in enumerate(sets):
            for element in one:
                self._sets_with[element].append(position)

    def with_any(self, elements: Iterable[Element]) -> dict[int, float]:
        """The positions of the sets that have any of the elements, with what those weigh together."""
        shared: dict[int, float] = defaultdict(float)
        for element in elements:
            weight = self._weigh(element)
            for position in self._sets_with.get(element, ()):
                shared[position] += weight
        return shared

    def with_most(
        self, elements: frozenset[Element], *, least: float, limit: int
    ) -> tuple[int, ...]:
        """The positions of the sets that share at least so much with the elements, those that share most first.

        Sets that share so much have one of the rarest elements, so only those are looked at.
        """
        rarest = sorted(elements, key=lambda one: len(self._sets_with.get(one, ())))
        weights = list(map(self._weigh, rarest))
        total, looked_at = math.fsum(weights), 0
        found: dict[int, float] = {}
        for element, weight in zip(rarest, weights, strict=True):
            if total < least or looked_at > _MOST_LOOKED_AT:
                break
            total -= weight
            for position in self._sets_with.get(element, ()):
                looked_at += 1
                if position not in found:
                    found[position] = math.fsum(map(self._weigh, elements & self._sets[position]))
        enough = (position for position, shared in found.items() if shared >= least)
        return tuple(sorted(enough, key=lambda position: (-found[position], position))[:limit])
