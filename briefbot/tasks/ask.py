"""A question to a checked answer, or a typed abstention."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING

from briefbot.documents import Evidence
from briefbot.errors import QuestionError
from briefbot.grounding.citations import cite_handle
from briefbot.grounding.gate import check_claim
from briefbot.grounding.relevance import judge
from briefbot.language.lexicon import STANCES
from briefbot.language.questions import read_question
from briefbot.results import Answer, Rejected
from briefbot.retrieval.index import Hit
from briefbot.retrieval.packing import pack
from briefbot.retrieval.scope import find_scope
from briefbot.tasks.evidence import day_evidence
from briefbot.tasks.provenance import Receipt
from briefbot.writing.extractive.answer import draft_answer, draft_overview

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from briefbot.documents import Chunk
    from briefbot.drafts import AnswerDraft
    from briefbot.language.questions import Question
    from briefbot.models.base import Request
    from briefbot.prompts import Prompt
    from briefbot.results import AbstentionReason, Citation, Claim
    from briefbot.retrieval.index import Index
    from briefbot.retrieval.scope import Scope
    from briefbot.tasks.prompting import Prompted, Prompts

LONGEST_QUESTION = 2_000
# Paragraphs looked at; a model is shown fewer, those that fit its budget.
_TOP_K = 20
EVIDENCE_TOKENS = 800
_NEAREST = 3


@dataclass(frozen=True)
class Asked:
    """A question with the days it is about and the evidence found for it."""

    question: Question
    scope: Scope
    hits: tuple[Hit, ...]
    has_briefs: bool

    @cached_property
    def evidence(self) -> Evidence:
        """Every paragraph found, best first."""
        return Evidence(tuple(hit.chunk for hit in self.hits))

    def packed(self) -> Evidence:
        """The paragraphs that fit what a model is shown, the best first: small models read no further.

        Best by their best sentence, as for an answer without a model.
        """
        from briefbot import tokens

        best: dict[int, float] = {}
        for handle, _ in self.evidence:
            number = int(handle.split(".")[0])
            score = judge(self.question, self.evidence, handle).score
            best[number] = max(score, best.get(number, score))
        hits = [Hit(hit.chunk, best[n]) for n, hit in enumerate(self.hits, 1)]
        kept = pack(hits, budget_tokens=EVIDENCE_TOKENS, count=tokens.count)
        return Evidence(tuple(hit.chunk for hit in sorted(kept, key=lambda hit: -hit.score)))


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
        evidence = asked.packed()
        draft = _prompted(by, asked, evidence, receipt)
    claims, rejected = _checked(draft, asked.question, evidence, strict=by is None)
    reason: AbstentionReason | None = None
    if not claims:
        reason = "nothing_supported" if rejected else "not_in_briefs"
        if not asked.has_briefs:
            reason = "outside_dates"
    return Answer(
        question=question,
        as_of=asked.scope.as_of,
        status="abstained" if reason else "answered",
        reason=reason,
        claims=tuple(claims),
        nearest=_nearest(asked) if reason else (),
        rejected=tuple(rejected),
        provenance=receipt.provenance(
            (chunk.brief for chunk in evidence.chunks),
            as_of=asked.scope.as_of,
            options={
                "since": asked.scope.since.isoformat() if asked.scope.since else None,
                "until": asked.scope.until.isoformat(),
            },
        ),
    )


def request(asked: Asked, prompts: Prompts) -> tuple[Prompt, Request]:
    """What would be sent for a question, without sending it."""
    return _request(asked, asked.packed(), prompts)


def look_up(
    index: Index,
    question: str,
    *,
    as_of: date | None = None,
    since: date | None = None,
    until: date | None = None,
) -> Asked:
    """The question's scope and evidence, best paragraphs first.

    Raises:
        QuestionError: the question is empty, too long, or has no word to look for.
        SettingsError: the options leave no day.
    """
    if len(question) > LONGEST_QUESTION:
        raise QuestionError(
            f"the question has {len(question):,} characters; ask in at most {LONGEST_QUESTION:,}"
        )
    days = index.days()
    newest = max(days)
    scope = find_scope(
        question,
        as_of=as_of or newest,
        since=since,
        until=until,
        first_day=min(days),
        last_day=newest,
    )
    read = read_question(scope.text)
    has_briefs = any(scope.contains(day) for day in days)
    if not read.terms and not scope.said:
        raise QuestionError(f"nothing to look for in {_short(question)}; ask with words")
    hits = _find(index, read, scope) if read.terms else _whole_day(index, scope, days)
    return Asked(read, scope, tuple(hits), has_briefs)


def _find(index: Index, question: Question, scope: Scope) -> list[Hit]:
    words = " ".join(term.text for term in (*question.terms, *question.setting))
    if question.stance not in (None, "said"):
        # Who "demands" also "wants" and "insists": BM25 should see them, the ranking sorts them out.
        words += " " + " ".join(sorted(STANCES[question.stance]))
    hits = index.search(words, since=scope.since, until=scope.report_until, top_k=_TOP_K)
    found = (Hit(_within(h.chunk, scope), h.score) for h in hits if not h.chunk.boilerplate)
    return [hit for hit in found if hit.chunk.sentences]


def _within(chunk: Chunk, scope: Scope) -> Chunk:
    """The chunk with the sentences that are in scope: by its brief's day, else by the days they name."""
    day = chunk.brief.day
    if scope.contains(day):
        return chunk
    named = tuple(s for s in chunk.sentences if scope.is_named_in(s.text, day))
    return replace(chunk, sentences=named)


def _whole_day(index: Index, scope: Scope, days: Iterable[date]) -> list[Hit]:
    """For "What happened on Feb. 2?": everything of the newest day in scope."""
    within = [day for day in days if scope.contains(day)]
    if not within:
        return []
    evidence, repeated = day_evidence(index.briefs(max(within), max(within)))
    return [Hit(c, 0.0) for n, c in enumerate(evidence.chunks, 1) if n not in repeated]


def _extracted(asked: Asked) -> AnswerDraft:
    if not asked.question.terms:
        return draft_overview(asked.evidence)
    return draft_answer(asked.question, asked.evidence)


def _request(asked: Asked, evidence: Evidence, prompts: Prompts) -> tuple[Prompt, Request]:
    from briefbot.writing.evidence_text import as_data
    from briefbot.writing.prompted import make_request
    from briefbot.writing.schemas import AnswerOutput

    prompt = prompts.load("ask")
    made = make_request(
        prompt,
        AnswerOutput,
        evidence,
        question=as_data(asked.question.text),
        as_of=asked.scope.as_of.isoformat(),
    )
    return prompt, made


def _prompted(by: Prompted, asked: Asked, evidence: Evidence, receipt: Receipt) -> AnswerDraft:
    from briefbot.writing.prompted import write
    from briefbot.writing.schemas import AnswerOutput

    prompt, made = _request(asked, evidence, by.prompts)
    reask = by.prompts.load("reask")
    written = write(by.model, made, AnswerOutput, prompt=prompt, reask=reask)
    receipt.add(written)
    return written.output.draft()


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
    judged = [
        (judge(asked.question, asked.evidence, handle), handle) for handle, _ in asked.evidence
    ]
    close = sorted((j for j in judged if j[0].coverage > 0), key=lambda j: -j[0].score)
    return tuple(cite_handle(asked.evidence, handle) for _, handle in close[:_NEAREST])


def _short(question: str) -> str:
    return repr(question if len(question) <= 40 else question[:40] + "…")
