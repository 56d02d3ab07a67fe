"""Less evidence, once, for a model that can't read as much as it is shown."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from briefbot.errors import ContextTooLongError, RecordingMissingError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from briefbot.documents import Evidence
    from briefbot.prompts import Prompt
    from briefbot.tasks.provenance import Receipt

Shown = TypeVar("Shown")
Written = TypeVar("Written")


def write_within(
    write: Callable[[Shown], Written],
    full: Shown,
    less: Callable[[int], Shown | None],
    *,
    size: Callable[[Shown], int],
    prompt: Prompt,
    receipt: Receipt,
) -> tuple[Written, Shown]:
    """What `write` gives, and what was shown for it: everything, or where that is too long, about half.

    A replay has no recording of what was too long, only of the half, which is looked for too.

    Args:
        write: asks the model.
        full: what it is to be shown.
        less: what to show within so many tokens, None where nothing can be left out.
        size: the tokens of what is shown.
        prompt: what is asked with.
        receipt: told of what was refused and left out.

    Raises:
        ContextTooLongError: the half is too long too, or there is no half.
        RecordingMissingError: a replay has neither.
    """
    first: ContextTooLongError | RecordingMissingError
    try:
        return write(full), full
    except (ContextTooLongError, RecordingMissingError) as error:
        first = error
    tokens = size(full)
    half = less(tokens // 2)
    if half is None or size(half) >= tokens:
        raise first
    if isinstance(first, ContextTooLongError):
        from briefbot.writing.prompted import used

        receipt.add_failed(first, used(prompt))
    try:
        written = write(half)
    except RecordingMissingError as exc:
        # Of the two it is the one for the whole evidence that a new recording would be of.
        raise (first if isinstance(first, RecordingMissingError) else exc) from None
    except ContextTooLongError as error:
        error.args = (f"{error}; half of the evidence was too long too",)
        raise
    receipt.evidence_cut += tokens - size(half)
    return written, half


def tokens_of(evidence: Evidence, handles: Iterable[str]) -> int:
    """The tokens of some sentences."""
    from briefbot import tokens

    return sum(tokens.count(evidence.by_handle[handle].text) for handle in handles)
