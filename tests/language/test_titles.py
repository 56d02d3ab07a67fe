from __future__ import annotations

import pytest

from briefbot.language.questions import read_question


@pytest.mark.parametrize(
    ("question", "kind", "whose", "where", "year"),
    [
        ('What toll for "2015 Indian heat wave"?', "heat wave", "Indian", "", 2015),
        ("What toll for “pandemic in Italy”?", "pandemic", "", "Italy", None),
        ('What toll for "Disasters in Indonesia"?', "Disasters", "", "Indonesia", None),
        ("How many died in the 2018 Laos dam collapse?", "dam collapse", "Laos", "", 2018),
        ("2018 Japan floods: how many died?", "floods", "Japan", "", 2018),
        ('What toll for "January 2016 Ohio blizzard"?', "blizzard", "Ohio", "", 2016),
        ("What is the toll of the fever outbreak in Italy?", "fever outbreak", "", "Italy", None),
        ("Fever outbreak in Italy: how many dead?", "outbreak", "Fever", "Italy", None),
        ("Who won the 2014 Nordic cup after the final?", "cup", "Nordic", "", 2014),
    ],
)
def test_the_title_of_a_story(question, kind, whose, where, year):
    title = read_question(question).title
    assert title is not None
    told = [" ".join(w.text for w in part) for part in (title.kind, title.whose, title.where)]
    assert (told, title.year) == ([kind, whose, where], year)


@pytest.mark.parametrize(
    "question",
    [
        "How many died?",
        "How many died in the outbreak when they fled?",
        "Who fell in the flood?",
        "How many died in 2014?",
        'How many did "Hurricane Harvey" kill?',
        "",
    ],
)
def test_questions_without_a_title(question):
    assert read_question(question).title is None
