"""What changed between two days without a model: their own sentences, sorted by code."""

from __future__ import annotations

from collections import defaultdict
from itertools import pairwise
from typing import TYPE_CHECKING

from briefbot.drafts import DraftChange, verbatim
from briefbot.grounding.comparing.sharing import Sharing
from briefbot.grounding.comparing.stories import SAME_STORY, same_story
from briefbot.language.words import split_words
from briefbot.writing.compared import chunk_number, news_paragraphs
from briefbot.writing.extractive.salience import NOTHING_KNOWN, rank_paragraphs

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Sequence

    from briefbot.documents import Evidence
    from briefbot.writing.compared import Compared
    from briefbot.writing.extractive.salience import Background, Ranked

# A later brief that carries an earlier one over has this share of its paragraphs, each with this share of its pairs
# of neighbouring words: the same news told anew has far less, an edited copy far more.
_CARRIED_OVER = 0.5
_SAME_WORDING = 0.7


def draft_changes(
    compared: Compared, known: Background = NOTHING_KNOWN, *, ran_on: Collection[int] = ()
) -> list[DraftChange]:
    """The changes in the order of reading: reversed, updated, new by news value, dropped.

    Args:
        compared: the two days.
        known: what the days before the later one told, for the news value.
        ran_on: numbers of the earlier day's paragraphs whose story ran on before it and ends there.
    """
    changed = list(_changed(compared))
    return [
        *(change for change in changed if change.kind == "reversed"),
        *(change for change in changed if change.kind == "updated"),
        *_new(compared, known),
        *_dropped(compared, ran_on),
    ]


def is_carried_over(compared: Compared) -> bool:
    """Whether the later day carries the earlier one over: what it leaves out then is dropped."""
    before, after = _wordings(compared.earlier), _wordings(compared.later)
    sharing = Sharing(after)
    carried = sum(
        any(
            shared >= _SAME_WORDING * min(len(one), len(after[position]))
            for position, shared in sharing.with_any(one).items()
        )
        for one in before
    )
    return bool(before) and carried / len(before) >= _CARRIED_OVER


def _wordings(evidence: Evidence) -> list[frozenset[tuple[str, str]]]:
    """The pairs of neighbouring words of each paragraph of news."""
    texts = (evidence.chunks[n - 1].text for n in news_paragraphs(evidence))
    words = ([w.norm for w in split_words(text) if w.kind != "mark"] for text in texts)
    return [frozenset(pairwise(listed)) for listed in words]


def _changed(compared: Compared) -> Iterator[DraftChange]:
    for pair in compared.changed:
        yield DraftChange(
            pair.kind,
            verbatim(compared.later, pair.after),
            before=verbatim(compared.earlier, pair.before),
            revised=pair.relation.revised,
        )


def _new(compared: Compared, known: Background) -> Iterator[DraftChange]:
    ranked = rank_paragraphs(compared.later, known)
    for handle in _by_value(compared.later, compared.new, ranked):
        yield DraftChange("new", verbatim(compared.later, handle))


def _dropped(compared: Compared, ran_on: Collection[int]) -> Iterator[DraftChange]:
    earlier = compared.earlier
    ranked = rank_paragraphs(earlier)
    if is_carried_over(compared):
        handles = _by_value(earlier, compared.gone, ranked)
    else:
        handles = _one_a_story(earlier, [one.handle for one in ranked if one.chunk in ran_on])
    yield from (DraftChange("dropped", verbatim(earlier, handle)) for handle in handles)


def _one_a_story(evidence: Evidence, handles: Iterable[str]) -> list[str]:
    """The handles without those whose paragraph tells the story of one before."""
    chosen: list[str] = []
    for handle in handles:
        chunk = evidence.chunk_of(handle)
        if all(same_story(chunk, evidence.chunk_of(h)) < SAME_STORY for h in chosen):
            chosen.append(handle)
    return chosen


def _by_value(evidence: Evidence, handles: Sequence[str], ranked: Sequence[Ranked]) -> list[str]:
    """The handles by news value; a paragraph with all its sentences is one, its best sentence's."""
    of_chunk: dict[int, list[str]] = defaultdict(list)
    for handle in handles:
        of_chunk[chunk_number(handle)].append(handle)
    chosen = []
    for one in ranked:
        whole = len(of_chunk[one.chunk]) == len(evidence.chunks[one.chunk - 1].sentences)
        chosen += [one.handle] if whole else of_chunk[one.chunk]
    return chosen
