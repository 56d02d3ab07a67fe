"""Where a sentence may be cut: only shapes known to be harmless, everything else is a loss.

A gap may be a prepositional phrase, a modifier before its noun, the rest of a list, or a parenthetical
between marks; a statement may begin where a clause does and end where a phrase does.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from typing import TYPE_CHECKING

from briefbot.language.lexicon import (
    ARTICLES,
    AUXILIARIES,
    BE,
    CONJUNCTIONS,
    FREE,
    MODALS,
    PREPOSITIONS,
    is_adverb,
    is_content,
    is_critical,
)
from briefbot.language.shallow import is_break

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from briefbot.language.shallow import Shallow
    from briefbot.language.words import Word

_RELATIVE = frozenset("who whom whose which where".split())
_JOINING = frozenset("and but while whereas although though".split())
# Prepositions that complete the word before them: "a member [of …]", "ruled [out …]".
_COMPLETING = frozenset("to of from out up down off over into".split())
_PARTICLES = frozenset("out up down off away back aside forward together".split())
# What follows these is a circumstance of the whole, not of the last noun before them.
_PLACING = frozenset("in at near during after before amid with".split())
_QUOTES = frozenset('“”"«»')
# With "to" or "of" after them these are prepositions too: "troops [close to the border]".
_COMPOUND = frozenset("close next adjacent due ahead prior thanks owing".split())
# "called [on Russia] to withdraw": these bring in another subject for the infinitive.
_RAISING = frozenset("for on upon with by of to".split())


@dataclass(frozen=True)
class Kept:
    """Which words of a sentence a statement keeps.

    Attributes:
        sentence: the sentence.
        matched: indexes of its words that the statement has.
        allowed: indexes that may be missing: the words that name a speaker given elsewhere.
        dated: indexes of the words of its dates, with "on" or "in" before them.
    """

    sentence: Shallow
    matched: frozenset[int]
    allowed: frozenset[int]
    dated: frozenset[int] = frozenset()

    @cached_property
    def words(self) -> tuple[Word, ...]:
        """The sentence's words."""
        return self.sentence.words

    def gone(self, i: int) -> bool:
        """Whether the statement lacks a word that it would have to have."""
        word = self.words[i]
        return (
            i not in self.matched
            and i not in self.allowed
            and word.kind != "mark"
            and word.norm not in FREE
        )

    def neighbour(self, i: int, step: int) -> int | None:
        """The next content word on one side within the clause, None if there is none."""
        j = i + step
        while 0 <= j < len(self.words) and not is_break(self.words[j]):
            if is_content(self.words[j]):
                return j
            j += step
        return None

    def host_is_gone(self, i: int) -> bool:
        """Whether everything before word `i` in its clause is left out too, so that it bears on nothing kept."""
        start = _segment_start(self.words, i)
        host = [j for j in range(start, i) if is_content(self.words[j])]
        return bool(host) and all(self.gone(j) for j in host)


def find_cuts(kept: Kept) -> Iterator[str]:
    """The cuts that are not known to be harmless, in plain words."""
    yield from _before_start(kept)
    for left, right in pairwise(sorted(kept.matched)):
        gap = range(left + 1, right)
        lost = [i for i in gap if kept.gone(i) and i not in kept.dated]
        if lost and not _gap_is_harmless(kept, left, right, gap, lost):
            yield f"leaves out {kept.words[lost[0]].text!r} after {kept.words[left].text!r}"
    yield from _after_end(kept)


def _gap_is_harmless(
    kept: Kept, left: int, right: int, gap: Sequence[int], lost: Sequence[int]
) -> bool:
    words, verbs = kept.words, kept.sentence.verbs
    first, last = words[lost[0]], words[lost[-1]]
    breaks = [i for i in gap if is_break(words[i])]
    has_verb = any(verbs[i] for i in lost)
    parted = is_break(words[right - 1]) and words[right - 1].text not in _QUOTES
    if last.norm in PREPOSITIONS | AUXILIARIES | MODALS and not parted:
        return False  # it would tie what follows to something else
    if breaks and breaks[0] < lost[0] and breaks[-1] > lost[-1]:
        return not has_verb or _is_subordinate(first)
    if words[right].norm in PREPOSITIONS - _PLACING and right not in kept.dated:
        return False  # "ahead of", "fears [of attacks] on Mali": what it belongs to is gone
    if words[left].possessive and not breaks and not verbs[right]:
        return all(is_content(words[i]) and not words[i].capital for i in lost)
    if has_verb:
        return False
    starts_apart = bool(breaks) and breaks[0] < lost[0]
    if starts_apart or first.norm in ("and", "or"):
        return not _between(words, left) and _ends_list(kept, lost, right)
    if first.norm in PREPOSITIONS:
        return first.norm != "of" and not _raises(kept, left, right, lost)
    if breaks:
        return False
    if all(is_adverb(words[i]) for i in lost):
        return True
    # A modifier: right before a noun that is kept.
    noun = words[right].kind == "word" and is_content(words[right]) and not verbs[right]
    return lost[-1] == right - 1 and noun and not is_critical(words[right])


