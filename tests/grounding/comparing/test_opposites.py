"""Words that turn a statement round."""

from __future__ import annotations

import pytest

from briefbot.grounding.comparing.opposites import are_denied, are_opposite, concept
from briefbot.language.words import split_words, stem


@pytest.mark.parametrize(
    ("a", "b", "opposite"),
    [
        ("agreed", "refused", True),
        ("approves", "rejects", True),
        ("opened", "closed", True),
        ("suspended", "resumed", True),
        ("denies", "confirms", True),
        ("rose", "fell", True),
        ("agreed", "approved", False),
        ("met", "spoke", False),
        ("agreed", "agreed", False),
    ],
)
def test_opposites_go_both_ways_whatever_the_form(a: str, b: str, opposite: bool) -> None:
    assert are_opposite(stem(a), stem(b)) is are_opposite(stem(b), stem(a)) is opposite


@pytest.mark.parametrize(
    ("a", "b", "denied"),
    [("lawful", "unlawful", True), ("disarm", "disarm", False), ("port", "airport", False)],
)
def test_a_prefix_denies(a: str, b: str, denied: bool) -> None:
    assert are_denied(a, b) is are_denied(b, a) is denied


def test_a_verb_and_its_particle_are_one() -> None:
    words = split_words("Chile called off the talks")
    assert concept(words, 1) == stem("cancel")
    assert concept(words, 0) == stem("chile")
