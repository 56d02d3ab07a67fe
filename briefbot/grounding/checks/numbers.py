"""Numbers, magnitudes and units: each is the source's own, with all that makes it that amount."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from briefbot.grounding.checks.replaced import Replaced
    from briefbot.grounding.kept import Kept
    from briefbot.language.words import Word

SCALES = frozenset(
    "dozen hundred thousand million billion trillion percent percentage bn tn mn mln bln trn".split()
)
# A square mile is no mile.
_MEASURED = frozenset("square sq cubic cu nautical metric".split())


def is_number(word: Word) -> bool:
    """Whether the word is a number or what a number is counted in: "40", "twelve", "million"."""
    return word.kind == "number" or word.stem in SCALES or word.stem.isdigit()


def concerns(put_in: Replaced) -> bool:
    """Whether the word is part of an amount."""
    return is_number(put_in.word)


def report(replaced: Sequence[Replaced]) -> Iterator[str]:
    """Numbers, magnitudes and units that are not the source's."""
    return (r.told for r in replaced)


def left_out(kept: Kept) -> Iterator[str]:
    """Magnitudes, units and the numbers of a magnitude that are gone while the rest of it is kept."""
    for i in sorted(kept.matched):
        for j in (i - 1, i + 1):
            if not 0 <= j < len(kept.words) or not kept.gone(j):
                continue
            word, other = kept.words[i], kept.words[j]
            after = j > i and other.stem in SCALES
            area = j < i and other.norm in _MEASURED and i > 1
            # "10km" without its "km".
            glued = j > i and word.kind == "number" and other.start == word.end
            if after or area or glued or (j < i and word.stem in SCALES and is_number(other)):
                yield f"drops {other.text!r} beside {word.text!r}"
    yield from _half_a_range(kept)


def _half_a_range(kept: Kept) -> Iterator[str]:
    """Where an amount started, told as if it were where it ended: "rose from 64 [to 1,427]"."""
    words = kept.words
    for i in range(2, len(words)):
        start = words[i - 1]
        if words[i].norm == "to" and kept.gone(i) and is_number(start) and i - 1 in kept.matched:
            if any(w.norm == "from" for w in words[max(0, i - 3) : i - 1]):
                yield f"drops what follows 'from {start.text}'"
