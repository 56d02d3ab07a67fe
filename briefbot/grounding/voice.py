"""A statement turned from passive to active or back, so that it can be laid over a sentence told the other way.

"The bill was rejected by parliament" is "Parliament rejected the bill". The turned statement has to be
proved like any other: its words stand in the sentence in its order, so a wrong turn proves nothing. What
is turned is only a clause whose other parts keep their meaning: nothing after it may take the subject.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from briefbot.grounding.attribution import find_attributions
from briefbot.grounding.checks.numbers import is_number
from briefbot.grounding.ledger import read_dated
from briefbot.grounding.subjects import subject_before
from briefbot.language.kinds import is_group
from briefbot.language.lexicon import (
    ARTICLES,
    AUXILIARIES,
    BE,
    MODALS,
    PREPOSITIONS,
    QUANTIFIERS,
    is_adverb,
    is_content,
    is_critical,
    is_negation,
)
from briefbot.language.shallow import is_break, read
from briefbot.language.words import can_be_verb

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from briefbot.language.shallow import Shallow

# Ends of a noun phrase that are tried, nearest first.
_MOST_ENDS = 6
_AS_OBJECT = {"he": "him", "she": "her", "they": "them", "i": "me", "we": "us"}
_AS_SUBJECT = {v: k for k, v in _AS_OBJECT.items()}
# "refused to attack" and "who attacked" have no subject of their own.
_NO_SUBJECT = frozenset("to who which that what whose".split())
_MEASURES = frozenset(
    """percent point vote goal run mile metre meter kilometre kilometer km year month week day hour
    minute second dollar euro seat""".split()
)
# "shot by the river", "held by night": where and when, not who.
_NO_AGENTS = frozenset(
    """roadside river lake sea side road gate door wall window border fence night day hand bed
    shore beach coast bridge time end deadline""".split()
)
# "after crossing the border": who crossed it is the subject, whoever that is.
_SUBJECT_BOUND = frozenset("after before while when since by without upon on".split())


@dataclass(frozen=True, slots=True)
class _Clause:
    """Word indexes of a clause: `[start, aux)` its subject, `verb` its verb, `end` after its last word."""

    text: str
    sentence: Shallow
    start: int
    aux: int
    verb: int
    end: int

    def slice(self, start: int, end: int) -> str:
        """The exact text of words `[start, end)`."""
        if start >= end:
            return ""
        words = self.sentence.words
        return self.text[words[start].start : words[end - 1].end]

    def auxiliaries(self) -> list[str]:
        """The auxiliaries, modals, adverbs and negations before the verb."""
        return [w.text for w in self.sentence.words[self.aux : self.verb]]


def turned(statement: str, source: str, day: date) -> Iterator[str]:
    """The ways of telling a statement in the other voice that may lie over `source`; often none."""
    sentence = read_dated(statement, day).sentence
    for clause in _clauses(statement, sentence, _acts(source)):
        if not _stands_alone(clause):
            continue
        norms = {w.norm for w in sentence.words[clause.aux : clause.verb]}
        if not norms & BE:
            if _can_act(clause.sentence, clause.start, clause.aux, source):
                yield from _passive(clause)
        elif any(w.norm == "by" for w in sentence.words[clause.verb + 1 : clause.end]):
            yield from _active(clause)
        else:
            yield from _active_without_agent(clause, source)


def _acts(source: str) -> frozenset[str]:
    """The stems that stand as participles behind a form of be in the source."""
    words, acts = read(source).words, set()
    for i, word in enumerate(words):
        if word.norm in BE:
            acts |= {w.stem for w in words[i + 1 : i + 4] if can_be_verb(w)}
    return frozenset(acts)


def _clauses(text: str, sentence: Shallow, acts: frozenset[str]) -> Iterator[_Clause]:
    """The first clause of the statement, with and without what introduces it.

    A form that can be a noun too ("forces kill former …") is the verb where the source has it as one of `acts`.
    """
    words, size = sentence.words, len(sentence.words)
    while size > 0 and words[size - 1].kind == "mark":
        size -= 1
    starts, end = [0], size
    for said in find_attributions(text)[:1]:
        if said.frame[0] == 0:
            starts = [said.frame[1]]
        elif said.content[0] == 0:
            end = min(end, said.content[1])
    while end > 0 and words[end - 1].kind == "mark":
        end -= 1
    first = starts[0]
    verb = next((i for i in range(first, end) if _is_main(sentence, i, acts)), None)
    if verb is None:
        return
    starts += [i + 1 for i in range(first, verb) if is_break(words[i])]
    for start in starts:
        aux = verb
        while aux > start and _is_auxiliary(sentence, aux - 1):
            aux -= 1
        if start < aux and not any(sentence.verbs[start:aux]):
            yield _Clause(text, sentence, start, aux, verb, end)


def _is_main(sentence: Shallow, i: int, acts: frozenset[str]) -> bool:
    """Whether the word is the verb of a clause itself, behind its auxiliaries."""
    word = sentence.words[i]
    if word.norm in AUXILIARIES or word.norm in MODALS:
        return False
    behind = i > 0 and _is_auxiliary(sentence, i - 1)
    acting = behind or (word.stem in acts and i > 0)
    return sentence.verbs[i] or (acting and can_be_verb(word))


def _is_auxiliary(sentence: Shallow, i: int) -> bool:
    word = sentence.words[i]
    return (
        word.norm in AUXILIARIES
        or word.norm in MODALS
        or (is_negation(word) and word.norm not in QUANTIFIERS)
        or is_adverb(word)
    )


def _stands_alone(clause: _Clause) -> bool:
    """Whether nothing behind the verb takes the clause's subject as its own."""
    words, verbs = clause.sentence.words, clause.sentence.verbs
    for i in range(clause.verb + 1, clause.end):
        word, before = words[i], words[i - 1]
        if before.norm in ("and", "or", "but") and (verbs[i] or is_adverb(word)):
            return False
        if can_be_verb(word) and word.norm.endswith(("ing", "ed")):
            if before.norm in _SUBJECT_BOUND or (is_break(before) and not word.capital):
                return False
    return True


