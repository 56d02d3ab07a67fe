"""Quantifiers, bounds, ranks and comparatives: no amount grows, no group widens."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from briefbot.language.lexicon import (
    APPROXIMATE,
    CONJUNCTIONS,
    FILLING,
    LIMITING,
    NEGATIVE_VERBS,
    PREPOSITIONS,
    PRIVATIVE,
    QUANTIFIERS,
    RANKING,
    is_content,
    is_negation,
)
from briefbot.language.shallow import is_break
from briefbot.language.words import stem

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from briefbot.grounding.checks.replaced import Replaced
    from briefbot.grounding.kept import Kept
    from briefbot.language.words import Word

# Bounds and privative words say something about the next noun, this many words ahead.
_AHEAD = 4
# Dropping these from before a noun says no more than the sentence: "[several] people died".
_LOOSE = frozenset("several many both another".split())
_EXHAUSTIVE = RANKING | frozenset("all every each any only both half majority".split())
_SUPERLATIVE = re.compile(r"(?!request|inter|pro|arr|conqu|harv|for|west)\w{2,}est$")
# Begin a circumstance of a whole act, not what it is done to: "banned flights [after the crash]".
_CIRCUMSTANCES = CONJUNCTIONS | frozenset(
    "after amid during by because as following despite".split()
)
# "the first win since May": that is what it is the first of.
_BESIDE = _CIRCUMSTANCES - {"since", "when", "where", "during"}
_ORDINAL = ("st", "nd", "rd", "th")
_BOUNDS = (QUANTIFIERS | LIMITING | PRIVATIVE | RANKING) - _LOOSE
# Done once, on the day told; what "failed to pay on Friday" may be paid on Monday.
_DATED_ACTS = NEGATIVE_VERBS - frozenset(map(stem, "fail lack avoid refuse cease deny".split()))
_COMPARED = frozenset(["or", "than", "nor"])


def concerns(put_in: Replaced) -> bool:
    """Whether the word says how many, how much, or which in a row."""
    word = put_in.word
    bound = word.norm in QUANTIFIERS | LIMITING | RANKING | APPROXIMATE
    return word.kind == "word" and (bound or bool(_SUPERLATIVE.match(word.norm)))


def report(replaced: Sequence[Replaced]) -> Iterator[str]:
    """Quantifiers, bounds and comparatives that are not the source's."""
    return (r.told for r in replaced)


def left_out(kept: Kept) -> Iterator[str]:
    """Bounds, alternatives and limits that are gone while what they bound is kept."""
    yield from bounds_left_out(kept)
    yield from _halves(kept)
    yield from _restricted(kept)


def bounds_left_out(kept: Kept) -> Iterator[str]:
    """Bounds ("up to 100", "only", "former") that are gone while the word they bound is kept.

    "100,000" for "some 100,000" is fine.
    """
    words = kept.words
    for i, word in enumerate(words):
        ranks = word.kind == "number" and word.norm.endswith(_ORDINAL)
        estimate = word.norm == "estimated"
        if not kept.gone(i) or not (word.norm in _BOUNDS or ranks or estimate):
            continue
        if word.norm in APPROXIMATE and not estimate:
            continue
        bounded = _bounded(kept, i)
        if bounded is not None:
            yield f"drops {word.text!r} before {bounded.text!r}"


def _bounded(kept: Kept, i: int) -> Word | None:
    """The kept word that a bound says something about, past the modifiers between them, None if it is gone."""
    words = kept.words
    for j in range(i + 1, min(i + 1 + _AHEAD, len(words))):
        if is_break(words[j]) or words[j].norm in PREPOSITIONS:
            return None
        if is_content(words[j]) and words[j].norm not in _BOUNDS and j in kept.matched:
            return words[j]
    return None


def _halves(kept: Kept) -> Iterator[str]:
    """Half of an alternative or a comparison: "the army [or the police] fired"."""
    for i, word in enumerate(kept.words):
        if kept.gone(i) and word.norm in _COMPARED:
            beside = (kept.neighbour(i, -1), kept.neighbour(i, 1))
            if any(j in kept.matched for j in beside):
                yield f"keeps one side of {word.text!r} only"


def _restricted(kept: Kept) -> Iterator[str]:
    """After "no", "all", "first" or "banned", every word left out makes the statement say more."""
    words = kept.words
    for i in sorted(kept.matched):
        word = words[i]
        whole_clause = is_negation(word) or word.stem in NEGATIVE_VERBS or word.norm == "only"
        circumstances = _CIRCUMSTANCES if word.stem in NEGATIVE_VERBS else _BESIDE
        if not whole_clause and word.norm not in _EXHAUSTIVE and not _SUPERLATIVE.match(word.norm):
            continue
        for j in range(i + 1, len(words)):
            if is_break(words[j]) or (not whole_clause and _finite(kept, j)):
                break
            if not is_negation(word) and words[j].norm in circumstances:
                break
            if j in kept.dated and word.stem in _DATED_ACTS:
                continue  # "rejected it on Friday"
            if words[j].norm in FILLING:
                continue
            if kept.gone(j) and (is_content(words[j]) or is_negation(words[j])):
                yield f"says more than the source: drops {words[j].text!r} after {word.text!r}"
                break


def _finite(kept: Kept, i: int) -> bool:
    return kept.sentence.verbs[i] and kept.words[i - 1].norm != "to"
