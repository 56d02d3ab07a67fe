"""What the briefs say otherwise: the state of things as of the day asked leads, earlier ones follow with their days."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from briefbot.documents import Evidence
from briefbot.drafts import DraftClaim
from briefbot.grounding.comparing.relation import relate
from briefbot.grounding.comparing.statement import Statement, statements
from briefbot.grounding.gate import check_claim
from briefbot.grounding.relevance import judge
from briefbot.language.words import is_numeral, split_words
from briefbot.results import Claim, Conflict
from briefbot.tasks.within import within

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from briefbot.documents import Chunk
    from briefbot.grounding.comparing.relation import Kind
    from briefbot.results.answer import ConflictKind
    from briefbot.retrieval.index import Index
    from briefbot.tasks.asked import Asked

# Paragraphs looked at for each claim: those with most of its words, and those of the last month that have.
_TOP_K = 20
_LATELY = timedelta(days=30)
# What is told again after a longer silence is another story: the same river floods every spring.
_SILENCE = timedelta(days=60)
# Earlier states told of one claim.
_MOST = 5
_ON_TOP_AFTER = re.compile(r"\s+(?:more|new|further|additional|extra)\b", re.IGNORECASE)
_TIME = re.compile(r"[\s-]+(?:hour|day|week|month|year)s?\b", re.IGNORECASE)
_ON_TOP_BEFORE = re.compile(r"\b(?:another|additional|further|extra|by)\s+$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Settled:
    """An answer's claims with what the briefs say otherwise.

    Attributes:
        claims: each as the briefs have it last; of two states of one thing only the later.
        conflicts: for each claim and kind the claim first, then what it differs from, newest first.
        chunks: the paragraphs that conflicts and later states are from.
    """

    claims: tuple[Claim, ...]
    conflicts: tuple[Conflict, ...] = ()
    chunks: tuple[Chunk, ...] = ()


def settle(index: Index, asked: Asked, claims: Sequence[Claim]) -> Settled:
    """The claims with what the briefs up to the as-of day, inside the question's scope, say otherwise."""
    settled: list[Claim] = []
    conflicts: list[Conflict] = []
    chunks: list[Chunk] = []
    told: set[str] = set()
    for claim in claims:
        stated = _stated(asked, claim)
        if stated is None or stated.plain in told:
            # Told already, as an earlier state of a claim before it.
            settled += [claim] if stated is None else []
            continue
        last, differing = _differing(stated, _alike(index, asked, stated), asked)
        if last.plain in told:
            continue
        leading = claim if last is stated else _checked(last)
        if leading is None:
            settled.append(claim)
            continue
        # Two claims may be of one count: its earlier states are told with the first.
        differing = [(kind, one) for kind, one in differing if one.plain not in told]
        told |= {last.plain, stated.plain, *(one.plain for _, one in differing)}
        settled.append(leading)
        conflicts += _conflicts(leading, differing)
        chunks += [one.chunk for one in (last, *(one for _, one in differing)) if one is not stated]
    return Settled(tuple(settled), tuple(conflicts), tuple(chunks))


def _stated(asked: Asked, claim: Claim) -> Statement | None:
    """The sentence that a claim is cited from."""
    cited = claim.citations[0]
    for chunk in asked.evidence.chunks:
        if chunk.brief.id == cited.brief and chunk.span.start <= cited.start < chunk.span.end:
            for statement in statements(chunk):
                span = chunk.sentences[statement.number].span
                if span.start <= cited.start < span.end:
                    return statement
    return None


def _alike(index: Index, asked: Asked, stated: Statement) -> list[Statement]:
    """The sentences of the question's scope that may tell the same thing, by day, brief and place."""
    scope = asked.scope
    last = scope.report_until
    lately = max(scope.since or date.min, date.fromordinal(max(1, (last - _LATELY).toordinal())))
    hits = list(asked.hits)
    # Where the scope begins lately they are one.
    for since in {scope.since: None, lately: None}:
        hits += index.search(stated.text, since=since, until=last, top_k=_TOP_K)
    chunks = {(hit.chunk.brief.id, hit.chunk.span.start): hit.chunk for hit in hits}
    inside = (within(chunk, scope) for chunk in chunks.values() if not chunk.boilerplate)
    found = [statement for chunk in inside for statement in statements(chunk)]
    found = [one for one in found if one.plain != stated.plain]
    return sorted(found, key=lambda s: (s.day, s.chunk.brief.id, s.chunk.sentences[s.number].span))


