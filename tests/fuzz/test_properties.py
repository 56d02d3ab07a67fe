"""The fuzzers' own targets on inputs from hypothesis: the same checks, a few seconds, the same inputs each time."""

from __future__ import annotations

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from benchmarks.fuzz.mutating import mutated
from benchmarks.fuzz.pieces import FIELD, PIECES, fields, joined
from benchmarks.fuzz.targets import TARGETS
from benchmarks.fuzz.targets.base import expect_told
from briefbot.errors import BriefbotError

# How many inputs each target gets: whole results take up to a tenth of a second.
_FEW = {
    "summary": 2, "ask": 2, "changes": 2, "story": 2, "gate": 8, "altered": 8, "pages": 1, "result": 5,
}  # fmt: skip
_MANY = 25


def check(name: str, data: bytes) -> None:
    try:
        TARGETS[name].check(data)
    except BriefbotError as exc:
        expect_told(exc)


@st.composite
def inputs(draw, name: str) -> bytes:
    """A seed changed as the fuzzers change it, short enough for a test, or pieces alone."""
    target = TARGETS[name]
    if draw(st.integers(0, 4)) == 0:
        return b"".join(draw(st.lists(st.sampled_from(PIECES), max_size=12)))
    chance = random.Random(draw(st.integers(0, 2**32)))
    seeds = target.seeds()
    return mutated(
        chance.choice(seeds),
        chance,
        json_like=target.json_like,
        others=seeds,
        largest=min(target.largest, 3_000) if not target.json_like else target.largest,
    )


@pytest.mark.parametrize("name", TARGETS)
def test_what_must_hold_does(name):
    @settings(max_examples=_FEW.get(name, _MANY), derandomize=True, database=None)
    @given(inputs(name))
    def holds(data):
        check(name, data)

    holds()


@pytest.mark.parametrize("name", TARGETS)
def test_every_seed_holds(name):
    for data in TARGETS[name].seeds()[: _FEW.get(name, _MANY)]:
        check(name, data)


@given(st.lists(st.text().filter(lambda text: FIELD.decode() not in text), min_size=1, max_size=5))
def test_fields_come_back(parts):
    assert fields(joined(*parts), len(parts)) == parts


@given(st.binary(max_size=300), st.integers(0, 2**32), st.booleans())
def test_changing_an_input_keeps_its_bound(data, seed, json_like):
    args = {"json_like": json_like, "others": [b"x", data], "largest": 500}
    changed = mutated(data, random.Random(seed), **args)
    assert len(changed) <= 500
    assert changed == mutated(data, random.Random(seed), **args)
