"""A saved result re-checked against the briefs: no model, no trust in what the file says of itself."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from briefbot.errors import BriefError
from briefbot.grounding.citations import source_of
from briefbot.grounding.fields import (
    figure_problems,
    find_stance,
    is_announced,
    topic_holds,
    when_of,
)
from briefbot.grounding.support import prove
from briefbot.results import DailySummary
from briefbot.retrieval.chunking import chunk
from briefbot.retrieval.sentences import sentence_spans
from briefbot.tasks.evidence import day_evidence
from briefbot.tasks.omissions import find_omissions

if TYPE_CHECKING:
    from collections.abc import Iterator

    from briefbot.documents import Brief, Chunk
    from briefbot.grounding.support import Source
    from briefbot.library.base import Library
    from briefbot.results import Answer, Citation, Claim


@dataclass(frozen=True, slots=True)
class Verification:
    """What a re-check found.

    Attributes:
        checked: number of claims looked at.
        problems: one plain sentence for each thing that does not hold, beginning with the claim's name.
    """

    checked: int
    problems: tuple[str, ...]

    @property
    def ok(self) -> bool:
        """Whether everything holds."""
        return not self.problems


def verify(result: DailySummary | Answer, library: Library) -> Verification:
    """Whether every quote is still exact and every claim still proved by what it cites."""
    shelf = _Shelf(library)
    problems: list[str] = []
    for used in result.provenance.briefs:
        brief, why = shelf.find(used.id)
        if brief is None:
            problems.append(f"brief {used.id!r}: {why}")
        elif brief.sha256 != used.sha256:
            problems.append(f"brief {used.id!r}: has changed since (sha256 {brief.sha256[:12]}…)")
        elif brief.day != used.day:
            problems.append(f"brief {used.id!r}: its day is {brief.day}, not {used.day}")
        elif brief.encoding != used.encoding:
            problems.append(
                f"brief {used.id!r}: its encoding is {brief.encoding}, not {used.encoding}"
            )
    claims = result.named_claims()
    for name, claim in claims:
        problems += [f"{name}: {problem}" for problem in _claim_problems(claim, shelf)]
    if isinstance(result, DailySummary):
        problems += _field_problems(result)
        problems += _whole_problems(result, shelf)
        others = [(f"omitted[{i}]", c) for i, c in enumerate(result.omitted)]
    else:
        others = [(f"nearest[{i}]", c) for i, c in enumerate(result.nearest)]
        if (result.status == "answered") != bool(result.claims):
            problems.append("status: does not fit the claims")
        later = {c.day for _, claim in claims for c in claim.citations if c.day > result.as_of}
        problems += [f"as_of: a brief of {day} is later" for day in sorted(later)]
    for name, citation in others:
        problems += [f"{name}: {problem}" for problem in _citation_problems(citation, shelf)]
    return Verification(len(claims), tuple(dict.fromkeys(problems)))


class _Shelf:
    """Briefs and their chunks, each read once."""

    def __init__(self, library: Library) -> None:
        self._library = library
        self._briefs: dict[str, tuple[Brief | None, str]] = {}
        self._chunks: dict[str, tuple[Chunk, ...]] = {}

    def find(self, id: str) -> tuple[Brief | None, str]:
        """The brief, or None and why it can't be had."""
        if id not in self._briefs:
            try:
                self._briefs[id] = self._library.load(id), ""
            except BriefError as exc:
                self._briefs[id] = None, str(exc)
        return self._briefs[id]

    def sources(self, citation: Citation) -> list[Source]:
        """The sentences that a citation covers, whole ones only."""
        brief, _ = self.find(citation.brief)
        if brief is None:
            return []
        if brief.id not in self._chunks:
            self._chunks[brief.id] = chunk(brief)
        return [
            source_of(one, i)
            for one in self._chunks[brief.id]
            if one.span.start < citation.end and citation.start < one.span.end
            for i, s in enumerate(one.sentences)
            if citation.start <= s.span.start and s.span.end <= citation.end
        ]


