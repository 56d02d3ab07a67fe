"""What words weigh."""

from __future__ import annotations

import pytest

from briefbot.language.rarity import rarity
from briefbot.language.words import stem


def test_rare_words_weigh_more_than_common_ones():
    assert rarity(stem("say")) < rarity(stem("government")) < rarity(stem("seaweed")) < 6


@pytest.mark.parametrize(
    ("word", "weight"),
    [("zxqwv", 6.0), ("the", 0.5), ("2019", 5.0), ("1.5", 5.0), ("12", 2.5), ("two", 2.5)],
)
def test_the_bounds(word, weight):
    assert rarity(stem(word)) == weight


def test_all_forms_of_a_word_weigh_the_same():
    assert rarity(stem("met")) == rarity(stem("meeting")) == rarity(stem("meets"))
