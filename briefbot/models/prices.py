"""What calls cost, from the price table of genai-prices. Offline; None when a price is unknown, never 0.

Money is added up in whole micro-dollars, so that a sum is exact whatever its order; a started one counts.
"""

from __future__ import annotations

from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

if TYPE_CHECKING:
    from collections.abc import Iterable

    from briefbot.results import Usage

MICRO = 1_000_000


def cost_micro_usd(model: str, usage: Usage, *, base_url: str | None = None) -> int | None:
    """The price of `usage` in micro-dollars, rounded up; None when the table doesn't know the model at that server.

    None also where `usage` leaves out what nobody reported.

    Args:
        model: the name asked for, like "gpt-5-mini".
        usage: tokens; cached ones are part of the input.
        base_url: the server, None for OpenAI. A name is only looked up at the provider the address belongs to: a
            model of the same name elsewhere has another price, or none.
    """
    if usage.unreported:
        return None
    from genai_prices import Usage as PricedUsage
    from genai_prices import calc_price

    priced = PricedUsage(
        input_tokens=usage.input_tokens,
        cache_read_tokens=min(usage.cached_tokens, usage.input_tokens),
        output_tokens=usage.output_tokens,
    )
    try:
        if base_url is None or urlsplit(base_url).hostname == "api.openai.com":
            found = calc_price(priced, model, provider_id="openai")
        else:
            found = calc_price(priced, model, provider_api_url=base_url)
    except LookupError:
        return None
    return int((found.total_price * MICRO).to_integral_value(ROUND_CEILING))


def cost_usd(model: str, usage: Usage, *, base_url: str | None = None) -> float | None:
    """The same in US dollars, for people and results; the nearest float to a whole number of micro-dollars."""
    return in_usd(cost_micro_usd(model, usage, base_url=base_url))


def in_usd(micro_usd: int | None) -> float | None:
    """Micro-dollars as US dollars; None stays None."""
    return None if micro_usd is None else micro_usd / MICRO


def limit_micro_usd(usd: float) -> int:
    """A limit in US dollars as micro-dollars, rounded down: 0.1 is 100,000, not one less."""
    return int((Decimal(str(usd)) * MICRO).to_integral_value(ROUND_FLOOR))


def total_usd(costs: Iterable[float | None]) -> float | None:
    """The sum of costs in US dollars, exact to the micro-dollar; None when one of them is unknown."""
    total = 0
    for cost in costs:
        if cost is None:
            return None
        total += round(cost * MICRO)
    return total / MICRO
