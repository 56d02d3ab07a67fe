"""Words of a claim laid over those of a sentence."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefbot.grounding.alignment import align, same_word
from briefbot.language.words import split_words


def lay(claim, source):
    a, b = split_words(claim), split_words(source)
    aligned = align(a, b, range(len(a)), range(len(b)))
    return [(a[i].text, b[j].text) for i, j in aligned.pairs], [a[i].text for i in aligned.missing]


@pytest.mark.parametrize(
    ("claim", "source", "pairs", "missing"),
    [
        ("", "a b", 0, []),
        ("a b", "", 0, ["a", "b"]),
        ("a b c", "a b c", 3, []),
        ("a c", "a b c", 2, []),
        ("c a", "a b c", 1, 1),
        ("a x c", "a b c", 2, ["x"]),
        ("met Zelensky", "meets Zelenskiy", 2, []),
    ],
)
def test_the_longest_matching_in_order(claim, source, pairs, missing):
    found, left = lay(claim, source)
    assert len(found) == pairs
    assert left == missing or len(left) == missing


def test_neighbours_are_preferred():
    a, b = split_words("the vote"), split_words("the court stopped the vote")
    assert align(a, b, range(2), range(5)).pairs in (((0, 3), (1, 4)), ((0, 0), (1, 4)))
    a, b = split_words("ends the vote"), split_words("the law ends the vote")
    assert align(a, b, range(3), range(5)).pairs == ((0, 2), (1, 3), (2, 4))


@pytest.mark.parametrize(
    ("a", "b", "same"),
    [
        ("Russia", "Russia's", False),
        ("Russia's", "Russia", True),  # told apart by the check of roles
        ("Zelensky", "Zelenskiy", True),
        ("zelensky", "Zelenskiy", False),
        ("Iran", "Iraq", False),
        ("demands", "demanded", True),
        ("100,000", "100000", True),
    ],
)
def test_words_that_are_one(a, b, same):
    assert same_word(split_words(a)[0], split_words(b)[0]) is same


@given(
    st.lists(st.sampled_from("abcd"), max_size=12), st.lists(st.sampled_from("abcd"), max_size=12)
)
def test_pairs_rise_and_every_word_is_paired_or_missing(claim, source):
    a, b = split_words(" ".join(claim)), split_words(" ".join(source))
    aligned = align(a, b, range(len(a)), range(len(b)))
    assert list(aligned.pairs) == sorted(set(aligned.pairs))
    assert all(a[i].stem == b[j].stem for i, j in aligned.pairs)
    assert sorted([i for i, _ in aligned.pairs] + list(aligned.missing)) == list(range(len(a)))
    assert len({j for _, j in aligned.pairs}) == len(aligned.pairs)
