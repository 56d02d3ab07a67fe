"""The answer without a model: the one to three sentences that answer best, verbatim, or none."""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefbot.drafts import AnswerDraft, DraftClaim
from briefbot.grounding.relevance import judge
from briefbot.writing.extractive.salience import choose_varied, rank_paragraphs

if TYPE_CHECKING:
    from briefbot.documents import Evidence
    from briefbot.language.questions import Question

_LONGEST_ANSWER = 3
# A further sentence must come this close to the best one.
_CLOSE = 0.8


def draft_answer(question: Question, evidence: Evidence) -> AnswerDraft:
    """The best sentences as claims, best first; no claims when none of them answers.

    Ties keep the order of the evidence, which is the retriever's.
    """
    judged = [
        (judge(question, evidence, handle), handle)
        for handle, _ in evidence
        if not evidence.chunk_of(handle).boilerplate
    ]
    fit = sorted((j for j in judged if j[0].answers), key=lambda j: -j[0].score)
    if not fit:
        return AnswerDraft()
    best = fit[0][0].score
    kept = [handle for relevance, handle in fit if relevance.score >= _CLOSE * best]
    return AnswerDraft(
        tuple(
            DraftClaim(evidence.by_handle[handle].text, (handle,))
            for handle in kept[:_LONGEST_ANSWER]
        )
    )


def draft_overview(evidence: Evidence) -> AnswerDraft:
    """The day's three main developments, for a question that asks for nothing but a day."""
    chosen = choose_varied(rank_paragraphs(evidence), evidence, limit=_LONGEST_ANSWER)
    return AnswerDraft(
        tuple(DraftClaim(evidence.by_handle[r.handle].text, (r.handle,)) for r in chosen)
    )
