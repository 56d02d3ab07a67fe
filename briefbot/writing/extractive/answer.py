"""The answer without a model: the one to three sentences that answer best, verbatim, or none."""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefbot.drafts import AnswerDraft, DraftClaim
from briefbot.grounding.answers.matching import is_there, wording
from briefbot.grounding.relevance import is_short, judge
from briefbot.language.lexicon import PRONOUNS
from briefbot.language.words import split_words
from briefbot.writing.extractive.salience import choose_varied, rank_paragraphs

if TYPE_CHECKING:
    from briefbot.documents import Evidence
    from briefbot.language.questions import Question
    from briefbot.retrieval.likeness import Likeness

_LONGEST_ANSWER = 3
# A further sentence must come this close to the best one: in logits, a third as likely to be the best.
_CLOSE = 1.0
# "He", "the company": what stands first in a sentence whose subject the one before names.
_POINTING_BACK = PRONOUNS - {"i", "we", "you", "who", "what", "which", "there"} | {"the"}


def draft_answer(
    question: Question, evidence: Evidence, likeness: Likeness | None = None
) -> AnswerDraft:
    """The best sentences as claims, best first; no claims when none of them answers.

    Where one answers a long question, the one ranked first leads whatever its own chance, unless it lacks
    what no wording can make good: the ranking tells better which, the chance whether. Ties keep the order
    of the evidence, which is the retriever's.
    """
    judged = [
        (judge(question, evidence, handle, likeness), handle)
        for handle, _ in evidence
        if not evidence.chunk_of(handle).boilerplate
    ]
    judged.sort(key=lambda j: -j[0].score)
    able = [(relevance, handle) for relevance, handle in judged if not relevance.misses]
    leads = 0 if is_short(question) else 1
    fit = [(r.score, handle) for n, (r, handle) in enumerate(able) if r.answers or n < leads]
    if not any(relevance.answers for relevance, _ in able):
        return AnswerDraft(())
    claims: list[DraftClaim] = []
    told: set[str] = set()
    for score, handle in fit:
        if len(claims) == _LONGEST_ANSWER or score < fit[0][0] - _CLOSE:
            break
        # Briefs repeat themselves; what is said twice is told once.
        if evidence.by_handle[handle].text not in told:
            claims.append(_claim(question, evidence, handle))
            told.update(evidence.by_handle[h].text for h in claims[-1].handles)
    return AnswerDraft(tuple(claims))


def _claim(question: Question, evidence: Evidence, handle: str) -> DraftClaim:
    """A sentence as a claim, with the one before it when that names what it points back to.

    What answers is cited first.
    """
    text = evidence.by_handle[handle].text
    before, _ = evidence.neighbours(handle)
    if before is None or not _points_back(text) or not _names(question, evidence, before, handle):
        return DraftClaim(text, (handle,))
    return DraftClaim(f"{evidence.by_handle[before].text} {text}", (handle, before))


def _points_back(text: str) -> bool:
    first = next((word for word in split_words(text) if word.kind != "mark"), None)
    return first is not None and first.norm in _POINTING_BACK


def _names(question: Question, evidence: Evidence, before: str, handle: str) -> bool:
    """Whether the sentence before has a name the question asks about and the sentence lacks."""
    here, there = (wording(evidence.by_handle[h].text) for h in (handle, before))
    return any(is_there(name, there) and not is_there(name, here) for name in question.names)


def draft_overview(evidence: Evidence) -> AnswerDraft:
    """The day's three main developments, for a question that asks for nothing but a day."""
    chosen = choose_varied(rank_paragraphs(evidence), evidence, limit=_LONGEST_ANSWER)
    return AnswerDraft(
        tuple(DraftClaim(evidence.by_handle[r.handle].text, (r.handle,)) for r in chosen)
    )
