"""How sure a figure is: intervals and tests, exact or seeded, on the standard library alone."""

from __future__ import annotations

import math
import random
from collections import Counter
from itertools import accumulate
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

# What one case adds to a figure's counts; see `share_of`.
Counts = tuple[int, ...]
T = TypeVar("T")

CONFIDENCE = 0.95
_ONE_IN = 20  # 1 - CONFIDENCE
SEED = 20220202
_Z = 1.959963984540054  # the .975 quantile of the normal distribution
# Keeps a resampling of thousands of cases near a second.
_MOST_RESAMPLES, _FEWEST_RESAMPLES, _MOST_DRAWS = 2000, 400, 1_000_000


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
    ways = tail = 1
    for k in range(min(only_a, only_b)):
        ways = ways * (n - k) // (k + 1)
        tail += ways
    return min(1.0, 2 * tail / (1 << n))


def paired_difference(both: int, only_a: int, only_b: int, neither: int) -> tuple[float, float]:
    """The 95 % interval of B's share of yes minus A's, over the same cases; (-1, 1) when there is none.

    Source: Newcombe 1998, "Improved confidence intervals … paired data", method 10.
    """
    n = both + only_a + only_b + neither
    if not n:
        return -1.0, 1.0
    a, b = both + only_a, both + only_b
    (low_a, high_a), (low_b, high_b) = wilson(a, n), wilson(b, n)
    product = both * neither - only_a * only_b
    spread = math.sqrt(a * (n - a) * b * (n - b))
    phi = (max(product - n / 2, 0) if product > 0 else product) / spread if spread else 0.0
    down, up = b / n - low_b, high_a - a / n
    reach_low = math.sqrt(down**2 - 2 * phi * down * up + up**2)
    down, up = a / n - low_a, high_b - b / n
    reach_high = math.sqrt(down**2 - 2 * phi * down * up + up**2)
    return (only_b - only_a) / n - reach_low, (only_b - only_a) / n + reach_high


def median_interval(values: Sequence[float]) -> tuple[float, float] | None:
    """The 95 % interval of a median: two of the values; None for fewer than six, which can't give one.

    Source: the sign test inverted, as in Conover 1999, 3.2; no shape of the distribution is assumed.
    """
    n, k, ways, tail = len(values), 0, 1, 1
    # tail / 2**n is the chance of at most k heads in n tosses; in whole numbers, n may be thousands.
    while 2 * tail * _ONE_IN <= 1 << n:
        ways = ways * (n - k) // (k + 1)
        tail, k = tail + ways, k + 1
    ordered = sorted(values)
    return (ordered[k - 1], ordered[n - k]) if k else None


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
    # Pairs that change the sums alike are tossed together.
    steps = Counter(tuple(y - x for x, y in zip(a, b, strict=True)) for a, b in pairs if a != b)
    sums = [add_up(Counter(side)) for side in zip(*pairs, strict=True)]
    observed = _difference(*sums) if steps else None
    if observed is None:
        return 1.0
    rng = random.Random(SEED)
    extreme = 0
    for _ in range(_MOST_RESAMPLES):
        tossed = {step: rng.getrandbits(n).bit_count() for step, n in steps.items()}
        moved = add_up(tossed)
        a = tuple(x + m for x, m in zip(sums[0], moved, strict=True))
        b = tuple(x - m for x, m in zip(sums[1], moved, strict=True))
        found = _difference(a, b)
        # A toss that leaves a side without cases can't speak against the difference.
        extreme += found is None or abs(found) >= abs(observed) - 1e-12
    return (extreme + 1) / (_MOST_RESAMPLES + 1)


def _difference(a: Counts, b: Counts) -> float | None:
    before, after = share_of(a), share_of(b)
    return None if before is None or after is None else after - before


def _resampled(rows: Sequence[T]) -> Iterator[Counter[T]]:
    """Resamples of the rows, each as counts of the distinct ones: there are few of them."""
    groups = Counter(rows)
    distinct, upto = list(groups), list(accumulate(groups.values()))
    rng = random.Random(SEED)
    rounds = max(_FEWEST_RESAMPLES, min(_MOST_RESAMPLES, _MOST_DRAWS // max(len(rows), 1)))
    for _ in range(rounds if rows else 0):
        yield Counter(rng.choices(distinct, cum_weights=upto, k=len(rows)))
