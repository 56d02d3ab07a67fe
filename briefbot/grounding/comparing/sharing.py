"""Which of many sets share something with one, without looking at all of them."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Generic, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Iterable, Sequence

Element = TypeVar("Element", bound="Hashable")


class Sharing(Generic[Element]):
    """Sets by what is in them: words of sentences, pairs of words of paragraphs.

    All pairs of two lists of a thousand would be a million; nearly all of them share nothing that counts.
    """

    def __init__(
        self, sets: Sequence[frozenset[Element]], weigh: Callable[[Element], float] = lambda _: 1.0
    ) -> None:
        """Takes the sets, and what an element weighs; each counts as one without it."""
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
