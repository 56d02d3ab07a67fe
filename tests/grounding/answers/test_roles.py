"""Who does what is asked about."""

from __future__ import annotations

import pytest

from briefbot.grounding.answers.roles import find_role, is_done
from briefbot.language.questions import read_question
from briefbot.language.shallow import read

DEMAND = "What does Russia demand?"
SIGN = "What did Putin sign?"
OFFER = "What has NATO offered?"


@pytest.mark.parametrize(
    ("question", "text", "role"),
    [
        pytest.param(DEMAND, "Russia demands a port.", 1, id="acts"),
        pytest.param(DEMAND, "Russia wants a port.", 1, id="same-stance"),
        pytest.param(DEMAND, "“We demand a port,” Russia said.", 1, id="quoted"),
        pytest.param(DEMAND, "In addition to demanding a port, Russia closed one.", 1, id="loose"),
        pytest.param(
            DEMAND, "In addition to demanding a port, Sweden closed Russia's.", 0, id="loose-other"
        ),
        pytest.param(DEMAND, "China supports Russia's demands.", 0, id="another-supports-it"),
        pytest.param(DEMAND, "Russia closed a port.", 0, id="another-stance"),
        pytest.param(DEMAND, "“We closed a port,” Russia said.", 0, id="quoted-on-something-else"),
        pytest.param("What did Russia say?", "“We closed a port,” Russia said.", 1, id="says"),
        pytest.param(SIGN, "Putin signed a law.", 1, id="without-a-stance"),
        pytest.param(SIGN, "Putin's chief said he signed a law.", 1, id="a-pronoun"),
        pytest.param(SIGN, "Orban's chief said he signed a law.", 0, id="a-pronoun-of-another"),
        pytest.param(SIGN, "Putin left.", 0.5, id="acts-otherwise"),
        pytest.param(SIGN, "Orban was asked by Putin to sign a law.", 0.5, id="both-are-there"),
        pytest.param(SIGN, "Orban was asked to sign a law.", 0, id="the-act-alone"),
        pytest.param(SIGN, "Orban was asked by Putin to stay.", 0, id="the-name-alone"),
        pytest.param(
            OFFER, "NATO's answer showed the alliance has offered talks.", 1, id="taken-up"
        ),
        pytest.param(OFFER, "NATO's answer showed Poland has offered talks.", 0, id="not-taken-up"),
        pytest.param(
            OFFER, "The alliance has offered talks with NATO.", 0, id="named-only-afterwards"
        ),
        pytest.param(
            DEMAND, "Russia, the largest country, demanded a port.", 1, id="an-apposition-behind"
        ),
        pytest.param(
            DEMAND, "The largest country, Russia, demanded a port.", 1, id="an-apposition-before"
        ),
        pytest.param(
            DEMAND, "Sweden, backed by Russia, demanded a port.", 0, id="no-apposition-with-a-verb"
        ),
        pytest.param(DEMAND, "In Russia, Sweden, demanded a port.", 0, id="a-place-is-no-subject"),
        pytest.param("Who signed?", "Orban left.", None, id="nobody-is-asked-about"),
    ],
)
def test_how_far_the_asked_for_actor_acts(question, text, role):
    assert find_role(read_question(question), text, read(text)) == role


@pytest.mark.parametrize(
    ("question", "text", "done"),
    [
        pytest.param("Who signed it?", "Orban signed a law.", True, id="the-act"),
        pytest.param("Who demanded it?", "Madrid insisted on it.", True, id="same-stance"),
        pytest.param("Who signed it?", "Orban left.", False, id="another-act"),
        pytest.param("Where was it?", "Orban left.", True, id="no-act-asked-for"),
    ],
)
def test_whether_the_act_is_there(question, text, done):
    assert is_done(read_question(question), read(text)) is done