def _citation_problems(citation: Citation, shelf: _Shelf) -> Iterator[str]:
    brief, why = shelf.find(citation.brief)
    if brief is None:
        yield f"brief {citation.brief!r}: {why}"
        return
    if brief.sha256 != citation.sha256:
        yield f"brief {citation.brief!r} has changed since"
    if not citation.source.endswith(citation.brief) and citation.source != brief.source:
        yield f"the source {citation.source!r} is not that of brief {citation.brief!r}"
    if brief.day != citation.day:
        yield f"the brief's day is {brief.day}, not {citation.day}"
    inside = 0 <= citation.start < citation.end <= len(brief.text)
    if not inside or brief.text[citation.start : citation.end] != citation.quote:
        yield f"the quote is not what stands at [{citation.start}, {citation.end})"


def _claim_problems(claim: Claim, shelf: _Shelf) -> Iterator[str]:
    for citation in claim.citations:
        yield from _citation_problems(citation, shelf)
    if claim.status == "quoted":
        if claim.text != claim.citations[0].quote:
            yield "a quoted claim that is not its quote"
        else:
            yield from _quoted_problems(claim, shelf)
        return
    sources = [s for citation in claim.citations for s in shelf.sources(citation)]
    if not sources:
        yield "no whole sentence is cited"
    for span in sentence_spans(claim.text, 0, len(claim.text)) if sources else ():
        sentence = claim.text[span.start : span.end]
        proofs = [prove(sentence, claim.speaker, source) for source in sources]
        if any(p.ok for p in proofs):
            continue
        closest = max(proofs, key=lambda p: p.share)
        yield f"not proved by what it cites: {'; '.join(closest.reasons)}"


def _quoted_problems(claim: Claim, shelf: _Shelf) -> Iterator[str]:
    sources = [s for s in shelf.sources(claim.citations[0]) if s.text == claim.text]
    if not sources:
        yield "no whole sentence is quoted"
        return
    speakers = {prove(s.text, None, s).speaker or s.inherited for s in sources}
    if claim.speaker not in speakers:
        yield f"the source does not name {claim.speaker!r} as the speaker"


def _whole_problems(summary: DailySummary, shelf: _Shelf) -> Iterator[str]:
    """What is wrong with the day, and with what the summary says it leaves out."""
    found = [shelf.find(used.id)[0] for used in summary.provenance.briefs]
    briefs = [brief for brief in found if brief is not None]
    if any(brief.day != summary.day for brief in briefs):
        yield f"day: a brief used is not of {summary.day}"
    if len(briefs) == len(found):
        omitted, coverage = find_omissions(summary, day_evidence(briefs)[0])
        if (omitted, coverage) != (summary.omitted, summary.coverage):
            yield "omitted: is not what the claims leave out"


def _field_problems(summary: DailySummary) -> Iterator[str]:
    for i, development in enumerate(summary.developments):
        if development.topic and not topic_holds(development.topic, development.claim):
            yield f"developments[{i}]: the topic {development.topic!r} is not in what it cites"
    for i, voice in enumerate(summary.voices):
        if voice.speaker != voice.claim.speaker:
            yield f"voices[{i}]: the speaker {voice.speaker!r} is not the claim's"
        if find_stance(voice.claim, voice.stance) != voice.stance:
            yield f"voices[{i}]: the source does not show that it was {voice.stance}"
    for i, figure in enumerate(summary.figures):
        found = figure_problems(figure.value, figure.unit, figure.what, figure.claim)
        yield from (f"figures[{i}]: {problem}" for problem in found)
    for i, ahead in enumerate(summary.ahead):
        if not is_announced(ahead.claim):
            yield f"ahead[{i}]: the source does not announce it for later"
        if (ahead.when, ahead.day) != when_of(ahead.when, ahead.claim):
            yield f"ahead[{i}]: the time {ahead.when!r} ({ahead.day}) is not what it cites"
