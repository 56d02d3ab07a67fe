"""Who says, demands, denies, warns, offers or promises what."""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefbot.drafts import DraftClaim, DraftVoice
from briefbot.grounding.attribution import find_attributions
from briefbot.grounding.citations import handle_source
from briefbot.grounding.stances import find_stances
from briefbot.grounding.support import prove
from briefbot.language.lexicon import PRONOUNS, is_content
from briefbot.language.shallow import CLOSING, OPENING, read

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from briefbot.documents import Evidence
    from briefbot.grounding.attribution import Attribution
    from briefbot.language.shallow import Shallow
    from briefbot.language.words import Word

_POINTERS = frozenset(["this", "that", "these", "those"])
_FEWEST_CONTENT_WORDS = 3
# Attributions of one sentence that are tried: news has up to three, and each takes time with the square of its length.
_MOST_TRIED = 3
# In characters; of 20,000 sentences of news the longest has 95 words. What is said in so many is no bullet.
_LONGEST = 1_000


def find_voices(evidence: Evidence, handle: str) -> Iterator[DraftVoice]:
    """The voices of one sentence: what is attributed first, else what the brief says an actor wants."""
    source = handle_source(evidence, handle)
    if len(source.text) > _LONGEST:
        return
    text, shallow = source.text, read(source.text)
    found = False
    for attribution in find_attributions(text)[:_MOST_TRIED]:
        said = _said(text, shallow, attribution)
        speaker = attribution.speaker
        # A cut that can't be proved is no voice of the brief: it is not offered at all.
        if said and not _is_pronoun(speaker) and prove(said, speaker, source).ok:
            found = True
            yield DraftVoice(attribution.stance, DraftClaim(said, (handle,), speaker))
    if found:
        return
    for stance in find_stances(shallow):
        if stance.stance != "said" and not _is_pronoun(stance.actor):
            start, end = (shallow.words[i].start for i in (stance.subject[0], stance.subject[1]))
            speaker = text[start:end].strip()
            yield DraftVoice(stance.stance, DraftClaim(text, (handle,), speaker))
            return


def _said(text: str, shallow: Shallow, attribution: Attribution) -> str:
    """The exact words attributed, without quotation marks around the whole; "" when too few to tell."""
    start, end = attribution.content
    words = _first_quotation(shallow.words[start:end])
    if sum(map(is_content, words)) < _FEWEST_CONTENT_WORDS or _points_out(shallow, start):
        return ""
    while words and (words[-1].text in ",;:—–-(." or words[-1].norm in ("but", "and")):
        words = words[:-1]
    said = text[words[0].start : words[-1].end]
    opened, closed = said.count("“"), said.count("”")
    if said.startswith("“") and said.endswith("”") and opened == closed == 1:
        said = said[1:-1].rstrip(",")
    return said if said.count("“") == said.count("”") else ""


def _points_out(shallow: Shallow, start: int) -> bool:
    """Whether what is said begins with a pointer to the sentence before: "this was unacceptable"."""
    return shallow.words[start].norm in _POINTERS and any(shallow.verbs[start + 1 : start + 2])


def _first_quotation(words: Sequence[Word]) -> Sequence[Word]:
    """What is said up to the end of the quotation it begins with, if it begins with a whole one."""
    if not words or words[0].text not in OPENING:
        return words
    end = next((i for i, word in enumerate(words) if word.text in CLOSING), len(words) - 1)
    quotation = words[: end + 1]
    return quotation if sum(map(is_content, quotation)) >= _FEWEST_CONTENT_WORDS else words


def _is_pronoun(speaker: str) -> bool:
    words = [w.norm for w in read(speaker).words]
    return all(norm in PRONOUNS for norm in words)
