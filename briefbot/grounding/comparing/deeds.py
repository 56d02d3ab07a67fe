"""Whether a statement tells that something else is done."""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefbot.grounding.comparing.sorts import is_ahead
from briefbot.grounding.comparing.synonyms import are_kin
from briefbot.language.lexicon import SPEECH, is_content, is_modal

if TYPE_CHECKING:
    from briefbot.grounding.comparing.gaps import Laid

_LIKE_PREPOSITIONS = frozenset("following including regarding according".split())


def does_more(laid: Laid) -> bool:
    """Whether the later statement has a verb of its own that is none of speaking, so that it tells more."""
    later, there = laid.later, {word.stem for word in laid.earlier.words}
    return any(
        later.dated.sentence.verbs[i]
        and is_content(word := later.words[i])
        and not is_modal(word)
        and not is_ahead(later, i)
        and word.stem not in SPEECH
        and word.norm not in _LIKE_PREPOSITIONS
        and not any(are_kin(word.stem, other) for other in there)
        for gap in laid.gaps
        for i in gap.later
    )
