"""The title a running story has in a question: “2015 Indian heat wave”, the 2018 Laos dam collapse.

A story is seldom told by its title. What it is about (heat wave, collapse) is; whose it is (Indian, Laos) goes
without saying in a paragraph that names a place within, or in the third one about it that day.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from briefbot.language.lexicon import (
    ARTICLES,
    AUXILIARIES,
    CONJUNCTIONS,
    MODALS,
    PREPOSITIONS,
    QUESTION_WORDS,
    is_content,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from briefbot.language.words import Word

_QUOTED = re.compile(r"[\"“]([^\"“”]{3,80})[\"”]")
_YEAR = re.compile(r"(?:19|20)\d\d")
_ENDS = (
    PREPOSITIONS | AUXILIARIES | MODALS | QUESTION_WORDS | CONJUNCTIONS - {"and"} | {"according"}
)


_MONTHS = frozenset(
    """january february march april may june july august september october november
    december""".split()
)


@dataclass(frozen=True, slots=True)
class Title:
    """A title taken apart.

    Attributes:
        kind: the common nouns that say what the story is: "heat wave".
        whose: the names before them, often understood where one of `kind` is told.
        where: the words behind a preposition: "in Italy"; never understood.
        year: the year in it, None without one.
    """

    kind: tuple[Word, ...]
    whose: tuple[Word, ...]
    where: tuple[Word, ...] = ()
    year: int | None = None


def find_title(text: str, words: Sequence[Word], *, deaths: bool = False) -> Title | None:
    """The title in a question, None where there is none or it is all names ("Hurricane Harvey").

    A title stands in quotation marks, or begins with a year. A question for `deaths` may also end in one, or begin
    with one before a colon: "the toll of the fever outbreak in Italy".
    """
    titled = _quoted(text, words) or _from_year(words)
    if not titled and deaths:
        titled = _before_colon(text, words) or _after_preposition(words)
    until = next((i for i, w in enumerate(titled) if w.norm in PREPOSITIONS), len(titled))
    before = titled[:until]
    kind = tuple(w for w in before if _is_common(w))
    if not kind and len(before) == 1 < len(titled):
        # "Disasters in Indonesia": the capital is that of the title.
        kind = (before[0],)
    if not kind:
        return None
    years = [int(w.text) for w in titled if _YEAR.fullmatch(w.text)]
    return Title(
        kind=kind,
        whose=tuple(w for w in before if w.capital and w not in kind and w.norm not in _MONTHS),
        where=tuple(w for w in titled[until:] if w.capital),
        year=years[0] if years else None,
    )


def _quoted(text: str, words: Sequence[Word]) -> Sequence[Word]:
    match = _QUOTED.search(text)
    if match is None:
        return ()
    return [w for w in words if match.start(1) <= w.start and w.end <= match.end(1)]


def _from_year(words: Sequence[Word]) -> Sequence[Word]:
    """From a year on as far as a phrase goes: "the 2015 Indian heat wave"."""
    for i, word in enumerate(words):
        if _YEAR.fullmatch(word.text) and (i == 0 or words[i - 1].norm in ARTICLES):
            end = next((j for j in range(i, len(words)) if _is_end(words[j])), len(words))
            return words[i:end]
    return ()


def _before_colon(text: str, words: Sequence[Word]) -> Sequence[Word]:
    colon = text.find(":")
    return [word for word in words if word.end <= colon]


def _after_preposition(words: Sequence[Word]) -> Sequence[Word]:
    """What "killed in the", "the toll of the" is about: to the end of the question."""
    for i, word in enumerate(words[:-2]):
        if word.norm in ("in", "of", "from") and words[i + 1].norm in ARTICLES:
            rest = words[i + 2 :]
            ended = any(w.norm in _ENDS and w.norm not in PREPOSITIONS for w in rest)
            return () if ended else rest
    return ()


def _is_end(word: Word) -> bool:
    return word.norm in _ENDS


def _is_common(word: Word) -> bool:
    return word.kind == "word" and not word.capital and is_content(word)
