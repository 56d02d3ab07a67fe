"""What a question asks for: its kind, who is to act, what the act is, which words must be found."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Literal

from briefbot.errors import QuestionError
from briefbot.language.blanks import find_blank
from briefbot.language.deaths import asks_for_deaths
from briefbot.language.lexicon import (
    ARTICLES,
    AUXILIARIES,
    BE,
    MODALS,
    PREPOSITIONS,
    PRONOUNS,
    QUESTION_WORDS,
    is_content,
    stance_of,
)
from briefbot.language.titles import find_title
from briefbot.language.words import can_be_verb, only_verb, split_words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from briefbot.language.blanks import Blank
    from briefbot.language.titles import Title
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
_ENDS = frozenset(".?!")
_HELPING = frozenset("do does did has have had is are was were".split())
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
        verb: what the actor is asked to have done, or somebody ("Who won …?"); else None.
        counted: what is to be counted, for `how_many`.
        setting: content words of the sentences before the question proper; good to find, not needed.
        deaths: it asks how many died, in whatever words that is told.
        title: that of the story it asks about.
        has_blank: it is a statement with a gap to be filled.
    """

    text: str
    kind: Kind
    terms: tuple[Word, ...]
    names: tuple[Word, ...]
    actor: tuple[Word, ...] = ()
    verb: Word | None = None
    counted: tuple[Word, ...] = ()
    setting: tuple[Word, ...] = ()
    deaths: bool = False
    title: Title | None = None
    has_blank: bool = False

    @property
    def stance(self) -> Stance | None:
        """The stance asked for ("demand", "say"), None for other verbs."""
        return stance_of(self.verb) if self.verb is not None else None


def check_characters(text: str) -> None:
    """Nothing, for a text that can be written down.

    Raises:
        QuestionError: it has half characters, which stand for bytes that are no text.
    """
    try:
        text.encode()
    except UnicodeEncodeError as exc:
        raise QuestionError(
            f"character {exc.start + 1} of {text[:40]!r} is half a character; write it as UTF-8"
        ) from exc


@lru_cache(maxsize=256)
def read_question(text: str) -> Question:
    """The question taken apart; a text that is no question comes back as its terms.

    Of several sentences the last is what is asked, those before it are its setting.
    """
    if (blank := find_blank(text)) is not None:
        return _with_blank(text, blank)
    everything = split_words(text)
    start = _asking_from(everything)
    words = [w for w in everything[start:] if w.kind != "mark"]
    kind = _kind(words)
    actor, verb = _act(words)
    skipped = QUESTION_WORDS | _LEAD_INS | _AMOUNTS | _EMPTY
    counted = _counted(words) if kind == "how_many" else ()

    def find_terms(some: Sequence[Word]) -> tuple[Word, ...]:
        content = (w for w in some if w.kind != "mark")
        kept = (w for w in content if (is_content(w) and w.norm not in skipped) or w is verb)
        return tuple(w for w in kept if not _names_a_list(some, w))

    terms = find_terms(words)
    names = tuple(w for w in terms if _is_name(w, words))
    setting = find_terms(everything[:start])
    deaths = kind == "how_many" and asks_for_deaths(words, counted)
    title = find_title(text, words, deaths=deaths)
    if title is not None:
        names = tuple(w for w in names if w not in title.kind)
    return Question(text, kind, terms, names, actor, verb, counted, setting, deaths, title)


# A number counts what stands right behind it: "____ Amhara civilians have been killed".
_MOST_COUNTED = 2


def _with_blank(text: str, blank: Blank) -> Question:
    """A question that asks for what is missing in a statement: the statement is what must be found.

    Its sentences beside the one with the gap are the setting.
    """
    asked = {word.norm for word in split_words(blank.asked)}
    kind: Kind = "how_many" if asked & (_AMOUNTS | _AMOUNT_NOUNS) else "what"
    before, after = split_words(blank.before), split_words(blank.after)
    start = max((i + 1 for i, w in enumerate(before) if w.text in _ENDS), default=0)
    end = next((i for i, w in enumerate(after) if w.text in _ENDS), len(after))
    words = [w for w in (*before[start:], *after[:end]) if w.kind != "mark"]
    terms = tuple(w for w in words if is_content(w))
    names = tuple(w for w in terms if _is_name(w, words))
    counted: list[Word] = []
    for word in after:
        if word.kind == "mark" or word.norm in PREPOSITIONS or len(counted) == _MOST_COUNTED:
            break
        if is_content(word):
            counted.append(word)
    setting = tuple(w for w in (*before[:start], *after[end:]) if is_content(w))
    return Question(
        text, kind, terms, names, counted=tuple(counted), setting=setting, has_blank=True
    )


# "Which of the following did …?" asks which, from a list that is not there.
_OF_A_LIST = ("of", "the", "following")


def _names_a_list(words: Sequence[Word], word: Word) -> bool:
    """Whether the word is "following" in "which of the following"."""
    if word.norm != _OF_A_LIST[-1]:
        return False
    norms = [w.norm for w in words if w.start <= word.start]
    return tuple(norms[-3:]) == _OF_A_LIST


def _asking_from(words: Sequence[Word]) -> int:
    """Index of the first word of the last sentence."""
    ends = [i for i, w in enumerate(words[:-1]) if w.text in _ENDS]
    return ends[-1] + 1 if ends and any(is_content(w) for w in words[ends[-1] + 1 :]) else 0


def _is_name(word: Word, words: Sequence[Word]) -> bool:
    """A capital tells a name, but at the beginning only with another one or a possessive behind it."""
    if not word.capital or word is not words[0]:
        return word.capital
    return word.possessive or (len(words) > 1 and words[1].capital)


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
    """The actor and verb of "… does ACTOR VERB …", the verb of "Who VERB …"; nothing for other shapes."""
    asked = next((i for i, w in enumerate(words) if w.norm in QUESTION_WORDS), -1)
    if asked >= 0 and words[asked].norm == "who" and asked + 1 < len(words):
        verb = words[asked + 1]
        if can_be_verb(verb) and verb.norm not in _HELPING | MODALS | AUXILIARIES | _EMPTY:
            return (), verb
    helping = next(
        (i for i in range(asked + 1, len(words)) if words[i].norm in _HELPING | MODALS), None
    )
    if helping is None:
        return (), None
    rest = words[helping + 1 :]
    for j, word in enumerate(rest):
        if word.norm in PREPOSITIONS or (can_be_verb(word) and not word.capital and j == 0):
            return (), None
        opened = j > 0 and rest[j - 1].norm in ARTICLES
        if j == 0 or word.capital or opened or not _can_be_asked(word, words[helping]):
            continue
        actor = tuple(w for w in rest[:j] if w.norm not in ARTICLES and w.kind == "word")
        fine = _can_act(actor) and word.norm not in _EMPTY - {"say"}
        return (actor, word) if fine else ((), None)
    return (), None


def _can_be_asked(word: Word, helping: Word) -> bool:
    """Whether the form can follow: "is ACTOR planning", "was ACTOR killed", "does ACTOR demand"."""
    if helping.norm in BE:
        return can_be_verb(word) and (word.norm.endswith("ing") or only_verb(word))
    return can_be_verb(word)


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
