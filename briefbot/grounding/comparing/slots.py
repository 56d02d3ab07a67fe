"""What differs between two statements laid over each other, as slots: a number, a day, a name, a word."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

from briefbot.grounding.checks.numbers import SCALES
from briefbot.grounding.comparing.opposites import are_opposite, concepts
from briefbot.grounding.comparing.statement import weigh
from briefbot.language.kinds import is_origin, is_place
from briefbot.language.kinship import kin
from briefbot.language.lexicon import (
    AUXILIARIES,
    BE,
    PREPOSITIONS,
    SPEECH,
    is_content,
    is_modal,
    is_negation,
)
from briefbot.language.words import is_numeral, same_name, stem

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

    from briefbot.grounding.comparing.gaps import Gap, Laid
    from briefbot.grounding.comparing.statement import Statement
    from briefbot.language.words import Word

Sort = Literal["number", "date", "name", "modal", "word"]

_COUNTS = frozenset("dozens hundreds thousands millions billions several one dozen".split())
# Who does not do it after these: "refused to sign", "was unable to sign".
_NOT_TO = frozenset(map(stem, "fail refuse decline unable unwilling neglect".split()))
# What is not done yet after these: "plans to sign", "is expected to sign".
_AHEAD = frozenset(
    map(
        stem,
        """plan intend expect due set schedule hope want agree vow threaten seek try attempt prepare
        propose offer likely urge promise pledge aim order ask tell poised""".split(),
    )
)
_MODAL_FORMS = {"would": "will", "shall": "will", "could": "can", "might": "may"}
# Content words that a negation bears on at most, counted from it.
_REACH = 3


@dataclass(frozen=True, slots=True)
class Slot:
    """One place that both statements fill, each in its own way.

    Attributes:
        sort: what stands there.
        earlier: the earlier statement's words there, as an exact slice.
        later: the later one's.
        weight: what the words weigh as evidence that the two tell different things.
        at: where the earlier statement's words stand among its words.
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
        slots: places filled in two ways, in order.
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
    kept_earlier, kept_later = laid.kept
    opposed: tuple[set[int], set[int]] = (set(), set())
    for gap in laid.gaps:
        _compare(laid, gap, found, opposed)
    found.turns += _governing_negations(laid.earlier, kept_earlier, opposed[0])
    found.turns += _governing_negations(laid.later, kept_later, opposed[1])
    return found


def _governing_negations(
    statement: Statement, kept: frozenset[int], opposed: Collection[int]
) -> int:
    """How many words only this statement has that deny what both have: "not", "refused to"."""
    words, count = statement.words, 0
    for i in statement.compared:
        if i in kept or i in opposed:
            continue
        following = words[i + 1].norm if i + 1 < len(words) else ""
        denies = is_negation(words[i]) and not (words[i].norm == "not" and following == "only")
        if denies or (words[i].stem in _NOT_TO and following == "to"):
            count += _governs_kept(words, i, kept)
    return count


def _governs_kept(words: Sequence[Word], i: int, kept: frozenset[int]) -> bool:
    reach = _REACH
    for j in range(i + 1, len(words)):
        if reach == 0 or words[j].text in (";", ":", ".") or words[j].norm in ("but", "while"):
            return False
        if j in kept and (is_content(words[j]) or words[j].norm in BE):
            return True
        reach -= is_content(words[j])
    return False


def _compare(laid: Laid, gap: Gap, found: Found, opposed: tuple[set[int], set[int]]) -> None:
    """Add what one gap tells, and to `opposed` its words that are opposites."""
    earlier = [i for i in gap.earlier if _counts(laid.earlier.words[i])]
    later = [i for i in gap.later if _counts(laid.later.words[i])]
    turned = _opposite(laid, earlier, later)
    if turned is not None:
        found.turns += 1
        opposed[0].add(turned[0])
        opposed[1].add(turned[1])
        earlier, later = (
            [i for i in earlier if i != turned[0]],
            [i for i in later if i != turned[1]],
        )
    for sort in ("number", "date", "name", "modal", "word"):
        mine = [i for i in earlier if _sort(laid.earlier, i) == sort]
        theirs = [i for i in later if _sort(laid.later, i) == sort]
        if mine and theirs:
            _fill(laid, sort, mine, theirs, found)
        elif sort == "modal":
            _one_sided_modal(laid, mine, theirs, found)
        else:
            found.dropped += weigh(laid.earlier.words[i].stem for i in mine)
            found.added += weigh(laid.later.words[i].stem for i in theirs)


def _counts(word: Word) -> bool:
    """Whether the word says something by itself, or how sure it is."""
    return (
        (is_content(word) or is_modal(word) or word.norm in _COUNTS)
        and not is_negation(word)
        and word.norm not in AUXILIARIES
    )


def _opposite(laid: Laid, earlier: list[int], later: list[int]) -> tuple[int, int] | None:
    """The first pair of opposites in a gap, None without one."""
    e_words, n_words = laid.earlier.words, laid.later.words
    for e in earlier:
        for n in later:
            mine = _concept(e_words, e)
            theirs = _concept(n_words, n)
            if are_opposite(mine, theirs):
                return e, n
    return None


def _concept(words: Sequence[Word], i: int) -> str:
    """The stem of a word, or what it says with the particle behind it."""
    if i + 1 < len(words):
        joined = concepts((words[i].stem, words[i + 1].stem))
        if len(joined) == 1:
            return next(iter(joined))
    return words[i].stem


