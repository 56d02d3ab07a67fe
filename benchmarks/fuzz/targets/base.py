"""What a target is: something that reads strangers' text, and what must hold whatever it reads."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING

from briefbot.errors import BriefbotError

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

# Direction marks and overrides, which reorder what a reader sees.
_DIRECTION = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


class BrokenError(AssertionError):
    """Something that must always hold does not."""


@dataclass(frozen=True, slots=True)
class Target:
    """One thing to be fuzzed.

    Attributes:
        name: what the command line calls it.
        check: reads one input; ends in silence, or in a `BriefbotError` that a user would see, or it has found
            something.
        seeds: inputs to begin with.
        json_like: whether they are JSON.
        largest: the longest input, in bytes.
        base_s: seconds of processor time that any input may take; `per_byte_s` more for each byte.
        per_byte_s: as many seconds for each byte, so that only what grows faster than its input is too slow.
    """

    name: str
    check: Callable[[bytes], None]
    seeds: Callable[[], Sequence[bytes]]
    json_like: bool = False
    largest: int = 16_000
    base_s: float = 0.5
    per_byte_s: float = 0.0002

    def limit_s(self, data: bytes) -> float:
        """The processor time an input may take."""
        return self.base_s + self.per_byte_s * len(data)


def expect(holds: object, what: str) -> None:
    """Nothing, when it holds.

    Raises:
        BrokenError: it does not; `what` says what should.
    """
    if not holds:
        raise BrokenError(what)


def expect_told(error: BriefbotError) -> None:
    """Nothing, when an error tells a user something, on a line that no input can steer.

    Raises:
        BrokenError: it does not.
    """
    expect(str(error).strip(), "an error says something")
    expect_printable(str(error), "an error message")


def expect_printable(text: str, what: str, *, lines: bool = False) -> None:
    """Nothing, when no character of a text could steer a terminal or reorder what is read.

    Raises:
        BrokenError: one could.
    """
    for sign in text:
        if sign == "\n" and lines:
            continue
        steers = unicodedata.category(sign) in ("Cc", "Cs", "Zl", "Zp") or sign in _DIRECTION
        expect(not steers, f"{what} steers no terminal")
