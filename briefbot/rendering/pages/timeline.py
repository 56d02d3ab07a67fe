"""A timeline as a page: a line a step, its day in front, years as headings where there are several."""

from __future__ import annotations

from datetime import timedelta
from itertools import groupby
from typing import TYPE_CHECKING

from briefbot.rendering.outline import Item, Note, NoteNumbers, Outline, Section
from briefbot.rendering.pages.parts import note
from briefbot.rendering.receipt import legend, receipt
from briefbot.rendering.wording import claim_item

if TYPE_CHECKING:
    from datetime import date

    from briefbot.results import Step, Timeline

# Fewer steps are seen at a glance.
_MANY = 8
_ONE_DAY = timedelta(days=1)
_DAYS_LISTED = 3


def timeline_page(timeline: Timeline) -> Outline:
    """Every step in the order they happened."""
    numbers = NoteNumbers()
    items = [_item(step, timeline, numbers) for step in timeline.steps]
    if timeline.steps:
        sections = _by_year(timeline, items)
    else:
        sections = (note(_nothing(timeline)),)
    return Outline(
        title=timeline.query,
        sections=sections,
        notes=tuple(_short(one, timeline) for one in numbers.notes),
        closing=(),
        small_print=(
            *legend(claim for _, claim in timeline.named_claims()),
            _count(timeline),
            f"as of {timeline.as_of} · {receipt(timeline.provenance)}",
        ),
    )


def _nothing(timeline: Timeline) -> str:
    days = (
        f"from {timeline.since} to {timeline.as_of}"
        if timeline.since
        else f"up to {timeline.as_of}"
    )
    if timeline.found:
        return f"The briefs {days} name it and tell no step of it."
    nearest = f" Words they have: {', '.join(timeline.nearest)}." if timeline.nearest else ""
    return f"No brief {days} tells of it.{nearest}"


def _by_year(timeline: Timeline, items: list[Item]) -> tuple[Section, ...]:
    years = [step.day.year for step in timeline.steps]
    if len(items) < _MANY or years[0] == years[-1]:
        return (Section("", tuple(items)),)
    grouped = groupby(zip(years, items, strict=True), key=lambda pair: pair[0])
    return tuple(Section(str(year), tuple(item for _, item in pairs)) for year, pairs in grouped)


def _item(step: Step, timeline: Timeline, numbers: NoteNumbers) -> Item:
    item = claim_item(step.claim, numbers, topic=days_of(step.day, step.last))
    marks = [item.mark, *_marks(step, timeline)]
    return Item(item.text, item.label, "; ".join(filter(None, marks)), item.notes)


def _marks(step: Step, timeline: Timeline) -> list[str]:
    """What is to be said of a step beside its words: when it was reported, what it changes, who told it again."""
    ahead = step.day > step.reported
    marks = []
    if step.reported != step.day:
        marks.append(f"{'announced' if ahead else 'reported'} {step.reported}")
    if step.revises is not None:
        before = timeline.steps[step.revises]
        marks.append(f"{_CHANGES[step.kind]} {days_of(before.day, before.last)}")
    if step.repeated:
        marks.append(_again(step.repeated))
    return marks


_CHANGES = {"updated": "updates", "reversed": "reverses"}


def _again(days: tuple[date, ...]) -> str:
    if len(days) > _DAYS_LISTED:
        return f"told again on {len(days)} days until {days[-1]}"
    return f"told again on {', '.join(map(str, days))}"


def days_of(first: date, last: date) -> str:
    """The days as short as they can be said: "2014-03-16", "2014-03", "2014", "2014-03-03 to 2014-03-09"."""
    if first == last:
        return str(first)
    if (first.month, first.day, last.month, last.day) == (1, 1, 12, 31):
        return str(first.year) if first.year == last.year else f"{first.year} to {last.year}"
    whole = first.day == 1 and (last + _ONE_DAY).day == 1
    if whole and (first.year, first.month) == (last.year, last.month):
        return f"{first:%Y-%m}"
    return f"{first} to {last}"


def _short(one: Note, timeline: Timeline) -> Note:
    """The note without its words where they stand above as a step."""
    told = any(step.claim.text == one.citation.quote for step in timeline.steps)
    return Note(one.number, one.citation, told=told)


def _count(timeline: Timeline) -> str:
    steps, all_steps = len(timeline.steps), len(timeline.steps) + timeline.left_out
    paragraphs = f"{timeline.found:,} paragraph{'s' * (timeline.found != 1)}"
    if timeline.left_out:
        return (
            f"{steps} of {all_steps:,} steps told in {paragraphs}, those that matter most;"
            " --limit 0 lists them all."
        )
    return f"{steps} step{'s' * (steps != 1)} told in {paragraphs}."
