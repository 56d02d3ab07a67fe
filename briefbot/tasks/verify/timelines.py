"""What only a timeline has: its days, its order, what revises what, and that each step tells of the story."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from briefbot.errors import QuestionError
from briefbot.grounding.happening import when_happened
from briefbot.retrieval.chunking import chunk
from briefbot.tasks.timeline.asked import read_story

if TYPE_CHECKING:
    from collections.abc import Iterator

    from briefbot.results import Step, Timeline
    from briefbot.tasks.verify.shelf import Shelf


def timeline_problems(timeline: Timeline, shelf: Shelf) -> Iterator[str]:
    """What of a timeline does not hold, its claims left aside."""
    for i, step in enumerate(timeline.steps):
        problems = [*_day_problems(step), *_range_problems(step, timeline)]
        problems += _revision_problems(i, timeline)
        yield from (f"steps[{i}]: {problem}" for problem in problems)
    for i, (before, after) in enumerate(pairwise(timeline.steps), 1):
        if (before.day, before.reported) > (after.day, after.reported):
            yield f"steps[{i}]: happened before the step in front of it"
    yield from _story_problems(timeline, shelf)


def _day_problems(step: Step) -> Iterator[str]:
    """Whether its days are what the cited sentence says, seen from the day of its brief."""
    cited = step.claim.citations[-1]
    if step.reported != cited.day:
        yield f"was reported on {cited.day}, not {step.reported}"
    when = when_happened(cited.quote, cited.day)
    if (when.first, when.last, when.words) != (step.day, step.last, step.when):
        yield f"the source says {when.first} to {when.last} ({when.words!r}), not {step.day}"
    if when.announced != (step.kind == "announced") and step.revises is None:
        yield "is told ahead" if when.announced else "is not told ahead"


def _range_problems(step: Step, timeline: Timeline) -> Iterator[str]:
    told = (step.reported, *step.repeated)
    if list(told) != sorted(set(told)):
        yield "the days that tell it again are not later ones in order"
    last = min(timeline.as_of, timeline.until or timeline.as_of)
    if told[-1] > last or any(c.day > last for c in step.claim.citations):
        yield f"a brief later than {last} was used"
    if timeline.since is not None and told[0] < timeline.since:
        yield f"a brief earlier than {timeline.since} was used"


def _revision_problems(i: int, timeline: Timeline) -> Iterator[str]:
    step, at = timeline.steps[i], timeline.steps[i].revises
    if (at is not None) != (step.kind in ("updated", "reversed")):
        yield f"{step.kind!r} does not fit what it revises"
    if at is not None and not (0 <= at < len(timeline.steps) and at != i):
        yield f"there is no step {at} to revise"
    elif at is not None and timeline.steps[at].reported > step.reported:
        yield f"revises a step that was reported later ({at})"


def _story_problems(timeline: Timeline, shelf: Shelf) -> Iterator[str]:
    """Steps whose paragraph does not have the words of the query."""
    try:
        story = read_story(timeline.query)
    except QuestionError as exc:
        yield f"query: {exc}"
        return
    for i, step in enumerate(timeline.steps):
        cited = step.claim.citations[0]
        brief, _ = shelf.find(cited.brief)
        around = [
            one
            for one in (chunk(brief) if brief else ())
            if one.span.start <= cited.start and cited.end <= one.span.end
        ]
        if around and not any(map(story.is_told_in, around)):
            yield f"steps[{i}]: its paragraph does not tell of {timeline.query!r}"
