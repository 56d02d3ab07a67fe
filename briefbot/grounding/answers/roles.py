"""Who acts: whether a sentence has the asked-for actor do the asked-for act."""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefbot.grounding.attribution import find_attributions, same_speaker
from briefbot.grounding.stances import find_stances
from briefbot.grounding.subjects import subject_before
from briefbot.language.lexicon import PREPOSITIONS, STANCES
from briefbot.language.shallow import is_break
from briefbot.language.words import same_name

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from briefbot.language.questions import Question
    from briefbot.language.shallow import Shallow
    from briefbot.language.words import Word
    from briefbot.results import Stance

# How a subject begins that stands for something named before it.
_POINTING_BACK = frozenset("the it he she they".split())


def find_role(question: Question, text: str, sentence: Shallow) -> float | None:
    """How far the asked-for actor does the asked-for act, 0 to 1; None when the question names none.

    1 when the actor is the subject of the act. For acts without a stance, half when the actor does
    something else there, or is there with the act as a noun: "Orban … meeting with Putin".
    """
    if question.verb is None or not question.actor:
        return None
    actor = " ".join(w.text for w in question.actor)
    taken_up = _is_taken_up(question.actor, sentence, question.verb.stem)
    if question.stance is not None:
        return float(taken_up or _takes_stance(actor, question.stance, text, sentence))
    if taken_up or _acts(actor, sentence, question.verb.stem):
        return 1.0
    there = all(
        any(w.stem == a.stem or is_name(a, w) for w in sentence.words) for a in question.actor
    )
    named = any(w.stem == question.verb.stem for w in sentence.words)
    return 0.5 if (there and named) or _acts(actor, sentence) else 0.0


def is_done(question: Question, sentence: Shallow) -> bool:
    """Whether the act of "Who won …?" is in the sentence, as a verb or as a noun."""
    if question.verb is None:
        return True
    stance = STANCES[question.stance] if question.stance else frozenset([question.verb.stem])
    return any(w.stem in stance or w.stem == question.verb.stem for w in sentence.words)


def is_name(term: Word, word: Word) -> bool:
    """Whether a word is the name asked for, in this or another spelling."""
    return term.capital and word.capital and same_name(term.norm, word.norm)


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
    return attributed or reported or (loose and _acts(actor, sentence))


def _is_taken_up(actor: Sequence[Word], sentence: Shallow, stem: str) -> bool:
    """Whether "it" or "the alliance" does the act in a sentence that names the actor before it."""
    for i, word in enumerate(sentence.words):
        subject = subject_before(sentence, i) if sentence.verbs[i] and word.stem == stem else None
        if subject is None:
            continue
        phrase, before = sentence.words[slice(*subject)], sentence.words[: subject[0]]
        points_back = phrase[0].norm in _POINTING_BACK and not any(w.capital for w in phrase)
        if points_back and all(any(is_name(name, w) for w in before) for name in actor):
            return True
    return False


def _acts(actor: str, sentence: Shallow, stem: str | None = None) -> bool:
    """Whether the actor is the subject of some verb (of that stem, if one is given)."""
    for i, is_verb in enumerate(sentence.verbs):
        if not is_verb or (stem is not None and sentence.words[i].stem != stem):
            continue
        for subject in _subjects(sentence, i):
            named = " ".join(w.text for w in sentence.words[slice(*subject)])
            if same_speaker(named, actor):
                return True
    return False


def _subjects(sentence: Shallow, verb: int) -> Iterator[tuple[int, int]]:
    """The noun phrases that may be a verb's subject: of "the minister, Lee, said" both."""
    subject = subject_before(sentence, verb)
    if subject is not None:
        yield subject
    words = sentence.words
    if verb == 0 or words[verb - 1].text != ",":
        return
    inner = _stretch_before(sentence, verb - 1)
    if inner[0] == 0 or words[inner[0] - 1].text != ",":
        return
    # "Russia, backed by France, demanded": only a phrase without a verb or preposition renames the subject.
    for start, end in (inner, _stretch_before(sentence, inner[0] - 1)):
        apart = words[start].norm in PREPOSITIONS or any(sentence.verbs[start:end])
        if start < end and not apart:
            yield start, end


def _stretch_before(sentence: Shallow, end: int) -> tuple[int, int]:
    """The words between the mark at `end` and the one before it."""
    start = end
    while start > 0 and not is_break(sentence.words[start - 1]):
        start -= 1
    return start, end
