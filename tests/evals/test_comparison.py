"""Two runs compared: what differs, how sure, and never over other cases."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from briefbot.errors import SettingsError
from briefbot.evals import CaseScore, compare

if TYPE_CHECKING:
    from collections.abc import Sequence

    from briefbot.evals import Comparison, Difference


def run(outcomes: str, **given: object) -> list[CaseScore]:
    """A run with a case a letter: r(ight), w(rong), a(bstained from, answerable), e(rror)."""
    return [
        CaseScore(
            id=f"{n:03}",
            question=f"Q{n}?",
            answerable=True,
            answered=letter in "rw",
            abstained=letter == "a",
            error="Boom" if letter == "e" else None,
            right=letter == "r",
            answer_at_1=letter == "r",
            gold=1,
            gold_found=int(letter == "r"),
            statements=(f"S{letter}",) if letter in "rw" else (),
            seconds=float(n),
            **given,
        )
        for n, letter in enumerate(outcomes)
    ]


def named(comparison: Comparison, name: str) -> Difference:
    return {d.name: d for d in comparison.differences}[name]


@pytest.mark.parametrize(
    ("before", "now", "verdict", "p"),
    [
        pytest.param("r" * 20, "r" * 20, "no difference shown", 1.0, id="the same"),
        pytest.param("w" * 5 + "r" * 5, "r" * 10, "no difference shown", 0.0625, id="5 fixed"),
        pytest.param("w" * 6 + "r" * 5, "r" * 11, "better", 0.03125, id="6 fixed"),
        pytest.param("r" * 11, "w" * 6 + "r" * 5, "worse", 0.03125, id="6 lost"),
        pytest.param("w" * 6 + "r", "r" * 6 + "w", "no difference shown", 0.125, id="6 for 1"),
    ],
)
def test_verdict(before: str, now: str, verdict: str, p: float) -> None:
    comparison = compare(run(before), run(now))
    assert comparison.verdict == verdict
    right = named(comparison, "right")
    assert (right.test, right.p) == ("mcnemar", pytest.approx(p))


def test_an_inexact_quote_is_worse_however_many_are_right() -> None:
    before, now = run("w" * 20, quotes_exact=True), run("r" * 20, quotes_exact=True)
    assert compare(before, now).verdict == "better"
    now[3] = now[3].model_copy(update={"quotes_exact": False})
    assert compare(before, now).verdict == "worse"


def test_figures_of_both_and_what_changed() -> None:
    comparison = compare(run("rwrae"), run("rrwaa"), against="a.json")
    right = named(comparison, "right")
    assert (right.a, right.b, right.gained, right.lost, right.n) == (0.4, 0.4, 1, 1, 5)
    assert [(c.id, c.right, c.before, c.now) for c in comparison.changed] == [
        ("002", False, "Sr", "Sw"),
        ("001", True, "Sw", "Sr"),
    ]
    assert comparison.otherwise == 1  # the error that is an abstention now
    assert comparison.against == "a.json"


def test_a_share_of_other_cases_is_no_mcnemar() -> None:
    # When answered, 1 of 2 before and 2 of 2 now, but not the same two.
    comparison = compare(run("rwaa"), run("raar"))
    found = named(comparison, "answer_at_1_when_answered")
    assert (found.a, found.b, found.n, found.test) == (0.5, 1.0, 3, "permutation")
    assert (found.gained, found.lost) == (None, None)
    of_all = named(comparison, "answer_at_1_of_answerable")
    assert (of_all.a, of_all.b, of_all.test) == (0.25, 0.5, "mcnemar")


def test_a_measure_only_one_run_has_cases_for_has_no_difference() -> None:
    found = named(compare(run("aaa"), run("rra")), "answer_at_1_when_answered")
    assert (found.a, found.b, found.difference, found.p) == (None, 1.0, None, None)


def test_amounts_are_compared_case_by_case_and_not_tested() -> None:
    before, now = run("r" * 8), run("r" * 8)
    now = [s.model_copy(update={"seconds": (s.seconds or 0) + 2}) for s in now]
    seconds = named(compare(before, now), "seconds")
    assert (seconds.difference, seconds.low, seconds.high, seconds.p) == (2, 2, 2, None)


@pytest.mark.parametrize(
    ("before", "now", "said"),
    [
        pytest.param("rrr", "rr", "'002' is in the run compared with only", id="one less"),
        pytest.param("rr", "rrrr", "'002' is in this run only .2 such", id="two more"),
    ],
)
def test_other_cases_are_refused(before: str, now: str, said: str) -> None:
    with pytest.raises(SettingsError, match=said):
        compare(run(before), run(now))


def test_a_case_that_was_changed_is_refused() -> None:
    now = run("rr")
    now[1] = now[1].model_copy(update={"fingerprint": "other"})
    with pytest.raises(SettingsError, match="'001' is not the same in both"):
        compare(run("rr"), now)


@settings(max_examples=3, deadline=None)
@given(
    pairs=st.lists(st.tuples(*[st.sampled_from("rwae")] * 2), min_size=1, max_size=6),
    data=st.data(),
)
def test_swapping_flips_and_reordering_changes_nothing(
    pairs: Sequence[tuple[str, str]], data: st.DataObject
) -> None:
    before, now = run("".join(a for a, _ in pairs)), run("".join(b for _, b in pairs))
    there, back = compare(before, now), compare(now, before)
    for d, flipped in zip(there.differences, back.differences, strict=True):
        assert (flipped.a, flipped.b, flipped.p, flipped.n) == (d.b, d.a, d.p, d.n)
        assert (flipped.gained, flipped.lost) == (d.lost, d.gained)
        if d.difference is not None:
            assert flipped.difference == pytest.approx(-d.difference)
        if d.low is not None and d.high is not None:
            assert (flipped.low, flipped.high) == pytest.approx((-d.high, -d.low))
    assert compare(data.draw(st.permutations(before)), data.draw(st.permutations(now))) == there
