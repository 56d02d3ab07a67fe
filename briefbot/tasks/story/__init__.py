"""The story so far: what the briefs up to a day tell of an event, in few words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefbot.grounding.gate import check_claim
from briefbot.results import Claim, Story
from briefbot.tasks.falling_back import falling_back
from briefbot.tasks.provenance import Receipt
from briefbot.tasks.story.material import look_up
from briefbot.tasks.withheld import note_withheld, withheld_of
from briefbot.writing.extractive.alone import word_count

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import date

    from briefbot.documents import Brief, Evidence
    from briefbot.models.base import Request
    from briefbot.results import Rejected
    from briefbot.retrieval.index import Index
    from briefbot.tasks.prompting import Prompted, Prompts
    from briefbot.tasks.provenance import Options

DEFAULT_WORDS = 200


@falling_back
def story(
    index: Index,
    query: str | None = None,
    *,
    until: date | None = None,
    since: date | None = None,
    words: int = DEFAULT_WORDS,
    by: Prompted | None = None,
) -> Story:
    """The story so far as exact sentences, oldest first; without a claim when no brief tells of it.

    A model chooses and shortens where there is one, and code fills what it leaves; else code chooses.

    Args:
        index: the briefs.
        query: the event, None for all that the briefs tell.
        until: the last day that is read, by default the newest.
        since: the first day that is read, by default the oldest.
        words: the longest story; it is never longer than half of what there is to tell.
        by: the model and its prompts.

    Raises:
        BriefNotFoundError: there is no brief of these days.
        QuestionError: the query has no word to look for, or too much is told of it for one story.
        SettingsError: the options leave no day, or the words are too few for a sentence.
        ModelError: the model gave nothing to check; see its subclasses.
    """
    material = look_up(index, query, until=until, since=since, words=words)
    receipt = Receipt(by)
    options: Options = {"found": len(material.evidence.chunks)}
    options |= note_withheld(withheld_of(material.evidence.chunks))
    rejected: list[Rejected] = []
    if by is None or not material.writer.candidates:
        drafts = material.writer.draft(longest_words=words)
        claims = [
            c
            for d in drafts
            if isinstance(c := check_claim(d, material.evidence, part="claims"), Claim)
        ]
    else:
        from briefbot.tasks.story.by_model import tell_by_model

        claims, rejected, options["filled_without_model"] = tell_by_model(by, material, receipt)
    return Story(
        query=query or "",
        as_of=material.as_of,
        since=since,
        claims=tuple(claims),
        nearest=material.nearest,
        words=sum(word_count(claim.text) for claim in claims),
        longest_words=words,
        rejected=tuple(rejected),
        provenance=receipt.provenance(
            _cited(claims, material.evidence), as_of=material.as_of, options=options
        ),
    )


def story_request(
    index: Index,
    query: str | None,
    prompts: Prompts,
    *,
    until: date | None = None,
    since: date | None = None,
    words: int = DEFAULT_WORDS,
) -> Request | None:
    """What would be sent for a story, without sending it; None where no brief tells of it."""
    from briefbot.tasks.story.by_model import request_for

    material = look_up(index, query, until=until, since=since, words=words)
    if not material.writer.candidates:
        return None
    return request_for(prompts.load("story"), material)[0]


def _cited(claims: Iterable[Claim], evidence: Evidence) -> Iterator[Brief]:
    ids = {citation.brief for claim in claims for citation in claim.citations}
    return (chunk.brief for chunk in evidence.chunks if chunk.brief.id in ids)
