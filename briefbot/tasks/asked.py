"""A question with the days it is about and the paragraphs that may answer it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING

from briefbot.documents import Evidence
from briefbot.errors import QuestionError
from briefbot.grounding.announcements import find_announcement
from briefbot.grounding.relevance import judge
from briefbot.language.lexicon import STANCES
from briefbot.language.questions import read_question
from briefbot.language.shallow import read
from briefbot.language.words import stem
from briefbot.retrieval.index import Hit
from briefbot.retrieval.packing import pack
from briefbot.retrieval.scope import find_scope
from briefbot.tasks.evidence import day_evidence

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from briefbot.documents import Chunk
    from briefbot.language.questions import Question
    from briefbot.retrieval.index import Index
    from briefbot.retrieval.scope import Scope

LONGEST_QUESTION = 2_000
# Paragraphs looked at; a model is shown fewer, those that fit its budget.
_TOP_K = 20
_TO_COME = frozenset(
    map(stem, "will plan schedule expect due next upcoming going ahead until".split())
)
EVIDENCE_TOKENS = 800


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
        # One paragraph of a dense script may be more than the budget: the best is always shown.
        largest = tokens.count(max(hits, key=lambda hit: hit.score).chunk.text) if hits else 0
        kept = pack(hits, budget_tokens=max(EVIDENCE_TOKENS, largest), count=tokens.count)
        return Evidence(tuple(hit.chunk for hit in sorted(kept, key=lambda hit: -hit.score)))


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
    taken_apart = read_question(scope.text)
    has_briefs = any(scope.contains(day) for day in days)
    if not taken_apart.terms and not scope.said:
        raise QuestionError(f"nothing to look for in {_short(question)}; ask with words")
    if _asks_past_as_of(scope, question):
        return Asked(taken_apart, scope, (), has_briefs=False)
    if taken_apart.terms:
        hits = _find(index, taken_apart, scope)
    else:
        hits = _whole_day(index, scope, days)
    return Asked(taken_apart, scope, tuple(hits), has_briefs)


def _asks_past_as_of(scope: Scope, question: str) -> bool:
    """Whether the question asks what happened on a day that is still to come as of its day.

    "What will happen on Feb. 4?" asks for an announcement and is no such question.
    """
    later = any(mention.first > scope.as_of for mention in scope.mentioned)
    return later and not any(word.stem in _TO_COME for word in read(question).words)


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
    # "will last until Thursday" names a day to come, which is no report of it.
    named = tuple(
        s
        for s in chunk.sentences
        if scope.is_named_in(s.text, day) and find_announcement(read(s.text)) is None
    )
    return replace(chunk, sentences=named)


def _whole_day(index: Index, scope: Scope, days: Iterable[date]) -> list[Hit]:
    """For "What happened on Feb. 2?": everything of the newest day in scope, or what is told of it later."""
    within = [day for day in days if scope.contains(day)]
    if not within:
        # No brief of that day: what the next ones say of it.
        later = index.briefs(scope.since or scope.until, scope.report_until)
        told = (_within(c, scope) for c in day_evidence(later)[0].chunks if not c.boilerplate)
        return [Hit(chunk, 0.0) for chunk in told if chunk.sentences]
    evidence, repeated = day_evidence(index.briefs(max(within), max(within)))
    return [Hit(c, 0.0) for n, c in enumerate(evidence.chunks, 1) if n not in repeated]


def _short(question: str) -> str:
    return repr(question if len(question) <= 40 else question[:40] + "…")
