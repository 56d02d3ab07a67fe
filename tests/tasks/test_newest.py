from __future__ import annotations

from datetime import date

import pytest

from briefbot import Briefbot
from briefbot.library.given import GivenLibrary
from briefbot.library.readers.text import brief_from_text

TOLLS = {
    date(2021, 3, 2): "The death toll of the Kenya floods rises to 12.",
    date(2021, 3, 5): "The death toll of the Kenya floods rises to 40.",
    date(2021, 3, 6): "Roads in Kenya are open again after the floods.\n\nA fire in Oslo kills 3.",
    date(2021, 9, 9): "Kenya elects a parliament.",
}


@pytest.fixture
def bot() -> Briefbot:
    readings = [brief_from_text(text, id=f"{day}.txt", day=day) for day, text in TOLLS.items()]
    return Briefbot(GivenLibrary(readings), model="extractive", environ={})


@pytest.mark.parametrize(
    ("question", "toll"),
    [
        ("As of March 3, 2021, how many people have died in the Kenya floods?", "12"),
        ("As of March 6, 2021, how many people have died in the Kenya floods?", "40"),
        ("As of March 6, 2021, what is the toll of the 2021 Kenya floods?", "40"),
        ("What death toll did the brief of 2021-03-02 report for the 2021 Kenya floods?", "12"),
    ],
)
def test_the_newest_toll_up_to_the_day_is_the_answer(bot, question, toll):
    answer = bot.ask(question)
    assert [claim.text for claim in answer.claims] == [
        f"The death toll of the Kenya floods rises to {toll}."
    ]


def test_a_toll_told_long_ago_is_found_all_the_same(bot):
    answer = bot.ask("How many people have died in the Kenya floods?", as_of="2021-09-09")
    assert "Kenya floods rises" in answer.claims[0].text


def test_another_storys_number_is_no_answer(bot):
    question = "As of March 6, 2021, how many people have died in the 2021 Peru floods?"
    assert bot.ask(question).status == "abstained"
