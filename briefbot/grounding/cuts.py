"""Where a sentence may be cut: only shapes known to be harmless, everything else is a loss.

A gap may be a prepositional phrase, a modifier before its noun, the rest of a list, or a parenthetical
between marks; a statement may begin where a clause does and end where a phrase does.
"""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from briefbot.grounding.checks.numbers import is_number
from briefbot.grounding.kept import segment_start
from briefbot.language.kinds import is_origin, takes_infinitive
from briefbot.language.lexicon import (
    APPROXIMATE,
    ARTICLES,
    AUXILIARIES,
    BE,
    CONJUNCTIONS,
    FILLING,
    FREE,
    MODALS,
    PREPOSITIONS,
    is_adverb,
    is_content,
    is_critical,
)
from briefbot.language.shallow import is_break
from briefbot.language.words import can_be_verb, is_irregular

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from briefbot.grounding.kept import Kept
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
# Say that a number is not exact; "an estimated 40" stays one.
_ABOUT = APPROXIMATE - {"estimated"}
# Say where a whole act takes place.
_AT = frozenset("in at near outside inside off across around".split())
# "the heavily damaged old southern bridge"; more is no modifier.
_LONGEST_MODIFIER = 4


def find_cuts(kept: Kept) -> Iterator[str]:
    """The cuts that are not known to be harmless, in plain words."""
    yield from _before_start(kept)
    for left, right in pairwise(sorted(kept.matched)):
        gap = range(left + 1, right)
        lost = [i for i in gap if kept.gone(i) and i not in kept.dated]
        if lost and not _gap_is_harmless(kept, left, right, gap, lost):
            yield f"drops {kept.words[lost[0]].text!r} after {kept.words[left].text!r}"
    yield from _after_end(kept)


def _gap_is_harmless(
    kept: Kept, left: int, right: int, gap: Sequence[int], lost: Sequence[int]
) -> bool:
    words, verbs = kept.words, kept.sentence.verbs
    first, last = words[lost[0]], words[lost[-1]]
    if words[right].kind == "number" and all(words[i].norm in _ABOUT for i in lost):
        return first.norm == "some" or not _may_govern(words[left])
    if all(words[i].norm in FILLING for i in lost):
        return True
    breaks = [i for i in gap if is_break(words[i])]
    has_verb = any(verbs[i] for i in lost)
    if words[lost[0] - 1].text == "(" and words[breaks[-1]].text == ")":
        return not any(is_critical(words[i]) for i in lost if verbs[i] is False)
    parted = is_break(words[right - 1]) and words[right - 1].text not in _QUOTES
    if last.norm in PREPOSITIONS | AUXILIARIES | MODALS and not parted:
        return False  # it would tie what follows to something else
    if breaks and breaks[0] < lost[0] and breaks[-1] > lost[-1]:
        apposition = words[lost[0] - 1].norm in ARTICLES and can_be_verb(words[right])
        return not has_verb or apposition or _is_subordinate(first)
    if words[right].norm in PREPOSITIONS and not _is_placed_apart(kept, right, lost):
        return False  # "arrested [for a murder] in Paris": what it belongs to is gone
    if words[left].possessive and not breaks and not verbs[right]:
        return all(is_content(words[i]) and not words[i].capital for i in [*lost, right])
    return not has_verb and _phrase_is_harmless(kept, left, right, breaks, lost)


def _phrase_is_harmless(
    kept: Kept, left: int, right: int, breaks: Sequence[int], lost: Sequence[int]
) -> bool:
    """Whether words without a verb are members of a list, a phrase with a preposition or a modifier."""
    words, first = kept.words, kept.words[lost[0]]
    starts_apart = bool(breaks) and breaks[0] < lost[0]
    if breaks and not starts_apart and breaks[0] < lost[-1]:
        return False  # from inside one clause into another
    if starts_apart or first.norm in ("and", "or"):
        return not _between(words, left) and _ends_list(kept, lost, right)
    if first.norm in PREPOSITIONS:
        return first.norm != "of" and not _raises(kept, left, right, lost)
    if breaks:
        return False
    name_before = left == lost[0] - 1 and words[left].capital and not is_origin(words[left])
    modifier = _is_modifier(kept, right, lost) and (
        not name_before or (words[right].capital and not can_be_verb(first))
    )
    return modifier or all(is_adverb(words[i]) for i in lost)


def _is_modifier(kept: Kept, right: int, lost: Sequence[int]) -> bool:
    """Whether the words stand right before a noun that is kept and only describe it."""
    word = kept.words[right]
    noun = word.kind == "word" and is_content(word) and not kept.sentence.verbs[right]
    plain = len(lost) <= _LONGEST_MODIFIER and all(is_content(kept.words[i]) for i in lost)
    return lost[-1] == right - 1 and noun and plain and not is_critical(word)


def _may_govern(word: Word) -> bool:
    """Whether "about" or "around" behind the word can be its preposition: "talks about 40 ships"."""
    return is_content(word) and not word.norm.endswith("ed") and not is_irregular(word)