def _ends_list(kept: Kept, lost: Sequence[int], right: int) -> bool:
    """Whether whole members of a list are left out: "Chad [and Mali] left", not "a vote [and the] law"."""
    words = kept.words
    whole = words[lost[0]].norm not in PREPOSITIONS and any(is_content(words[i]) for i in lost)
    after = words[right].norm in PREPOSITIONS | CONJUNCTIONS or kept.sentence.verbs[right]
    return whole and (after or is_break(words[right - 1]))


def _is_subordinate(first: Word) -> bool:
    """Whether a stretch between two marks that begins so hangs on what stands before it."""
    return (
        first.norm in _RELATIVE | PREPOSITIONS
        or first.norm in CONJUNCTIONS - {"and", "but", "or", "nor", "yet", "so"}
        or first.norm.endswith(("ing", "ed"))
        or first.norm == "as"
    )


def _between(words: Sequence[Word], i: int) -> bool:
    return any(w.norm in ("between", "both", "among") for w in words[max(0, i - 5) : i + 1])


def _raises(kept: Kept, left: int, right: int, lost: Sequence[int]) -> bool:
    """Whether the phrase left out is who is to act: "called [on Russia] to withdraw"."""
    words, verbs = kept.words, kept.sentence.verbs
    if words[right].norm != "to" or not any(verbs[right + 1 : right + 2]):
        return False
    return words[lost[0]].norm in _RAISING or words[left].norm in BE


def _before_start(kept: Kept) -> Iterator[str]:
    """A statement may begin in mid-sentence only where a clause does, or at a noun's modifiers."""
    words, verbs = kept.words, kept.sentence.verbs
    first = min(kept.matched)
    lost = [i for i in range(first) if kept.gone(i) and i not in kept.dated]
    if not lost:
        return
    edge = first - 1
    while edge >= 0 and words[edge].norm in ARTICLES:
        edge -= 1
    if edge < 0 or edge in kept.allowed:
        return
    starts = not verbs[first] and words[first].norm not in PREPOSITIONS
    if not starts or not _begins_clause(kept, edge, first, lost):
        yield f"leaves out {words[lost[-1]].text!r} before {words[first].text!r}"


def _begins_clause(kept: Kept, edge: int, first: int, lost: Sequence[int]) -> bool:
    """Whether what follows the word at `edge` stands on its own."""
    words, verbs = kept.words, kept.sentence.verbs
    at, opening = words[edge], words[lost[0]]
    if is_break(at) and at.text != ",":
        return True
    if at.text == ",":
        return (
            opening.norm in PREPOSITIONS | CONJUNCTIONS
            or opening.norm.endswith(("ing", "ed", "ly"))
            or (opening.kind == "word" and len(lost) == 1)
        )
    if at.norm in _JOINING:
        segment = range(_segment_start(words, edge - 1), edge)
        apart = is_break(words[edge - 1])
        if apart:
            segment = range(_segment_start(words, edge - 1), edge - 1)
        acts = any(verbs[i] for i in segment)
        relative = any(words[i].norm in _RELATIVE for i in segment)
        return acts and not relative and (apart or at.norm not in ("and", "but"))
    if edge < first - 1:
        return False  # "some fear [the] bank": no modifier stands before an article
    modifiers = range(_segment_start(words, edge + 1), edge + 1)
    return not any(
        verbs[i] or words[i].norm in PREPOSITIONS | CONJUNCTIONS | {"that"} for i in modifiers
    )


def _segment_start(words: Sequence[Word], i: int) -> int:
    """Index of the first word of the stretch between marks that ends before `i`."""
    while i > 0 and not is_break(words[i - 1]):
        i -= 1
    return i


def _after_end(kept: Kept) -> Iterator[str]:
    """A statement ends where a phrase does: "failed [to stop]" and "left 12 people [dead]" do not."""
    words, verbs = kept.words, kept.sentence.verbs
    last = end = max(kept.matched)
    dangling = words[last].norm in PREPOSITIONS | ARTICLES | BE
    if dangling and any(kept.gone(i) for i in range(last + 1, len(words))):
        yield f"cuts off what follows {words[last].text!r}"
        return
    while end + 1 < len(words) and (words[end + 1].norm in FREE or end + 1 in kept.dated):
        end += 1
    if end + 1 == len(words) or end + 1 in kept.allowed or is_break(words[end + 1]):
        return
    word, following = words[last], words[end + 1]
    completes = following.norm in (_COMPLETING if verbs[last] else {"of"}) | _PARTICLES
    parts = following.norm in PREPOSITIONS | CONJUNCTIONS | _RELATIVE | _COMPOUND
    if completes or not (parts or is_adverb(following)):
        yield f"cuts off what follows {word.text!r}"
