"""Who did what to whom: kept words keep their order, their prepositions and possessives."""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefbot.language.lexicon import APPROXIMATE, PREPOSITIONS, is_content
from briefbot.language.shallow import is_break

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from briefbot.grounding.alignment import Alignment
    from briefbot.grounding.checks.replaced import Replaced
    from briefbot.grounding.kept import Kept
    from briefbot.language.shallow import Shallow


def concerns(put_in: Replaced) -> bool:
    """Whether the source has the word, but in another place, where it has another role."""
    return put_in.elsewhere


def report(replaced: Sequence[Replaced]) -> Iterator[str]:
    """Words that stand in another place than in the source."""
    if replaced:
        listed = ", ".join(repr(r.word.text) for r in replaced)
        yield f"swaps who does what, or moves it: {listed} in another place than in the source"


def left_out(claim: Shallow, aligned: Alignment, kept: Kept) -> Iterator[str]:
    """Prepositions and possessives that are gone while the word they give its role is kept."""
    sentence = kept.sentence
    for c, s in aligned.pairs:
        if not is_content(sentence.words[s]):
            continue
        if sentence.words[s].possessive != claim.words[c].possessive:
            yield f"changes the role of {claim.words[c].text!r}"
        governor = _preposition_before(kept, s)
        if governor is not None and governor not in kept.matched:
            yield f"drops {sentence.words[governor].text!r} before {sentence.words[s].text!r}"


def _preposition_before(kept: Kept, i: int) -> int | None:
    """The preposition a word stands under with only left-out words in between, None if there is none."""
    sentence = kept.sentence
    if sentence.verbs[i]:
        return None
    for j in range(i - 1, -1, -1):
        word = sentence.words[j]
        if is_break(word) or sentence.verbs[j] or word.norm in ("and", "or", "but"):
            return None
        if word.norm in APPROXIMATE and sentence.words[j + 1].kind == "number":
            continue
        if word.norm in PREPOSITIONS and (j not in kept.dated or i in kept.dated):
            met_with = word.norm == "with" and j > 0 and sentence.words[j - 1].stem == "meet"
            return None if met_with else j
        if j in kept.matched:
            return None
    return None
