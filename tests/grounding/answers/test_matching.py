"""Words of a question found in a text."""

from __future__ import annotations

import pytest

from briefbot.grounding.answers.matching import is_there, nearness, strength, wording
from briefbot.language.words import split_words

TEXT = "The Federal Aviation Authority met French pilots; its chairman, Zelenskiy, showed a film."


@pytest.mark.parametrize(
    ("word", "least", "most"),
    [
        pytest.param("meeting", 1, 1, id="inflected"),
        pytest.param("Zelensky", 1, 1, id="spelling"),
        pytest.param("FAA", 1, 1, id="acronym"),
        pytest.param("France", 0.7, 0.9, id="demonym"),
        pytest.param("movie", 0.1, 0.6, id="synonym"),
        pytest.param("zelensky", 0, 0, id="no-capital-no-name"),
        pytest.param("FBI", 0, 0, id="other-acronym"),
        pytest.param("volcano", 0, 0, id="absent"),
    ],
)
def test_how_far_a_word_is_there(word, least, most):
    (term,) = split_words(word)
    assert least <= strength(term, wording(TEXT)) <= most


def test_a_synonym_is_not_the_word():
    movie, france = split_words("movie France")
    assert not is_there(movie, wording(TEXT))
    assert is_there(france, wording(TEXT))


def test_words_that_stand_together_are_near():
    terms = split_words("French pilots")
    together = nearness(terms, wording("French pilots went on strike."))
    apart = nearness(terms, wording("French unions said that the pilots went on strike."))
    assert together == (1.0, 1.0)
    assert 0 < apart[0] < together[0]
    assert apart[1] == 0
    assert nearness(terms, wording("The pilots went on strike.")) == (0, 0)
    assert nearness(terms[:1], wording("French")) == (0, 0)
    assert nearness((), wording("")) == (0, 0)
    country = split_words("France pilots")
    assert nearness(country, wording("French pilots went on strike.")) == (1.0, 1.0)


def test_rare_neighbours_count_more():
    terms = split_words("seaweed Zharyk say")
    rare = nearness(terms, wording("Seaweed Zharyk there and then and there he said."))
    common = nearness(terms, wording("Seaweed there and then and there in Zharyk said."))
    assert rare[0] > common[0]
    assert rare[1] == common[1] == 0.5
    assert rare[0] < 1
