"""What only a day's summary has: its fields, its day and what it leaves out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefbot.grounding.fields import (
    figure_problems,
    find_stance,
    is_announced,
    topic_holds,
    when_of,
)
from briefbot.tasks.changes.marking import is_new, new_places
from briefbot.tasks.evidence import day_evidence
from briefbot.tasks.omissions import find_omissions
from briefbot.tasks.verify.claims import citation_problems

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from briefbot.documents import Brief, Evidence
    from briefbot.results import DailySummary
    from briefbot.tasks.verify.shelf import Shelf


def summary_problems(summary: DailySummary, shelf: Shelf) -> Iterator[str]:
    """What of a summary does not hold, its claims left aside."""
    yield from _field_problems(summary)
    yield from _whole_problems(summary, shelf)
    for i, citation in enumerate(summary.omitted):
        yield from (f"omitted[{i}]: {problem}" for problem in citation_problems(citation, shelf))


def _whole_problems(summary: DailySummary, shelf: Shelf) -> Iterator[str]:
    """What is wrong with the day, and with what the summary says it leaves out."""
    found = [shelf.find(used.id)[0] for used in summary.provenance.briefs]
    there = [brief for brief in found if brief is not None]
    compared = summary.provenance.options.get("compared_with")
    briefs = [brief for brief in there if brief.day == summary.day]
    before = [brief for brief in there if brief.day.isoformat() == compared]
    if len(briefs) + len(before) != len(there) or compared == summary.day.isoformat():
        yield f"day: a brief used is not of {summary.day}"
    if len(there) == len(found):
        evidence = day_evidence(briefs)[0]
        yield from _new_problems(summary, evidence, before)
        omitted, coverage = find_omissions(summary, evidence)
        if (omitted, coverage) != (summary.omitted, summary.coverage):
            yield "omitted: is not what the claims leave out"


def _new_problems(
    summary: DailySummary, evidence: Evidence, before: Sequence[Brief]
) -> Iterator[str]:
    """Which developments are wrongly marked as new, or wrongly not."""
    day = before[0].day if before else None
    new = new_places(day_evidence(before)[0], evidence) if before else frozenset()
    for i, development in enumerate(summary.developments):
        since = day if is_new(development.claim, new) else None
        if development.new_since != since:
            told = f"new since {since}" if since else "not new since then"
            yield f"developments[{i}]: marked as new since {development.new_since}, it is {told}"


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
