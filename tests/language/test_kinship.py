"""Which words can stand for each other."""

from __future__ import annotations

import pytest

from briefbot.language.kinship import DERIVED, kin
from briefbot.language.words import stem


@pytest.mark.parametrize(
    ("a", "b"),
    [("French", "France"), ("Ukrainian", "Ukraine"), ("death", "die"), ("winner", "win")],
)
def test_derived_forms_and_demonyms(a, b):
    a, b = stem(a.lower()), stem(b.lower())
    assert kin(a)[b] == kin(b)[a] == DERIVED


@pytest.mark.parametrize(
    ("a", "b"), [("movie", "film"), ("assault", "attack"), ("buy", "purchase")]
)
def test_synonyms_count_less_than_forms(a, b):
    assert 0 < kin(stem(a))[stem(b)] < DERIVED


@pytest.mark.parametrize(
    ("a", "b"), [("win", "lose"), ("russia", "france"), ("import", "export"), ("victory", "defeat")]
)
def test_opposites_and_neighbours_are_no_kin(a, b):
    assert stem(b) not in kin(stem(a))


def test_an_unknown_word_has_none():
    assert kin("zxqwv") == {}
