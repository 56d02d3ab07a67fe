from __future__ import annotations

import pytest

from briefbot.language.blanks import Blank, find_blank
from briefbot.language.questions import read_question


@pytest.mark.parametrize(
    ("question", "blank"),
    [
        ('what number fills the blank: "At least ____ die."', ("At least ", " die.")),
        ("which name fills “the ___ met” there?", ("the ", " met")),
        (
            'What fills: "He says "it is ____ o\'clock" there."',
            ('He says "it is ', " o'clock\" there."),
        ),
        ("At least ____ die.", ("At least ", " die.")),
        ('"At least ____ die." What number?', ("At least ", " die.")),
    ],
)
def test_the_statement_around_the_blank(question, blank):
    found = find_blank(question)
    assert found is not None
    assert (found.before, found.after) == blank


@pytest.mark.parametrize("question", ["How many died?", "", 'What is "snake_case"?'])
def test_most_questions_have_no_blank(question):
    assert find_blank(question) is None


def test_the_words_about_the_blank_are_not_looked_for():
    question = read_question('what number fills the blank: "____ Amhara civilians flee."')
    assert [w.text for w in question.terms] == ["Amhara", "civilians", "flee"]
    assert (question.kind, [w.text for w in question.counted]) == (
        "how_many",
        ["Amhara", "civilians"],
    )


def test_what_is_asked_of_the_blank_is_apart():
    assert find_blank('what fills "a ____ b" here?') == Blank("a ", " b", "what fills   here?")