def _differing(
    stated: Statement, alike: Iterable[Statement], asked: Asked
) -> tuple[Statement, list[tuple[ConflictKind, Statement]]]:
    """The last state of what is stated, and the others, newest first, each with what it is to the last."""
    alike = list(alike)
    last = stated
    for one in alike:
        if last.day < one.day <= last.day + _SILENCE:
            kind = _kind(last, one)
            # What takes an offer back need not offer anything itself.
            if kind == "reversed" or (kind == "updated" and _is_about(asked, one)):
                last = one
    others = [stated, *alike] if last is not stated else alike
    differing: list[tuple[ConflictKind, Statement]] = []
    since = last.day
    for one in sorted(others, key=lambda s: s.day, reverse=True):
        if one is last or not since - _SILENCE <= one.day <= last.day:
            continue
        kind = _kind(one, last)
        if kind is None or not (one is stated or _is_about(asked, one)):
            continue
        since = one.day
        if kind != "same" and len(differing) < _MOST and not _is_told(one, differing):
            differing.append((kind, one))
    return last, differing


def _kind(earlier: Statement, later: Statement) -> Kind | None:
    """What a later statement is to an earlier one; None for what is none of its states."""
    relation = relate(earlier, later)
    if relation is None:
        return None
    pairs = relation.revised
    if relation.kind == "contradicted" and pairs and not any(_has_number(now) for _, now in pairs):
        return None  # of one day, "the Lords vote" and "the Commons vote" are two things
    if pairs and not any(_is_one_count(earlier, before, later, now) for before, now in pairs):
        return None
    return relation.kind


def _is_one_count(earlier: Statement, before: str, later: Statement, now: str) -> bool:
    """Whether two values may be states of one count: no "514 more", and no "24 hours" beside a toll."""
    told = [(earlier.text, before), (later.text, now)]
    if any(_is_on_top(text, value) for text, value in told):
        return False
    return len({_is_time(text, value) for text, value in told}) == 1


def _is_on_top(text: str, value: str) -> bool:
    """Whether a number tells what came on top of a count, and not the count: "514 more", "by 20"."""
    start = text.find(value)
    after = _ON_TOP_AFTER.match(text, start + len(value))
    return bool(after or _ON_TOP_BEFORE.search(text[:start]))


def _is_time(text: str, value: str) -> bool:
    """Whether a number counts hours, days and the like."""
    end = text.find(value) + len(value)
    return bool(_TIME.search(value) or _TIME.match(text, end))


def _has_number(value: str) -> bool:
    return any(map(is_numeral, split_words(value)))


def _is_told(one: Statement, differing: Sequence[tuple[ConflictKind, Statement]]) -> bool:
    """Whether a newer statement says the same: a figure is told with the last day that gave it."""
    return any(one.plain == newer.plain or _kind(one, newer) == "same" for _, newer in differing)


def _is_about(asked: Asked, statement: Statement) -> bool:
    """Whether the sentence has the names, actors and numbers that the question asks for."""
    if not asked.question.terms:
        return True
    evidence = Evidence((statement.chunk,))
    return not judge(asked.question, evidence, f"1.{statement.number + 1}").misses


def _conflicts(
    leading: Claim, differing: Sequence[tuple[ConflictKind, Statement]]
) -> list[Conflict]:
    by_kind: dict[ConflictKind, list[Claim]] = {}
    for kind, statement in differing:
        claim = _checked(statement)
        if claim is not None:
            by_kind.setdefault(kind, []).append(claim)
    return [
        Conflict(kind=kind, claims=(leading, *claims)) for kind, claims in sorted(by_kind.items())
    ]


def _checked(statement: Statement) -> Claim | None:
    """The sentence as a claim that passed the gate."""
    evidence = Evidence((statement.chunk,))
    draft = DraftClaim(statement.text, (f"1.{statement.number + 1}",))
    checked = check_claim(draft, evidence, part="conflicts")
    return checked if isinstance(checked, Claim) else None
