"""What differs between two statements laid over each other, as slots: a number, a day, a name, a word."""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefbot.grounding.attribution import find_attributions
from briefbot.grounding.comparing.equal import equal_words
from briefbot.grounding.comparing.found import Found, Slot
from briefbot.grounding.comparing.modals import is_contracted, modal_slot
from briefbot.grounding.comparing.names import compare_names
from briefbot.grounding.comparing.numbers import (
    COUNTS,
    is_counting,
    is_increment,
    pair_numbers,
    unit,
)
from briefbot.grounding.comparing.opposites import is_level
from briefbot.grounding.comparing.sorts import is_ahead, slice_of, sort_of
from briefbot.grounding.comparing.statement import weigh
from briefbot.grounding.comparing.turns import count_turns, find_opposites, governs_kept
from briefbot.language.deaths import is_word_of_death
from briefbot.language.lexicon import (
    APPROXIMATE,
    AUXILIARIES,
    LIMITING,
    SPEECH,
    is_content,
    is_modal,
    is_negation,
)
from briefbot.language.words import can_be_verb, is_numeral

if TYPE_CHECKING:
    from briefbot.grounding.attribution import Attribution
    from briefbot.grounding.comparing.gaps import Gap, Laid
    from briefbot.grounding.comparing.sorts import Sort
    from briefbot.grounding.comparing.statement import Statement
    from briefbot.language.words import Word

_SORTS: tuple[Sort, ...] = ("date", "modal", "word")
# Content words.
_FEW = 3


def find_differences(laid: Laid) -> Found:
    """What differs between the two statements."""
    found = Found()
    numbers = pair_numbers(laid)
    opposed = find_opposites(laid)
    # A level that rose to one value and fell to another runs on.
    told = sum(not (numbers.changed and is_level(laid.earlier.words[e])) for e, _ in opposed)
    found.turns = told + count_turns(laid, opposed)
    taken = _frames(laid)
    taken[0].update(e for e, _ in (*opposed, *numbers.pairs))
    taken[1].update(n for _, n in (*opposed, *numbers.pairs))
    for e, n in numbers.changed:
        words = slice_of(laid.earlier, [e]), slice_of(laid.later, [n])
        runs = not (is_increment(laid.earlier, e) or is_increment(laid.later, n))
        found.slots.append(Slot("number", *words, 1.0, e, runs=runs, counts=unit(laid.earlier, e)))
    for gap in laid.gaps:
        _compare(laid, gap, found, taken, counting=bool(numbers.changed))
    _add_names(laid, found, taken)
    return found


def _frames(laid: Laid) -> tuple[set[int], set[int]]:
    """The words that say who says so where only one of the two does: they add nothing to what is told."""
    sides = zip((laid.earlier, laid.later), laid.kept, strict=True)
    found = [
        [one.frame for one in find_attributions(s.text) if _only_tells(one, kept)]
        for s, kept in sides
    ]
    if all(found):
        return set(), set()
    earlier, later = ({i for frame in frames for i in range(*frame)} for frames in found)
    return earlier, later


def _only_tells(one: Attribution, kept: frozenset[int]) -> bool:
    return one.stance == "said" and one.verb not in kept


def _add_names(laid: Laid, found: Found, taken: tuple[set[int], set[int]]) -> None:
    mine, theirs = (
        [[i for i in gap if i not in gone and sort_of(statement, i) == "name"] for gap in gaps]
        for statement, gaps, gone in (
            (laid.earlier, [gap.earlier for gap in laid.gaps], taken[0]),
            (laid.later, [gap.later for gap in laid.gaps], taken[1]),
        )
    )
    names = compare_names(laid, mine, theirs)
    for e, n in names.changed:
        weights = (
            weigh(laid.earlier.words[i].stem for i in e),
            weigh(laid.later.words[i].stem for i in n),
        )
        acts = _acts(laid.earlier, e[0]) or _acts(laid.later, n[0])
        words = slice_of(laid.earlier, e), slice_of(laid.later, n)
        found.slots.append(Slot("name", *words, max(weights), e[0], acts))
    found.dropped += weigh(laid.earlier.words[i].stem for i in names.dropped)
    found.added += weigh(laid.later.words[i].stem for i in names.added)


