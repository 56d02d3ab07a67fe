"""What is asked again, and what is not worth it."""

from __future__ import annotations

from datetime import date

import pytest

from briefbot import Briefbot
from briefbot.errors import OutputInvalidError
from briefbot.library.base import Reading
from briefbot.library.given import GivenLibrary
from briefbot.library.readers.text import brief_from_text
from briefbot.models.base import Completion
from briefbot.models.testing import ScriptedModel
from briefbot.rendering import to_text
from briefbot.results import Usage

TEXT = "The port of Odense closed on Sunday after a storm damaged two cranes."


def bot_of(*replies: str) -> tuple[Briefbot, ScriptedModel]:
    used = Usage(calls=1, input_tokens=7, output_tokens=3)
    model = ScriptedModel([Completion(reply, "m", used) for reply in replies])
    brief = brief_from_text(TEXT, id="a", source="a", day=date(2019, 5, 7)).brief
    return Briefbot(GivenLibrary([Reading(brief)]), model=model, environ={}), model


def test_an_answer_that_is_too_long_to_be_read_is_not_sent_back() -> None:
    bot, model = bot_of('{"answer": "' + "a " * 200_000 + '"}', "unused")
    with pytest.raises(OutputInvalidError, match="more than any that was asked for") as caught:
        bot.ask("What happened to the port of Odense?")
    assert len(model.requests) == 1
    assert (caught.value.input_tokens, caught.value.output_tokens) == (7, 3)


def test_of_a_long_statement_that_did_not_pass_the_beginning_is_printed() -> None:
    bot, _ = bot_of('{"answer": "' + "pelican " * 20_000 + '", "sentence": "1.1", "also": []}')
    answer = bot.ask("What happened to the port of Odense?")
    assert len(answer.rejected[0].text) > 100_000
    shown = to_text(answer)
    assert "pelican […]" in shown
    assert len(shown) < 3_000
