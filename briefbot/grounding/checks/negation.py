"""Negation and polarity: what is denied stays denied, what is not is not."""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefbot.grounding.checks.governed import find_governed
from briefbot.language.lexicon import is_negation

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from briefbot.grounding.checks.replaced import Replaced
    from briefbot.grounding.kept import Kept


def concerns(put_in: Replaced) -> bool:
    """Whether the word denies."""
    return is_negation(put_in.word)


def report(replaced: Sequence[Replaced]) -> Iterator[str]:
    """Negations that the statement adds."""
    return (f"turns it into its opposite: {r.told}" for r in replaced)


def left_out(kept: Kept) -> Iterator[str]:
    """Negations that are gone while what they deny is kept."""
    for i, word in enumerate(kept.words):
        if kept.gone(i) and is_negation(word):
            for denied in find_governed(kept, i):
                yield f"turns it into its opposite: drops {word.text!r} before {denied.text!r}"
