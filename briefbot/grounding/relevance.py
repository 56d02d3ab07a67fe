"""How well a sentence answers a question, and whether it answers it at all. No model."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from briefbot.grounding.answers.calibration import chance, score
from briefbot.grounding.answers.features import find_features
from briefbot.grounding.answers.matching import is_there, wording
from briefbot.grounding.answers.roles import is_done
from briefbot.grounding.stories import find_told
from briefbot.language.shallow import read

if TYPE_CHECKING:
    from briefbot.documents import Evidence
    from briefbot.grounding.answers.features import Features
    from briefbot.grounding.stories import Told
    from briefbot.language.questions import Question
    from briefbot.retrieval.likeness import Likeness

# Names that make up more of a question than this must be there: "What does France demand?"
_MOST_NAMES_MISSING = 0.3
# Only a short question stands or falls with its actor or a name: long ones are asked in other words.
_SHORT = 5
# A sentence answers when that is likelier than not, or when it has all the words of the question.
_LIKELY, _ALL = 0.5, 0.95
# What telling the story asked about, and all of its title, adds to the score: more than any other feature.
_STORY_WEIGHT = 30.0


@dataclass(frozen=True, slots=True)
class Relevance:
    """How a sentence relates to a question.

    Attributes:
        score: for ranking the sentences of one question.
        coverage: share of the question's content words found, rare ones counting more, 0 to 1.
        chance: how likely it is that it answers, 0 to 1.
        answers: whether it can stand as an answer at all.
        lacking: why it can't, in plain words; empty when it can.
        misses: the part of `lacking` that no wording can make good: a name, actor or number asked for.
    """

    score: float
    coverage: float
    chance: float
    answers: bool
    lacking: tuple[str, ...]
    misses: tuple[str, ...]


def judge(
    question: Question, evidence: Evidence, handle: str, likeness: Likeness | None = None
) -> Relevance:
    """How well the sentence behind a valid handle answers the question, by its words and, where given, its likeness."""
    features = find_features(question, evidence, handle, likeness)
    misses = _misses(question, evidence, handle, features)
    by = likeness.sha256 if likeness else ""
    likely, rank = chance(features, by=by), score(features, by=by)
    if (told := _told(question, evidence, handle)) is not None:
        rank += _STORY_WEIGHT * (told.share + told.tells)
        if told.tells and features.fits > 0:
            # A toll in a paragraph that tells the story: nothing else is asked for.
            likely, misses = max(likely, _LIKELY), []
        elif told.other:
            misses.append("does not tell the story asked about")
    if question.has_blank and features.coverage + features.around >= _ALL:
        # The statement itself: what stands in the gap is what is asked for.
        likely, misses = max(likely, _LIKELY), []
    lacking = list(misses)
    if likely < _LIKELY and features.coverage < _ALL:
        lacking.append("too little of the question is in it")
    return Relevance(rank, features.coverage, likely, not lacking, tuple(lacking), tuple(misses))


def is_short(question: Question) -> bool:
    """Whether the question is so short that an answer has its very words: who acts, what is done."""
    return not question.setting and len(question.terms) <= _SHORT


def _told(question: Question, evidence: Evidence, handle: str) -> Told | None:
    """How the paragraph tells the story of which the toll is asked, None for all other questions."""
    if question.title is None or not question.deaths:
        return None
    return find_told(question.title, evidence.chunk_of(handle), evidence.by_handle[handle].text)


def _misses(question: Question, evidence: Evidence, handle: str, features: Features) -> list[str]:
    misses = []
    if features.fits < 0 and question.kind == "how_many":
        misses.append("does not give the number asked for")
    if not is_short(question):
        return misses
    if features.names_missing > _MOST_NAMES_MISSING:
        chunk = evidence.chunk_of(handle)
        near = wording(f"{chunk.heading}\n{chunk.text}")
        nowhere = [name.text for name in question.names if not is_there(name, near)]
        misses.append(f"does not mention {', '.join(nowhere)}")
    if features.idle and any(w.capital for w in question.actor):
        who = " ".join(w.text for w in question.actor)
        misses.append(f"{who!r} is not who acts")
    shallow = read(evidence.by_handle[handle].text)
    if question.verb is not None and not question.actor and not is_done(question, shallow):
        misses.append(f"nobody is said to have done this: {question.verb.text!r}")
    return misses
