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
        act = claim.verbs[c] and kept.sentence.verbs[s]
        if other_name or (inflected and not act and not _irregular_act(ours, theirs)):
            yield f"{ours.text!r} in the claim, {theirs.text!r} in the source"


def _irregular_act(ours: Word, theirs: Word) -> bool:
    """Whether two forms are those of an irregular verb, likelier than any noun of that form: "meet" and "met"."""
    irregular = is_irregular(ours) or is_irregular(theirs)
    return irregular and can_be_verb(ours) and can_be_verb(theirs)
