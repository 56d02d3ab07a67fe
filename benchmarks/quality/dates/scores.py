"""Expressions and days, as annotated and as found."""

from __future__ import annotations

import time
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from benchmarks.quality.dates.libraries import Finds, Found
    from benchmarks.quality.dates.places import Expected, Place

HEADER = (
    f"{'':24} {'precision':>9} {'recall':>7} {'days: precision':>15} {'recall':>7} "
    f"{'first day right':>15} {'us a sentence':>14}"
)


@dataclass(frozen=True, slots=True)
class Measured:
    """How a library came out.

    Attributes:
        name: name and version.
        found: how many expressions it found.
        expected: how many there are.
        matched: how many it found that overlap an expression, each expression once.
        right: of those, with exactly the first and the last day.
        right_first: of those, with the first day, for libraries that know no ranges.
        us: microseconds a sentence.
    """

    name: str
    found: int
    expected: int
    matched: int
    right: int
    right_first: int
    us: float

    def line(self) -> str:
        """One row of the table."""
        found, expected = max(1, self.found), max(1, self.expected)
        return (
            f"{self.name:24} {self.matched / found:9.3f} {self.matched / expected:7.3f} "
            f"{self.right / found:15.3f} {self.right / expected:7.3f} "
            f"{self.right_first / expected:15.3f} {self.us:14,.0f}"
        )


def measure(name: str, finds: Finds, places: Iterable[Place]) -> Measured:
    """Expressions and days over all places, and the time without what a first call loads."""
    finds("On Tuesday, Feb. 1, 2022, last week and in 2014.", next(iter(places)).day)
    found = expected = matched = right = right_first = sentences = 0
    started = time.perf_counter()
    for place in places:
        hits = finds(place.text, place.day)
        sentences += 1
        found += len(hits)
        expected += len(place.expected)
        for one, hit in pairs(place.expected, hits):
            if hit is not None and one is not None:
                matched += 1
                right += (one.first, one.last) == (hit.first, hit.last)
                right_first += one.first == hit.first
    us = 1e6 * (time.perf_counter() - started) / max(1, sentences)
    return Measured(name, found, expected, matched, right, right_first, us)


def pairs(
    expected: list[Expected], hits: list[Found]
) -> Iterator[tuple[Expected | None, Found | None]]:
    """Each expected expression with the first found one that overlaps it, and those left over."""
    left = list(hits)
    for one in expected:
        hit = next((h for h in left if h.start < one.end and one.start < h.end), None)
        if hit is not None:
            left.remove(hit)
        yield one, hit
    for hit in left:
        yield None, hit


def misses(finds: Finds, places: Iterable[Place]) -> Iterator[str]:
    """What is read otherwise than annotated, by place; the sentence is for the screen only."""
    for place in places:
        for one, hit in pairs(place.expected, finds(place.text, place.day)):
            if one is None or hit is None or (one.first, one.last) != (hit.first, hit.last):
                should = (
                    f"{place.text[one.start : one.end]!r} {one.first}..{one.last}" if one else "-"
                )
                has = f"{place.text[hit.start : hit.end]!r} {hit.first}..{hit.last}" if hit else "-"
                yield f"{place.set} {place.paragraph} {place.day:%a %Y-%m-%d}: {should} != {has}"
                yield f"    {place.text}"
