"""How sure a figure is: intervals and tests, exact or seeded, on the standard library alone."""

from __future__ import annotations

import math
import random
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

CONFIDENCE = 0.95
_Z = 1.959963984540054  # the .975 quantile of the normal distribution
_RESAMPLES = 2000
# Keeps a resampling under a second or two on thousands of cases.
_MOST_DRAWS = 2_000_000
SEED = 20220202

Row = tuple[float, ...]


def wilson(hits: int, n: int) -> tuple[float, float]:
    """The 95 % interval of a share of `hits` in `n`, (0, 1) when there is none.

    Source: Wilson 1927, as Newcombe 1998 (method 3), without continuity correction.
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

    Source: McNemar 1947; the exact form is the binomial sign test on the discordant pairs.
    """
    n = only_a + only_b
    tail: int = sum(math.comb(n, k) for k in range(min(only_a, only_b) + 1))
    return min(1.0, 2 * tail / (1 << n))


def bootstrap(
    rows: Sequence[Row], statistic: Callable[[Sequence[Row]], float | None]
) -> tuple[float, float] | None:
    """The 95 % percentile interval of a statistic over resampled rows; the same rows give the same one.

    Resamples the statistic is not defined for are left out; None when that is all of them.

    Source: Efron and Tibshirani 1993, chapter 13.
    """
    if not rows:
        return None
    rng = random.Random(SEED)
    values = sorted(
        value
        for _ in range(_resamples(len(rows)))
        if (value := statistic(rng.choices(rows, k=len(rows)))) is not None
    )
    if not values:
        return None
    cut = int(len(values) * (1 - CONFIDENCE) / 2)
    return values[cut], values[-1 - cut]


def permutation(
    pairs: Sequence[tuple[Row, Row]], statistic: Callable[[Sequence[Row]], float | None]
) -> float:
    """The two-sided p that two runs over the same cases are alike: each pair's rows may change sides.

    Seeded, so that it is reproducible and swapping the runs changes nothing; never 0.

    Source: Phipson and Smyth 2010, (b + 1) / (m + 1).
    """
    different = [pair for pair in pairs if pair[0] != pair[1]]
    same = [pair for pair in pairs if pair[0] == pair[1]]
    observed = _difference([*same, *different], statistic)
    if observed is None or not different:
        return 1.0
    rng = random.Random(SEED)
    rounds, extreme = _resamples(len(pairs)), 0
    for _ in range(rounds):
        tossed = [pair if rng.random() < 0.5 else pair[::-1] for pair in different]
        found = _difference([*same, *tossed], statistic)
        extreme += found is not None and abs(found) >= abs(observed) - 1e-12
    return (extreme + 1) / (rounds + 1)


def _difference(
    pairs: Sequence[tuple[Row, Row]], statistic: Callable[[Sequence[Row]], float | None]
) -> float | None:
    a, b = statistic([pair[0] for pair in pairs]), statistic([pair[1] for pair in pairs])
    return None if a is None or b is None else b - a


def _resamples(n: int) -> int:
    return max(200, min(_RESAMPLES, _MOST_DRAWS // max(n, 1)))
