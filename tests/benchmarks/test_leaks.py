from __future__ import annotations

from datetime import date

import pytest

from benchmarks.quality.leaks import CutLibrary, Dated, count_leaks
from briefbot import Briefbot
from briefbot.library.given import GivenLibrary
from briefbot.library.readers.text import brief_from_text

DAYS = {
    date(2021, 3, 2): "Storm Ada kills 12 people in Lisbon.",
    date(2021, 3, 4): "The death toll from Storm Ada in Lisbon rises to 19.",
    date(2021, 3, 9): "Parliament in Oslo votes for the new harbour.",
}
ASKED = [
    Dated("first", "How many people did Storm Ada kill?", date(2021, 3, 2)),
    Dated("between", "What is the death toll from Storm Ada?", date(2021, 3, 5)),
    Dated("none", "Who won the chess final?", date(2021, 3, 4)),
]


@pytest.fixture
def whole() -> Briefbot:
    briefs = [brief_from_text(text, id=f"{day}.txt", day=day) for day, text in DAYS.items()]
    return Briefbot(GivenLibrary(briefs), model="extractive", environ={})


class Leaky:
    """Answers as if it were asked today."""

    def __init__(self, bot: Briefbot) -> None:
        self.library = bot.library
        self._bot = bot

    def ask(self, question, *, as_of):
        return self._bot.ask(question)


def test_nothing_leaks(whole):
    assert count_leaks(ASKED, whole) == []


def test_what_leaks_is_counted(whole):
    assert sorted(count_leaks(ASKED, Leaky(whole))) == ["between", "first", "none"]


def test_a_cut_library_hides_what_is_later(whole):
    cut = CutLibrary(whole.library)
    cut.last = date(2021, 3, 4)
    assert [entry.id for entry in cut.listing().entries] == ["2021-03-02.txt", "2021-03-04.txt"]
    assert cut.load("2021-03-02.txt").text == DAYS[date(2021, 3, 2)]
