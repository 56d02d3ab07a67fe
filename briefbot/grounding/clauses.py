"""Which verb a sentence turns on, and which clauses of it have a time of their own."""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefbot.grounding.attribution import find_attributions
from briefbot.grounding.subjects import subject_before
from briefbot.language.lexicon import AUXILIARIES, BE, SPEECH, is_adverb, is_negation
from briefbot.language.shallow import is_break, read
from briefbot.language.words import can_be_verb, is_irregular

if TYPE_CHECKING:
    from collections.abc import Iterator

    from briefbot.language.shallow import Shallow
    from briefbot.language.words import Word

# Open a clause with a time of its own.
_SUBORDINATING = frozenset(
    """who which whose whom where when while although though because since after before as if unless
    until once whether following amid despite during due""".split()
)
_PRESENT = frozenset("is are has have does do am 's 're".split())
# The last ones are verbs of their own too, which the table of forms has them as.
_PAST = frozenset("was were had did fell saw left found".split())


def main_verb(text: str) -> int | None:
    """Index of the verb of a sentence's main clause among its words, None when none acts as one."""
    sentence = read(text)
    return _main_verb(sentence, 0, len(sentence.words))


def main_verbs(text: str, sentence: Shallow) -> Iterator[int]:
    """The verb of what is said, then the verb of the sentence; they are one where nobody speaks."""
    first = _main_verb(sentence, 0, len(sentence.words))
    for said in find_attributions(text):
        inner = _main_verb(sentence, *said.content)
        if inner is None or sentence.words[said.verb].stem not in SPEECH:
            continue
        if sentence.words[said.content[0]].norm == "to":
            continue  # "claims to show girls they took": a verb with an object, not a clause
        # "confirms an outbreak, with a death being told": what has no subject is no clause that is said.
        if subject_before(sentence, inner) is not None:
            yield inner
    if first is None:
        first = next(
            (i for i, w in enumerate(sentence.words) if can_be_verb(w) and not w.capital), None
        )
    if first is not None:
        yield first


def _main_verb(sentence: Shallow, start: int, end: int) -> int | None:
    """The first verb with a subject between two words that stands in no subordinate clause; else the first.

    Of "The man, arrested on Monday, will appear" it is "will".
    """
    verbs = [i for i in range(start, end) if _may_lead(sentence, i)]
    with_subject = (i for i in verbs if subject_before(sentence, i) is not None)
    finite = (
        i
        for i in range(start, end)
        if (i in verbs and not _inserts(sentence, i)) or _may_close(sentence, i)
    )
    return next(with_subject, next(finite, verbs[0] if verbs else None))


def _may_lead(sentence: Shallow, i: int) -> bool:
    """Whether a verb can be that of a main clause: no infinitive, nor one in a subordinate clause."""
    infinitive = i > 0 and sentence.words[i - 1].norm == "to"
    return sentence.verbs[i] and not infinitive and not _is_under(sentence, i)


def _may_close(sentence: Shallow, i: int) -> bool:
    """Whether what may be a verb stands behind what was inserted: "Lee, chosen to sing in May, dies"."""
    word = sentence.words[i]
    third = word.norm.endswith("s") and can_be_verb(word) and not word.capital
    return third and i > 1 and sentence.words[i - 1].text == "," and not _is_under(sentence, i)


def _inserts(sentence: Shallow, i: int) -> bool:
    """Whether a verb behind a mark can be a participle: "arrested", "held", "leaving"."""
    word = sentence.words[i]
    participle = word.norm.endswith(("ed", "ing")) or is_irregular(word)
    behind = i > 0 and is_break(sentence.words[i - 1])
    return behind and participle and word.norm not in AUXILIARIES


def _is_under(sentence: Shallow, i: int) -> bool:
    """Whether a word that subordinates stands before it in its clause."""
    for j in range(i - 1, -1, -1):
        word = sentence.words[j]
        if is_break(word):
            return False
        if subordinates(sentence, j):
            return True
    return False


def verb_chain(sentence: Shallow, verb: int) -> frozenset[int]:
    """A verb with those that go on from it: "was forced to close", "will be pardoned", "plans to hold"."""
    chain, i = [verb], verb + 1
    while i < len(sentence.words):
        word = sentence.words[i]
        if sentence.verbs[i]:
            chain.append(i)
        elif not (word.norm == "to" or is_adverb(word) or is_negation(word)):
            break
        i += 1
    return frozenset(chain)


def subordinates(sentence: Shallow, i: int) -> bool:
    """Whether a word opens a clause with a time of its own; "said on Monday that" opens what is said."""
    if sentence.words[i].norm != "that":
        return sentence.words[i].norm in _SUBORDINATING
    for j in range(i - 1, -1, -1):
        if sentence.verbs[j]:
            return sentence.words[j].stem not in SPEECH
        if is_break(sentence.words[j]):
            break
    return i > 0


def is_past(verb: Word) -> bool:
    """Whether a verb's form speaks of the past; "is" and "has" don't."""
    if verb.norm in _PRESENT or verb.norm in BE - _PAST:
        return False
    return verb.norm in _PAST or verb.norm.endswith("ed") or is_irregular(verb)


def speaks_of_the_past(sentence: Shallow) -> bool:
    """Whether the verb of the main clause does."""
    verb = _main_verb(sentence, 0, len(sentence.words))
    return verb is not None and is_past(sentence.words[verb])
