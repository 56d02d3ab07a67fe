"""Modals, hedges and conditions: what may be is not told as what is, nor the other way round."""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefbot.grounding.checks.framed import frames_left_out
from briefbot.grounding.checks.governed import find_governed
from briefbot.language.lexicon import BE, CONDITIONS, is_critical, is_negation

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from briefbot.grounding.checks.replaced import Replaced
    from briefbot.grounding.kept import Kept

_INVERTED = frozenset(["should", "had", "were"])


def concerns(put_in: Replaced) -> bool:
    """Whether the word says how sure it is, or on what condition."""
    return is_critical(put_in.word) and not is_negation(put_in.word)


def report(replaced: Sequence[Replaced]) -> Iterator[str]:
    """Modals, hedges and conditions that the statement adds."""
    return (f"makes it surer or less sure: {r.told}" for r in replaced)


def left_out(kept: Kept) -> Iterator[str]:
    """Modals, hedges, forms of be and conditions that are gone while what they bear on is kept."""
    for i, word in enumerate(kept.words):
        if not kept.gone(i) or is_negation(word):
            continue
        if is_critical(word) or word.norm in BE:
            for bound in find_governed(kept, i):
                yield f"drops {word.text!r} before {bound.text!r}"
        if _is_condition(kept, i) and not kept.host_is_gone(i):
            yield f"drops the condition that begins with {word.text!r}"
    yield from frames_left_out(kept)


def _is_condition(kept: Kept, i: int) -> bool:
    word, after = kept.words[i], kept.words[i + 1 : i + 3]
    opening = i == 0 and word.norm in _INVERTED  # "Should the talks fail, …"
    in_case = word.norm == "in" and any(w.norm in ("case", "event") for w in after)
    as_long = word.norm == "as" and any(w.norm in ("long", "soon") for w in after[:1])
    return word.norm in CONDITIONS or opening or in_case or as_long