def _ends(clause: _Clause, start: int) -> list[int]:
    """Where a noun phrase that begins at `start` may end."""
    words = clause.sentence.words
    ends = [
        i
        for i in range(start + 1, clause.end)
        if is_break(words[i]) or words[i].norm in PREPOSITIONS or words[i].norm in _SUBJECT_BOUND
    ]
    return [clause.end, *ends][:_MOST_ENDS]


def _passive(clause: _Clause) -> Iterator[str]:
    """The passive: "X rejected Y on Friday" as "Y was rejected by X on Friday"."""
    words, verb = clause.sentence.words, clause.verb
    first = verb + 1
    if (
        first >= clause.end
        or words[first].norm in PREPOSITIONS | {"that"}
        or is_break(words[first])
    ):
        return
    subject = _cased(clause.slice(clause.start, clause.aux), _AS_OBJECT)
    auxiliaries = clause.auxiliaries()
    has = any(a.lower() in ("has", "have", "had") for a in auxiliaries)
    modal = any(a.lower() in MODALS for a in auxiliaries)
    be = "been" if has else "be" if modal else "was"
    kept = [a for a in auxiliaries if a.lower() not in ("did", "do", "does")]
    act = [*kept, be] if has or modal else [be, *kept]
    before = clause.slice(0, clause.start)
    for end in _ends(clause, first):
        done_to = _cased(clause.slice(first, end), _AS_SUBJECT)
        rest, after = clause.slice(end, clause.end), clause.slice(clause.end, len(words))
        head = [before, done_to, *act, words[verb].text]
        yield _joined(*head, "by", subject, rest, after)
        if rest:
            yield _joined(*head, rest, "by", subject, after)


def _active(clause: _Clause) -> Iterator[str]:
    """The active: "Y was rejected by X on Friday" as "X rejected Y on Friday"."""
    words, verb = clause.sentence.words, clause.verb
    by = next(i for i in range(verb + 1, clause.end) if words[i].norm == "by")
    if by + 1 >= clause.end or any(clause.sentence.verbs[verb + 1 : by]):
        return
    middle, after = clause.slice(verb + 1, by), clause.slice(clause.end, len(words))
    before, done_to = clause.slice(0, clause.start), clause.slice(clause.start, clause.aux)
    act = [*_without_be(clause), words[verb].text, _cased(done_to, _AS_OBJECT)]
    for end in _ends(clause, by + 1):
        if words[end - 1].norm in _NO_AGENTS:
            continue
        subject = _cased(clause.slice(by + 1, end), _AS_SUBJECT)
        rest = clause.slice(end, clause.end)
        yield _joined(before, subject, *act, middle, rest, after)
        if middle and rest:
            yield _joined(before, subject, *act, rest, middle, after)


def _active_without_agent(clause: _Clause, source: str) -> Iterator[str]:
    """The active of "Y was rejected", X being who does it in the source: "X rejected Y"."""
    words, told = clause.sentence.words, read(source)
    rest = clause.slice(clause.verb + 1, len(words))
    before, done_to = clause.slice(0, clause.start), clause.slice(clause.start, clause.aux)
    act = [*_without_be(clause), words[clause.verb].text, _cased(done_to, _AS_OBJECT)]
    for i, word in enumerate(told.words):
        if not told.verbs[i] or word.stem != words[clause.verb].stem:
            continue
        subject = subject_before(told, i)
        if subject is None or told.words[i].norm.endswith("ing"):
            continue
        actors, between = told.words[slice(*subject)], told.words[subject[1] : i]
        if any(is_critical(w) or w.norm in _NO_SUBJECT for w in (*actors, *between)):
            continue  # "no lawmaker rejected it" does not say that it was rejected
        yield _joined(before, source[actors[0].start : actors[-1].end], *act, rest)


def _without_be(clause: _Clause) -> list[str]:
    """The auxiliaries of the active verb: "has been" is "has", "was not" is "did not"."""
    kept = [a for a in clause.auxiliaries() if a.lower() not in BE]
    helped = any(a.lower() in AUXILIARIES | MODALS for a in kept)
    denied = any(a.lower() in ("not", "never") for a in kept)
    return ["did", *kept] if denied and not helped else kept


def _can_act(sentence: Shallow, start: int, end: int, source: str) -> bool:
    """Whether a subject can stand behind "by" as who acts: not "by Friday", "by 5 points", "by train"."""
    words = sentence.words[start:end]
    content = [w for w in words if is_content(w)]
    if not content or any(w.kind == "date" or w.stem in _MEASURES for w in words):
        return bool(words) and words[0].norm in _AS_OBJECT
    if is_number(content[0]) and len(content) == 1:
        return False
    # A statement's first word has its capital for that; the source shows whether it is a name.
    named = any(w.capital and w.text in source for w in content)
    head = content[-1]
    if head.norm in _NO_AGENTS:
        return False
    determined = words[0].norm in ARTICLES or is_number(words[0]) or words[0].possessive
    return named or determined or head.norm.endswith("s") or is_group(head)


def _cased(text: str, pronouns: dict[str, str]) -> str:
    return pronouns.get(text.lower(), text)


def _joined(*parts: str) -> str:
    return " ".join(part for part in parts if part)
