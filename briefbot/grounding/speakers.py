"""Whether a statement is told as the words of whoever says them in the sentence."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from briefbot.grounding.attribution import same_speaker
from briefbot.grounding.stances import find_stances
from briefbot.language.lexicon import TELLING, is_content
from briefbot.language.words import same_name, split_words
from briefbot.results import Check

if TYPE_CHECKING:
    from collections.abc import Sequence

    from briefbot.grounding.attribution import Attribution
    from briefbot.language.shallow import Shallow

# A statement is told as somebody's when more than this share of it is theirs.
_MOSTLY = 0.6


@dataclass(frozen=True, slots=True)
class Said:
    """Who says what in a sentence, and which of its words a statement uses.

    Attributes:
        sentence: the sentence.
        attributions: the speakers it names.
        inherited: who speaks it when it names none (an open quotation).
        matched: indexes of its content words that the statement uses.
    """

    sentence: Shallow
    attributions: Sequence[Attribution]
    inherited: str | None
    matched: frozenset[int]


@dataclass(frozen=True, slots=True)
class SaidBy:
    """The check, with what it allows.

    Attributes:
        check: passed or not, in plain words.
        allowed: indexes that may be left out: the frame of the speaker the statement is told by.
        source_speaker: who says most of it according to the sentence, None if the brief does.
    """

    check: Check
    allowed: frozenset[int]
    source_speaker: str | None


def check_speaker(said: Said, speaker: str | None) -> SaidBy:
    """Every matched word that is somebody's must be told as theirs, by the statement or beside it."""
    allowed: set[int] = set()
    owner: str | None = None
    problems: list[str] = []
    for a in said.attributions:
        frame = set(range(*a.frame))
        theirs = (said.matched & set(range(*a.content))) - frame
        if owner is None and len(theirs) > _MOSTLY * len(said.matched - frame):
            owner = a.speaker
        if not theirs or a.verb in said.matched:
            continue
        if a.stance == "denied":
            problems.append(f"{a.speaker!r} denies this")
        elif speaker is not None and same_speaker(speaker, a.speaker):
            allowed |= frame
        else:
            named = f"{speaker!r} does not say this, " if speaker else ""
            problems.append(f"{named}{a.speaker!r} says so")
    if said.inherited and not said.attributions and said.matched:
        owner = said.inherited
        if speaker is None or not same_speaker(speaker, said.inherited):
            problems.append(f"{said.inherited!r} says so")
    elif speaker is not None and not problems and not _is_known(speaker, said):
        problems.append(f"nothing shows that {speaker!r} says this")
    detail = "; ".join(dict.fromkeys(problems))
    check = Check(name="speaker", passed=not problems, detail=detail)
    return SaidBy(check, frozenset(allowed), owner)


def _is_known(speaker: str, said: Said) -> bool:
    """Whether the sentence has the speaker saying the matched words, or acting by a verb with a stance."""
    says = any(
        same_speaker(speaker, a.speaker) and said.matched & set(range(*a.content))
        for a in said.attributions
    )
    return says or any(
        same_speaker(speaker, s.actor) and s.verb in said.matched
        for s in find_stances(said.sentence)
    )


def frame_problems(claim: Shallow, frame: Attribution, said: Said) -> list[str]:
    """What a moved "X said" adds to the sentence's own; empty when nothing.

    A plain "said" may stand for any telling; "warned", "admitted" and the like only for themselves.
    Every other word of it comes from the sentence's frame.
    """
    theirs = [a for a in said.attributions if same_speaker(a.speaker, frame.speaker)]
    words = said.sentence.words
    verb = claim.words[frame.verb]
    problems = []
    told = verb.stem in TELLING or any(words[a.verb].stem == verb.stem for a in theirs)
    if not told:
        problems.append(f"the source does not say that {frame.speaker!r} {verb.text} this")
    have = [w for a in theirs for w in words[slice(*a.frame)]]
    have += [w for a in theirs for w in split_words(a.speaker)]
    have += split_words(said.inherited or "")
    for i in range(*frame.frame):
        word = claim.words[i]
        if i == frame.verb or not is_content(word) or (word.kind == "date" and not word.stem):
            continue
        if not any(
            w.stem == word.stem or (w.capital and same_name(w.norm, word.norm)) for w in have
        ):
            problems.append(f"the source does not have {word.text!r} beside {frame.speaker!r}")
    return problems
