"""What sort of word stands somewhere in a statement, and its exact words there."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from briefbot.grounding.comparing.numbers import COUNTS, SCALES
from briefbot.language.kinds import is_origin, is_place
from briefbot.language.lexicon import BE, is_content, is_modal
from briefbot.language.words import is_numeral, stem

if TYPE_CHECKING:
    from collections.abc import Sequence

    from briefbot.grounding.comparing.statement import Statement
    from briefbot.language.words import Word

# What is not done yet before "to": "plans to sign", "is expected to sign".
_AHEAD = frozenset(
    map(
        stem,
        """plan intend expect due set schedule hope want agree vow threaten seek try attempt prepare go
        propose offer likely urge promise pledge aim order ask tell poised""".split(),
    )
)
Sort = Literal["number", "date", "name", "modal", "word"]


def sort_of(statement: Statement, i: int) -> Sort:
    """What sort of word it is; the first word is a name only where its capital tells something."""
    word = statement.words[i]
    if word.kind == "date":
        return "date"
    if is_numeral(word) or word.norm in COUNTS or word.stem in SCALES:
        return "number"
    if is_modal(word) or is_ahead(statement, i):
        return "modal"
    opening = i == statement.compared[0] and not any(
        w.capital and w.start < word.start for w in statement.words
    )
    goes_on = i + 1 < len(statement.words) and statement.words[i + 1].capital
    named = word.capital and (not opening or goes_on or is_place(word) or is_origin(word))
    return "name" if named and is_content(word) else "word"


def is_ahead(statement: Statement, i: int) -> bool:
    """Whether the word says before "to" that something is only meant to be: "plans to", "is to"."""
    words, verbs = statement.words, statement.dated.sentence.verbs
    to = i + 2 < len(words) and words[i + 1].norm == "to" and verbs[i + 2]
    return to and (words[i].stem in _AHEAD or words[i].norm in BE)


def slice_of(statement: Statement, indexes: Sequence[int]) -> str:
    """The exact words from the first to the last of the indexes, with the scale and unit of a number."""
    words, dates = statement.words, statement.dated.dates
    first, last = min(indexes), max(indexes)
    if words[first].stem in SCALES and first > 0 and is_numeral(words[first - 1]):
        first -= 1
    while is_numeral(words[last]) or words[last].stem in SCALES:
        if last + 1 == len(words) or not _is_unit(words[last + 1]):
            break
        last += 1
    if words[first].kind == "date":
        last = max([last, *(i for i in dates.get(first, ()) if words[i].kind == "date")])
    return statement.text[words[first].start : words[last].end]


def _is_unit(word: Word) -> bool:
    """Whether the word belongs to the number before it: "3 [percent]", "50 [ships]"."""
    plain_noun = word.kind == "word" and not word.capital and is_content(word)
    return word.stem in SCALES or (plain_noun and word.norm.endswith("s"))
