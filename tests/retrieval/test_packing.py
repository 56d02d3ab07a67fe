"""Packing keeps the best evidence that fits."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefbot.documents import Brief, Chunk, Span
from briefbot.errors import BudgetExceededError
from briefbot.retrieval.best import Hit
from briefbot.retrieval.packing import pack


def hit(day, tokens, score):
    brief = Brief(f"{day}.txt", date(2022, 2, day), "", "x" * tokens, "", "")
    return Hit(Chunk(brief, Span(0, tokens), ()), score)


HITS = st.lists(
    st.builds(hit, st.integers(1, 28), st.integers(1, 30), st.integers(0, 3)), max_size=12
)


def test_the_best_that_fit_come_back_oldest_first():
    best, second, big, small = hit(9, 40, 3.0), hit(2, 30, 2.0), hit(1, 35, 1.5), hit(5, 20, 1.0)
    assert pack([small, big, second, best], budget_tokens=90, count=len) == [second, small, best]


def test_ties_keep_the_earlier_brief():
    early, late = hit(1, 10, 1.0), hit(2, 10, 1.0)
    assert pack([late, early], budget_tokens=10, count=len) == [early]


def test_nothing_packs_to_nothing():
    assert pack([], budget_tokens=0, count=len) == []


def test_a_best_hit_over_the_budget_says_what_is_needed():
    with pytest.raises(BudgetExceededError, match="takes 11 tokens, more than the 10") as caught:
        pack([hit(1, 11, 2.0), hit(2, 1, 1.0)], budget_tokens=10, count=len)
    assert (caught.value.needed, caught.value.budget, caught.value.unit) == (11, 10, "tokens")


@given(HITS, st.integers(30, 200))
def test_the_budget_holds_and_what_is_left_out_would_not_fit(hits, budget):
    kept = pack(hits, budget_tokens=budget, count=len)
    used = sum(len(one.chunk.text) for one in kept)
    assert used <= budget
    assert [one.chunk.brief.day for one in kept] == sorted(one.chunk.brief.day for one in kept)
    left_out = [one for one in hits if not any(one is other for other in kept)]
    assert all(used + len(one.chunk.text) > budget for one in left_out)
