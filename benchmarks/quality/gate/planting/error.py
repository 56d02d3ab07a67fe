"""What every planter shares: the error it plants, and the replacing of one stretch of text."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator
    from random import Random
    from typing import Protocol

    from benchmarks.quality.gate.sources import Sourced

    class Planter(Protocol):
        """Offers errors of one kind for a sentence, best first; none when it has no place for one."""

        def __call__(self, source: Sourced, chance: Random) -> Iterator[Change]:
            """The changes for the sentence; `chance` decides between equals."""
            ...


@dataclass(frozen=True, slots=True)
class Change:
    """One error as offered.

    Attributes:
        how: the rule that made it ("not added").
        planted: the false statement.
        old: the words that were there; "" when something was only put in.
        new: the words in their place; "" when something was only left out.
        speaker: what the draft gives as its speaker.
        true_speaker: who really says it, where the error is about that.
        other: a second handle the statement is glued from.
    """

    how: str
    planted: str
    old: str
    new: str
    speaker: str | None = None
    true_speaker: str | None = None
    other: str | None = None


def replaced(text: str, start: int, end: int, new: str, how: str) -> Change:
    """The change that puts `new` in the place of `text[start:end]`, capital and spaces kept."""
    old = text[start:end]
    if old[:1].isupper() and new[:1].islower() and start == 0:
        new = new[:1].upper() + new[1:]
    left, right = text[:start], text[end:]
    if not new:
        left, right = left.rstrip(" "), right.lstrip(" ")
        if (left and right[:1].isalnum()) or right[:1] in '“"(':
            left += " "
        if not left.strip():
            left, right = "", right[:1].upper() + right[1:]
    return Change(how, f"{left}{new}{right}", old, new)
