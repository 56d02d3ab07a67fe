"""What the fitted weights make of the features."""

from __future__ import annotations

import tomllib
from dataclasses import fields, replace
from importlib.resources import files

import pytest

from briefbot.grounding.answers.calibration import chance, score
from briefbot.grounding.answers.features import Features

NOTHING = Features(**dict.fromkeys((f.name for f in fields(Features)), 0.0))


def test_every_weight_is_that_of_a_feature():
    tables = tomllib.loads((files("briefbot.grounding.answers") / "weights.toml").read_text())
    assert set(tables) == {"ranking", "answering"}
    names = {f.name for f in fields(Features)}
    assert set(tables["ranking"]) <= names
    assert set(tables["answering"]) <= names | {"constant"}


def test_nothing_found_ranks_at_zero_and_hardly_answers():
    assert score(NOTHING) == 0
    assert 0 < chance(NOTHING) < 0.1


@pytest.mark.parametrize("name", ["coverage", "around", "fits"])
def test_more_found_ranks_higher_and_answers_more_likely(name):
    more = replace(NOTHING, **{name: 1.0})
    assert score(more) > score(NOTHING)
    assert chance(NOTHING) < chance(more) < 1


def test_an_idle_actor_answers_less_likely_and_ranks_alike():
    idle = replace(NOTHING, coverage=1.0, idle=1.0)
    busy = replace(idle, idle=0.0)
    assert chance(idle) < chance(busy)
    assert score(idle) == score(busy)
