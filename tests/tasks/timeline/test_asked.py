"""Which words of a query must be there, and in what forms they count."""

from __future__ import annotations

import pytest

from briefbot.errors import QuestionError
from briefbot.tasks.timeline.asked import read_story

THERE = [
    ("Crimea", "The Crimean parliament votes."),
    ("crimea", "The Crimean parliament votes."),
    ("Nepal", "A Nepalese climber falls."),
    ("Russia", "Russian ships leave."),
    ("Zelensky", "Volodymyr Zelenskiy speaks."),
    ("United Nations", "The UN votes."),
    ("UN", "The United Nations vote."),
    ("earthquake", "Two earthquakes strike."),
    ("What happened in Kessel?", "Dockers walk out in Kessel."),
    ("war in Ukraine", "Ukraine counts its dead."),
    ('"Crimean Bridge"', "The Crimean Bridge is closed."),
    ("“crimean bridge”", "The Crimean Bridge is closed."),
    ('"Crimean Bridge" attack', "The Crimean Bridge is closed."),
]
MISSING = [
    ("Crimea", "Namibia reports two deaths from Crimean–Congo fever."),
    ("Mandela", "A Mandala Airlines flight crashes."),
    ("Iran", "The mayor of Tirana resigns."),
    ("Niger", "Nigeria votes."),
    ("Crimea sanctions", "Crimea votes."),
    ('"Crimean Bridge"', "A bridge to the Crimean coast is closed."),
    ('"Crimean Bridge"', "A bridge near the Crimean Bridgehead is closed."),
]


@pytest.mark.parametrize(("query", "text"), THERE, ids=[f"{q}: {t}" for q, t in THERE])
def test_there(query: str, text: str) -> None:
    story = read_story(query)
    assert story.has(text) == story.size > 0


@pytest.mark.parametrize(("query", "text"), MISSING, ids=[f"{q}: {t}" for q, t in MISSING])
def test_missing(query: str, text: str) -> None:
    story = read_story(query)
    assert story.has(text) < story.size


def test_what_is_there_is_also_found(library) -> None:
    """The index is asked in all the forms that count afterwards."""
    for query, text in THERE:
        assert library({"2022-02-02": text}).timeline(query).found == 1, (query, text)


OTHERS = "Dock workers walk out at midnight.\n\nRain falls on the hills all day."
HEADED = {
    "marked": (f"# Friday\n\n## Kessel\n\n{OTHERS}\n\n## Oslo\n\nSnow falls all day.", 2),
    "underlined": (f"# Friday\n\nKessel\n------\n\n{OTHERS}", 2),
    "a plain line, right above": (f"Friday\n\nSnow falls all day.\n\nKessel\n\n{OTHERS}", 1),
    "the title of the brief": (f"# Kessel and Oslo\n\n{OTHERS}", 0),
}


@pytest.mark.parametrize(("text", "paragraphs"), HEADED.values(), ids=HEADED)
def test_which_paragraphs_a_heading_speaks_for(library, text: str, paragraphs: int) -> None:
    assert library({"2022-02-02": text}).timeline("Kessel").found == paragraphs


def test_a_title_completes_what_its_paragraphs_say(library) -> None:
    bot = library({"2022-02-02": "# Strike in Kessel\n\nDockers go on strike.\n\nRain falls."})
    assert [s.claim.text for s in bot.timeline("Kessel strike").steps] == ["Dockers go on strike."]


def test_too_long() -> None:
    with pytest.raises(QuestionError, match="in at most 500"):
        read_story("a" * 501)
