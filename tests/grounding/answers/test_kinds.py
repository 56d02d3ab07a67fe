"""Whether the kind of thing asked for is in a sentence."""

from __future__ import annotations

from datetime import date

import pytest

from briefbot.grounding.answers.kinds import fits_kind
from briefbot.language.questions import read_question
from briefbot.language.shallow import read

TROOPS = "How many troops are near Ukraine?"
WHO = "Who met Zelensky?"
WHERE = "Where did he go?"


@pytest.mark.parametrize(
    ("question", "text", "fits"),
    [
        pytest.param(TROOPS, "Some 100,000 new Russian army troops are there.", True, id="near"),
        pytest.param(
            TROOPS, "Some 100,000 Russian and Belarusian army troops are there.", False, id="far"
        ),
        pytest.param(TROOPS, "Troops are 100 km away.", False, id="a-number-of-something-else"),
        pytest.param(TROOPS, "Troops are there.", False, id="no-number"),
        pytest.param("How many?", "Ten.", True, id="nothing-to-count"),
        pytest.param("How many died?", "Ten people die.", True, id="deaths"),
        pytest.param("How many died?", "Ten people flee.", False, id="no-deaths"),
        pytest.param("When did it sink?", "It sank on Friday.", True, id="a-date"),
        pytest.param("When did it sink?", "It sank.", False, id="no-date"),
        pytest.param(WHO, "Zelensky was met by Johnson.", True, id="another-name"),
        pytest.param(WHO, "On leaving, Zelensky was met by the chairman.", False, id="the-asked"),
        pytest.param(WHO, "He met him.", False, id="a-capital-that-opens-the-sentence"),
        pytest.param(WHERE, "He met her in Kyiv.", True, id="a-place"),
        pytest.param(WHERE, "It sank off the coast.", True, id="a-kind-of-place"),
        pytest.param(WHERE, "He agreed to it.", False, id="no-place"),
        pytest.param("What did he say?", "He left.", None, id="anything-will-do"),
    ],
)
def test_the_kind_of_thing_asked_for(question, text, fits):
    assert fits_kind(read_question(question), text, read(text), date(2022, 2, 2)) is fits
