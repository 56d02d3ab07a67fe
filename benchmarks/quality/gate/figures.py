"""Shares of verdicts as scores, kind by kind."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from briefbot.evals.intervals import add_up, bootstrap, share_of, wilson
from briefbot.evals.measures import Score

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from briefbot.evals.intervals import Counts


def share(name: str, flags: Iterable[bool]) -> Score:
    """The share of true flags with its 95 % interval; without a flag there is no value."""
    counted = list(flags)
    hits, n = sum(counted), len(counted)
    low, high = wilson(hits, n)
    value = hits / n if n else None
    return Score(name=name, value=value, low=low, high=high, n=n, hits=hits, of=n)


def shares(name: str, groups: Mapping[str, Sequence[bool]]) -> list[Score]:
    """One share a group, named `name: group`, in the order given."""
    return [share(f"{name}: {group}", flags) for group, flags in groups.items()]


def grouped(pairs: Iterable[tuple[str, bool]]) -> dict[str, list[bool]]:
    """The flags of each group, groups in the order they first come."""
    found: dict[str, list[bool]] = defaultdict(list)
    for group, flag in pairs:
        found[group].append(flag)
    return dict(found)


def balanced(name: str, pairs: Sequence[tuple[bool, bool]]) -> Score:
    """The balanced accuracy of (truth, said) pairs with a bootstrap interval; none without both truths."""
    rows: list[Counts] = [
        (int(truth and said), int(truth), int(not truth and not said), int(not truth))
        for truth, said in pairs
    ]
    interval = bootstrap(rows, lambda drawn: share_of(add_up(drawn)))
    sums = tuple(map(sum, zip(*rows, strict=True)))
    value = share_of(sums) if sums else None
    low, high = interval or (None, None)
    return Score(name=name, value=value, low=low, high=high, n=len(rows))
