"""What a brief announces for later, with the time it gives."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from briefbot.drafts import DraftAhead, DraftClaim
from briefbot.language.dates import find_dates
from briefbot.language.lexicon import is_negation
from briefbot.language.shallow import is_break, read

if TYPE_CHECKING:
    from briefbot.documents import Evidence
    from briefbot.language.shallow import Shallow

_PLANS = frozenset("plan schedule set due expect slate intend prepare agree".split())
_OCCASION = re.compile(
    r"\b(?:during|ahead of|in the coming|in the next|before|after|at) ", re.IGNORECASE
)
_SUBJECTLESS = frozenset(["if", "whether", "would", "could"])


def find_ahead(evidence: Evidence, handle: str) -> DraftAhead | None:
    """The announcement a sentence makes, None when it makes none.

    "will", "plans to", "scheduled", "expected to" outside quotation marks and not negated, or a date
    after the brief's day. `when` is the source's words for the time or the occasion, "" without.
    """
    sentence = evidence.by_handle[handle]
    text, day = sentence.text, sentence.brief.day
    shallow = read(text)
    later = [m for m in find_dates(text, day) if m.first > day]
    at = _announces(shallow)
    if at is None and not later:
        return None
    when = later[0].text if later else _occasion(text, shallow, at or 0)
    return DraftAhead(when, DraftClaim(text, (handle,)))


def _announces(shallow: Shallow) -> int | None:
    """Index of the word that announces."""
    words = shallow.words
    for i, word in enumerate(words):
        if shallow.quoted[i] or i == 0:
            continue
        following = words[i + 1] if i + 1 < len(words) else None
        if following is None or is_negation(following):
            continue
        will = word.norm == "will" and not word.capital
        plans = word.stem in _PLANS and shallow.verbs[i] and following.norm in ("to", "for")
        if (will or plans) and not any(w.norm in _SUBJECTLESS for w in words[max(0, i - 6) : i]):
            return i
    return None


def _occasion(text: str, shallow: Shallow, at: int) -> str:
    """The phrase after the announcement that names an occasion ("during the Winter Olympic Games")."""
    start = shallow.words[at].end
    for match in _OCCASION.finditer(text, start):
        words = [w for w in shallow.words if w.start >= match.start()]
        end = next((w.start for w in words if is_break(w)), len(text))
        phrase = text[match.start() : end].strip(" .")
        named = any(w.capital for w in words if match.end() <= w.start < end)
        if named and "during" in match.group().lower():
            return phrase
    return ""