def _sort(statement: Statement, i: int) -> Sort:
    word = statement.words[i]
    if word.kind == "date":
        return "date"
    if is_numeral(word) or word.norm in _COUNTS or word.stem in SCALES:
        return "number"
    if is_modal(word):
        return "modal"
    opening = i == statement.compared[0]
    named = word.capital and (not opening or is_place(word) or is_origin(word))
    return "name" if named else "word"


def _fill(laid: Laid, sort: Sort, mine: list[int], theirs: list[int], found: Found) -> None:
    """Add the slots of one sort in a gap, and what one side has more of it."""
    earlier, later = laid.earlier, laid.later
    if sort == "name":
        _fill_names(laid, mine, theirs, found)
        return
    mine, theirs = _without_equal(laid, mine, theirs)
    for e, n in zip(mine, theirs, strict=False):
        weight = (rarity_of(earlier.words[e]) + rarity_of(later.words[n])) / 2
        found.slots.append(Slot(sort, _slice(earlier, [e]), _slice(later, [n]), weight, e))
    found.dropped += weigh(earlier.words[i].stem for i in mine[len(theirs) :])
    found.added += weigh(later.words[i].stem for i in theirs[len(mine) :])


def rarity_of(word: Word) -> float:
    """What one word weighs."""
    return weigh([word.stem])


def _without_equal(laid: Laid, mine: list[int], theirs: list[int]) -> tuple[list[int], list[int]]:
    """The words without those that say the same: synonyms, a day in its week, "would" and "will"."""
    left, right = list(mine), list(theirs)
    for e in mine:
        for n in right:
            if _equal(laid, e, n):
                left.remove(e)
                right.remove(n)
                break
    return left, right


def _equal(laid: Laid, e: int, n: int) -> bool:
    a, b = laid.earlier.words[e], laid.later.words[n]
    if a.kind == "date" and b.kind == "date":
        return _compatible(a.stem, b.stem) or _slice(laid.earlier, [e]) == _slice(laid.later, [n])
    if is_modal(a) and is_modal(b):
        return _MODAL_FORMS.get(a.norm, a.norm) == _MODAL_FORMS.get(b.norm, b.norm)
    if a.stem in SPEECH and b.stem in SPEECH:
        return True
    return a.stem == b.stem or b.stem in kin(a.stem) or a.stem in kin(b.stem)


def _compatible(a: str, b: str) -> bool:
    """Whether one of two stretches of days lies in the other."""
    (a_first, _, a_last), (b_first, _, b_last) = (s.split(" ")[0].partition("/") for s in (a, b))
    within = (a_first <= b_first and b_last <= a_last, b_first <= a_first and a_last <= b_last)
    return any(within) and a.count(" ") == b.count(" ")


def _fill_names(laid: Laid, mine: list[int], theirs: list[int], found: Found) -> None:
    """Add the name slots of a gap, unless both sides name one thing in two ways."""
    earlier, later = laid.earlier, laid.later
    for e in mine:
        for n in theirs:
            a, b = earlier.words[e], later.words[n]
            alike = a.stem == b.stem or b.stem in kin(a.stem) or a.stem in kin(b.stem)
            if alike or same_name(a.norm, b.norm) or _initials(laid, mine, theirs):
                return
    weight = max(
        weigh(earlier.words[i].stem for i in mine), weigh(later.words[i].stem for i in theirs)
    )
    acts = not any(_under_preposition(earlier, mine[0]))
    found.slots.append(
        Slot("name", _slice(earlier, mine), _slice(later, theirs), weight, mine[0], acts)
    )


def _under_preposition(statement: Statement, i: int) -> Iterator[bool]:
    """Whether each word before `i` in its phrase is a preposition, up to a verb or a mark."""
    words = statement.words
    for j in range(i - 1, -1, -1):
        if words[j].kind == "mark" or statement.dated.sentence.verbs[j]:
            yield statement.dated.sentence.verbs[j]
            return
        yield words[j].norm in PREPOSITIONS


def _initials(laid: Laid, mine: list[int], theirs: list[int]) -> bool:
    """Whether one side is the initials of the other."""
    sides = [laid.earlier.words[i] for i in mine], [laid.later.words[i] for i in theirs]
    for long, short in (sides, sides[::-1]):
        if len(short) == 1 and len(long) > 1:
            if short[0].norm == "".join(word.norm[0] for word in long):
                return True
    return False


def _one_sided_modal(laid: Laid, mine: list[int], theirs: list[int], found: Found) -> None:
    """Add that something may or will be in one statement and is so in the other."""
    for i in mine:
        found.slots.append(Slot("modal", _slice(laid.earlier, [i, i + 1]), "", 0.0))
    for i in theirs:
        found.slots.append(Slot("modal", "", _slice(laid.later, [i, i + 1]), 0.0))


def _slice(statement: Statement, indexes: Sequence[int]) -> str:
    """The exact words from the first to the last of the indexes, with the scale or unit behind a number."""
    words, dated = statement.words, statement.dated
    last = max(indexes)
    last = min(last, len(words) - 1)
    if is_numeral(words[last]) and last + 1 < len(words) and words[last + 1].stem in SCALES:
        last += 1
    first = min(indexes)
    if words[first].stem in SCALES and first > 0 and is_numeral(words[first - 1]):
        first -= 1
    if words[first].kind == "date":
        first_end = [i for i in dated.dates.get(first, ()) if words[i].kind == "date"]
        last = max([last, *first_end])
    return statement.text[words[first].start : words[last].end]
