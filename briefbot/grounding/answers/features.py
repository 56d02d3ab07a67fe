"""What is known of a question and one sentence of the evidence, as numbers: what ranking and abstaining rest on."""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from briefbot.grounding.answers.kinds import fits_kind
from briefbot.grounding.answers.matching import nearness, strengths, wording
from briefbot.grounding.answers.roles import find_role
from briefbot.language.deaths import is_word_of_death, tells_deaths
from briefbot.language.kinship import DERIVED
from briefbot.language.lexicon import STANCES
from briefbot.language.rarity import rarity
from briefbot.language.shallow import read

if TYPE_CHECKING:
    from collections.abc import Sequence

    from briefbot.documents import Chunk, Evidence
    from briefbot.language.questions import Question
    from briefbot.language.shallow import Shallow
    from briefbot.language.words import Word
    from briefbot.retrieval.likeness import Likeness

# A word of the sentences before the question proper counts this much of its rarity.
_SETTING_WEIGHT = 0.5
# A verb of the same stance counts nearly as the verb asked for: "wants" answers "demand".
_SAME_STANCE = 0.9
# A noun for the verb asked for ("Russia's demands were called …") is about the act, not the act.
_NOUN_FOR_VERB = 0.5


_FITS = {None: 0.0, True: 1.0, False: -1.0}


@dataclass(frozen=True, slots=True)
class Features:
    """What is known of one sentence; shares are of the question's words, weighted by rarity, 0 to 1.

    Attributes:
        coverage: share of the question (with its setting at half weight) found in the sentence.
        around: further share found in the rest of the paragraph or its heading.
        before: further share found in the sentence before.
        after: further share found in the sentence after.
        near: how close together the words stand that are neighbours in the question.
        adjacent: share of neighbours in the question that are neighbours here too.
        fits: 1 when the kind of thing asked for is there, -1 when it is not, 0 when any will do.
        idle: 1 when an actor is asked about and does nothing here.
        amount: rarity of what the paragraph has of the question, in units of ten.
        distinct: like coverage by the paragraph, words in many sentences of the evidence counting less.
        told: logarithm of the rarity of all the words found, those in many paragraphs counting little.
        names_missing: share of the question that is names missing from the paragraph.
        alike: how alike the question and the sentence are in meaning by an encoder, -1 to 1; 0 without one.
        alike_around: the same for the whole paragraph.
    """

    coverage: float
    around: float
    before: float
    after: float
    near: float
    adjacent: float
    fits: float
    idle: float
    amount: float
    distinct: float
    told: float
    names_missing: float
    alike: float = 0.0
    alike_around: float = 0.0


@dataclass(frozen=True, slots=True)
class _Survey:
    """How common the question's words are among what was found.

    Attributes:
        weights: rarity of each word, then of each word of the setting at its lower weight.
        local: for each word of the question, how few of the sentences have it, 0 for all.
        apart: for each word and word of the setting, how few of the paragraphs have it, 0 to 1.
    """

    weights: tuple[float, ...]
    local: tuple[float, ...]
    apart: tuple[float, ...]


