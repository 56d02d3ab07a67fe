"""What an encoder says changes what is looked at and how it is ranked, never what passes the gate."""

from __future__ import annotations

import json
from datetime import date
from typing import TYPE_CHECKING, Any

import pytest

from briefbot.models.testing import ScriptedModel

if TYPE_CHECKING:
    from collections.abc import Callable

    from briefbot import Briefbot
    from briefbot.models.base import Request

    Asking = Callable[..., Briefbot]

DAY = date(2024, 3, 1)
TOLD = "Officials said 12 miners were trapped in Zharyk on Tuesday."
DENIED = "Ruritania denied that it had sold weapons to Zenda."
QUESTION = "What did officials say about the miners and weapons?"
# One of each kind that the gate knows: true, made up, and with one thing changed.
DRAFTED = [
    pytest.param(TOLD, TOLD, id="true"),
    pytest.param("Officials said 21 miners were trapped in Zharyk on Tuesday.", TOLD, id="number"),
    pytest.param("Officials said 12 miners were trapped in Strelsau on Tuesday.", TOLD, id="name"),
    pytest.param("Officials said 12 miners were trapped in Zharyk on Friday.", TOLD, id="day"),
    pytest.param("Officials said 12 miners were not trapped in Zharyk.", TOLD, id="negation"),
    pytest.param("Ruritania had sold weapons to Zenda.", DENIED, id="denial"),
    pytest.param("Aliens have landed in Zharyk to free the miners.", TOLD, id="made-up"),
]


def gated(
    asking: Asking, encoder: Any, drafted: str, source: str
) -> tuple[str, list[Any], list[Any]]:
    """The question's claims and what was rejected, of a model that says one thing."""

    def reply(request: Request) -> str:
        lines = request.messages[-1].content.splitlines()
        handle = next(line.split()[0] for line in lines if source in line)
        claim = {"sentences": [handle], "speaker": "", "text": drafted}
        return json.dumps({"claims": [claim]})

    bot = asking(
        {DAY: f"{TOLD}\n\n{DENIED}"}, encoder, ScriptedModel(reply), prompts={"ask": "ask@1"}
    )
    answer = bot.ask(QUESTION)
    by_model = answer.provenance.options["filled_without_model"] is None
    claims = [(one.text, one.status) for one in answer.claims] if by_model else []
    return answer.status, claims, [(one.text, one.reasons) for one in answer.rejected]


@pytest.mark.parametrize(("drafted", "source"), DRAFTED)
def test_a_draft_passes_or_fails_alike_whatever_an_encoder_says_of_it(
    asking: Asking, pointing: Callable[..., Any], drafted: str, source: str
) -> None:
    _, *without = gated(asking, "off", drafted, source)
    texts = [TOLD, DENIED, drafted]
    for liar in (pointing(texts), pointing(texts, near=-1.0), pointing([drafted]), pointing()):
        _, *withit = gated(asking, liar, drafted, source)
        assert withit == without
    claims, rejected = without
    if drafted == TOLD:
        assert claims == [(TOLD, "supported")]
    else:
        # A quote of the source may stand in for it; what was drafted may not.
        assert drafted not in [text for text, _ in claims]
        assert claims or rejected


def test_a_quote_that_an_encoder_ranked_first_is_in_its_brief_letter_for_letter(
    asking: Asking, pointing: Callable[..., Any]
) -> None:
    text = f"{TOLD}\n\n{DENIED}"
    answer = asking({DAY: text}, pointing([TOLD])).ask("Who is under the ground?")
    assert answer.claims
    for citation in answer.claims[0].citations:
        assert text[citation.start : citation.end] == citation.quote
