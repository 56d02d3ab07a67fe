"""Which statement of one list tells the same thing as which of another."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from briefbot.grounding.comparing.relation import Relation, relate
from briefbot.language.rarity import rarity

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from briefbot.grounding.comparing.statement import Statement

# The earlier statements that share most with a later one; the right one is nearly always the first.
_CANDIDATES, _MOST_RELATED = 8, 8_000
# Looked at in the index for one statement, those with its rarest words first; all there are on days of news.
_MOST_SHARING = 5_000


def pair(
    earlier: Sequence[Statement], later: Sequence[Statement]
) -> list[tuple[int, int, Relation]]:
    """The pairs (index of earlier, index of later, relation), best first; each is used once, or once a value.

    Which pairs are found does not depend on the order of the lists. Only a repeat is used again: a statement with
    the words of another of its own list goes where that one goes, and one that the other side has within a longer
    one, where sentences end otherwise, goes there; so neither is new or dropped.
    """
    first_earlier, first_later = _firsts(earlier), _firsts(later)
    found = _exact(earlier, later, first_earlier, first_later)
    found += _best(earlier, later, found, first_earlier, first_later)
    found += _contained(earlier, later, found, first_earlier, first_later)
    return found + _repeats(found, first_earlier, first_later)


def _firsts(listed: Sequence[Statement]) -> list[int]:
    """For each statement the index of the first with the same words."""
    seen: dict[str, int] = {}
    return [seen.setdefault(statement.plain, i) for i, statement in enumerate(listed)]


def _exact(
    earlier: Sequence[Statement],
    later: Sequence[Statement],
    first_earlier: Sequence[int],
    first_later: Sequence[int],
) -> list[tuple[int, int, Relation]]:
    there = {earlier[i].plain: i for i in first_earlier}
    return [
        (there[later[n].plain], n, Relation("same", 1.0))
        for n in dict.fromkeys(first_later)
        if later[n].plain in there
    ]


def _best(
    earlier: Sequence[Statement],
    later: Sequence[Statement],
    taken: Sequence[tuple[int, int, Relation]],
    first_earlier: Sequence[int],
    first_later: Sequence[int],
) -> list[tuple[int, int, Relation]]:
    gone, come = {e for e, _, _ in taken}, {n for _, n, _ in taken}
    left = [e for e in dict.fromkeys(first_earlier) if e not in gone]
    right = [n for n in dict.fromkeys(first_later) if n not in come]
    related = []
    for e, n in _candidates(earlier, later, left, right):
        relation = relate(earlier[e], later[n])
        if relation is not None:
            related.append((e, n, relation))
    related.sort(key=lambda r: (-r[2].likeness, earlier[r[0]].plain, later[r[1]].plain))
    best = []
    for e, n, relation in related:
        if e not in gone and n not in come:
            gone.add(e)
            come.add(n)
            best.append((e, n, relation))
    return best + _second_values(best, related, come)


def _second_values(
    best: Sequence[tuple[int, int, Relation]],
    related: Sequence[tuple[int, int, Relation]],
    come: set[int],
) -> list[tuple[int, int, Relation]]:
    """Statements left over that give another value of an earlier one another state: so many dead, so many missing."""
    revised = {(e, before) for e, _, relation in best for before, _ in relation.revised}
    found = []
    for e, n, relation in related:
        values = {(e, before) for before, _ in relation.revised}
        if n not in come and relation.kind == "updated" and values and revised.isdisjoint(values):
            come.add(n)
            revised |= values
            found.append((e, n, relation))
    return found


def _candidates(
    earlier: Sequence[Statement],
    later: Sequence[Statement],
    left: Sequence[int],
    right: Sequence[int],
) -> Iterator[tuple[int, int]]:
    """The pairs that share enough to be compared, by an index of the words."""
    index: dict[str, list[int]] = defaultdict(list)
    for e in left:
        for stem in earlier[e].stems:
            index[stem].append(e)
    # Days of news have two hundred statements and less; of thousands each is compared with fewer.
    candidates = max(1, min(_CANDIDATES, _MOST_RELATED // max(1, len(right))))
    for n in right:
        shared: dict[int, float] = defaultdict(float)
        looked_at = 0
        for stem in sorted(
            later[n].stems & index.keys(), key=lambda stem: (len(index[stem]), stem)
        ):
            looked_at += len(index[stem])
            if looked_at > _MOST_SHARING:
                break
            for e in index[stem]:
                shared[e] += rarity(stem)
        # Of thousands only those that can be among the first are put in order.
        least = min(sorted(shared.values(), reverse=True)[:candidates], default=0.0)
        likely = [e for e, weight in shared.items() if weight >= least]
        ranked = sorted(likely, key=lambda e: (-shared[e], earlier[e].plain))
        for e in ranked[:candidates]:
            yield e, n


def _contained(
    earlier: Sequence[Statement],
    later: Sequence[Statement],
    taken: Sequence[tuple[int, int, Relation]],
    first_earlier: Sequence[int],
    first_later: Sequence[int],
) -> list[tuple[int, int, Relation]]:
    """The statements left over that the other day has word for word within, or across, its sentences."""
    gone, come = {e for e, _, _ in taken}, {n for _, n, _ in taken}
    found = []
    homes = _Homes(earlier)
    for n in dict.fromkeys(first_later):
        e = None if n in come else homes.of(later[n])
        if e is not None:
            come.add(n)
            gone.add(e)
            found.append((e, n, Relation("same", 1.0)))
    homes = _Homes(later)
    for e in dict.fromkeys(first_earlier):
        n_or_none = None if e in gone else homes.of(earlier[e])
        if n_or_none is not None:
            found.append((e, n_or_none, Relation("same", 1.0)))
    return found


class _Homes:
    """Where the words of a statement stand in a row, by an index of every four of them."""

    def __init__(self, others: Sequence[Statement]) -> None:
        self._others = others
        self._of_paragraph: dict[str, list[int]] = defaultdict(list)
        for i, other in enumerate(others):
            self._of_paragraph[other.around].append(i)
        self._having: dict[tuple[str, ...], list[str]] = defaultdict(list)
        for around in self._of_paragraph:
            for four in set(_fours(around)):
                self._having[four].append(around)

    def of(self, statement: Statement) -> int | None:
        """The first of the others whose paragraph has the statement's words in a row, sharing most; None without one.

        Also None for a statement of less than four words.
        """
        having = [self._having.get(four, []) for four in _fours(statement.plain)]
        words = f" {statement.plain} "
        around = [one for one in min(having, key=len, default=[]) if words in f" {one} "]
        homes = sorted(i for one in around for i in self._of_paragraph[one])
        shared = {i: len(statement.stems & self._others[i].stems) for i in homes}
        return max(homes, key=lambda i: (shared[i], self._others[i].plain), default=None)


def _fours(plain: str) -> Iterator[tuple[str, ...]]:
    """Every four words in a row."""
    words = plain.split()
    return zip(words, words[1:], words[2:], words[3:], strict=False)


def _repeats(
    found: Sequence[tuple[int, int, Relation]],
    first_earlier: Sequence[int],
    first_later: Sequence[int],
) -> list[tuple[int, int, Relation]]:
    by_earlier = {e: (n, relation) for e, n, relation in found}
    by_later = {n: (e, relation) for e, n, relation in found}
    repeated = [
        (e, *by_earlier[first])
        for e, first in enumerate(first_earlier)
        if e != first and first in by_earlier
    ]
    return repeated + [
        (by_later[first][0], n, by_later[first][1])
        for n, first in enumerate(first_later)
        if n != first and first in by_later
    ]
