"""What the fitted weights make of the features."""

from __future__ import annotations

import tomllib
from dataclasses import fields, replace
from importlib.resources import files

import pytest

from briefbot.encoder import minilm
from briefbot.grounding.answers.calibration import chance, is_fitted_to, score
from briefbot.grounding.answers.features import Features

NOTHING = Features(**dict.fromkeys((f.name for f in fields(Features)), 0.0))


ENCODER = minilm.WEIGHTS.sha256
# What only an encoder says.
SAID = {"alike", "alike_around"}


def tables_of(name):
    return tomllib.loads((files("briefbot.grounding.answers") / name).read_text())


@pytest.mark.parametrize("name", ["weights.toml", "weights_encoded.toml"])
def test_every_weight_is_that_of_a_feature(name):
    tables = tables_of(name)
    assert set(tables) - {"encoder"} == {"ranking", "answering"}
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


def test_the_weights_with_an_encoder_hold_for_the_pinned_one_alone():
    assert tables_of("weights_encoded.toml")["encoder"] == ENCODER
    assert is_fitted_to(ENCODER)
    assert not any(map(is_fitted_to, ["", "0" * 64, ENCODER[:12], ENCODER.upper()]))


@pytest.mark.parametrize("weigh", [chance, score])
def test_no_weights_are_lent_to_an_encoder_they_were_not_fitted_to(weigh):
    with pytest.raises(ValueError, match="no weights are fitted to the encoder '000000000000'"):
        weigh(NOTHING, by="0" * 64)


@pytest.mark.parametrize("weigh", [chance, score])
@pytest.mark.parametrize("name", sorted(SAID))
def test_by_words_alone_what_an_encoder_says_counts_nothing(weigh, name):
    assert weigh(replace(NOTHING, **{name: 1.0})) == weigh(NOTHING)
    assert not SAID & {w for t in tables_of("weights.toml").values() for w in t}


def test_the_more_alike_the_sentence_the_higher_it_ranks():
    ranks = [score(replace(NOTHING, alike=by / 4), by=ENCODER) for by in range(-4, 5)]
    assert ranks == sorted(set(ranks))


def test_the_more_alike_the_paragraph_the_likelier_it_answers():
    chances = [chance(replace(NOTHING, alike_around=by / 4), by=ENCODER) for by in range(-4, 5)]
    assert chances == sorted(set(chances))
    assert chances[0] < 0.01
    assert chances[-1] > 0.9
