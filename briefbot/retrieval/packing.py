"""The best evidence within a budget of tokens."""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefbot.errors import BudgetExceededError

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from briefbot.retrieval.best import Hit

    TokenCounter = Callable[[str], int]


def pack(hits: Sequence[Hit], *, budget_tokens: int, count: TokenCounter) -> list[Hit]:
    """Keep the best-scoring hits that fit the budget, returned oldest first.

    Chunks are whole or absent, never cut. Tokens are those of `chunk.text`; message overhead is the
    caller's. Empty `hits` gives an empty list; ties keep the earlier brief.

    Raises:
        BudgetExceededError: even the best hit is larger than `budget_tokens`.

    Source: greedy by score; the alternatives tried are in docs/decisions.md, "Packing".
    """
    kept: list[Hit] = []
    left = budget_tokens
    for hit in sorted(hits, key=lambda hit: (-hit.score, *_age(hit))):
        tokens = count(hit.chunk.text)
        if tokens <= left:
            kept.append(hit)
            left -= tokens
        elif not kept:
            raise BudgetExceededError(
                f"the best paragraph takes {tokens} tokens, more than the {budget_tokens} left for"
                " evidence; raise --max-tokens",
                needed=tokens,
                budget=budget_tokens,
                unit="tokens",
            )
    return sorted(kept, key=_age)


def _age(hit: Hit) -> tuple[str, str, int]:
    return (hit.chunk.brief.day.isoformat(), hit.chunk.brief.id, hit.chunk.span.start)
