"""A saved result re-checked against the briefs: no model, no trust in what the file says of itself."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from briefbot.results import Answer, Changes, DailySummary, Story, Timeline
from briefbot.tasks.verify.answers import answer_problems
from briefbot.tasks.verify.changes import changes_problems
from briefbot.tasks.verify.claims import claim_problems
from briefbot.tasks.verify.shelf import Shelf
from briefbot.tasks.verify.stories import story_problems
from briefbot.tasks.verify.summaries import summary_problems
from briefbot.tasks.verify.timelines import timeline_problems

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from briefbot.library.base import Library
    from briefbot.results import AnyResult, Provenance

# What is to be checked beside the claims, for each kind of result.
_OWN: dict[type[AnyResult], Callable[..., Iterator[str]]] = {
    DailySummary: summary_problems,
    Answer: answer_problems,
    Changes: changes_problems,
    Timeline: timeline_problems,
    Story: story_problems,
}


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


def verify(result: AnyResult, library: Library) -> Verification:
    """Whether every quote is still exact and every claim still proved by what it cites."""
    shelf = Shelf(library)
    problems = list(_brief_problems(result.provenance, shelf))
    claims = result.named_claims()
    for name, claim in claims:
        problems += [f"{name}: {problem}" for problem in claim_problems(claim, shelf)]
    problems += _OWN[type(result)](result, shelf)
    return Verification(len(claims), tuple(dict.fromkeys(problems)))


def _brief_problems(provenance: Provenance, shelf: Shelf) -> Iterator[str]:
    for used in provenance.briefs:
        brief, why = shelf.find(used.id)
        if brief is None:
            yield f"brief {used.id!r}: {why}"
        elif brief.sha256 != used.sha256:
            yield f"brief {used.id!r}: has changed since (sha256 {brief.sha256[:12]}…)"
        elif brief.day != used.day:
            yield f"brief {used.id!r}: its day is {brief.day}, not {used.day}"
        elif brief.encoding != used.encoding:
            yield f"brief {used.id!r}: its encoding is {brief.encoding}, not {used.encoding}"
