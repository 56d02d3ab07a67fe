"""All other words: a statement has none that its sentence does not have."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from briefbot.grounding.checks.replaced import Replaced


def concerns(put_in: Replaced) -> bool:
    """Whether the word is left to this check; all are that no other takes."""
    return bool(put_in.word.text)


def report(replaced: Sequence[Replaced]) -> Iterator[str]:
    """Words that are not the source's."""
    for r in replaced:
        if r.instead is None:
            yield f"{r.word.text!r} is not in the source"
        else:
            yield f"the source says {r.instead.text!r}, the claim {r.word.text!r}"
