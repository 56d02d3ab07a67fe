"""The fields beside a claim: topic, stance, figure, time. Each comes from the cited sentences or not at all."""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefbot.grounding.announcements import find_announcement, takes_back
from briefbot.grounding.attribution import find_attributions, same_speaker
from briefbot.grounding.ledger import missing_quotations
from briefbot.grounding.search import content_stems
from briefbot.grounding.stances import find_stances
from briefbot.grounding.support import Source, prove
from briefbot.language.addresses import find_addresses
from briefbot.language.dates import find_dates
from briefbot.language.lexicon import APPROXIMATE, is_critical
from briefbot.language.shallow import read
from briefbot.language.words import split_words

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from briefbot.language.words import Word
    from briefbot.results import Claim, Stance


LONGEST_TOPIC = 80
# Phrases that bound the number behind them, longest first.
_BOUNDING = tuple(
    tuple(phrase.split())
    for phrase in (
        "no more than", "no fewer than", "no less than", "as many as", "as few as", "at least",
        "at most", "up to", "more than", "less than", "fewer than", "an estimated", "nearly",
        "almost", "over", "under", "only", "just", *sorted(APPROXIMATE),
    )
)  # fmt: skip


def topic_holds(topic: str, claim: Claim) -> bool:
    """Whether the topic is short, no address, made of content words of the cited sentences, and says nothing else.

    Names and nouns state nothing, in whichever order. With a verb or a "not" they may: then each part stands so in
    the source, or a cited sentence proves it.
    """
    stems = content_stems(topic)
    if len(topic) > LONGEST_TOPIC or find_addresses(topic):
        return False
    if not stems or not stems <= content_stems(_cited(claim)):
        return False
    shallow = read(topic)
    if not any(shallow.verbs) and not any(map(is_critical, shallow.words)):
        return True
    exact = (not missing_quotations(f"“{part}”", _cited(claim)) for part in topic.split(", "))
    return all(exact) or any(prove(topic, None, Source(c.quote, c.day)).ok for c in claim.citations)


def find_stance(claim: Claim, drafted: str) -> Stance:
    """How the cited sentences say the claim's speaker meant it; "said" when they tell no more.

    A drafted stance stands only if the speaker takes it in a cited sentence.
    """
    taken: list[Stance] = []
    for citation in claim.citations:
        taken += [
            a.stance
            for a in find_attributions(citation.quote)
            if claim.speaker and same_speaker(a.speaker, claim.speaker)
        ]
        taken += [
            s.stance
            for s in find_stances(read(citation.quote))
            if claim.speaker and same_speaker(s.actor, claim.speaker)
        ]
    return next((s for s in taken if s == drafted), taken[0] if len(set(taken)) == 1 else "said")


def figure_problems(value: str, unit: str, what: str, claim: Claim) -> list[str]:
    """Why a figure does not hold; empty when it does.

    The value and its unit stand side by side in the cited sentences, with nothing before them that bounds
    the value ("at least", "up to"), and `what` is there word for word.
    """
    cited = _cited(claim)
    if not any(w.kind == "number" or w.stem[:1].isdigit() for w in split_words(value)):
        return [f"{value!r} is no number"]
    side_by_side = " ".join(w.stem for w in split_words(f"{value} {unit}") if w.kind != "mark")
    have = " ".join(w.stem for w in split_words(cited) if w.kind != "mark")
    problems = []
    if f" {side_by_side} " not in f" {have} ":
        problems.append(f"the source does not have {f'{value} {unit}'.strip()!r}")
    if find_addresses(f"{value} {unit} {what}"):
        problems.append("an address is no label")
    if what and missing_quotations(f"“{what}”", cited):
        problems.append(f"not in the source: {what!r}")
    return problems or _bound_problems(value, unit, cited)


def _bound_problems(value: str, unit: str, cited: str) -> list[str]:
    """Words that bound the value in the source and are not in it: "at least", "two of the"."""
    words = [w for w in split_words(cited) if w.kind != "mark"]
    drafted = [w for w in split_words(f"{value} {unit}") if w.kind != "mark"]
    number = next(
        (i for i, w in enumerate(drafted) if w.kind == "number" or w.stem[:1].isdigit()), 0
    )
    lost: list[str] = []
    for at in range(len(words) - len(drafted) + 1):
        if any(d.stem != w.stem for d, w in zip(drafted, words[at:], strict=False)):
            continue
        first = bound_before(words, at + number)
        if first is not None and first >= at:
            return []
        # "100,000" for "some 100,000" is fine.
        lost = [
            w.text
            for w in words[at - 2 if first is None else first : at]
            if w.norm not in APPROXIMATE
        ]
        if not lost:
            return []
    return [f"the source says {' '.join(lost)!r} with {value!r}"] if lost else []


def bound_before(words: Sequence[Word], number: int) -> int | None:
    """Index where a number begins with the words that bound it: "at least 12", "fewer than 200".

    None for a part of the whole it is named with, "two of the five": alone it would say something else.
    """
    norms = [word.norm for word in words]
    share = norms[number + 1 : number + 2] == ["of"] and not words[number].stem.endswith("%")
    if share or norms[max(0, number - 2) : number] in (
        ["of", "the"],
        ["of", "its"],
        ["of", "their"],
    ):
        return None
    first = number
    while found := next((p for p in _BOUNDING if tuple(norms[:first][-len(p) :]) == p), None):
        first -= len(found)
    return first


def is_announced(claim: Claim) -> bool:
    """Whether a cited sentence announces something, or names a day after its brief's."""
    return any(
        find_announcement(read(c.quote)) is not None
        or (
            any(m.first > c.day for m in find_dates(c.quote, c.day))
            and not takes_back(read(c.quote))
        )
        for c in claim.citations
    )


def when_of(drafted: str, claim: Claim) -> tuple[str, date | None]:
    """The time as the cited sentences give it and the day it names; ("", None) when they do not have it."""
    when = drafted.strip()
    cited = _cited(claim)
    if not when or find_addresses(when) or missing_quotations(f"“{when}”", cited):
        return "", None
    # As the cited sentence means it: "Tuesday" alone would be the last one, "will meet on Tuesday" isn't.
    later = [
        mention.first
        for citation in claim.citations
        for mention in find_dates(citation.quote, citation.day)
        if mention.is_day and mention.first > citation.day and mention.text in when
    ]
    return when, later[0] if later else None


def _cited(claim: Claim) -> str:
    return " ".join(citation.quote for citation in claim.citations)
