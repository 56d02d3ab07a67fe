"""What calls cost, from the price table of genai-prices. Offline; None when a price is unknown, never 0."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlsplit

if TYPE_CHECKING:
    from briefbot.results import Usage


def cost_usd(model: str, usage: Usage, *, base_url: str | None = None) -> float | None:
    """The price of `usage` in US dollars, None when the table doesn't know the model at that server.

    Args:
        model: the name asked for, like "gpt-5-mini".
        usage: tokens; cached ones are part of the input.
        base_url: the server, None for OpenAI. A name is only looked up at the provider the address belongs to: a
            model of the same name elsewhere has another price, or none.
    """
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
    return float(found.total_price)
