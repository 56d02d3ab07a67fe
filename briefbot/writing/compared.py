"""Two days side by side: which sentences tell the same, which changed, and which only one of them has."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING, Literal

from briefbot.grounding.comparing.pairing import pair
from briefbot.grounding.comparing.relation import relate
from briefbot.grounding.comparing.sharing import Sharing
from briefbot.grounding.comparing.statement import statements

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from briefbot.documents import Evidence
    from briefbot.grounding.comparing.relation import Relation
    from briefbot.grounding.comparing.statement import Statement


# A sentence with fewer of its content words in another can't be told by it.
_TOLD = 0.6
# So many are laid over it, those that share most first; no sentence of real days has as many.
_MOST, _MOST_RELATED = 24, 8_000


@dataclass(frozen=True, slots=True)
class Pair:
    """An earlier and a later sentence about the same thing, by the handles of their days."""

    before: str
    after: str
    relation: Relation

    @property
    def kind(self) -> Literal["updated", "reversed"]:
        """What a reader is told: two values that can't both be right are an update with both."""
        relation = self.relation
        denied = relation.kind == "contradicted" and not relation.revised
        return "reversed" if relation.kind == "reversed" or denied else "updated"


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

    def with_pairs(self, pairs: Sequence[Pair]) -> Compared:
        """The same days with further sentences known to be changed, and so neither new nor gone."""
        return replace(
            self,
            changed=_in_order((*self.changed, *pairs), self.later),
            new=tuple(h for h in self.new if h not in {p.after for p in pairs}),
            gone=tuple(h for h in self.gone if h not in {p.before for p in pairs}),
        )


def compare(earlier: Evidence, later: Evidence) -> Compared:
    """The sentences of two days sorted into told by both, changed, and told by one alone.

    Boilerplate is left out. A sentence that only repeats another of its day counts once.
    """
    before, after = _by_handle(earlier), _by_handle(later)
    pairs = _pair(before, after)
    paired_before, paired_after = {p.before for p in pairs}, {p.after for p in pairs}
    left_before = {h: s for h, s in before.items() if h not in paired_before}
    left_after = {h: s for h, s in after.items() if h not in paired_after}
    told_before = {h for _, h in _same(before, left_after)}
    told_after = {h for h, _ in _same(left_before, after)}
    return Compared(
        earlier,
        later,
        changed=_in_order((p for p in pairs if p.relation.kind != "same"), later),
        new=tuple(handle for handle in left_after if handle not in told_before),
        gone=tuple(handle for handle in left_before if handle not in told_after),
    )


def chunk_number(handle: str) -> int:
    """The number of the paragraph a handle points into."""
    return int(handle.split(".")[0])


def news_paragraphs(evidence: Evidence) -> frozenset[int]:
    """The numbers of the paragraphs that are no boilerplate."""
    numbered = enumerate(evidence.chunks, 1)
    return frozenset(n for n, c in numbered if c.sentences and not c.boilerplate)


def _by_handle(evidence: Evidence) -> dict[str, Statement]:
    """The statements of the news in order, each once however often it is told."""
    found: dict[str, Statement] = {}
    told: set[str] = set()
    for number in sorted(news_paragraphs(evidence)):
        for i, statement in enumerate(statements(evidence.chunks[number - 1]), 1):
            if statement.plain not in told:
                told.add(statement.plain)
                found[f"{number}.{i}"] = statement
    return found


def _pair(before: Mapping[str, Statement], after: Mapping[str, Statement]) -> list[Pair]:
    """The pairs of sentences about the same thing, in the later day's order."""
    earlier, later = list(before), list(after)
    found = pair(list(before.values()), list(after.values()))
    pairs = [(n, Pair(earlier[e], later[n], relation)) for e, n, relation in found]
    return [one for _, one in sorted(pairs, key=lambda p: p[0])]


def _in_order(pairs: Iterable[Pair], later: Evidence) -> tuple[Pair, ...]:
    order = {handle: i for i, handle in enumerate(later.by_handle)}
    return tuple(sorted(pairs, key=lambda p: order[p.after]))


def _same(
    before: Mapping[str, Statement], after: Mapping[str, Statement]
) -> Iterator[tuple[str, str]]:
    """Every earlier and later statement that tell the same, used or not."""
    handles, earlier = list(before), list(before.values())
    sharing = Sharing([one.stems for one in earlier])
    limit = max(1, min(_MOST, _MOST_RELATED // max(1, len(after))))
    for handle, later in after.items():
        shared = sharing.with_most(later.stems, least=_TOLD * len(later.stems), limit=limit)
        for position in shared:
            relation = relate(earlier[position], later)
            if relation is not None and relation.kind == "same":
                yield handles[position], handle
