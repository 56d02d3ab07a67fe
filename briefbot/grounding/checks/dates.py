"""Dates: none that names another day than the source does."""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefbot.language.lexicon import PREPOSITIONS

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from briefbot.grounding.checks.replaced import Replaced
    from briefbot.grounding.kept import Kept


def concerns(put_in: Replaced) -> bool:
    """Whether the word stands for a date."""
    return put_in.word.kind == "date"


def report(replaced: Sequence[Replaced]) -> Iterator[str]:
    """Dates of the statement that are none of the source's."""
    for r in replaced:
        yield f"the date {r.told}"


def left_out(kept: Kept) -> Iterator[str]:
    """Dates that are gone while the preposition before them is kept, and takes what comes next: "until [June,] she said"."""
    for i in sorted(kept.matched):
        after = kept.words[i + 1] if i + 1 < len(kept.words) else None
        if after is None or after.kind != "date" or kept.words[i].norm not in PREPOSITIONS:
            continue
        if kept.gone(i + 1):
            yield f"drops {after.text!r} after {kept.words[i].text!r}"
