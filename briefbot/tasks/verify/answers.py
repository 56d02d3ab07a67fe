"""What only an answer has: its status, its day and the closest there was."""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefbot.tasks.verify.claims import citation_problems

if TYPE_CHECKING:
    from collections.abc import Iterator

    from briefbot.results import Answer
    from briefbot.tasks.verify.shelf import Shelf


def answer_problems(answer: Answer, shelf: Shelf) -> Iterator[str]:
    """What of an answer does not hold, its claims left aside."""
    if (answer.status == "answered") != bool(answer.claims):
        yield "status: does not fit the claims"
    days = {c.day for _, claim in answer.named_claims() for c in claim.citations}
    yield from (f"as_of: a brief of {day} is later" for day in sorted(days) if day > answer.as_of)
    for i, citation in enumerate(answer.nearest):
        yield from (f"nearest[{i}]: {problem}" for problem in citation_problems(citation, shelf))
