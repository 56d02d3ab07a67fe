"""The words of a claim laid over the words of a sentence, in order."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from briefbot.language.inflection import are_inflected
from briefbot.language.words import same_name

if TYPE_CHECKING:
    from collections.abc import Sequence

    from briefbot.language.words import Word

# A run of neighbouring matches beats scattered ones; small enough never to cost a match.
_RUN_BONUS = 0.001
_VOWELS = frozenset("aeiouy")
_HEARD_ALIKE = frozenset(map(frozenset, ("ae", "ou", "oy", "iy")))


@dataclass(frozen=True, slots=True)
class Alignment:
    """Which claim word stands for which source word.

    Attributes:
        pairs: (index in claim, index in source), both strictly rising.
        missing: indexes of claim words that found no partner.
    """

    pairs: tuple[tuple[int, int], ...]
    missing: tuple[int, ...]


def same_word(claim: Word, source: Word) -> bool:
    """Whether two words are one, inflection, number format and spelling variants of names aside."""
    if claim.stem == source.stem and are_inflected(claim.norm, source.norm):
        return claim.possessive == source.possessive or not source.possessive
    return (
        claim.capital
        and source.capital
        and claim.possessive == source.possessive
        and same_name(claim.norm, source.norm)
        and not _of_another(claim.norm, source.norm)
    )


def _of_another(a: str, b: str) -> bool:
    """Whether one vowel makes it another name: Roberto is not Roberta, nor Martin Marten; Ahmad is Ahmed.

    Of the vowels that different romanizations write, not of all that look alike; Lukashenka is Lukashenko.
    """
    if len(a) != len(b):
        return False
    differ = [i for i in range(len(a)) if a[i] != b[i]]
    if len(differ) != 1 or not {a[differ[0]], b[differ[0]]} <= _VOWELS:
        return False
    (at,) = differ
    both = frozenset((a[at], b[at]))
    if at == len(a) - 1:
        return both != {"i", "y"} and a[-3:-1] != "nk"
    return both not in _HEARD_ALIKE


def align(
    claim: Sequence[Word], source: Sequence[Word], use: Sequence[int], within: Sequence[int]
) -> Alignment:
    """The longest in-order matching of claim words to source words, neighbouring runs first.

    `use` and `within` are the indexes that take part, rising. Empty `use` gives an empty alignment.

    Source: longest common subsequence by dynamic programming, O(len(use) * len(within)) after the words
    both begin and end with, so a statement that copies its sentence costs no more than reading it.
    """
    start = 0
    while start < min(len(use), len(within)) and same_word(
        claim[use[start]], source[within[start]]
    ):
        start += 1
    pairs = list(zip(use[:start], within[:start], strict=True))
    pairs += _longest(claim, source, use[start:], within[start:])
    taken = {i for i, _ in pairs}
    return Alignment(tuple(pairs), tuple(i for i in use if i not in taken))


def _longest(
    claim: Sequence[Word], source: Sequence[Word], use: Sequence[int], within: Sequence[int]
) -> list[tuple[int, int]]:
    rows, columns = len(use), len(within)
    best = [[0.0] * (columns + 1) for _ in range(rows + 1)]
    run = [[False] * (columns + 1) for _ in range(rows + 1)]
    for r in range(rows - 1, -1, -1):
        below, here, run_below, run_here = best[r + 1], best[r], run[r + 1], run[r]
        word = claim[use[r]]
        same = {c for c in range(columns) if _may_be(word, source[within[c]])}
        for c in range(columns - 1, -1, -1):
            skip = below[c] if below[c] >= here[c + 1] else here[c + 1]
            if c in same and same_word(word, source[within[c]]):
                take = 1.0 + below[c + 1] + (_RUN_BONUS if run_below[c + 1] else 0.0)
                if take >= skip:
                    here[c], run_here[c] = take, True
                    continue
            here[c] = skip
    return _trace(best, run, use, within)


def _may_be(claim: Word, source: Word) -> bool:
    """A cheap test that leaves few pairs to `same_word`."""
    return claim.stem == source.stem or (claim.capital and source.capital)


def _trace(
    best: list[list[float]], run: list[list[bool]], use: Sequence[int], within: Sequence[int]
) -> list[tuple[int, int]]:
    pairs, r, c = [], 0, 0
    while r < len(use) and c < len(within):
        if run[r][c]:
            pairs.append((use[r], within[c]))
            r, c = r + 1, c + 1
        elif best[r][c] == best[r + 1][c]:
            r += 1
        else:
            c += 1
    return pairs
