"""How well a sentence answers a question, and whether it answers it at all. No model."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from briefbot.grounding.attribution import find_attributions, same_speaker
from briefbot.grounding.search import content_stems
from briefbot.grounding.stances import find_stances
from briefbot.grounding.subjects import subject_before
from briefbot.language.dates import find_dates
from briefbot.language.deaths import is_word_of_death, tells_deaths
from briefbot.language.lexicon import STANCES
from briefbot.language.shallow import read
from briefbot.language.words import same_name

if TYPE_CHECKING:
    from datetime import date

    from briefbot.documents import Evidence
    from briefbot.language.questions import Question
    from briefbot.language.shallow import Shallow
    from briefbot.language.words import Word
    from briefbot.results import Stance

# A question word found only in the rest of the paragraph or its heading counts this much.
_CONTEXT_WEIGHT = 0.6
# A verb of the same stance counts nearly as the verb asked for: "wants" answers "demand".
_SYNONYM_WEIGHT = 0.9
# A noun for the verb asked for ("Russia's demands were called …") is about the act, not the act.
_NOUN_WEIGHT = 0.5
_TYPE_BONUS = 0.3
_ROLE_BONUS = 0.4
# Share of the question's content an answer must have; see docs/decisions.md, "Abstention".
ENOUGH = 0.55
# A long question is asked in other words than the answer is given in: less of it must be found.
ENOUGH_LONG = 0.22
_SHORT, _LONG = 3, 9
# Names that make up more of a question than this must be there: "What does France demand?"
_MOST_NAMES_MISSING = 0.2
# Words of the sentences before the question proper count this much when they are found.
_SETTING_WEIGHT = 0.25
_PLACE = re.compile(
    r"\b(?:in|at|near|to|on|off|from|into|outside|across)\s+(?:(?:the|a)\s+)?"
    r"(?:[A-Z]|(?:border|coast|capital|city|town|village|region|province|port|north|south|east|west)\b)"
)


@dataclass(frozen=True, slots=True)
class Relevance:
    """How a sentence relates to a question.

    Attributes:
        score: for ranking; coverage plus what the kind of question and the roles add.
        coverage: share of the question's content words found, 0 to 1.
        answers: whether it can stand as an answer at all.
        lacking: why it can't, in plain words; empty when it can.
        misses: the part of `lacking` that no wording can make good: a name, actor or number asked for.
    """

    score: float
    coverage: float
    answers: bool
    lacking: tuple[str, ...]
    misses: tuple[str, ...]


def judge(question: Question, evidence: Evidence, handle: str) -> Relevance:
    """How well the sentence behind a valid handle answers the question."""
    sentence = evidence.by_handle[handle]
    chunk = evidence.chunk_of(handle)
    shallow = read(sentence.text)
    around = content_stems(chunk.text) | content_stems(chunk.heading)
    role = _role(question, sentence.text, shallow)
    fits = _fits_kind(question, sentence.text, shallow, sentence.brief.day)
    coverage = _coverage(question, shallow, around, role)
    misses = []
    nowhere = [n for n in question.names if not _has_name(n, shallow, chunk.text, chunk.heading)]
    if len(nowhere) > _MOST_NAMES_MISSING * len(question.terms):
        misses.append(f"does not mention {', '.join(n.text for n in nowhere)}")
    if role == 0 and any(w.capital for w in question.actor):
        who = " ".join(w.text for w in question.actor)
        misses.append(f"{who!r} is not who acts")
    if fits is False and question.kind == "how_many":
        misses.append("does not give the number asked for")
    if question.verb is not None and not question.actor and not _does(question, shallow):
        misses.append(f"nobody is said to have done this: {question.verb.text!r}")
    lacking = list(misses)
    if fits is False and question.kind != "how_many":
        lacking.append("does not give what is asked for")
    if coverage < enough_for(question):
        lacking.append("too little of the question is in it")
    score = (
        coverage
        + _setting(question, around)
        + _TYPE_BONUS * bool(fits)
        + _ROLE_BONUS * (role or 0.0)
    )
    return Relevance(score, coverage, not lacking, tuple(lacking), tuple(misses))


def enough_for(question: Question) -> float:
    """The share of a question's content an answer must have: falling from 3 to 9 words."""
    length = min(max(len(question.terms), _SHORT), _LONG)
    return ENOUGH - (ENOUGH - ENOUGH_LONG) * (length - _SHORT) / (_LONG - _SHORT)


def _coverage(
    question: Question, sentence: Shallow, around: frozenset[str], role: float | None
) -> float:
    """Share of the question's content words that are there, all of the same weight.

    Rarity would have to come from all briefs: among the paragraphs found for a question, its own words
    are the common ones.
    """
    found = 0.0
    stems = {word.stem for word in sentence.words}
    for term in question.terms:
        if question.verb is not None and term.start == question.verb.start:
            found += _verb_share(question, sentence, role)
        elif term.stem in stems or any(_is_name(term, w) for w in sentence.words):
            found += 1.0
        elif question.deaths and is_word_of_death(term) and tells_deaths(sentence.words):
            found += _SYNONYM_WEIGHT
        elif term.stem in around:
            found += _CONTEXT_WEIGHT
    return found / len(question.terms) if question.terms else 0.0


