"""What a shortened statement may not leave out of its sentence.

`cuts` says where a sentence may be cut at all; here are the words that may not go wherever they stand:
those that turn, weaken, bound or place what is kept.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from briefbot.grounding.cuts import Kept, find_cuts
from briefbot.language.lexicon import (
    APPROXIMATE,
    BE,
    CONDITIONS,
    CONJUNCTIONS,
    LIMITING,
    NAMING,
    NEGATIVE_VERBS,
    PREPOSITIONS,
    PRIVATIVE,
    QUANTIFIERS,
    RANKING,
    is_content,
    is_critical,
    is_negation,
)
from briefbot.language.shallow import is_break

if TYPE_CHECKING:
    from collections.abc import Iterator

    from briefbot.grounding.alignment import Alignment
    from briefbot.language.shallow import Shallow

# A negation, modal or hedge governs about this many content words after it in its clause.
_GOVERNED = 3
# Bounds, approximations and privative words say something about the next noun, this many words ahead.
_AHEAD = 4
# Dropping these from before a noun says no more than the sentence: "[several] people died".
_LOOSE = frozenset("several many both another".split())
_EXHAUSTIVE = RANKING | frozenset("all every each any only both half majority".split())
_SUPERLATIVE = re.compile(r"(?!request|inter|pro|arr|conqu|harv|for|west)\w{2,}est$")
# Begin a circumstance of a whole act, not what it is done to: "banned flights [after the crash]".
_CIRCUMSTANCES = CONJUNCTIONS | frozenset(
    "after amid during by because as following despite".split()
)
_ORDINAL = ("st", "nd", "rd", "th")
_BOUNDS = (QUANTIFIERS | LIMITING | PRIVATIVE | RANKING) - _LOOSE
_SCALES = frozenset("hundred thousand million billion trillion dozen percent percentage".split())


def find_losses(claim: Shallow, aligned: Alignment, kept: Kept) -> list[str]:
    """What is left out and must not be, in plain words; empty when all omissions are harmless."""
    if not kept.matched:
        return []
    losses = [
        *_governing(kept),
        *_conditions(kept),
        *_bounds(kept),
        *_restricted(kept),
        *find_parted(kept),
        *find_cuts(kept),
        *_roles(claim, aligned, kept),
    ]
    return list(dict.fromkeys(losses))


def _governing(kept: Kept) -> Iterator[str]:
    """Negations, modals, hedges and forms of be that are gone while what they govern is kept."""
    words = kept.words
    for i, word in enumerate(words):
        if not kept.gone(i):
            continue
        reach = 1 if word.norm in BE else _GOVERNED if is_critical(word) else 0
        for j in range(i + 1, len(words)):
            if reach == 0 or (is_break(words[j]) and words[j].text not in '“"'):
                break
            if words[j].norm in ("but", "while", "whereas"):
                break
            if is_content(words[j]) or words[j].norm in BE:
                reach -= 1
                if j in kept.matched:
                    yield f"leaves out {word.text!r} before {words[j].text!r}"
                    break


def _conditions(kept: Kept) -> Iterator[str]:
    """Conditions and exceptions may not go at all, alternatives and comparisons not by half."""
    words = kept.words
    for i, word in enumerate(words):
        if not kept.gone(i):
            continue
        opening = i == 0 and word.norm in ("should", "had", "were")  # "Should the talks fail, …"
        in_case = word.norm == "in" and any(
            w.norm in ("case", "event") for w in words[i + 1 : i + 3]
        )
        as_long = word.norm == "as" and any(
            w.norm in ("long", "soon") for w in words[i + 1 : i + 2]
        )
        by_half = word.norm in ("or", "than", "nor") and (
            kept.neighbour(i, -1) in kept.matched or kept.neighbour(i, 1) in kept.matched
        )
        condition = word.norm in CONDITIONS or opening or in_case or as_long
        if by_half or (condition and not kept.host_is_gone(i)):
            yield f"leaves out {word.text!r}"


def _bounds(kept: Kept) -> Iterator[str]:
    """Bounds ("up to 100", "only", "former") that are gone while the word they bound is kept."""
    words = kept.words
    for i, word in enumerate(words):
        if not kept.gone(i):
            continue
        if word.norm in _BOUNDS or (word.kind == "number" and word.norm.endswith(_ORDINAL)):
            skipped = _BOUNDS
        elif word.norm in APPROXIMATE:
            skipped = APPROXIMATE
        else:
            continue
        following = (
            j
            for j in range(i + 1, min(i + 1 + _AHEAD, len(words)))
            if is_content(words[j]) and words[j].norm not in skipped
        )
        bounded = next(following, None)
        if bounded is None or bounded not in kept.matched:
            continue
        if word.norm not in APPROXIMATE or words[bounded].kind == "number":
            yield f"leaves out {word.text!r} before {words[bounded].text!r}"


def _restricted(kept: Kept) -> Iterator[str]:
    """After "no", "all", "first" or "banned", every word left out makes the statement say more."""
    words = kept.words
    for i in sorted(kept.matched):
        word = words[i]
        whole_clause = is_negation(word) or word.stem in NEGATIVE_VERBS
        if not whole_clause and word.norm not in _EXHAUSTIVE and not _SUPERLATIVE.match(word.norm):
            continue
        for j in range(i + 1, len(words)):
            if is_break(words[j]) or (not whole_clause and _finite(kept, j)):
                break
            if not is_negation(word) and words[j].norm in _CIRCUMSTANCES:
                break
            if kept.gone(j) and (is_content(words[j]) or is_negation(words[j])):
                yield f"leaves out {words[j].text!r} after {word.text!r}"
                break


def _finite(kept: Kept, i: int) -> bool:
    return kept.sentence.verbs[i] and kept.words[i - 1].norm != "to"


def find_misnamed(kept: Kept) -> list[str]:
    """What a shortened name may not leave out: parts of it, and words that make it another's."""
    return [*find_parted(kept), *_bounds(kept)]


