"""A story as text and Markdown: each sentence with its day and its note."""

from __future__ import annotations

from datetime import date

import pytest

from briefbot import Briefbot
from briefbot.library.given import GivenLibrary
from briefbot.library.readers.text import brief_from_text
from briefbot.rendering.markdown import to_markdown
from briefbot.rendering.text import to_text

DAYS = [
    "The river Arno burst its banks at Pisa on Monday.",
    "“We need 900 beds in Pisa by tonight.”",
]


@pytest.fixture
def bot() -> Briefbot:
    briefs = [
        brief_from_text(text, id=f"{n}.txt", day=date(2024, 5, n)) for n, text in enumerate(DAYS, 6)
    ]
    return Briefbot(GivenLibrary(briefs), model="extractive", environ={})


def test_each_sentence_has_its_day_and_its_note(bot: Briefbot) -> None:
    page = to_text(bot.story("Pisa"), width=120)
    assert page.startswith("Pisa: the story up to Tuesday, 7 May 2024\n\n")
    assert f"- 2024-05-06: {DAYS[0]} [1]\n" in page
    assert "- 2024-05-07: " in page
    assert f": “{DAYS[0]}”\n" in page.partition("Sources\n[1] 2024-05-06")[2]
    assert "18 words of at most 200; each day is that of the brief." in page


def test_as_markdown(bot: Briefbot) -> None:
    page = to_markdown(bot.story(since="2024-05-06", until="2024-05-06"))
    assert page.startswith(
        "# The story since Monday, 6 May 2024 up to Monday, 6 May 2024\n\n"
        f"- **2024-05-06:** {DAYS[0]}[^1]\n"
    )


def test_a_story_of_nothing_says_so(bot: Briefbot) -> None:
    page = to_text(bot.story("Krakatoa"))
    assert "The briefs up to 2024-05-07 tell nothing of “Krakatoa”." in page
    assert "words of at most" not in page
    assert "Words they have: pisa." in to_text(bot.story("Pisaa"))
    page = to_text(bot.story("Krakatoa", since="2024-05-06"))
    assert "The briefs from 2024-05-06 to 2024-05-07 tell nothing of" in page


def test_briefs_without_a_sentence_give_a_page_that_says_so() -> None:
    brief = brief_from_text("— — —\n", id="a.txt", day=date(2024, 5, 6))
    bot = Briefbot(GivenLibrary([brief]), model="extractive", environ={})
    assert "have no sentence that could be told alone" in to_text(bot.story())