def _setting(question: Question, around: frozenset[str]) -> float:
    """What the paragraph has of the question's setting, as an addition to the score."""
    found = sum(w.stem in around for w in question.setting)
    return _SETTING_WEIGHT * found / len(question.setting) if question.setting else 0.0


def _does(question: Question, sentence: Shallow) -> bool:
    """Whether the act of "Who won …?" is in the sentence, as a verb or as a noun."""
    assert question.verb is not None
    stance = STANCES[question.stance] if question.stance else frozenset([question.verb.stem])
    return any(w.stem in stance or w.stem == question.verb.stem for w in sentence.words)


def _verb_share(question: Question, sentence: Shallow, role: float | None) -> float:
    """How much of the asked-for act the sentence has."""
    assert question.verb is not None
    if role and question.stance is not None:
        return 1.0 if any(w.stem == question.verb.stem for w in sentence.words) else _SYNONYM_WEIGHT
    acts = [sentence.verbs[i] for i, w in enumerate(sentence.words) if w.stem == question.verb.stem]
    if acts:
        return 1.0 if any(acts) else _NOUN_WEIGHT
    return 0.0


def _is_name(term: Word, word: Word) -> bool:
    return term.capital and word.capital and same_name(term.norm, word.norm)


def _has_name(name: Word, sentence: Shallow, paragraph: str, heading: str) -> bool:
    if any(w.stem == name.stem or _is_name(name, w) for w in sentence.words):
        return True
    return any(
        w.stem == name.stem or _is_name(name, w)
        for text in (paragraph, heading)
        for w in read(text).words
    )


def _role(question: Question, text: str, sentence: Shallow) -> float | None:
    """How far the asked-for actor does the asked-for act, 0 to 1; None when the question names none.

    1 when the actor is the subject of the act. For acts without a stance, half when the actor does
    something else there, or is there with the act as a noun: "Orban … meeting with Putin".
    """
    if question.verb is None or not question.actor:
        return None
    actor = " ".join(w.text for w in question.actor)
    if question.stance is not None:
        return float(_takes_stance(actor, question.stance, text, sentence))
    if _acts_anywhere(actor, sentence, question.verb.stem):
        return 1.0
    there = all(
        any(w.stem == a.stem or _is_name(a, w) for w in sentence.words) for a in question.actor
    )
    named = any(w.stem == question.verb.stem for w in sentence.words)
    return 0.5 if (there and named) or _acts_anywhere(actor, sentence) else 0.0


def _takes_stance(actor: str, stance: Stance, text: str, sentence: Shallow) -> bool:
    attributed = any(
        same_speaker(a.speaker, actor) and stance in ("said", a.stance)
        for a in find_attributions(text)
    )
    reported = any(
        s.stance == stance and same_speaker(s.actor, actor) for s in find_stances(sentence)
    )
    # "In addition to demanding …, Russia …": the act without a subject of its own.
    loose = any(
        sentence.verbs[i] and w.stem in STANCES[stance] for i, w in enumerate(sentence.words)
    )
    return attributed or reported or (loose and _acts_anywhere(actor, sentence))


def _acts_anywhere(actor: str, sentence: Shallow, stem: str | None = None) -> bool:
    """Whether the actor is the subject of some verb (of that stem, if one is given)."""
    for i, is_verb in enumerate(sentence.verbs):
        if not is_verb or (stem is not None and sentence.words[i].stem != stem):
            continue
        subject = subject_before(sentence, i)
        if subject is not None:
            named = " ".join(w.text for w in sentence.words[slice(*subject)])
            if same_speaker(named, actor):
                return True
    return False


def _fits_kind(question: Question, text: str, sentence: Shallow, day: date) -> bool | None:
    """Whether the thing asked for (a number, a date, a person, a place) is there; None if any will do."""
    if question.kind == "how_many":
        return _counts(question, sentence)
    if question.kind == "when":
        return bool(find_dates(text, day))
    if question.kind == "who":
        asked = {n.stem for n in question.names}
        return any(
            w.capital and i > 0 and w.stem not in asked for i, w in enumerate(sentence.words)
        )
    if question.kind == "where":
        return bool(_PLACE.search(text))
    return None


def _counts(question: Question, sentence: Shallow) -> bool:
    """Whether a number stands within three words before what is to be counted."""
    if question.deaths:
        return tells_deaths(sentence.words)
    stems = {w.stem for w in question.counted}
    for i, word in enumerate(sentence.words):
        is_number = word.kind == "number" or word.stem.isdigit()
        if is_number and (not stems or any(w.stem in stems for w in sentence.words[i + 1 : i + 5])):
            return True
    return False
