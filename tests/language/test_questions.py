"""Questions taken apart."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefbot.language.questions import read_question


def words(part):
    return [w.text for w in part]


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Who met Zelenskiy?", "who"),
        ("When did they meet?", "when"),
        ("What day did they meet?", "when"),
        ("Where did they meet?", "where"),
        ("Which country did they visit?", "where"),
        ("How many troops are there?", "how_many"),
        ("What is the death toll?", "how_many"),
        ("How did they meet?", "how"),
        ("Why did they meet?", "why"),
        ("Did they meet?", "yes_no"),
        ("Could they meet?", "yes_no"),
        ("What did they say?", "what"),
        ("Ukraine", "what"),
        ("", "what"),
        ("?!", "what"),
    ],
)
def test_the_kind_of_a_question(text, kind):
    assert read_question(text).kind == kind


@pytest.mark.parametrize(
    ("text", "actor", "verb", "stance"),
    [
        ("What does Russia demand?", ["Russia"], "demand", "demanded"),
        ("What did the Central Bank say?", ["Central", "Bank"], "say", "said"),
        ("What has Moscow amassed?", ["Moscow"], "amassed", None),
        ("When will Johnson meet Putin?", ["Johnson"], "meet", None),
        ("What happened in Ukraine?", [], None, None),
        ("What did happen?", [], None, None),
        ("Who won the Super Bowl?", [], "won", None),
        ("Ukraine news", [], None, None),
    ],
)
def test_who_is_asked_about_as_acting(text, actor, verb, stance):
    question = read_question(text)
    assert words(question.actor) == actor
    assert (question.verb.text if question.verb else None) == verb
    assert question.stance == stance


@pytest.mark.parametrize(
    ("text", "terms", "names"),
    [
        ("What does Russia demand?", ["Russia", "demand"], ["Russia"]),
        ("What happened in Nepal?", ["Nepal"], ["Nepal"]),
        ("Tell me the latest news about Mali", ["Mali"], ["Mali"]),
        ("Who won the Super Bowl?", ["won", "Super", "Bowl"], ["Super", "Bowl"]),
        ("How many troops are near Ukraine?", ["troops", "Ukraine"], ["Ukraine"]),
        ("What happened?", [], []),
        ("...", [], []),
    ],
)
def test_what_must_be_found(text, terms, names):
    question = read_question(text)
    assert words(question.terms) == terms
    assert words(question.names) == names


@pytest.mark.parametrize(
    ("text", "counted"),
    [
        ("How many troops are near Ukraine?", ["troops"]),
        ("How many Russian troops has it?", ["Russian", "troops"]),
        ("How much aid did Germany pledge?", ["aid"]),
        ("What is the number of dead in Nepal?", ["dead"]),
        ("When did it start?", []),
    ],
)
def test_what_is_counted(text, counted):
    assert words(read_question(text).counted) == counted


@given(st.text(max_size=200))
def test_any_text_is_taken_apart(text):
    question = read_question(text)
    assert question.text == text
    assert set(question.names) <= set(question.terms)


def test_the_following_of_a_list_is_not_looked_for():
    question = read_question("Which of the following fell in Lyon following a storm?")
    assert words(question.terms) == ["fell", "Lyon", "following", "storm"]


def test_sentences_beside_the_one_with_the_gap_are_its_setting():
    question = read_question(
        'What number fills the blank: "A ferry sank off Crete. ____ passengers died. '
        'Divers search the wreck."'
    )
    assert words(question.terms) == ["passengers", "died"]
    assert words(question.setting) == ["ferry", "sank", "Crete", "Divers", "search", "wreck"]
    assert question.has_blank
    assert not read_question("How many passengers died?").has_blank
