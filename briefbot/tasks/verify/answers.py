"""What only an answer has: its status, its day and the closest there was."""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefbot.grounding.comparing.relation import relate
from briefbot.tasks.verify.claims import citation_problems

if TYPE_CHECKING:
    from collections.abc import Iterator

    from briefbot.results import Answer, Conflict
    from briefbot.tasks.verify.shelf import Shelf


def answer_problems(answer: Answer, shelf: Shelf) -> Iterator[str]:
    """What of an answer does not hold, its claims left aside."""
    if (answer.status == "answered") != bool(answer.claims):
        yield "status: does not fit the claims"
    yield from _day_problems(answer)
    for i, conflict in enumerate(answer.conflicts):
        yield from (f"conflicts[{i}]: {p}" for p in _conflict_problems(conflict, shelf))
    for i, citation in enumerate(answer.nearest):
        yield from (f"nearest[{i}]: {problem}" for problem in citation_problems(citation, shelf))


def _day_problems(answer: Answer) -> Iterator[str]:
    """What is wrong with the days: none may be later than the answer's, and the newest is said."""
    days = answer.cited_days()
    yield from (f"as_of: a brief of {day} is later" for day in days if day > answer.as_of)
    yield from (
        f"nearest_days: {day} is later than {answer.as_of}"
        for day in answer.nearest_days
        if day > answer.as_of
    )
    newest = max(days, default=None)
    # Answers saved before there was such a field say nothing of it.
    if "newest_evidence" in answer.model_fields_set and answer.newest_evidence != newest:
        yield f"newest_evidence: is {newest or 'none'}, not {answer.newest_evidence or 'none'}"


def _conflict_problems(conflict: Conflict, shelf: Shelf) -> Iterator[str]:
    """What is wrong with the order or the kind of a conflict."""
    days = [claim.citations[0].day for claim in conflict.claims]
    if days != sorted(days, reverse=True):
        yield "the newest is not first"
    if len(days) < 2:
        yield "nothing to differ from"
        return
    holds, *others = (shelf.statement(claim.citations[0]) for claim in conflict.claims)
    for j, other in enumerate(others, 1):
        relation = relate(other, holds) if other and holds else None
        if relation is None or relation.kind != conflict.kind:
            yield f"claim {j} is not {conflict.kind} by the first"
