"""Changes a model only points at: a sentence of each day, and the words of each that differ.

Shown is only what code could not pair by itself. What the model says is believed where code can prove it from the two
sentences; the items are the sentences themselves.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from briefbot.documents import Evidence
from briefbot.grounding.comparing.revision import LEAST_ALIKE, alike, check_revision, find_words
from briefbot.grounding.comparing.statement import Statement
from briefbot.results import Rejected
from briefbot.writing.compared import Pair, chunk_number

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from briefbot.writing.compared import Compared
    from briefbot.writing.schemas import ChangesOutput

# Earlier sentences that a later one may change; the right one is nearly always among the first.
_PARTNERS = 2


@dataclass(frozen=True)
class Shown:
    """What a model is shown of two days.

    Attributes:
        evidence: the paragraphs of the earlier day, then those of the later.
        earlier: handles of the earlier sentences shown, in order.
        later: handles of the later sentences shown, in order.
    """

    evidence: Evidence
    earlier: tuple[str, ...]
    later: tuple[str, ...]


def show_sides(compared: Compared, *, budget_tokens: int, count: Callable[[str], int]) -> Shown:
    """The new sentences that may change an earlier one, those first that share most with one, and their partners.

    As many as fit; without any that share enough nothing is shown.
    """
    ranked = sorted(
        ((score, h, e) for h in compared.new for score, e in _partners(compared, h)),
        key=lambda one: -one[0],
    )
    shift = len(compared.earlier.chunks)
    evidence = Evidence((*compared.earlier.chunks, *compared.later.chunks))
    kept: dict[str, None] = {}
    left = budget_tokens
    for _, handle, partner in ranked:
        pair = [h for h in (_moved(handle, shift), partner) if h not in kept]
        size = sum(count(evidence.by_handle[h].text) for h in pair)
        if size <= left:
            kept |= dict.fromkeys(pair)
            left -= size
    order = [handle for handle in evidence.by_handle if handle in kept]
    return Shown(
        evidence,
        tuple(h for h in order if chunk_number(h) <= shift),
        tuple(h for h in order if chunk_number(h) > shift),
    )


def point_changes(
    output: ChangesOutput, compared: Compared, shown: Shown
) -> tuple[list[Pair], list[Rejected]]:
    """The pairs a model points at that code can prove, by the handles of their days, and the others with why not."""
    pairs: list[Pair] = []
    rejected: list[Rejected] = []
    shift = len(compared.earlier.chunks)
    for i, one in enumerate(output.changes):
        earlier = _having(one.before, one.earlier, shown.earlier, shown.evidence)
        later = _having(one.now, one.later, shown.later, shown.evidence)
        taken = {pair.after for pair in pairs}
        relation = _unusable(earlier, later, shown, taken, shift) or check_revision(
            statement_of(shown.evidence, earlier),
            statement_of(shown.evidence, later),
            one.before,
            one.now,
        )
        if isinstance(relation, str):
            rejected.append(
                Rejected(
                    part=f"changes[{i}]",
                    text=f"{one.before} → {one.now}",
                    handles=(one.earlier, one.later),
                    reasons=(relation,),
                )
            )
        else:
            pairs.append(Pair(earlier, _moved(later, -shift), relation))
    return pairs, rejected


def _having(words: str, handle: str, shown: Sequence[str], evidence: Evidence) -> str:
    """The handle named, or that of the one sentence shown that has the words where the one named has not."""
    having = [h for h in shown if find_words(evidence.by_handle[h].text, words)]
    return having[0] if len(having) == 1 else handle


def statement_of(evidence: Evidence, handle: str) -> Statement:
    """The sentence of a valid handle as something to compare."""
    return Statement(evidence.chunk_of(handle), int(handle.split(".")[1]) - 1)


def _unusable(earlier: str, later: str, shown: Shown, taken: set[str], shift: int) -> str:
    """Why two handles can't be a pair, "" when they can."""
    if earlier not in shown.earlier:
        return f"no such sentence of the earlier day: {earlier!r}"
    if later not in shown.later:
        return f"no such sentence of the later day: {later!r}"
    return "repeats a change before it" if _moved(later, -shift) in taken else ""


def _partners(compared: Compared, handle: str) -> list[tuple[float, str]]:
    """The earlier sentences most like a later one, of those that the later day does not tell as they were."""
    later = statement_of(compared.later, handle)
    there = dict.fromkeys((*compared.gone, *(pair.before for pair in compared.changed)))
    scored = [(alike(statement_of(compared.earlier, e), later), e) for e in there]
    return sorted((s for s in scored if s[0] >= LEAST_ALIKE), key=lambda s: -s[0])[:_PARTNERS]


def _moved(handle: str, by: int) -> str:
    """The handle of the same sentence where its paragraph has another number."""
    chunk, sentence = handle.split(".")
    return f"{int(chunk) + by}.{sentence}"
