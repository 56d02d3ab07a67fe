"""Whether a sentence announces something for later."""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefbot.language.lexicon import CONDITIONS, is_negation
from briefbot.language.words import stem

if TYPE_CHECKING:
    from briefbot.language.shallow import Shallow

_PLANS = frozenset(map(stem, "plan schedule set due expect slate intend prepare agree".split()))
_DETERMINERS = frozenset(["a", "the", "this", "his", "her", "its", "their", "our", "my"])
_SUBJECTLESS = frozenset(["if", "whether", "would", "could"])


def takes_back(shallow: Shallow) -> bool:
    """Whether a negation or a condition makes it doubtful that what is dated later is announced."""
    return any(is_negation(w) or w.norm in CONDITIONS for w in shallow.words)


def find_announcement(shallow: Shallow) -> int | None:
    """Index of the word that announces ("will", "plans to"), None when nothing is announced.

    Words in quotation marks, negated ones and those under a condition announce nothing.
    """
    words = shallow.words
    for i, word in enumerate(words):
        if shallow.quoted[i] or i == 0:
            continue
        following = words[i + 1] if i + 1 < len(words) else None
        if following is None or is_negation(following):
            continue
        will = word.norm == "will" and not word.capital and words[i - 1].norm not in _DETERMINERS
        plans = word.stem in _PLANS and shallow.verbs[i] and following.norm in ("to", "for")
        if (will or plans) and not any(w.norm in _SUBJECTLESS for w in words[max(0, i - 6) : i]):
            return i
    return None
