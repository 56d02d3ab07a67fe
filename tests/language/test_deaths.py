from __future__ import annotations

import pytest

from briefbot.language.deaths import tells_deaths
from briefbot.language.questions import read_question
from briefbot.language.words import split_words


@pytest.mark.parametrize(
    "sentence",
    [
        "The death toll from the heat wave passes 1100 as roads melt.",
        "The death toll in Japan from the storm rises to 17.",
        "At least 26 people are killed in the blast.",
        "Two soldiers die in an ambush.",
        "A bomb kills at least 22 people.",
        "The flood, killing nearly fifteen villagers, cut roads.",
        "Officials confirm 94 deaths.",
        "Brazil surpasses 1,000 deaths.",
        "The attack claims twelve lives.",
        "Rescuers recover 20 bodies.",
        "At least 26 villagers of the upper valley drown.",
        "Some 300 people lost their lives in the floods.",
        "In all, 40 lives were lost.",
    ],
)
def test_a_number_of_dead_is_told_in_many_words(sentence):
    assert tells_deaths(split_words(sentence))


@pytest.mark.parametrize(
    "sentence",
    [
        "The death toll is expected to rise.",
        "Rescuers search for 94 missing people.",
        "At least 30 houses burn down.",
        "Thousands flee; 12 roads are closed.",
        "A man is killed and 30 are injured.",
        "The death toll rises; 30 are missing.",
        "At least 26 villagers of the valley say that many drown.",
        "The storm kills cattle and floods 15 streets.",
        "Some 300 people lost their homes in the floods.",
        "The mill lost 200 jobs, and lives on.",
    ],
)
def test_other_numbers_are_no_toll(sentence):
    assert not tells_deaths(split_words(sentence))


@pytest.mark.parametrize(
    ("question", "deaths"),
    [
        ("What is the death toll of the storm?", True),
        ("How many people were killed in the storm?", True),
        ("How many people have died?", True),
        ("How many died?", True),
        ("How many children were killed?", False),
        ("How many people were injured?", False),
        ("Who was killed in the storm?", False),
        ("How many people lost their lives in the storm?", True),
        ("How many lost their lives in the storm?", True),
        ("How many lives were lost in the storm?", True),
        ("How many lives has the storm claimed?", False),
        ("How many lives did the vaccine save?", False),
        ("How many people lost their homes?", False),
        ("How many people lost power in the storm?", False),
        ("How many soldiers lost their lives in the storm?", False),
        ("Who lost his life in the storm?", False),
        ("How large was the loss of human life in the storm?", False),
        ("How many people lost their jobs in the town where he lives?", False),
        ("How many were lost at sea off the town where Maria lives?", False),
        ("How many people who lost homes in the storm have new lives?", False),
        ("How many jobs were lost as the storm took lives?", False),
    ],
)
def test_questions_for_a_toll(question, deaths):
    assert read_question(question).deaths is deaths
