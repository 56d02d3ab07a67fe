"""The score gate: no measure of a small fixed slice of real questions falls by more than its noise.

It skips where the data is not there. `python -m benchmarks.quality.score_gate --refresh` expects what comes out now.
"""

from __future__ import annotations

import sys
from collections import Counter
from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest

from benchmarks.quality.data import DATA, DataMissingError
from benchmarks.quality.gate.planting.plant import KINDS
from benchmarks.quality.score_gate import (
    Kept,
    SliceChangedError,
    find_drops,
    keep,
    read_expected,
)
from benchmarks.quality.slices import SLICES
from briefbot.grounding import relevance, support
from briefbot.grounding.support import Proof

ROOT = Path(__file__).parent.parent


def says(name: str) -> dict[str, dict[str, bool | None]]:
    """What each case says with the package as it is at this moment."""
    try:
        return SLICES[name](ROOT / DATA)
    except DataMissingError as exc:
        pytest.skip(f"the data to measure with is not here: {exc}")


def now(name: str) -> Kept:
    return keep(says(name))


# With the package as it is written; for tests that put nothing in the place of anything.
says_as_is = cache(says)


def put_in_place_of(original, stand_in, monkeypatch) -> None:
    """Replace a function wherever the package has imported it."""
    found = [
        (module, name)
        for module_name, module in list(sys.modules.items())
        if module_name.startswith("briefbot")
        for name, value in list(vars(module).items())
        if value is original
    ]
    assert len(found) > 1
    for module, name in found:
        monkeypatch.setattr(module, name, stand_in)


@pytest.fixture(autouse=True)
def _own_cache(tmp_path, monkeypatch):
    monkeypatch.setenv("BRIEFBOT_CACHE", str(tmp_path))


@pytest.mark.parametrize("name", SLICES)
def test_no_score_falls_by_more_than_its_noise(name):
    drops = find_drops(name, read_expected()[name], keep(says_as_is(name)))
    assert not drops, "\n".join(map(str, drops))


def test_errors_of_every_kind_are_planted():
    kinds = Counter(case.split(".")[0] for case in says_as_is("planted"))
    assert kinds == dict.fromkeys(KINDS, 8)


def test_a_gate_that_proves_everything_is_noticed(monkeypatch):
    def proves(statement, speaker, source):
        return Proof(checks=(), share=1.0, contradicts=False, speaker=speaker)

    put_in_place_of(support.prove, proves, monkeypatch)
    drops = find_drops("planted", read_expected()["planted"], now("planted"))
    assert "caught" in [drop.measure for drop in drops]


def test_a_gate_that_proves_nothing_is_noticed(monkeypatch):
    honest = support.prove

    def doubts(statement, speaker, source):
        proof = honest(statement, speaker, source)
        failed = support.Check(name="words", passed=False, detail="not proved")
        return replace(proof, checks=(*proof.checks, failed))

    put_in_place_of(support.prove, doubts, monkeypatch)
    drops = find_drops("planted", read_expected()["planted"], now("planted"))
    assert "true_let_through" in [drop.measure for drop in drops]


def test_a_ranker_that_puts_the_best_last_is_noticed(monkeypatch):
    honest = relevance.judge

    def reversed_(*args, **options):
        judged = honest(*args, **options)
        return replace(judged, score=-judged.score)

    put_in_place_of(relevance.judge, reversed_, monkeypatch)
    drops = find_drops("realtimeqa", read_expected()["realtimeqa"], now("realtimeqa"))
    assert "gold_ranked_first" in [drop.measure for drop in drops]


def test_an_answer_to_everything_is_noticed(monkeypatch):
    honest = relevance.judge

    def content(*args, **options):
        return replace(honest(*args, **options), answers=True, lacking=(), misses=())

    put_in_place_of(relevance.judge, content, monkeypatch)
    drops = find_drops("clapnq", read_expected()["clapnq"], now("clapnq"))
    assert "abstained" in [drop.measure for drop in drops]


def kept(marks: str, measure: str = "answered") -> Kept:
    return Kept("same", {measure: marks})


@pytest.mark.parametrize(
    ("before", "after", "falls"),
    [
        pytest.param("1" * 20, "1" * 20, False, id="the-same"),
        pytest.param("1" * 20, "1" * 15 + "0" * 5, False, id="five-lost-may-be-chance"),
        pytest.param("1" * 20, "1" * 14 + "0" * 6, True, id="six-lost"),
        pytest.param("1" * 14 + "0" * 6, "1" * 20, False, id="better"),
        pytest.param("1" * 10 + "0" * 6, "0" * 6 + "1" * 10, False, id="as-many-gained"),
        pytest.param("1" * 20, "1" * 14 + "-" * 6, True, id="no-say-any-more"),
    ],
)
def test_a_fall_is_more_than_noise(before, after, falls):
    assert bool(find_drops("set", kept(before), kept(after))) is falls


@pytest.mark.parametrize(
    ("before", "after", "falls"),
    [("111", "110", True), ("111", "11-", False), ("110", "110", False), ("110", "011", False)],
)
def test_an_inexact_quote_is_never_noise(before, after, falls):
    drops = find_drops("set", kept(before, "quotes_exact"), kept(after, "quotes_exact"))
    assert bool(drops) is falls


def test_other_cases_are_not_compared():
    with pytest.raises(SliceChangedError, match="--refresh"):
        find_drops("set", Kept("some", {}), Kept("others", {}))


def test_what_is_kept_names_no_case_and_does_not_depend_on_their_order():
    says = {"q1": {"answered": True}, "q2": {"answered": False}, "q3": {"answered": None}}
    one, other = keep(says), keep(dict(reversed(says.items())))
    assert one == other
    assert sorted(one.marks["answered"]) == ["-", "0", "1"]
    assert "q1" not in str(one)


def test_every_slice_has_its_expected_outcomes():
    assert set(read_expected()) == set(SLICES)
