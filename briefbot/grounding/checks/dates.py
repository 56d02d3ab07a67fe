"""Dates: none that names another day than the source does."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from briefbot.grounding.checks.replaced import Replaced


def concerns(put_in: Replaced) -> bool:
    """Whether the word stands for a date."""
    return put_in.word.kind == "date"


def report(replaced: Sequence[Replaced]) -> Iterator[str]:
    """Dates of the statement that are none of the source's."""
    for r in replaced:
        yield f"the date {r.told}"
