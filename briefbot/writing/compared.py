"""Two days side by side: which sentences tell the same, which changed, and which only one of them has."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Literal

from briefbot.grounding.comparing.relation import relate
from briefbot.grounding.comparing.statement import statements
from briefbot.retrieval.chunking import normalized

if TYPE_CHECKING:
    from collections.abc import Mapping

    from briefbot.documents import Evidence
    from briefbot.grounding.comparing.relation import Relation
    from briefbot.grounding.comparing.statement import Statement


@dataclass(frozen=True, slots=True)
class Pair:
    """An earlier and a later sentence about the same thing, by the handles of their days."""

    before: str
    after: str
    relation: Relation

    @property
    def kind(self) -> Literal["updated", "reversed"]:
        """What a reader is told: two values that can't both be right are an update with both."""
        taken_back = self.relation.kind == "reversed" or not self.relation.revised
        return "reversed" if taken_back else "updated"


@dataclass(frozen=True)
class Compared:
    """What two days tell, each by its distinct paragraphs.

    Attributes:
        changed: sentences about the same thing that do not say the same, in the later day's order.
        new: handles of the later day's sentences that the earlier day does not tell.
        gone: handles of the earlier day's sentences that the later day does not tell.
    """

    earlier: Evidence
    later: Evidence
    changed: tuple[Pair, ...]
    new: tuple[str, ...]
    gone: tuple[str, ...]

    @cached_property
    def carried(self) -> int:
        """How many paragraphs of the later day only tell what the earlier one told."""
        touched = {chunk_number(h) for h in (*self.new, *(p.after for p in self.changed))}
        return len(news_paragraphs(self.later) - touched)


def compare(earlier: Evidence, later: Evidence) -> Compared:
    """The sentences of two days sorted into told by both, changed, and told by one alone.

    Boilerplate is left out. `earlier` and `later` hold the distinct paragraphs of their days.
    """
    before, after = _by_handle(earlier), _by_handle(later)
    left_before, left_after = _without_texts_of(before, after), _without_texts_of(after, before)
    pairs = _pair(left_before, left_after)
    paired_before, paired_after = {p.before for p in pairs}, {p.after for p in pairs}
    return Compared(
        earlier,
        later,
        changed=tuple(p for p in pairs if p.relation.kind != "same"),
        new=tuple(
            handle
            for handle, statement in left_after.items()
            if handle not in paired_after
            and not any(_same(one, statement) for one in before.values())
        ),
        gone=tuple(
            handle
            for handle, statement in left_before.items()
            if handle not in paired_before
            and not any(_same(statement, one) for one in after.values())
        ),
    )


def chunk_number(handle: str) -> int:
    """The number of the paragraph a handle points into."""
    return int(handle.split(".")[0])


def news_paragraphs(evidence: Evidence) -> frozenset[int]:
    """The numbers of the paragraphs that are no boilerplate."""
    numbered = enumerate(evidence.chunks, 1)
    return frozenset(n for n, c in numbered if c.sentences and not c.boilerplate)


def _by_handle(evidence: Evidence) -> dict[str, Statement]:
    return {
        f"{number}.{i}": statement
        for number in sorted(news_paragraphs(evidence))
        for i, statement in enumerate(statements(evidence.chunks[number - 1]), 1)
    }


def _without_texts_of(
    mine: Mapping[str, Statement], other: Mapping[str, Statement]
) -> dict[str, Statement]:
    """The statements whose words do not stand on the other side too."""
    there = {normalized(statement.text) for statement in other.values()}
    return {h: s for h, s in mine.items() if normalized(s.text) not in there}


def _pair(before: Mapping[str, Statement], after: Mapping[str, Statement]) -> list[Pair]:
    """Each later statement with the earlier one it is likest to, none used twice, in the later order."""
    found = [
        Pair(b, a, relation)
        for a, later in after.items()
        for b, earlier in before.items()
        if (relation := relate(earlier, later)) is not None
    ]
    found.sort(key=lambda p: -p.relation.likeness)
    by_before: dict[str, Pair] = {}
    by_after: dict[str, Pair] = {}
    for one in found:
        if one.before not in by_before and one.after not in by_after:
            by_before[one.before] = by_after[one.after] = one
    return [by_after[handle] for handle in after if handle in by_after]


def _same(earlier: Statement, later: Statement) -> bool:
    relation = relate(earlier, later)
    return relation is not None and relation.kind == "same"
