"""What differs between two statements laid over each other, as slots: a number, a day, a name, a word."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

from briefbot.grounding.checks.numbers import SCALES
from briefbot.grounding.comparing.equal import equal_names, equal_words
from briefbot.grounding.comparing.numbers import COUNTS, is_counting, pair_numbers
from briefbot.grounding.comparing.statement import weigh
from briefbot.grounding.comparing.turns import count_turns, find_opposites
from briefbot.language.deaths import is_word_of_death
from briefbot.language.kinds import is_origin, is_place
from briefbot.language.kinship import kin
from briefbot.language.lexicon import (
    AUXILIARIES,
    BE,
    PREPOSITIONS,
    is_content,
    is_modal,
    is_negation,
)
from briefbot.language.words import is_numeral, stem

if TYPE_CHECKING:
    from collections.abc import Sequence

    from briefbot.grounding.comparing.gaps import Gap, Laid
    from briefbot.grounding.comparing.statement import Statement
    from briefbot.language.words import Word

Sort = Literal["number", "date", "name", "modal", "word"]
_SORTS: tuple[Sort, ...] = ("date", "modal", "word")
# What is not done yet before "to": "plans to sign", "is expected to sign".
_AHEAD = frozenset(
    map(
        stem,
        """plan intend expect due set schedule hope want agree vow threaten seek try attempt prepare
        propose offer likely urge promise pledge aim order ask tell poised""".split(),
    )
)


@dataclass(frozen=True, slots=True)
class Slot:
    """One place that both statements fill, each in its own way.

    Attributes:
        sort: what stands there.
        earlier: the earlier statement's words there, as an exact slice; "" where it has none.
        later: the later one's.
        weight: what the words weigh as evidence that the two tell different things.
        at: where the earlier statement's words stand among its words, -1 where it has none.
        acts: it is a name before the verb, so that another acts or speaks.
    """

    sort: Sort
    earlier: str
    later: str
    weight: float
    at: int = -1
    acts: bool = False


@dataclass
class Found:
    """All that differs.

    Attributes:
        slots: places filled in two ways.
        turns: how often one says the opposite of the other; two turns cancel out.
        dropped: what the content weighs that only the earlier has, slots left out.
        added: the same of the later.
    """

    slots: list[Slot] = field(default_factory=list)
    turns: int = 0
    dropped: float = 0.0
    added: float = 0.0


def find_differences(laid: Laid) -> Found:
    """What differs between the two statements."""
    found = Found()
    opposed = find_opposites(laid)
    found.turns = len(opposed) + count_turns(laid, opposed)
    numbers = pair_numbers(laid)
    taken = (
        {e for e, _ in opposed} | {e for e, _ in numbers.pairs},
        {n for _, n in (*opposed, *numbers.pairs)},
    )
    for e, n in numbers.changed:
        found.slots.append(
            Slot("number", _slice(laid.earlier, [e]), _slice(laid.later, [n]), 1.0, e)
        )
    for gap in laid.gaps:
        _compare(laid, gap, found, taken, counting=bool(numbers.changed))
    _compare_names(laid, found, taken)
    return found


def _compare_names(laid: Laid, found: Found, taken: tuple[set[int], set[int]]) -> None:
    """Add the names that only one has: a slot where both have some, wherever they stand.

    "Maine reports 204 cases" and "the toll in Ontario" tell of two places.
    """
    sides = []
    for statement, other, gaps, gone in (
        (laid.earlier, laid.later, [g.earlier for g in laid.gaps], taken[0]),
        (laid.later, laid.earlier, [g.later for g in laid.gaps], taken[1]),
    ):
        there = {word.stem for word in other.words}
        sides.append(
            [
                i
                for gap in gaps
                for i in gap
                if i not in gone
                and is_content(statement.words[i])
                and _sort(statement, i) == "name"
                and not there.intersection((statement.words[i].stem, *kin(statement.words[i].stem)))
            ]
        )
    mine, theirs = sides
    if mine and theirs:
        if not equal_names(laid, mine, theirs):
            found.slots.append(_name_slot(laid, mine, theirs))
        return
    found.dropped += weigh(laid.earlier.words[i].stem for i in mine)
    found.added += weigh(laid.later.words[i].stem for i in theirs)


def _compare(
    laid: Laid, gap: Gap, found: Found, taken: tuple[set[int], set[int]], *, counting: bool
) -> None:
    """Add what one gap tells; `taken` words are told of already, and words of counting say nothing else."""
    sides = []
    for statement, indexes, gone in zip(
        (laid.earlier, laid.later), (gap.earlier, gap.later), taken, strict=True
    ):
        words = statement.words
        sides.append(
            [
                i
                for i in indexes
                if i not in gone
                and _says_something(words[i])
                and not (counting and _says_how_counted(words[i]))
            ]
        )
    earlier, later = sides
    for sort in _SORTS:
        mine = [i for i in earlier if _sort(laid.earlier, i) == sort]
        theirs = [i for i in later if _sort(laid.later, i) == sort]
        if mine and theirs:
            _fill(laid, sort, mine, theirs, found)
        else:
            _one_sided(laid, mine, theirs, found)
    for statement, side, is_later in ((laid.earlier, earlier, False), (laid.later, later, True)):
        extra = weigh(statement.words[i].stem for i in side if _sort(statement, i) == "number")
        found.added += extra if is_later else 0.0
        found.dropped += 0.0 if is_later else extra


def _says_something(word: Word) -> bool:
    """Whether the word says something by itself, or how sure it is."""
    return (
        (is_content(word) or is_modal(word) or word.norm in COUNTS)
        and not is_negation(word)
        and word.norm not in AUXILIARIES
    )


def _says_how_counted(word: Word) -> bool:
    return is_counting(word) or is_word_of_death(word)


def _sort(statement: Statement, i: int) -> Sort:
    word = statement.words[i]
    if word.kind == "date":
        return "date"
    if is_numeral(word) or word.norm in COUNTS or word.stem in SCALES:
        return "number"
    if is_modal(word):
        return "modal"
    opening = i == statement.compared[0] and not any(
        w.capital and w.start < word.start for w in statement.words
    )
    goes_on = i + 1 < len(statement.words) and statement.words[i + 1].capital
    named = word.capital and (not opening or goes_on or is_place(word) or is_origin(word))
    return "name" if named else "word"


def _fill(laid: Laid, sort: Sort, mine: list[int], theirs: list[int], found: Found) -> None:
    """Add the slots of one sort in a gap, and what one side has more of it."""
    earlier, later = laid.earlier, laid.later
    mine, theirs = _without_equal(laid, mine, theirs)
    for e, n in zip(mine, theirs, strict=False):
        weight = weigh([earlier.words[e].stem]) + weigh([later.words[n].stem])
        found.slots.append(Slot(sort, _slice(earlier, [e]), _slice(later, [n]), weight / 2, e))
    _one_sided(laid, mine[len(theirs) :], theirs[len(mine) :], found)


def _without_equal(laid: Laid, mine: list[int], theirs: list[int]) -> tuple[list[int], list[int]]:
    """The words without those that say the same: synonyms, a day in its week, "would" and "will"."""
    left, right = list(mine), list(theirs)
    for e in mine:
        same = next((n for n in right if equal_words(laid, e, n)), None)
        if same is not None:
            left.remove(e)
            right.remove(same)
    return left, right


def _name_slot(laid: Laid, mine: list[int], theirs: list[int]) -> Slot:
    earlier, later = laid.earlier, laid.later
    weights = (
        weigh(statement.words[i].stem for i in side)
        for statement, side in ((earlier, mine), (later, theirs))
    )
    acts = _acts(earlier, mine[0]) or _acts(later, theirs[0])
    words = _slice(earlier, _run(mine)), _slice(later, _run(theirs))
    return Slot("name", *words, max(weights), mine[0], acts)


def _run(names: list[int]) -> list[int]:
    """The first of the names as far as it goes on: "Prime Minister Lee"."""
    end = 1
    while end < len(names) and names[end] == names[end - 1] + 1:
        end += 1
    return names[:end]


def _acts(statement: Statement, i: int) -> bool:
    """Whether a name stands under no preposition, so that it does or says what its sentence tells."""
    words, verbs = statement.words, statement.dated.sentence.verbs
    for j in range(i - 1, -1, -1):
        if words[j].norm in PREPOSITIONS or verbs[j]:
            return False
        if words[j].kind == "mark":
            return True
    return True


def _one_sided(laid: Laid, mine: list[int], theirs: list[int], found: Found) -> None:
    """Add what only one of the two has; that it may or will be, in a slot."""
    for statement, side in ((laid.earlier, mine), (laid.later, theirs)):
        for i in side:
            if is_modal(statement.words[i]) or _is_ahead(statement, i):
                said = _slice(statement, [i, min(i + 2, len(statement.words) - 1)])
                told = (said, "") if statement is laid.earlier else ("", said)
                found.slots.append(Slot("modal", *told, 0.0))
            elif statement is laid.earlier:
                found.dropped += weigh([statement.words[i].stem])
            else:
                found.added += weigh([statement.words[i].stem])


def _is_ahead(statement: Statement, i: int) -> bool:
    """Whether the word says that something is only meant to be: "plans to"."""
    words = statement.words
    following = words[i + 1].norm if i + 1 < len(words) else ""
    return following == "to" and (words[i].stem in _AHEAD or words[i].norm in BE)


def _slice(statement: Statement, indexes: Sequence[int]) -> str:
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