def _acts(statement: Statement, i: int) -> bool:
    """Whether a name does or says what its sentence tells: a verb follows it, or one of speaking goes before."""
    words, verbs = statement.words, statement.dated.sentence.verbs
    if i > 0 and verbs[i - 1] and words[i - 1].stem in SPEECH:
        return True
    end = next((j for j in range(i, len(words)) if not words[j].capital), len(words))
    return end < len(words) and verbs[end] and not words[end - 1].possessive


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
                and not (len(laid.gaps) > 1 and _is_dateline(statement, i))
                and (_says_something(words[i]) or is_ahead(statement, i))
                and not _is_bound(statement, i)
                and not (counting and _says_how_counted(words[i]))
            ]
        )
    earlier, later = sides
    if _are_of_other_sorts(laid, earlier, later):
        _fill(laid, _sort_of_all(laid, earlier, later), earlier[:1], later[:1], found)
        taken[0].update(earlier)
        taken[1].update(later)
        earlier, later = earlier[1:], later[1:]
    for sort in _SORTS:
        mine, theirs = (_of_sort(s, side, sort) for s, side in _both(laid, earlier, later))
        if mine and theirs:
            _fill(laid, sort, mine, theirs, found)
        else:
            _one_sided(laid, mine, theirs, found)
    mine, theirs = (_of_sort(s, side, "number") for s, side in _both(laid, earlier, later))
    _one_sided(laid, mine, theirs, found)


def _is_dateline(statement: Statement, i: int) -> bool:
    """Whether the word is the day of the brief itself: when it was told, or is news, not what is told."""
    return statement.words[i].stem == f"{statement.day}/{statement.day}"


def _sort_of_all(laid: Laid, earlier: list[int], later: list[int]) -> Sort:
    """What a slot is that one fills with one sort of words and the other with another."""
    sides = _both(laid, earlier, later)
    if all(any(s.words[i].capital for i in side) for s, side in sides):
        return "name"
    return "date" if any(s.words[i].kind == "date" for s, side in sides for i in side) else "word"


def _is_bound(statement: Statement, i: int) -> bool:
    """Whether the word only bounds a number: "[at least] 20", "[around] 20"."""
    words = statement.words
    near = any(is_numeral(word) for word in words[i + 1 : i + 4])
    return near and words[i].norm in LIMITING | APPROXIMATE and not is_negation(words[i])


def _both(
    laid: Laid, earlier: list[int], later: list[int]
) -> tuple[tuple[Statement, list[int]], tuple[Statement, list[int]]]:
    return (laid.earlier, earlier), (laid.later, later)


def _of_sort(statement: Statement, side: list[int], sort: Sort) -> list[int]:
    return [i for i in side if sort_of(statement, i) == sort]


def _are_of_other_sorts(laid: Laid, earlier: list[int], later: list[int]) -> bool:
    """Whether a few words stand for a few of quite another sort: "before Christmas", "before the vote"."""
    sorts = [{sort_of(s, i) for i in side} for s, side in _both(laid, earlier, later)]
    few = max(len(earlier), len(later)) <= _FEW and len(laid.gaps) == 1
    return (
        few
        and all(sorts)
        and sorts[0].isdisjoint(sorts[1])
        and not any("modal" in s for s in sorts)
    )


def _says_something(word: Word) -> bool:
    """Whether the word says something by itself, or how sure it is."""
    return (
        (is_content(word) or is_modal(word) or word.norm in COUNTS)
        and not is_negation(word)
        and word.norm not in AUXILIARIES
    )


def _says_how_counted(word: Word) -> bool:
    return is_counting(word) or is_word_of_death(word)


def _fill(laid: Laid, sort: Sort, mine: list[int], theirs: list[int], found: Found) -> None:
    """Add the slots of one sort in a gap, and what one side has more of it."""
    earlier, later = laid.earlier, laid.later
    mine, theirs = _without_equal(laid, mine, theirs)
    for e, n in zip(mine, theirs, strict=False):
        weight = weigh([earlier.words[e].stem]) + weigh([later.words[n].stem])
        acts = sort == "name" and (_acts(earlier, e) or _acts(later, n))
        words = slice_of(earlier, [e]), slice_of(later, [n])
        deed = earlier.dated.sentence.verbs[e] and can_be_verb(later.words[n])
        found.slots.append(Slot(sort, *words, weight / 2, e, acts, deed=deed))
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


def _one_sided(laid: Laid, mine: list[int], theirs: list[int], found: Found) -> None:
    """Add what only one of the two has; that it may or will be, in a slot."""
    for statement, side in ((laid.earlier, mine), (laid.later, theirs)):
        for i in side:
            if sort_of(statement, i) == "modal" and is_contracted(laid, statement, i):
                continue
            if sort_of(statement, i) == "modal" and governs_kept(
                statement.words, i, laid.kept[statement is laid.later]
            ):
                found.slots.append(modal_slot(laid, statement, i))
            elif statement is laid.earlier:
                found.dropped += weigh([statement.words[i].stem])
            else:
                found.added += weigh([statement.words[i].stem])
