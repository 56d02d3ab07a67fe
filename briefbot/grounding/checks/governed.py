"""What a negation, modal, hedge or form of *be* bears on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefbot.language.lexicon import BE, is_content
from briefbot.language.shallow import is_break

if TYPE_CHECKING:
    from briefbot.grounding.kept import Kept
    from briefbot.language.words import Word

# About this many content words after it in its clause.
_REACH = 3


def find_governed(kept: Kept, i: int) -> list[Word]:
    """The first kept word that word `i` bears on, as a list of one; empty when all of them are gone too."""
    words = kept.words
    reach = 1 if words[i].norm in BE else _REACH
    for j in range(i + 1, len(words)):
        if reach == 0 or (is_break(words[j]) and words[j].text not in '“"'):
            break
        if words[j].norm in ("but", "while", "whereas"):
            break
        if is_content(words[j]) or words[j].norm in BE:
            reach -= 1
            if j in kept.matched:
                return [words[j]]
    return []
