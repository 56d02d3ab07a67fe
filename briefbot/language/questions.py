"""What a question asks for: its kind, who is to act, what the act is, which words must be found."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Literal

from briefbot.language.lexicon import (
    ARTICLES,
    AUXILIARIES,
    MODALS,
    PREPOSITIONS,
    PRONOUNS,
    QUESTION_WORDS,
    is_content,
    stance_of,
)
from briefbot.language.words import can_be_verb, split_words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from briefbot.language.words import Word
    from briefbot.results import Stance

Kind = Literal["who", "when", "where", "how_many", "what", "why", "how", "yes_no"]

_LEAD_INS = frozenset("tell me us please explain describe list summarize give show".split())
# Ask for anything at all; no answer has to contain them.
_EMPTY = frozenset(
    "happen happens happened happening occur occurred new news latest know say".split()
)
# Words that ask for an amount after "how" or "what".
_AMOUNTS = frozenset("many much".split())
_AMOUNT_NOUNS = frozenset("number percentage share death toll amount count total figure".split())


@dataclass(frozen=True, slots=True)
class Question:
    """A question taken apart.

    Attributes:
        text: the question without dates that only scope it.
        kind: what kind of thing is asked for.
        terms: the content words to be found, question words and auxiliaries left out.
        names: those of them that are names.
        actor: the words naming who is asked about as acting; empty when nobody is.
        verb: what the actor is asked to have done, None when there is no actor.
        counted: what is to be counted, for `how_many`.
    """

    text: str
    kind: Kind
    terms: tuple[Word, ...]
    names: tuple[Word, ...]
    actor: tuple[Word, ...] = ()
    verb: Word | None = None
    counted: tuple[Word, ...] = ()

    @property
    def stance(self) -> Stance | None:
        """The stance asked for ("demand", "say"), None for other verbs."""
        return stance_of(self.verb) if self.verb is not None else None


@lru_cache(maxsize=256)
def read_question(text: str) -> Question:
    """The question taken apart; a text that is no question comes back as its terms."""
    words = [w for w in split_words(text) if w.kind != "mark"]
    kind = _kind(words)
    actor, verb = _act(words)
    skipped = QUESTION_WORDS | _LEAD_INS | _AMOUNTS | _EMPTY
    terms = tuple(w for w in words if (is_content(w) and w.norm not in skipped) or w is verb)
    first = words[0].start if words else 0
    names = tuple(w for w in terms if w.capital and (w.start > first or not can_be_verb(w)))
    counted = _counted(words) if kind == "how_many" else ()
    return Question(text, kind, terms, names, actor, verb, counted)


def _kind(words: Sequence[Word]) -> Kind:
    norms = [w.norm for w in words]
    for i, norm in enumerate(norms):
        following = norms[i + 1] if i + 1 < len(norms) else ""
        if norm == "how":
            return "how_many" if following in _AMOUNTS else "how"
        if norm in ("who", "whom", "whose"):
            return "who"
        if norm in ("when", "where", "why"):
            return norm  # type: ignore[return-value]
        if norm in ("what", "which"):
            if any(n in _AMOUNT_NOUNS for n in norms[i + 1 : i + 5]):
                return "how_many"
            if following in ("day", "date", "time", "year", "month"):
                return "when"
            return "where" if following in ("country", "city", "place", "region") else "what"
    if norms and (norms[0] in AUXILIARIES or norms[0] in MODALS):
        return "yes_no"
    return "what"


def _act(words: Sequence[Word]) -> tuple[tuple[Word, ...], Word | None]:
    """The actor and verb of "… does ACTOR VERB …"; nothing for other shapes."""
    asked = next((i for i, w in enumerate(words) if w.norm in QUESTION_WORDS), -1)
    for i in range(asked + 1, len(words)):
        word = words[i]
        if word.norm in ("do", "does", "did", "has", "have", "had", "is", "are", "was", "were"):
            rest = words[i + 1 :]
            break
        if word.norm in MODALS:
            rest = words[i + 1 :]
            break
    else:
        return (), None
    for j, word in enumerate(rest):
        opened = j > 0 and rest[j - 1].norm in ARTICLES | PREPOSITIONS
        if j > 0 and can_be_verb(word) and not word.capital and not opened:
            actor = tuple(w for w in rest[:j] if w.norm not in ARTICLES and w.kind == "word")
            return (
                (actor, word)
                if _can_act(actor) and word.norm not in _EMPTY - {"say"}
                else ((), None)
            )
    return (), None


def _can_act(actor: Sequence[Word]) -> bool:
    if not actor or actor[-1].possessive:
        return False
    return actor[0].norm not in (PRONOUNS - {"he", "she", "they", "it"}) | PREPOSITIONS


def _counted(words: Sequence[Word]) -> tuple[Word, ...]:
    """The words between "how many" (or "number of") and the verb."""
    start = next(
        (i + 1 for i, w in enumerate(words) if w.norm in _AMOUNTS or w.norm in _AMOUNT_NOUNS), 0
    )
    counted: list[Word] = []
    for word in words[start:]:
        if word.norm in AUXILIARIES or word.norm in MODALS:
            break
        if word.norm in PREPOSITIONS and counted:
            break
        if is_content(word):
            counted.append(word)
    return tuple(counted)
