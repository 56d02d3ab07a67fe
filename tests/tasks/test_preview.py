"""What a dry run says a call costs is what the budget would count for it."""

from __future__ import annotations

import pytest

from briefbot.models.base import Message, Request
from briefbot.models.bounds import estimate_usage
from briefbot.models.choose import Choice
from briefbot.models.prices import cost_micro_usd
from briefbot.models.testing import ScriptedModel
from briefbot.tasks.preview import preview

# Of two prompts that differ by a token, one has a price with half a micro-dollar.
PROMPTS = ("a", "a b")


@pytest.mark.parametrize("prompt", PROMPTS)
@pytest.mark.parametrize("calls", [0, 1, 3])
def test_each_request_is_priced_by_itself(prompt: str, calls: int) -> None:
    request = Request((Message("user", prompt),), max_output_tokens=1)
    choice = Choice("gpt-4o", "", ScriptedModel([], name="gpt-4o"))
    one = cost_micro_usd("gpt-4o", estimate_usage(request, model="gpt-4o"))
    assert one is not None
    told = preview([request] * calls, choice)
    assert told.cost_usd == calls * one / 1_000_000
    assert (told.model, len(told.messages), told.max_output_tokens) == ("gpt-4o", calls, calls)


def test_the_price_of_nothing_known_is_unknown() -> None:
    choice = Choice("m", "", ScriptedModel([], name="m"))
    assert preview([Request((Message("user", "a"),))], choice).cost_usd is None
