"""Whether words of two statements are an earlier and a later state of one thing, as somebody says they are."""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefbot.grounding.comparing.gaps import lay
from briefbot.grounding.comparing.opposites import are_opposite, concept
from briefbot.grounding.comparing.relation import Relation
from briefbot.grounding.comparing.slots import find_differences
from briefbot.grounding.comparing.statement import weigh
from briefbot.grounding.comparing.stories import same_story
from briefbot.language.dates import find_dates
from briefbot.language.lexicon import is_content, is_negation
from briefbot.language.words import is_numeral, split_words, stem

if TYPE_CHECKING:
    from collections.abc import Sequence

    from briefbot.grounding.comparing.statement import Statement
    from briefbot.language.words import Word


_TAKEN_BACK = frozenset(
    map(stem, "withdraw retract revoke rescind cancel scrap abandon renounce repeal annul".split())
)
# Two statements that share less are not shown to be about one thing.
LEAST_ALIKE = 0.3
# Words; longer stretches are not the values themselves, only where they stand.
_FEW = 6


def check_revision(earlier: Statement, later: Statement, before: str, after: str) -> Relation | str:
    """The relation of two statements by their words that differ, or why code can't show it.

    Both must stand in their statement, and the statements be one story with names and words in common. Two
    values count the same; of anything else but names one must be the other's opposite or denial.

    Args:
        earlier: the earlier statement.
        later: the later one.
        before: the earlier one's words that hold no more.
        after: the later one's words that hold instead.
    """
    was, now = find_words(earlier.text, before), find_words(later.text, after)
    if was is None:
        return f"the earlier sentence does not say {before!r}"
    if now is None:
        return f"the later sentence does not say {after!r}"
    if find_words(later.text, was) or find_words(earlier.text, now):
        return f"both days say {was if find_words(later.text, was) else now!r}"
    shared = alike(earlier, later)
    if shared < LEAST_ALIKE:
        return "the two sentences do not show that they are about the same thing"
    if _denies(was, now):
        return Relation("reversed", shared, ((was, now),) if _are_few(was, now) else ())
    values = _values(earlier, later, was, now)
    if not values:
        return f"{was!r} and {now!r} are not two states of one thing"
    return Relation("updated", shared, values)


def alike(earlier: Statement, later: Statement) -> float:
    """How much of the one with less to tell is the other's too, in words or as a story, 0 to 1."""
    least = min(earlier.weight, later.weight)
    words = weigh(earlier.stems & later.stems) / least if least else 0.0
    return max(words, same_story(earlier, later))


def find_words(text: str, words: str) -> str | None:
    """The slice of a text that has these words one after the other, case and marks aside; None without."""
    wanted = [w.norm for w in split_words(words) if w.kind != "mark"]
    there = [w for w in split_words(text) if w.kind != "mark"]
    for i in range(len(there) - len(wanted) + 1):
        run = there[i : i + len(wanted)]
        if wanted and [w.norm for w in run] == wanted:
            return text[run[0].start : run[-1].end]
    return None


def _denies(was: str, now: str) -> bool:
    """Whether one of the two denies, takes back or is the opposite of what the other says."""
    before, after = split_words(was), split_words(now)
    undone = any(map(_undoes, before)) != any(map(_undoes, after))
    return undone or _opposite(before, after)


def _values(
    earlier: Statement, later: Statement, was: str, now: str
) -> tuple[tuple[str, str], ...]:
    """The values that differ: those in the words, or the words themselves where they are few; else none."""
    slots = find_differences(lay(earlier, later)).slots
    inside = [
        (slot.earlier, slot.later)
        for slot in slots
        if slot.sort in ("number", "date") and slot.earlier and slot.later
        if slot.earlier in was and slot.later in now
    ]
    if inside:
        return tuple(inside)
    few = _are_few(was, now) and _are_values(earlier, later, was, now)
    return ((was, now),) if few else ()


def _are_few(was: str, now: str) -> bool:
    return max(len(was.split()), len(now.split())) <= _FEW


def _are_values(earlier: Statement, later: Statement, was: str, now: str) -> bool:
    """Whether two short stretches are two days, two numbers of the same thing, or two names."""
    before, after = split_words(was), split_words(now)
    dated = bool(find_dates(was, earlier.day)), bool(find_dates(now, later.day))
    if any(dated) or any(map(is_numeral, (*before, *after))):
        return all(dated) or _are_counts(earlier.text, was, later.text, now)
    return _is_name(before) and _is_name(after)


def _opposite(before: Sequence[Word], after: Sequence[Word]) -> bool:
    said, says = ([concept(words, i) for i in range(len(words))] for words in (before, after))
    return any(are_opposite(one, other) for one in said for other in says)


def _undoes(word: Word) -> bool:
    return is_negation(word) or word.stem in _TAKEN_BACK


def _are_counts(earlier: str, was: str, later: str, now: str) -> bool:
    """Whether both are numbers of the same thing, and not the same number."""
    before, after = ({w.stem for w in split_words(words) if is_numeral(w)} for words in (was, now))
    differ = bool(before and after) and before != after
    return differ and bool(_unit(earlier, was) & _unit(later, now))


def _unit(text: str, value: str) -> frozenset[str]:
    """What a value counts: the content of its words, and the words beside it, numbers left out."""
    start = text.index(value)
    words = split_words(text)
    inside = [w for w in words if start <= w.start < start + len(value)]
    first, last = words.index(inside[0]), words.index(inside[-1])
    near = words[max(0, first - 1) : last + 3]
    return frozenset(
        w.stem for w in near if not is_numeral(w) and (is_content(w) or w.text in "%$€£¥")
    )


def _is_name(words: Sequence[Word]) -> bool:
    content = [word for word in words if is_content(word)]
    return bool(content) and all(word.capital for word in content)
