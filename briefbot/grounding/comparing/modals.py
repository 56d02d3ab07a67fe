"""What may or will be in one statement and is so in the other."""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefbot.grounding.comparing.found import Slot
from briefbot.grounding.comparing.sorts import slice_of

if TYPE_CHECKING:
    from briefbot.grounding.comparing.gaps import Laid
    from briefbot.grounding.comparing.statement import Statement


def is_contracted(laid: Laid, statement: Statement, i: int) -> bool:
    """Whether the other statement has the modal and its "not" in one: "can not", "cannot"."""
    other = laid.later if statement is laid.earlier else laid.earlier
    modal = statement.words[i].norm
    forms = {"can": ("cannot", "can't"), "will": ("won't",)}.get(modal, (f"{modal}n't",))
    return any(word.norm in forms for word in other.words)


def modal_slot(laid: Laid, statement: Statement, i: int) -> Slot:
    """The slot of "will attend" and "attends": as far as the next word that both have."""
    mine = statement is laid.earlier
    after = [p for p in laid.pairs if p[0 if mine else 1] > i]
    e, n = min(after, default=(i, i))
    if not after:
        said = slice_of(statement, [i])
        return Slot("modal", said if mine else "", "" if mine else said, 0.0, i)
    told = (
        slice_of(laid.earlier, [i, e] if mine else [e]),
        slice_of(laid.later, [n] if mine else [i, n]),
    )
    return Slot("modal", *told, 0.0, e)
