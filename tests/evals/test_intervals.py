"""Intervals and tests against published figures, and what must hold for any."""

from __future__ import annotations

import math
from collections import Counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from briefbot.evals.intervals import (
    add_up,
    bootstrap,
    mcnemar,
    median_interval,
    paired_difference,
    permutation,
    share_of,
    wilson,
)

COUNTS = st.tuples(st.integers(0, 3), st.integers(0, 3)).map(lambda p: (min(p), max(p)))
PAIRS = st.lists(st.tuples(COUNTS, COUNTS), max_size=12)


@pytest.mark.parametrize(
    ("hits", "n", "low", "high"),
    [
        # Newcombe 1998, "Two-sided confidence intervals for the single proportion", table I, method 3.
        (81, 263, 0.2553, 0.3662),
        (15, 148, 0.0624, 0.1605),
        (0, 20, 0.0, 0.1611),
        (1, 29, 0.0061, 0.1718),
        (0, 0, 0.0, 1.0),
        (5, 5, 0.5655, 1.0),
    ],
)
def test_wilson(hits: int, n: int, low: float, high: float) -> None:
    assert wilson(hits, n) == pytest.approx((low, high), abs=5e-5)


@pytest.mark.parametrize(
    ("only_a", "only_b", "p"),
    [
        (12, 2, 0.0129),  # Armitage and Berry 1994, p. 127: two media for one bacillus
        (1, 7, 0.0703),  # Fagerland, Lydersen and Laake 2013: airways of 21 children
        (0, 0, 1.0),
        (3, 3, 1.0),
        (0, 5, 0.0625),
        (2000, 2000, 1.0),
    ],
)
def test_mcnemar(only_a: int, only_b: int, p: float) -> None:
    assert mcnemar(only_a, only_b) == pytest.approx(p, abs=5e-5)
    assert mcnemar(only_b, only_a) == mcnemar(only_a, only_b)


def test_paired_difference() -> None:
    # Fagerland, Lydersen and Laake 2014, Newcombe's interval for the airways of 21 children.
    assert paired_difference(1, 1, 7, 12) == pytest.approx((0.026, 0.507), abs=5e-4)
    assert paired_difference(0, 0, 0, 0) == (-1.0, 1.0)


@given(*[st.integers(0, 50)] * 4)
def test_a_paired_difference_is_in_its_interval_and_flips(a: int, b: int, c: int, d: int) -> None:
    low, high = paired_difference(a, b, c, d)
    assert -1 - 1e-9 <= low <= high <= 1 + 1e-9
    assert paired_difference(a, c, b, d) == pytest.approx((-high, -low))
    if a + b + c + d:
        assert low - 1e-9 <= (c - b) / (a + b + c + d) <= high + 1e-9


@pytest.mark.parametrize(
    ("n", "ranks"),
    # Conover 1999, from the binomial table: the ranks of the 95 % interval of a median.
    [(5, None), (6, (1, 6)), (9, (2, 8)), (10, (2, 9)), (20, (6, 15)), (100, (40, 61))],
)
def test_median_interval(n: int, ranks: tuple[int, int] | None) -> None:
    assert median_interval([*range(n, 0, -1)]) == ranks


def test_the_median_of_thousands_has_an_interval() -> None:
    low, high = median_interval(range(20_000)) or (0, 0)
    # 1.96 standard errors of sqrt(n) / 2 on each side
    assert high - low == pytest.approx(1.96 * math.sqrt(20_000), rel=0.02)


@pytest.mark.parametrize(
    ("counts", "share"),
    [((1, 2), 0.5), ((3, 4, 0, 1), 0.375), ((0, 0), None), ((1, 1, 0, 0), None), ((), None)],
)
def test_share_of(counts: tuple[int, ...], share: float | None) -> None:
    assert share_of(counts) == share


def test_add_up() -> None:
    assert add_up({(1, 2): 3, (0, 1): 2}) == (3, 8)
    assert add_up({}) == ()


def test_the_bootstrap_agrees_with_wilson_where_both_hold() -> None:
    rows = [(1, 1)] * 120 + [(0, 1)] * 80
    assert bootstrap(rows, lambda drawn: share_of(add_up(drawn))) == pytest.approx(
        wilson(120, 200), abs=0.02
    )


def test_the_bootstrap_leaves_out_what_is_not_defined() -> None:
    rows = [(1, 1, 0, 0), (0, 0, 0, 1)]  # half of the resamples lack a class
    assert bootstrap(rows, lambda drawn: share_of(add_up(drawn))) == (0.5, 0.5)
    assert bootstrap([], lambda drawn: 1.0) is None
    assert bootstrap(rows, lambda drawn: None) is None


def test_the_permutation_test_is_close_to_the_exact_one() -> None:
    # Twelve pairs one way and two the other: the sign test by tossing.
    pairs = [((0, 1), (1, 1))] * 12 + [((1, 1), (0, 1))] * 2 + [((1, 1), (1, 1))] * 30
    assert permutation(pairs) == pytest.approx(mcnemar(12, 2), abs=0.01)


@settings(max_examples=15, deadline=None)
@given(PAIRS)
def test_swapping_the_runs_leaves_the_permutation_test_alone(
    pairs: list[tuple[tuple[int, int], tuple[int, int]]],
) -> None:
    p = permutation(pairs)
    assert 0 < p <= 1
    assert permutation([(b, a) for a, b in pairs]) == p
    if Counter(a for a, _ in pairs) == Counter(b for _, b in pairs):
        assert p == 1
