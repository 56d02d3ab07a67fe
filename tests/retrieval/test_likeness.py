"""Cosines of packed vectors: near the real ones, and the same to the last digit in whatever company."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefbot.documents import Sentence, Span
from briefbot.retrieval.likeness import Likeness, cosines, packed

np = pytest.importorskip("numpy", reason="needs the extra `neural`")

SIZE = 384


def vectors(count, seed=0):
    made = np.random.default_rng(seed).normal(size=(count, SIZE)).astype(np.float32)
    return made / np.linalg.norm(made, axis=1, keepdims=True)


def test_a_packed_vector_has_a_byte_a_number():
    assert [len(packed(vector)) for vector in vectors(2)] == [SIZE, SIZE]


def test_cosines_are_near_those_of_the_vectors_themselves():
    question, *rows = vectors(1_000)
    # Random ones are all near 0: these are spread over the whole range.
    shares = np.linspace(-1, 1, len(rows), dtype=np.float32)[:, None]
    spread = shares * question + (1 - abs(shares)) * np.array(rows)
    exact = spread @ question / np.linalg.norm(spread, axis=1)
    found = cosines(question, b"".join(packed(row) for row in spread))
    assert max(abs(exact - found)) < 0.005
    assert min(found) < -0.99
    assert max(found) > 0.99


@given(st.integers(1, 40), st.integers(0, 99))
def test_a_cosine_does_not_depend_on_what_stands_beside_it(count, seed):
    question, *rows = vectors(count + 1, seed)
    alone = [cosines(question, packed(row))[0] for row in rows]
    assert cosines(question, b"".join(packed(row) for row in rows)) == alone


@pytest.mark.parametrize("scale", [1e-6, 1.0, 1e6])
def test_a_vector_is_its_direction_alone(scale):
    question, row = vectors(2)
    assert packed(row * np.float32(scale)) == packed(row)
    assert cosines(question * np.float32(scale), packed(row)) == cosines(question, packed(row))


@pytest.mark.parametrize("odd", [0.0, float("nan"), float("inf"), -float("inf"), 1e-38])
def test_a_vector_without_a_direction_is_like_nothing(odd):
    nothing, row = np.full(SIZE, odd, np.float32), vectors(1)[0]
    assert packed(nothing) == bytes(SIZE)
    assert cosines(row, packed(nothing)) == [0.0]
    assert cosines(nothing, packed(row)) == [0.0]


def test_no_vectors_give_no_cosines():
    assert cosines(vectors(1)[0], b"") == []


def test_the_same_vector_is_no_more_than_1():
    for row in vectors(200):
        assert 0.999 < cosines(row, packed(row))[0] <= 1.0


def test_a_sentence_it_was_not_made_for_is_like_nothing(brief):
    one = brief("It rained. It snowed.")
    first, second = Sentence(one, Span(0, 10)), Sentence(one, Span(11, 21))
    likeness = Likeness("an encoder", "0" * 64, {(one.id, first.span): 0.25})
    assert likeness.of(first) == 0.25
    assert likeness.of(second) == 0.0
