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
        pytest.param(HEAT, "A deadly heat wave has killed 2,100.", id="a-word-before-is-no-name"),
        pytest.param(HEAT, "In Indian states the toll passes 900.", id="a-running-toll"),
        pytest.param(ITALY, "The outbreak has killed 30 in Italy.", id="kind-and-place"),
        pytest.param(ITALY, "Italy's death toll rises to 30.", id="toll-and-place"),
        pytest.param(ITALY, "# Fever outbreak in Italy\n\nThe toll rises to 30.", id="heading"),
        pytest.param("Indian heat wave", "India's heat wave has killed ten.", id="whose-and-kind"),
        pytest.param(
            "Japan floods in Kyushu", "Floods kill ten in Kyushu.", id="kind-in-its-place"
        ),
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
        pytest.param(HEAT, "The toll passes 900.", date(2015, 5, 28), id="a-toll-of-nothing"),
        pytest.param(
            "Japan floods in Kyushu", "Floods kill ten in Japan.", date(2015, 5, 28), id="elsewhere"
        ),
        pytest.param(
            "Indian heat wave", "A heat wave kills ten in Oslo.", date(2015, 5, 28), id="nobodys"
        ),
        pytest.param(
            HEAT, "In Indian states the toll passes 900.", date(2017, 5, 28), id="long-after"
        ),
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


@pytest.mark.parametrize(
    ("title", "text", "is_it"),
    [
        pytest.param("2015 Iran flood", "The Iranian flood kills ten.", True, id="a-people"),
        pytest.param("2015 Nepalese quake", "Nepal's quake kills ten.", True, id="its-country"),
        pytest.param("2015 Niger flood", "The Nigerian flood kills ten.", True, id="too-alike"),
        pytest.param("2015 Iran flood", "The Iraqi flood kills ten.", False, id="a-neighbour"),
        pytest.param("2015 Mali flood", "The Maliciousness flood kills ten.", False, id="longer"),
        pytest.param("2015 Ira flood", "The Iraq flood kills ten.", False, id="short"),
    ],
)
def test_a_country_and_its_people_are_one(brief, title, text, is_it):
    # In the year after nothing is understood: the name itself must be there.
    assert told(brief, title, text, day=date(2016, 1, 2)).tells is is_it


def test_a_part_of_the_story_without_a_toll_neither_tells_it_nor_is_another(brief):
    found = told(brief, ITALY, "Italy's president met doctors.")
    assert (found.tells, found.other) == (False, False)
