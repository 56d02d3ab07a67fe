"""How a story unfolded: its steps over many briefs, dated, cited, each told once. No model."""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefbot.documents import Evidence
from briefbot.drafts import DraftClaim
from briefbot.errors import QuestionError, SettingsError
from briefbot.grounding.gate import check_claim
from briefbot.results import Claim, Step, Timeline
from briefbot.tasks.days import check_since
from briefbot.tasks.provenance import Options, Receipt
from briefbot.tasks.timeline.asked import read_story
from briefbot.tasks.timeline.choosing import weigh_steps
from briefbot.tasks.timeline.merging import merge
from briefbot.tasks.timeline.told import find_told
from briefbot.tasks.withheld import note_withheld, withheld_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import date

    from briefbot.documents import Chunk
    from briefbot.results import Rejected, StepKind
    from briefbot.retrieval.index import Index
    from briefbot.tasks.timeline.asked import Story
    from briefbot.tasks.timeline.merging import Found
    from briefbot.tasks.timeline.told import Told

DEFAULT_LIMIT = 30
# What more paragraphs tell of is no story: "people" is in every seventh paragraph.
_MOST_PARAGRAPHS = 10_000
# Paragraphs of news have two; ones stuffed with twenty would take minutes.
_MOST_SENTENCES = 25_000


def timeline(
    index: Index,
    query: str,
    *,
    as_of: date | None = None,
    since: date | None = None,
    until: date | None = None,
    limit: int = DEFAULT_LIMIT,
) -> Timeline:
    """The steps of a story in the order they happened; without a step when no brief tells of it.

    Args:
        index: the briefs.
        query: what the story is about: names and rare words must be there, text in quotation marks word for word.
        as_of: the last day that is read, by default the newest.
        since: first day of the briefs that are read.
        until: last day of them; as `as_of`, whichever is earlier.
        limit: how many steps are listed, those that matter most; 0 for all.

    Raises:
        QuestionError: the query is empty, too long, has no word to look for, or is told of nearly everywhere.
        SettingsError: the options leave no day, or the limit is negative.
    """
    story = read_story(query)
    last = min([day for day in (as_of, until) if day], default=max(index.days()))
    check_since(since, last)
    if limit < 0:
        raise SettingsError(f"a limit of {limit} makes no sense; 0 lists every step")
    telling = index.telling(story.needed, since=since, until=last, limit=_MOST_PARAGRAPHS)
    if telling.found > _MOST_PARAGRAPHS:
        raise _too_much(query, f"{telling.found:,} paragraphs")
    chunks = _read(story, telling.chunks, query)
    found = merge((told for chunk in chunks for told in find_told(story, chunk)), story.stems)
    weights = weigh_steps(found, story)
    claims = _check(found, weights, limit or len(found))
    steps = _listed(found, claims)
    briefs = {found[i].told.statement.chunk.brief for i in claims}
    options: Options = {"query": query, "since": str(since) if since else None, "limit": limit}
    options |= note_withheld(withheld_of(chunks))
    return Timeline(
        query=query,
        as_of=last,
        since=since,
        until=until,
        steps=steps,
        found=len(chunks),
        left_out=len(found) - len(steps),
        nearest=() if chunks else index.nearest_words(story.needed, since=since, until=last),
        provenance=Receipt(None).provenance(briefs, as_of=last, options=options),
    )


def _read(story: Story, chunks: Iterable[Chunk], query: str) -> list[Chunk]:
    """The paragraphs that tell the story."""
    read: list[Chunk] = []
    sentences = 0
    for one in chunks:
        if not one.boilerplate and story.is_told_in(one):
            read.append(one)
            sentences += len(one.sentences)
            if sentences > _MOST_SENTENCES:
                raise _too_much(query, f"more than {_MOST_SENTENCES:,} sentences")
    return read


def _too_much(query: str, where: str) -> QuestionError:
    return QuestionError(
        f"{query!r} is told of in {where}, too many for one story; add a word,"
        " put a phrase in quotation marks, or narrow the days"
    )


def _check(found: Sequence[Found], weights: Mapping[int, float], limit: int) -> dict[int, Claim]:
    """The claims of the best steps that pass the gate, by their position."""
    claims: dict[int, Claim] = {}
    for i in sorted(weights, key=lambda i: (-weights[i], i)):
        if len(claims) == limit:
            break
        checked = _check_told(found[i].told, part=f"steps[{i}]")
        if isinstance(checked, Claim):
            claims[i] = checked
    return claims


def _check_told(told: Told, *, part: str) -> Claim | Rejected:
    """The sentence as a claim, behind the one it points back to."""
    chunk, number = told.statement.chunk, told.statement.number
    numbers = [number] if told.opening is None else [told.opening, number]
    text = " ".join(chunk.sentences[n].text for n in numbers)
    draft = DraftClaim(text, tuple(f"1.{n + 1}" for n in numbers))
    return check_claim(draft, Evidence((chunk,)), part=part)


def _listed(found: Sequence[Found], claims: Mapping[int, Claim]) -> tuple[Step, ...]:
    """The steps in the order they happened."""
    order = sorted(claims, key=lambda i: (found[i].told.when.first, found[i].told.place))
    places = {id(found[i]): n for n, i in enumerate(order)}
    return tuple(_step(found[i], claims[i], places) for i in order)


def _step(step: Found, claim: Claim, places: Mapping[int, int]) -> Step:
    when = step.told.when
    before = step.revises
    while before is not None and id(before) not in places:
        before = before.revises
    # What it revises may be left out; then nothing on the page says what was before.
    alone: StepKind = "announced" if when.announced else "new"
    return Step(
        day=when.first,
        last=when.last,
        when=when.words,
        reported=step.told.reported,
        repeated=tuple(sorted(step.again)),
        kind=step.kind if before is not None else alone,
        revises=places[id(before)] if before is not None else None,
        claim=claim,
    )
