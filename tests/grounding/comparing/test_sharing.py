"""Sets that share something with one, found without looking at all."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from briefbot.grounding.comparing.sharing import Sharing

SETS = st.lists(st.frozensets(st.integers(0, 9)), max_size=8)


@given(SETS, st.frozensets(st.integers(0, 9)))
def test_shared_is_what_both_have(sets: list[frozenset[int]], one: frozenset[int]) -> None:
    found = Sharing(sets, float).with_any(one)
    for position, other in enumerate(sets):
        assert found.get(position, 0.0) == sum(one & other)


@given(SETS)
def test_a_set_shares_all_of_itself(sets: list[frozenset[int]]) -> None:
    sharing = Sharing(sets)
    for position, one in enumerate(sets):
        assert sharing.with_any(one).get(position, 0) == len(one)