def find_features(
    question: Question, evidence: Evidence, handle: str, likeness: Likeness | None = None
) -> Features:
    """What is known of the sentence behind a valid handle."""
    survey = _survey(question, evidence)
    sentence = evidence.by_handle[handle]
    text = sentence.text
    shallow = read(text)
    terms, all_terms = question.terms, question.terms + question.setting
    role = find_role(question, text, shallow)
    here = list(strengths(all_terms, text))
    _read_act(question, shallow, role, here)
    around = _around(all_terms, evidence.chunk_of(handle), here)
    before, after = (
        strengths(terms, evidence.by_handle[h].text) if h else ()
        for h in evidence.neighbours(handle)
    )
    n = len(terms)
    weights, total = survey.weights, sum(survey.weights) or 1.0
    distinct = [w * local for w, local in zip(weights, survey.local, strict=False)]
    near, adjacent = nearness(terms, wording(text))
    covered = _dot(weights, here) / total
    names = {term.start for term in question.names}
    nameless = [w * (t.start in names) for t, w in zip(terms, weights, strict=False)]
    told = [
        rarity(t.stem) * apart
        for t, apart, s in zip(all_terms, survey.apart, around, strict=True)
        if s >= DERIVED
    ]
    return Features(
        coverage=covered,
        around=_dot(weights, around) / total - covered,
        before=_further(weights, here, before) / total,
        after=_further(weights, here, after) / total,
        near=near,
        adjacent=adjacent,
        fits=_FITS[fits_kind(question, text, shallow, sentence.brief.day)],
        idle=float(role == 0),
        amount=_dot(weights[:n], around) / 10,
        distinct=_dot(distinct, around) / (sum(distinct) or 1.0),
        told=math.log1p(sum(told)),
        names_missing=_dot(nameless, [1 - s for s in around]) / (sum(weights[:n]) or 1.0),
        alike=likeness.of(sentence) if likeness else 0.0,
        alike_around=likeness.of_paragraph(evidence.chunk_of(handle)) if likeness else 0.0,
    )


@lru_cache(maxsize=8)
def _survey(question: Question, evidence: Evidence) -> _Survey:
    terms = question.terms + question.setting
    sentences = [strengths(question.terms, s.text) for _, s in evidence]
    paragraphs = [strengths(terms, chunk.text) for chunk in evidence.chunks]
    n = len(paragraphs)
    weights = [rarity(t.stem) for t in question.terms]
    weights += [_SETTING_WEIGHT * rarity(t.stem) for t in question.setting]
    local = [
        math.log((len(sentences) + 1) / (sum(s[i] >= DERIVED for s in sentences) + 0.5))
        for i in range(len(question.terms))
    ]
    apart = [
        # Of a single paragraph nobody can tell: half.
        math.log((n + 1) / max(1, sum(p[i] >= DERIVED for p in paragraphs))) / math.log(n + 1)
        if n > 1
        else 0.5
        for i in range(len(terms))
    ]
    return _Survey(tuple(weights), tuple(local), tuple(apart))


def _around(terms: tuple[Word, ...], chunk: Chunk, here: Sequence[float]) -> list[float]:
    """The strength of each word in the paragraph, its heading or the sentence."""
    found = [here, strengths(terms, chunk.text)]
    if chunk.heading:
        found.append(strengths(terms, chunk.heading))
    return [max(each) for each in zip(*found, strict=True)]


def _read_act(question: Question, sentence: Shallow, role: float | None, here: list[float]) -> None:
    """Correct what the words alone say of the act asked for, and of the dead, in place."""
    for i, term in enumerate(question.terms):
        if question.verb is not None and term.start == question.verb.start:
            here[i] = max(_act_share(question, sentence, role), here[i] if here[i] < 1 else 0.0)
        elif question.deaths and is_word_of_death(term) and tells_deaths(sentence.words):
            here[i] = max(here[i], _SAME_STANCE)


def _act_share(question: Question, sentence: Shallow, role: float | None) -> float:
    """How much of the asked-for act the sentence has."""
    assert question.verb is not None
    acts = [sentence.verbs[i] for i, w in enumerate(sentence.words) if w.stem == question.verb.stem]
    if role and question.stance is not None:
        return 1.0 if acts else _SAME_STANCE
    if question.stance is not None and not question.actor:
        same = STANCES[question.stance]
        acts += [
            v for v, w in zip(sentence.verbs, sentence.words, strict=True) if v and w.stem in same
        ]
    if acts:
        return 1.0 if any(acts) else _NOUN_FOR_VERB
    return 0.0


def _further(weights: Sequence[float], here: Sequence[float], there: Sequence[float]) -> float:
    return sum(w * max(0.0, t - h) for w, h, t in zip(weights, here, there, strict=False))


def _dot(weights: Sequence[float], values: Sequence[float]) -> float:
    return sum(w * v for w, v in zip(weights, values, strict=False))
