"""The story so far as a page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefbot.rendering.outline import Item, NoteNumbers, Outline, Section
from briefbot.rendering.pages.parts import note, rejected_section
from briefbot.rendering.plain import clean
from briefbot.rendering.receipt import legend, receipt
from briefbot.rendering.wording import claim_item, in_marks, long_day

if TYPE_CHECKING:
    from briefbot.results import Story


def story_page(story: Story) -> Outline:
    """Everything a story has to say, in reading order."""
    numbers = NoteNumbers()
    items = _items(story, numbers)
    sections = [Section("", items)] if items else [note(_nothing(story))]
    return Outline(
        title=_title(story),
        sections=tuple(sections),
        notes=tuple(numbers.notes),
        closing=tuple(s for s in (rejected_section(story.rejected),) if s.items),
        small_print=(*legend(story.claims), *_length(story), receipt(story.provenance)),
    )


def _title(story: Story) -> str:
    about = f"{story.query.strip()}: the story" if story.query.strip() else "The story"
    since = f" since {long_day(story.since)}" if story.since else ""
    return f"{about}{since} up to {long_day(story.as_of)}"


def _items(story: Story, numbers: NoteNumbers) -> tuple[Item, ...]:
    """The sentences, each with the day of its brief: "on Tuesday" is that week's."""
    return tuple(
        claim_item(claim, numbers, topic=claim.citations[0].day.isoformat())
        for claim in story.claims
    )


def _nothing(story: Story) -> str:
    if not story.query:
        return "The briefs of these days have no sentence that could be told alone."
    days = f"from {story.since} to {story.as_of}" if story.since else f"up to {story.as_of}"
    nearest = f" Words they have: {', '.join(story.nearest)}." if story.nearest else ""
    return f"The briefs {days} tell nothing of {in_marks(clean(story.query))}.{nearest}"


def _length(story: Story) -> tuple[str, ...]:
    if not story.claims:
        return ()
    return (
        f"{story.words} words of at most {story.longest_words}; each day is that of the brief.",
    )