def _is_placed_apart(kept: Kept, right: int, lost: Sequence[int]) -> bool:
    """Whether a kept phrase hangs on the same word when what stands before it is left out.

    It does after the name of a place ("killed [in Kabul] on Friday") and between marks.
    """
    words = kept.words
    if not (right in kept.dated or words[right].norm in _PLACING):
        return False
    if is_break(words[right - 1]) and is_break(words[min(lost) - 1]):
        return True
    if words[lost[0]].norm not in PREPOSITIONS:
        return all(is_adverb(words[i]) for i in lost) or not any(
            words[i].norm in PREPOSITIONS or is_number(words[i]) for i in lost
        )
    named = (words[i].capital or is_break(words[i]) for i in lost[1:])
    return words[lost[0]].norm in _AT and all(named)


def _ends_list(kept: Kept, lost: Sequence[int], right: int) -> bool:
    """Whether whole members of a list are left out: "Chad [and Mali] left", not "a vote [and the] law"."""
    words = kept.words
    whole = words[lost[0]].norm not in PREPOSITIONS | _RELATIVE and any(
        is_content(words[i]) for i in lost
    )
    if words[right].norm in PREPOSITIONS and any(is_number(words[i]) for i in lost):
        return False  # "won 40 seats in 2015[, 12] in 2019"
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
    start = segment_start(words, i)
    return any(w.norm in ("between", "both", "among") for w in words[start : i + 1])


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
        yield f"drops {words[lost[-1]].text!r} before {words[first].text!r}"


def _is_dash(words: Sequence[Word], i: int) -> bool:
    """Whether a hyphen stands between spaces: "CANBERRA - An Australian …"."""
    tied = words[i].start == words[i - 1].end or words[i].end == words[i + 1].start
    return words[i].text == "-" and not tied


def _begins_clause(kept: Kept, edge: int, first: int, lost: Sequence[int]) -> bool:
    """Whether what follows the word at `edge` stands on its own."""
    words, verbs = kept.words, kept.sentence.verbs
    at, opening = words[edge], words[lost[0]]
    if (is_break(at) and at.text != ",") or _is_dash(words, edge):
        return True
    if at.text == ",":
        return (
            opening.norm in PREPOSITIONS | CONJUNCTIONS
            or opening.norm.endswith(("ing", "ed", "ly"))
            or (opening.kind == "word" and len(lost) == 1)
        )
    if at.norm in _JOINING:
        segment = range(segment_start(words, edge - 1), edge)
        apart = is_break(words[edge - 1])
        if apart:
            segment = range(segment_start(words, edge - 1), edge - 1)
        acts = any(verbs[i] for i in segment)
        relative = any(words[i].norm in _RELATIVE for i in segment)
        return acts and not relative and (apart or at.norm not in ("and", "but"))
    if edge < first - 1:
        return False  # "some fear [the] bank": no modifier stands before an article
    modifiers = range(segment_start(words, edge + 1), edge + 1)
    return not any(
        verbs[i] or words[i].norm in PREPOSITIONS | CONJUNCTIONS | {"that"} for i in modifiers
    )


def _after_end(kept: Kept) -> Iterator[str]:
    """A statement ends where a phrase does: "failed [to stop]" and "left 12 people [dead]" do not."""
    words, verbs = kept.words, kept.sentence.verbs
    last = end = max(kept.matched)
    dangling = words[last].norm in PREPOSITIONS | ARTICLES | BE
    if dangling and any(kept.gone(i) for i in range(last + 1, len(words))):
        yield f"cuts off what follows {words[last].text!r}"
        return
    while end + 1 < len(words) and (
        words[end + 1].norm in FREE or end + 1 in kept.dated or words[end + 1].text in "’]"
    ):
        end += 1
    if end + 1 == len(words) or end + 1 in kept.allowed or is_break(words[end + 1]):
        return
    word, following = words[last], words[end + 1]
    if following.norm == "to" and verbs[min(end + 2, len(words) - 1)] and _acts(kept, last):
        yield f"cuts off what {word.text!r} is to do"
        return
    if following.norm in ("and", "or") and _between(words, last):
        yield f"cuts off what follows {word.text!r}"
        return
    completes = following.norm in (_COMPLETING if verbs[last] else {"of"}) | _PARTICLES
    parts = following.norm in PREPOSITIONS | CONJUNCTIONS | _RELATIVE | _COMPOUND
    if completes or not (parts or is_adverb(following)):
        yield f"cuts off what follows {word.text!r}"


def _acts(kept: Kept, last: int) -> bool:
    """Whether what stands last is the object of a verb that has it act: "ordered Shell [to cut]"."""
    for i in range(last, -1, -1):
        if is_break(kept.words[i]):
            return False
        if kept.sentence.verbs[i]:
            return i < last and takes_infinitive(kept.words[i])
    return False
