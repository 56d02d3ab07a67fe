"""How sure a figure is: intervals and tests, exact or seeded, on the standard library alone."""

from __future__ import annotations

import math
import random
from collections import Counter
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

# What one case adds to a figure's counts; see `share_of`.
Counts = tuple[int, ...]
T = TypeVar("T")

CONFIDENCE = 0.95
SEED = 20220202
_Z = 1.959963984540054  # the .975 quantile of the normal distribution
_RESAMPLES = 2000
# Keeps a resampling of thousands of cases near a second.
_MOST_DRAWS = 2_000_000


def wilson(hits: int, n: int) -> tuple[float, float]:
    """The 95 % interval of a share of `hits` in `n`, (0, 1) when there is none.

    Source: Wilson 1927; Newcombe 1998, method 3, without continuity correction.
    """
    if not n:
        return 0.0, 1.0
    share, z2 = hits / n, _Z * _Z
    middle = share + z2 / (2 * n)
    reach = _Z * math.sqrt(share * (1 - share) / n + z2 / (4 * n * n))
    low, high = (middle - reach) / (1 + z2 / n), (middle + reach) / (1 + z2 / n)
    return (0.0 if not hits else low), (1.0 if hits == n else high)


def mcnemar(only_a: int, only_b: int) -> float:
    """The exact two-sided p of McNemar's test: a fair coin for each pair that differs; 1 without any.

    Source: McNemar 1947; the exact form is the sign test on the discordant pairs.
    """
    n = only_a + only_b
    tail: int = sum(math.comb(n, k) for k in range(min(only_a, only_b) + 1))
    return min(1.0, 2 * tail / (1 << n))


def share_of(counts: Counts) -> float | None:
    """The mean of hits / of over the pairs in `(hits, of, hits, of, …)`; None when there is an `of` of 0.

    One pair is a share or a ratio, two are a balanced accuracy.
    """
    pairs = [(counts[i], counts[i + 1]) for i in range(0, len(counts), 2)]
    if not pairs or not all(of for _, of in pairs):
        return None
    return sum(hits / of for hits, of in pairs) / len(pairs)


def add_up(rows: Mapping[Counts, int]) -> Counts:
    """The sums of rows that occur so many times each."""
    return tuple(map(sum, zip(*([c * n for c in row] for row, n in rows.items()), strict=True)))


def bootstrap(
    rows: Sequence[T], statistic: Callable[[Mapping[T, int]], float | None]
) -> tuple[float, float] | None:
    """The 95 % percentile interval of a statistic over resampled rows; the same rows give the same one.

    The statistic gets each row with how often it was drawn. Resamples it is not defined for are left
    out; None when that is all of them.

    Source: Efron and Tibshirani 1993, chapter 13.
    """
    values = sorted(v for drawn in _resampled(rows) if (v := statistic(drawn)) is not None)
    if not values:
        return None
    cut = int(len(values) * (1 - CONFIDENCE) / 2)
    return values[cut], values[-1 - cut]


def permutation(pairs: Sequence[tuple[Counts, Counts]]) -> float:
    """The two-sided p that two runs over the same cases come to the same share; never 0.

    Each pair's counts may change sides. Seeded, and the same when the runs are swapped; 1 when nothing differs or
    a share is not defined.

    Source: Phipson and Smyth 2010, (b + 1) / (m + 1).
    """
    different = [(a, b) for a, b in pairs if a != b]
    sums = [add_up(Counter(side)) for side in zip(*pairs, strict=True)]
    observed = _difference(*sums) if different else None
    if observed is None:
        return 1.0
    rng = random.Random(SEED)
    rounds, extreme = _rounds(len(different)), 0
    for _ in range(rounds):
        a, b = list(sums[0]), list(sums[1])
        for one, other in different:
            if rng.random() < 0.5:
                for i, (x, y) in enumerate(zip(one, other, strict=True)):
                    a[i] += y - x
                    b[i] += x - y
        found = _difference(tuple(a), tuple(b))
        # A toss that leaves a side without cases can't speak against the difference.
        extreme += found is None or abs(found) >= abs(observed) - 1e-12
    return (extreme + 1) / (rounds + 1)


def _difference(a: Counts, b: Counts) -> float | None:
    before, after = share_of(a), share_of(b)
    return None if before is None or after is None else after - before


def _resampled(rows: Sequence[T]) -> Iterator[Counter[T]]:
    """Resamples of the rows, each as counts of the distinct ones: there are few of them."""
    groups = Counter(rows)
    rng = random.Random(SEED)
    for _ in range(_rounds(len(rows)) if rows else 0):
        yield Counter(rng.choices(list(groups), list(groups.values()), k=len(rows)))


def _rounds(n: int) -> int:
    return max(200, min(_RESAMPLES, _MOST_DRAWS // max(n, 1)))
