from __future__ import annotations

from datetime import date

import pytest

from briefbot.grounding.stories import find_told
from briefbot.language.questions import read_question
from briefbot.retrieval.chunking import chunk

HEAT = "2015 Indian heat wave"
ITALY = "fever outbreak in Italy"


def told(brief, title, text, *, day=date(2015, 5, 28)):
    title = read_question(f'What death toll for "{title}"?').title
    paragraph = chunk(brief(text, day=day))[-1]
    return find_told(title, paragraph, paragraph.sentences[-1].text)


@pytest.mark.parametrize(
    ("title", "text"),
    [
        pytest.param(HEAT, "The death toll from the Indian heat wave is 1,400.", id="whole"),
        pytest.param(HEAT, "The heat wave has killed 2,100 in Delhi.", id="kind-in-its-year"),
        pytest.param(HEAT, "In Indian states the toll passes 900.", id="a-running-toll"),
        pytest.param(ITALY, "The outbreak has killed 30 in Italy.", id="kind-and-place"),
        pytest.param(ITALY, "Italy's death toll rises to 30.", id="toll-and-place"),
        pytest.param(ITALY, "# Fever outbreak in Italy\n\nThe toll rises to 30.", id="heading"),
    ],
)
def test_a_paragraph_that_tells_the_story(brief, title, text):
    found = told(brief, title, text)
    assert found.tells
    assert not found.other
    assert 0 < found.share <= 1


@pytest.mark.parametrize(
    ("title", "text", "day"),
    [
        pytest.param(HEAT, "A fire kills ten in Oslo.", date(2015, 5, 28), id="nothing-of-it"),
        pytest.param(HEAT, "A heat wave kills ten in Oslo.", date(2019, 5, 28), id="another-year"),
        pytest.param(HEAT, "The Texan heat wave kills ten.", date(2015, 5, 28), id="named-before"),
        pytest.param(ITALY, "The outbreak has killed 30 in Spain.", date(2015, 5, 28), id="place"),
    ],
)
def test_a_paragraph_that_tells_another(brief, title, text, day):
    found = told(brief, title, text, day=day)
    assert found.other
    assert not found.tells


def test_what_the_paragraph_says_itself_counts_more_than_its_heading(brief):
    itself = told(brief, ITALY, "The fever outbreak has killed 30 in Italy.")
    above = told(brief, ITALY, "# Fever outbreak in Italy\n\nThe toll rises to 30.")
    assert itself.share == 1
    assert 0 < above.share < 1
