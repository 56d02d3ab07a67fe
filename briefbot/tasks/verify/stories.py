"""What only a story has: its length, its order and its days."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from briefbot.writing.extractive.alone import word_count

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from briefbot.results import Claim, Story
    from briefbot.tasks.verify.shelf import Shelf


def story_problems(story: Story, shelf: Shelf) -> Iterator[str]:
    """What of a story does not hold, its claims left aside."""
    words = sum(word_count(claim.text) for claim in story.claims)
    if words != story.words:
        yield f"words: the claims have {words}, not {story.words}"
    if words > story.longest_words:
        yield f"words: {words} are more than {story.longest_words}"
    if story.since is not None and story.since > story.as_of:
        yield f"since: {story.since} is after {story.as_of}"
    days = sorted({c.day for claim in story.claims for c in claim.citations})
    for day in days:
        if day > story.as_of:
            yield f"as_of: a brief of {day} is later"
        if story.since is not None and day < story.since:
            yield f"since: a brief of {day} is earlier"
    for i, (before, after) in enumerate(pairwise(story.claims), 1):
        if _day(after) < _day(before):
            yield f"claims[{i}]: reported before the one it follows"
        if after.text == before.text:
            yield f"claims[{i}]: repeats the one before"


def _day(claim: Claim) -> date:
    return claim.citations[0].day
