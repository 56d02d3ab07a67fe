"""Which sentences can be told alone."""

from __future__ import annotations

import pytest

from briefbot.writing.extractive.alone import stands_alone, takes_for_known, word_count


@pytest.mark.parametrize(
    "text",
    [
        "The river Arno burst its banks at Pisa.",
        "On Monday the mayor of Pisa said he would resign.",
        "“We need 900 beds by tonight,” the mayor said.",
        "In the evening, soldiers reached Pisa with boats.",
        "Some 900 people left their homes.",
    ],
)
def test_a_whole_sentence_that_names_what_it_is_about(text: str) -> None:
    assert stands_alone(text)


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("They closed the old bridge of Pisa.", id="pronoun"),
        pytest.param("In the evening, they closed the old bridge.", id="pronoun-behind-a-time"),
        pytest.param("On Monday he said that the bridge would open.", id="pronoun-behind-a-day"),
        pytest.param("Its banks broke at three places near Pisa.", id="possessive"),
        pytest.param("However, the bridge of Pisa stayed open.", id="link"),
        pytest.param("Furthermore, the bridge of Pisa stayed open.", id="another-link"),
        pytest.param("But the bridge of Pisa stayed open.", id="conjunction"),
        pytest.param("The other bridge of Pisa stayed open.", id="the-other"),
        pytest.param("while soldiers reached Pisa with boats.", id="no-beginning"),
        pytest.param("What soldiers brought to Pisa on Monday:", id="no-end"),
        pytest.param("“We need 900 beds by tonight.", id="open-quotation"),
        pytest.param('beds by tonight" the mayor of Pisa said.', id="half-a-quotation"),
        pytest.param("It rained.", id="short"),
        pytest.param("— — — — .", id="no-words"),
    ],
)
def test_what_leans_on_the_sentence_before_or_is_none(text: str) -> None:
    assert not stands_alone(text)


def test_words_are_what_stands_between_spaces() -> None:
    assert word_count("Some 1,200 people —  told\nto leave.") == 7


@pytest.mark.parametrize(
    ("text", "known"),
    [
        ("The move is expected to help the mayor.", True),
        ("The mayor of Pisa opened the bridge.", False),
        ("The Arno burst its banks.", False),
        ("The 30 boats came from Lucca.", False),
        ("A bridge was closed.", False),
        ("", False),
    ],
)
def test_a_thing_without_its_name_is_taken_for_known(text: str, known: bool) -> None:
    assert takes_for_known(text) == known
