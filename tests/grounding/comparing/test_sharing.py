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


@given(SETS, st.frozensets(st.integers(0, 9)), st.integers(0, 20), st.integers(1, 9))
def test_those_that_share_most_come_first(
    sets: list[frozenset[int]], one: frozenset[int], least: int, limit: int
) -> None:
    shared = {at: sum(one & other) for at, other in enumerate(sets) if one & other}
    enough = [at for at in shared if shared[at] >= least]
    expected = sorted(enough, key=lambda at: (-shared[at], at))[:limit]
    assert list(Sharing(sets, float).with_most(one, least=least, limit=limit)) == expected


def test_of_what_very_many_share_only_the_rarest_is_looked_at() -> None:
    rare, common = frozenset({"Palawan"}), frozenset({"the"})
    sharing = Sharing([common] * 9_000 + [rare] * 6_000)
    found = sharing.with_most(rare | common, least=1, limit=20_000)
    assert found == tuple(range(9_000, 15_000))
