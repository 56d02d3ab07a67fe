"""Which statement of one day is which of another's, however they are printed."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from briefbot.grounding.comparing import pairing, relation
from briefbot.grounding.comparing.pairing import pair

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from briefbot.grounding.comparing.statement import Statement

    Told = Callable[..., list[Statement]]

FERRY = "A ferry sank off Palawan with 90 people on board. At least 20 of them drowned, the coast guard said."
TALKS = (
    "The envoys of Chad and Niger met in Oslo. They agreed to reopen the border crossing at Daboua."
)
BANK = "The bank of Ghana raised its key rate to 29 percent."
STORY = (FERRY, TALKS, BANK)


def _kinds(found: Sequence[tuple[int, int, object]]) -> list[str]:
    return sorted(relation.kind for _, _, relation in found)  # type: ignore[attr-defined]


def _texts(
    found: Sequence[tuple[int, int, object]], earlier: list[Statement], later: list[Statement]
) -> set[tuple[str, str, str]]:
    return {
        (" ".join(earlier[e].text.split()), " ".join(later[n].text.split()), relation.kind)  # type: ignore[attr-defined]
        for e, n, relation in found
    }


def test_nothing_has_no_pairs(told: Told) -> None:
    assert pair([], told(FERRY)) == pair(told(FERRY), []) == pair([], []) == []


def test_each_is_used_once_and_its_best_partner_comes_first(told: Told) -> None:
    edited = FERRY.replace("20 of them", "26 of them")
    earlier, later = told(FERRY, TALKS, BANK), told(edited, BANK, TALKS, on="2022-02-03")
    found = pair(earlier, later)
    assert len({e for e, _, _ in found}) == len({n for _, n, _ in found}) == len(found) == 5
    assert _kinds(found) == ["same"] * 4 + ["updated"]
    assert found[-1][2].revised == (("20", "26"),)


@pytest.mark.parametrize(
    "later",
    [
        (BANK, TALKS, FERRY),
        (f"{FERRY} {TALKS} {BANK}",),
        (*FERRY.replace(". At", ".|At").split("|"), TALKS, BANK),
        (FERRY, TALKS, BANK, FERRY),
        tuple(p.replace("the coast", "the\ncoast") for p in STORY),
        tuple(p.replace(" ", "  ") for p in STORY),
        tuple(p.replace(". They", "; they") for p in STORY),
    ],
    ids=["reordered", "merged", "split", "repeated", "wrapped", "spaced", "joined"],
)
def test_the_same_news_is_the_same_however_it_is_printed(told: Told, later: Sequence[str]) -> None:
    earlier, after = told(*STORY), told(*later, on="2022-02-03")
    for one, other in ((earlier, after), (after, earlier)):
        found = pair(one, other)
        assert set(_kinds(found)) == {"same"}
        assert {n for _, n, _ in found} == set(range(len(other)))
        assert {e for e, _, _ in found} == set(range(len(one)))


def test_a_new_sentence_has_no_partner(told: Told) -> None:
    later = told(FERRY, "A court in Lima freed the painter Rosa Ibel.", on="2022-02-03")
    assert {n for _, n, _ in pair(told(*STORY), later)} == {0, 1}


@settings(max_examples=25)
@given(seed=st.integers(0, 10_000))
def test_the_order_of_the_lists_changes_nothing(told: Told, seed: int) -> None:
    edited = FERRY.replace("20", "26"), TALKS.replace("agreed", "refused"), BANK
    earlier, later = told(*STORY), told(*edited, on="2022-02-03")
    mixed = list(earlier), list(later)
    for listed in mixed:
        random.Random(seed).shuffle(listed)
    assert _texts(pair(*mixed), *mixed) == _texts(pair(earlier, later), earlier, later)


@pytest.fixture
def laid_over(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, str]]:
    """Every pair of statements that is compared."""
    seen: list[tuple[str, str]] = []

    def relate(earlier: Statement, later: Statement) -> object:
        seen.append((earlier.plain, later.plain))
        return relation.relate(earlier, later)

    monkeypatch.setattr(pairing, "relate", relate)
    return seen


def ships(count: int, port: str) -> list[str]:
    return [f"The tanker Aurora{n} left {port} on a foggy morning." for n in range(count)]


def test_of_thousands_of_statements_each_is_compared_with_fewer(
    told: Told, laid_over: list[tuple[str, str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    earlier, later = told(*ships(20, "Odense")), told(*ships(20, "Rostock"))
    pair(earlier, later)
    assert len(laid_over) == 20 * 8
    laid_over.clear()
    monkeypatch.setattr(pairing, "_MOST_RELATED", 60)
    pair(earlier, later)
    assert len(laid_over) == 20 * 3


def test_words_that_very_many_share_bring_no_two_together(
    told: Told, laid_over: list[tuple[str, str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pairing, "_MOST_SHARING", 19)
    pair(told(*ships(20, "Odense")), told("The tanker Borealis left Rostock on a foggy morning."))
    assert laid_over == []
    pair(told(*ships(19, "Odense")), told("The tanker Borealis left Rostock on a foggy morning."))
    assert len(laid_over) == 8
