"""What is counted over a whole list, or done by all of it together, is not told of one member."""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefbot.grounding.checks.numbers import is_number
from briefbot.grounding.kept import segment_start
from briefbot.language.lexicon import PREPOSITIONS, QUANTIFIERS, is_content
from briefbot.language.shallow import is_break
from briefbot.language.words import can_be_verb, stem

if TYPE_CHECKING:
    from collections.abc import Iterator

    from briefbot.grounding.kept import Kept
    from briefbot.language.words import Word

_TOTALS = QUANTIFIERS & frozenset("dozens hundreds thousands millions billions total".split())
# Acts that take two: who is told of alone did something else (Levin 1993, 36, "Verbs of Social Interaction").
_TOGETHER = frozenset(
    map(
        stem,
        """meet agree merge clash fight talk marry divorce unite collide compete cooperate collaborate
        negotiate differ disagree quarrel argue split share exchange play debate ally partner team
        reconcile consult communicate converge""".split(),
    )
)


# Those killed and those wounded are not the same.
_HARMS = frozenset(
    map(stem, "kill wound injure hurt die dead injury arrest detain miss displace".split())
)


def left_out(kept: Kept) -> Iterator[str]:
    """Members of a list that are gone while what is said of all of them is kept."""
    words = kept.words
    for i, word in enumerate(words):
        for told in (_beside(kept, i), _halved_toll(kept, i) if word.norm == "and" else None):
            if told is not None:
                yield f"the source tells the number of {told!r} too"
        if word.norm not in ("and", "&") or not kept.gone(i):
            continue
        start, end = _clause(kept, i)
        member = _member(kept, i, end)
        if not member or not _other_is_kept(kept, i) or _counts_itself(kept, member):
            continue
        told = words[member[-1]].text
        for j in range(start, _reach(kept, start, end)):
            if j in kept.matched and j not in kept.dated and _is_total(kept, j):
                yield f"the source tells {words[j].text!r} of {told!r} too"
                break
        after = member[-1] + 1
        if after < end and kept.sentence.verbs[after] and words[after].stem in _TOGETHER:
            yield f"the source tells {words[after].text!r} of {told!r} too"


def _clause(kept: Kept, i: int) -> tuple[int, int]:
    start, end = segment_start(kept.words, i), i
    while end < len(kept.words) and not is_break(kept.words[end]):
        end += 1
    if start == i and i > 1:  # "Chad, Mali, and Niger": the list goes on before the comma
        start = segment_start(kept.words, i - 1)
    return start, end


def _reach(kept: Kept, start: int, end: int) -> int:
    """Where what is told of the list ends: "In Chad and Mali, 30 people died" goes on behind the comma."""
    words = kept.words
    if (
        start
        or words[0].norm not in PREPOSITIONS
        or end + 1 >= len(words)
        or words[end].text != ","
    ):
        return end
    return next((j for j in range(end + 1, len(words)) if is_break(words[j])), len(words))


def _member(kept: Kept, i: int, end: int) -> list[int]:
    """The left-out words after "and" up to the verb; none when another clause begins there."""
    member: list[int] = []
    for j in range(i + 1, end):
        if kept.sentence.verbs[j]:
            return member if member and j in kept.matched else []
        if not kept.gone(j) and kept.words[j].norm not in ("a", "an", "the"):
            break
        member.append(j)
    return member


def _other_is_kept(kept: Kept, i: int) -> bool:
    """Whether the statement has a member before "and", alone."""
    words, before = kept.words, i - 1
    while before > 0 and (
        (is_break(words[before]) and words[before].text == ",")
        or (kept.gone(before) and not kept.sentence.verbs[before] and _is_listed(words[before]))
    ):
        before -= 1
    return before in kept.matched


def _is_listed(word: Word) -> bool:
    return word.norm not in PREPOSITIONS and word.kind == "word"


def _halved_toll(kept: Kept, i: int) -> str | None:
    """The harm told with "and" of the same people: "40 were killed [and wounded]"; None if it is none."""
    words = kept.words
    if not 0 < i < len(words) - 1 or i - 1 not in kept.matched or not kept.gone(i + 1):
        return None
    one, other = words[i - 1], words[i + 1]
    start, end = _clause(kept, i)
    counted = any(j in kept.matched and _is_total(kept, j) for j in range(start, end))
    return other.text if counted and {one.stem, other.stem} <= _HARMS else None


def _beside(kept: Kept, i: int) -> str | None:
    """Who is left out with "along with" or "together with" of a total; None if nobody is."""
    words = kept.words
    size = 1 if words[i].norm == "alongside" else 2
    joins = size == 1 or (words[i].norm in ("along", "together") and words[i + 1 : i + 2] != ())
    if not joins or (size == 2 and words[i + 1].norm != "with") or not kept.gone(i):
        return None
    who = next((w for j, w in enumerate(words) if j >= i + size and is_content(w)), None)
    counted = any(j in kept.matched and _is_total(kept, j) for j in range(i, len(words)))
    return who.text if who is not None and counted else None


def _counts_itself(kept: Kept, member: list[int]) -> bool:
    """Whether a member has an amount of its own: "12 soldiers and [a child]", "and [injured nine]"."""
    acts = can_be_verb(kept.words[member[0]]) and len(member) > 1
    word = kept.words[member[1 if acts else 0]]
    return is_number(word) or word.norm in QUANTIFIERS or word.norm in ("a", "an")


def _is_total(kept: Kept, i: int) -> bool:
    word = kept.words[i]
    return (is_number(word) and word.kind != "date") or word.norm in _TOTALS
