"""What is counted over a whole list, or done by all of it together, is not told of one member."""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefbot.grounding.checks.numbers import is_number
from briefbot.grounding.kept import segment_start
from briefbot.language.lexicon import QUANTIFIERS
from briefbot.language.shallow import is_break
from briefbot.language.words import stem

if TYPE_CHECKING:
    from collections.abc import Iterator

    from briefbot.grounding.kept import Kept

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


def left_out(kept: Kept) -> Iterator[str]:
    """Members of a list that are gone while what is said of all of them is kept."""
    words = kept.words
    for i, word in enumerate(words):
        if word.norm not in ("and", "&") or not kept.gone(i):
            continue
        start, end = _clause(kept, i)
        member = _member(kept, i, end)
        if not member or not _other_is_kept(kept, i) or _counts_itself(kept, member[0]):
            continue
        told = words[member[-1]].text
        for j in range(start, end):
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
    """Whether the statement has the member before "and", alone."""
    before = i - 1
    while before > 0 and is_break(kept.words[before]):
        before -= 1
    return before in kept.matched


def _counts_itself(kept: Kept, i: int) -> bool:
    """Whether a member begins with an amount of its own: "12 soldiers and [a child]"."""
    word = kept.words[i]
    return is_number(word) or word.norm in QUANTIFIERS or word.norm in ("a", "an")


def _is_total(kept: Kept, i: int) -> bool:
    word = kept.words[i]
    return (is_number(word) and word.kind != "date") or word.norm in _TOTALS
