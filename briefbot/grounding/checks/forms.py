"""Forms: a verb may change its tense; one is not many, and Turkey is no turkey."""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefbot.language.kinds import is_origin, is_place
from briefbot.language.words import can_be_verb, is_irregular

if TYPE_CHECKING:
    from collections.abc import Iterator

    from briefbot.grounding.alignment import Alignment
    from briefbot.grounding.kept import Kept
    from briefbot.language.shallow import Shallow
    from briefbot.language.words import Word


def changed(claim: Shallow, aligned: Alignment, kept: Kept) -> Iterator[str]:
    """Words that the claim has in another form than the source, where that is more than a tense."""
    for c, s in aligned.pairs:
        ours, theirs = claim.words[c], kept.words[s]
        if ours.kind != "word" or theirs.kind != "word" or ours.stem != theirs.stem:
            continue
        named = any(is_place(word) or is_origin(word) for word in (ours, theirs))
        inside = c > 0 and s > 0
        other_name = named and inside and ours.capital != theirs.capital
        inflected = ours.norm != theirs.norm and ours.norm.isalpha() and theirs.norm.isalpha()
        verbs = (claim.verbs[c], kept.sentence.verbs[s])
        act = all(verbs) or _is_act(ours, theirs, seen=any(verbs))
        prefixed = _prefixed(claim.text, ours) != _prefixed(kept.sentence.text, theirs)
        if other_name or prefixed or (inflected and not act):
            yield f"{ours.text!r} in the claim, {theirs.text!r} in the source"


def _is_act(ours: Word, theirs: Word, *, seen: bool) -> bool:
    """Whether two forms are those of a verb, though at most one was `seen` as such: "meet" and "met".

    Forms that differ in an "s" may be one soldier and many.
    """
    irregular = is_irregular(ours) or is_irregular(theirs)
    number = len({ours.norm.removesuffix("s"), theirs.norm.removesuffix("s")}) == 1
    acting = irregular or (seen and not number)
    return acting and can_be_verb(ours) and can_be_verb(theirs)


def _prefixed(text: str, word: Word) -> bool:
    """Whether an "a" that denies is tied to the word, which by itself is an article: "a-political"."""
    return text[max(0, word.start - 3) : word.start].lower().lstrip() in ("a-", "a‑")