def find_parted(kept: Kept) -> Iterator[str]:
    """A name, a number or a compound is kept with what makes it that one."""
    words = kept.words
    for i in sorted(kept.matched):
        word = words[i]
        for j in (i - 1, i + 1):
            if not 0 <= j < len(words) or not kept.gone(j):
                continue
            other = words[j]
            scale = (j > i and other.stem in _SCALES) or (
                j < i and word.stem in _SCALES and (other.kind == "number" or other.stem.isdigit())
            )
            # "[South] Sudan", "Donald Trump [Jr.]", but "[Boris] Johnson".
            named = word.capital and other.capital and not other.possessive
            head = named and j > i and not word.possessive and not _name_goes_on(kept, j)
            placed = named and j < i and other.norm in NAMING
            if scale or head or placed:
                yield f"leaves out {other.text!r} beside {word.text!r}"
        if _hyphenated_away(kept, i):
            yield f"leaves out a part of the compound with {word.text!r}"


def _name_goes_on(kept: Kept, i: int) -> bool:
    """Whether a kept word ends the name that word `i` is a part of: "President [Joe] Biden"."""
    words = kept.words
    while i + 1 < len(words) and words[i + 1].capital and not words[i].possessive:
        i += 1
        if i in kept.matched:
            return True
    return False


def _hyphenated_away(kept: Kept, i: int) -> bool:
    """Whether the word is kept without what a hyphen ties to it: "[non-]lethal"."""
    words = kept.words
    for mark, other in ((i - 1, i - 2), (i + 1, i + 2)):
        if 0 <= min(mark, other) and max(mark, other) < len(words) and words[mark].text == "-":
            tied = words[min(mark, i)].end == words[max(mark, i)].start
            if tied and kept.gone(other):
                return True
    return False


def _roles(claim: Shallow, aligned: Alignment, kept: Kept) -> Iterator[str]:
    """A kept word must keep the preposition or possessive that gives it its role."""
    sentence = kept.sentence
    for c, s in aligned.pairs:
        if not is_content(sentence.words[s]):
            continue
        if sentence.words[s].possessive != claim.words[c].possessive:
            yield f"changes the role of {claim.words[c].text!r}"
        governor = _preposition_before(sentence, s, kept)
        if governor is not None and governor not in kept.matched:
            yield (
                f"leaves out {sentence.words[governor].text!r} before {sentence.words[s].text!r}"
            )


def _preposition_before(sentence: Shallow, i: int, kept: Kept) -> int | None:
    """The preposition a word stands under with only left-out words in between, None if there is none."""
    if sentence.verbs[i]:
        return None
    for j in range(i - 1, -1, -1):
        word = sentence.words[j]
        if is_break(word) or sentence.verbs[j] or word.norm in ("and", "or", "but"):
            return None
        if word.norm in PREPOSITIONS and (j not in kept.dated or i in kept.dated):
            met_with = word.norm == "with" and j > 0 and sentence.words[j - 1].stem == "meet"
            return None if met_with else j
        if j in kept.matched:
            return None
    return None
