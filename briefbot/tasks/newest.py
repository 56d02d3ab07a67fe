"""The newest state of a running story: of several tolls told on several days the last one holds."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from briefbot.documents import Evidence
from briefbot.grounding.relevance import judge

if TYPE_CHECKING:
    from collections.abc import Sequence

    from briefbot.language.questions import Question
    from briefbot.retrieval.best import Hit
    from briefbot.retrieval.scope import Scope

# Looked through one after the other, so that a story told many times a day does not crowd out its last state. A toll
# nobody has told for longer is looked for in all days, like anything else.
WINDOWS = tuple(timedelta(days=days) for days in (2, 7, 30))


def runs_on(question: Question, scope: Scope) -> bool:
    """Whether the newest number counts: the toll of a story, asked for without a first day."""
    return question.deaths and question.title is not None and scope.since is None


def newest_told(question: Question, hits: Sequence[Hit]) -> list[Hit]:
    """The hits of the newest day that answers, empty when none of them does."""
    evidence = Evidence(tuple(hit.chunk for hit in hits))
    days = {s.brief.day for handle, s in evidence if judge(question, evidence, handle).answers}
    return [hit for hit in hits if hit.chunk.brief.day == max(days)] if days else []
