"""Names and offices: whole enough to be the same one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefbot.grounding.checks.quantifiers import bounds_left_out
from briefbot.language.kinds import is_group, is_origin, is_place
from briefbot.language.lexicon import NAMING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from briefbot.grounding.checks.replaced import Replaced
    from briefbot.grounding.kept import Kept

# "10–20 people" are not 20.
_TIES = frozenset("-–")


def concerns(put_in: Replaced) -> bool:
    """Whether the word is part of a name or an office with a capital."""
    return put_in.word.capital and not put_in.opening


def report(replaced: Sequence[Replaced]) -> Iterator[str]:
    """Names that are not the source's."""
    return (r.told for r in replaced)


def misnamed(kept: Kept) -> list[str]:
    """What a shortened name may not leave out: parts of it, and words that make it another's."""
    return [*left_out(kept), *bounds_left_out(kept)]


def left_out(kept: Kept) -> Iterator[str]:
    """Parts of names and compounds that are gone while the rest is kept."""
    words = kept.words
    for i in sorted(kept.matched):
        word = words[i]
        for j in (i - 1, i + 1):
            if not 0 <= j < len(words) or not kept.gone(j):
                continue
            other = words[j]
            # "[South] Sudan", "Donald Trump [Jr.]", but "[Boris] Johnson".
            named = word.capital and other.capital and not other.possessive
            head = named and j > i and not word.possessive and not _name_goes_on(kept, j)
            placed = named and j < i and (other.norm in NAMING or _belongs(kept, j, i))
            if head or placed:
                yield f"drops {other.text!r} from the name with {word.text!r}"
        if _hyphenated_away(kept, i):
            yield f"drops a part of the compound with {word.text!r}"


def _belongs(kept: Kept, part: int, i: int) -> bool:
    """Whether a name is another without its part: "[Air] India", "World [Trade] Organization"."""
    if is_origin(kept.words[part]):
        return False
    head = i
    while head + 1 < len(kept.words) and _continues(kept, head + 1):
        head += 1
    word = kept.words[head]
    return is_group(word) or (head == i and is_place(word))


def _continues(kept: Kept, i: int) -> bool:
    return kept.words[i].capital and not kept.words[i - 1].possessive


def _name_goes_on(kept: Kept, i: int) -> bool:
    """Whether a kept word ends the name that word `i` is a part of: "President [Joe] Biden"."""
    while i + 1 < len(kept.words) and _continues(kept, i + 1):
        i += 1
        if i in kept.matched:
            return True
    return False


def _hyphenated_away(kept: Kept, i: int) -> bool:
    """Whether the word is kept without what a hyphen ties to it: "[non-]lethal"."""
    words = kept.words
    for mark, other in ((i - 1, i - 2), (i + 1, i + 2)):
        if 0 <= min(mark, other) and max(mark, other) < len(words) and words[mark].text in _TIES:
            tied = words[min(mark, i)].end == words[max(mark, i)].start
            if tied and kept.gone(other):
                return True
    return False
