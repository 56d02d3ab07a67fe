"""What a call would send to a model, and cost at most; nothing is sent."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from briefbot.errors import SettingsError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from briefbot.models.base import Message, Request
    from briefbot.models.choose import Choice


@dataclass(frozen=True, slots=True)
class Preview:
    """What a call would send.

    Attributes:
        messages: of all requests, in order.
        input_tokens: the most that may be read: tokens where the model's table is known, else bytes.
        max_output_tokens: the most that may come back.
        cost_usd: the most it may cost, None when the price is unknown.
    """

    model: str
    messages: tuple[Message, ...]
    input_tokens: int
    max_output_tokens: int
    cost_usd: float | None


def check_model(choice: Choice) -> None:
    """Nothing, where a model is chosen.

    Raises:
        SettingsError: none is, so nothing would be sent.
    """
    if choice.model is None:
        raise SettingsError(
            "without a model nothing is sent; choose one with --model NAME to see what would be"
        )


def preview(requests: Sequence[Request], choice: Choice) -> Preview:
    """The requests as a preview, for the model chosen."""
    from briefbot.models.bounds import estimate_usage
    from briefbot.models.prices import cost_usd, total_usd
    from briefbot.results import Usage

    assert choice.model is not None
    name, url = choice.model.name, choice.base_url
    each = [estimate_usage(one, model=name, base_url=url) for one in requests]
    usage = sum(each, Usage())
    return Preview(
        model=name,
        messages=tuple(m for one in requests for m in one.messages),
        input_tokens=usage.input_tokens,
        max_output_tokens=usage.output_tokens,
        # Request by request, as the budget counts it: long ones may have another rate.
        cost_usd=total_usd(cost_usd(name, one, base_url=url) for one in each),
    )
