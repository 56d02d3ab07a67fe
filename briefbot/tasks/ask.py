"""A question to a checked answer, or a typed abstention."""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefbot.grounding.citations import cite_handle
from briefbot.grounding.gate import check_claim
from briefbot.grounding.relevance import judge
from briefbot.results import Answer, Rejected
from briefbot.tasks.asked import look_up
from briefbot.tasks.conflicts import settle
from briefbot.tasks.falling_back import falling_back
from briefbot.tasks.provenance import Receipt
from briefbot.tasks.withheld import note_withheld
from briefbot.writing.extractive.answer import draft_answer, draft_overview

if TYPE_CHECKING:
    from datetime import date

    from briefbot.documents import Evidence
    from briefbot.drafts import AnswerDraft
    from briefbot.language.questions import Question
    from briefbot.models.base import Request
    from briefbot.prompts import Prompt
    from briefbot.results import AbstentionReason, Citation, Claim
    from briefbot.retrieval.index import Index
    from briefbot.tasks.asked import Asked
    from briefbot.tasks.prompting import Prompted, Prompts
    from briefbot.tasks.provenance import Options

_NEAREST = 3
# So likely an answer stands against a model that says there is none: without a model, of the questions that have
# no answer 2 in 100 get one this likely, of the others half (docs/decisions.md, "Pointing").
_SURE = 0.7


@falling_back
def ask(
    index: Index,
    question: str,
    *,
    as_of: date | None = None,
    since: date | None = None,
    until: date | None = None,
    by: Prompted | None = None,
) -> Answer:
    """The answer as of a day (default: the newest there is), nothing later used.

    A model drafts where there is one. When nothing it drafted holds, or it found nothing where code is
    sure of an answer, code gives it.

    Raises:
        QuestionError: the question is empty, too long, or has no word to look for.
        SettingsError: the options leave no day.
        ModelError: the model gave nothing to check; see its subclasses.
    """
    asked = look_up(index, question, as_of=as_of, since=since, until=until)
    receipt = Receipt(by)
    evidence = asked.evidence
    if by is None or not len(evidence):
        draft = _extracted(asked)
    else:
        from briefbot.tasks.answering import draft_by_model

        draft, evidence = draft_by_model(by, asked, receipt)
    claims, rejected = _checked(draft, asked.question, evidence, strict=by is None)
    if by is not None and by.judge:
        from briefbot.tasks.judging import judge_claim

        claims = [judge_claim(claim, by, receipt) for claim in claims]
    filled = by is not None and not claims and (bool(rejected) or _is_sure(asked))
    if filled:
        # None of what the model said holds, or it overlooked an answer: code may still find it.
        evidence = asked.evidence
        claims, _ = _checked(_extracted(asked), asked.question, evidence, strict=True)
    reason: AbstentionReason | None = None
    if not claims:
        reason = "nothing_supported" if rejected else "not_in_briefs"
        if not asked.has_briefs:
            reason = "outside_dates"
    # An abstention rests on everything that was looked at.
    looked_at = asked.evidence if reason else evidence
    settled = settle(index, asked, claims)
    nearest = _nearest(asked) if reason else ()
    cited = [citation.day for claim in settled.claims for citation in claim.citations]
    return Answer(
        question=question,
        as_of=asked.scope.as_of,
        status="abstained" if reason else "answered",
        reason=reason,
        newest_evidence=max([*cited, *(citation.day for citation in nearest)], default=None),
        claims=settled.claims,
        conflicts=settled.conflicts,
        nearest=nearest,
        nearest_days=asked.nearest_days if reason == "outside_dates" else (),
        rejected=tuple(rejected),
        provenance=receipt.provenance(
            (chunk.brief for chunk in (*looked_at.chunks, *settled.chunks)),
            as_of=asked.scope.as_of,
            options={
                "since": asked.scope.since.isoformat() if asked.scope.since else None,
                "until": asked.scope.until.isoformat(),
                "filled_without_model": "claims" if filled and claims else None,
                **note_withheld(asked.withheld),
                **_note_encoder(asked),
            },
        ),
    )


def request(asked: Asked, prompts: Prompts) -> tuple[Prompt, Request]:
    """What would be sent for a question, without sending it."""
    from briefbot.tasks.answering import request_for, show

    prompt = prompts.load("ask")
    return prompt, request_for(asked, prompt, *show(asked, prompt))


def _extracted(asked: Asked) -> AnswerDraft:
    if not asked.question.terms:
        return draft_overview(asked.evidence)
    return draft_answer(asked.question, asked.evidence, asked.likeness)


def _note_encoder(asked: Asked) -> Options:
    """The entry for the answer's options: which encoder had a say; empty where none had."""
    if asked.likeness is None:
        return {}
    return {"encoder": f"{asked.likeness.name} {asked.likeness.sha256[:12]}"}


def _is_sure(asked: Asked) -> bool:
    """Whether code is sure of an answer that a model did not find."""
    judged = asked.judged.values()
    return any(one.answers and one.chance >= _SURE for one in judged)


def _checked(
    draft: AnswerDraft, question: Question, evidence: Evidence, *, strict: bool
) -> tuple[list[Claim], list[Rejected]]:
    """The claims that hold and are about what was asked."""
    claims: list[Claim] = []
    rejected: list[Rejected] = []
    for i, drafted in enumerate(draft.claims):
        part = f"claims[{i}]"
        result = check_claim(drafted, evidence, part=part)
        if isinstance(result, Rejected):
            rejected.append(result)
            continue
        beside = [] if strict else _beside_the_question(result, question, evidence)
        if any(result.text == claim.text for claim in claims):
            beside.append("repeats a claim before it")
        if beside:
            rejected.append(
                Rejected(
                    part=part,
                    text=drafted.text,
                    speaker=drafted.speaker,
                    handles=drafted.handles,
                    reasons=tuple(beside),
                )
            )
        else:
            claims.append(result)
    return claims, rejected


def _beside_the_question(claim: Claim, question: Question, evidence: Evidence) -> list[str]:
    """Why a claim of a model, true as it is, does not answer; empty when it may."""
    if not question.terms:
        return []
    handles = {(s.brief.id, s.span.start): handle for handle, s in evidence}
    judged = [judge(question, evidence, handles[c.brief, c.start]) for c in claim.citations]
    if any(not relevance.misses for relevance in judged):
        return []
    return [f"does not answer the question: {miss}" for miss in judged[0].misses]


def _nearest(asked: Asked) -> tuple[Citation, ...]:
    """The closest sentences there were, best first, none that shares nothing with the question."""
    if not asked.question.terms:
        return ()
    judged = [(one, handle) for handle, one in asked.judged.items()]
    close = sorted((j for j in judged if j[0].coverage > 0), key=lambda j: -j[0].score)
    once = {asked.evidence.by_handle[handle].text: handle for _, handle in reversed(close)}
    best = [handle for _, handle in close if handle in once.values()]
    return tuple(cite_handle(asked.evidence, handle) for handle in best[:_NEAREST])
