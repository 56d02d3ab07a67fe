"""What a brief announces for later, with the time it gives."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from briefbot.drafts import DraftAhead, DraftClaim
from briefbot.grounding.announcements import find_announcement, takes_back
from briefbot.language.dates import find_dates
from briefbot.language.shallow import is_break, read

if TYPE_CHECKING:
    from briefbot.documents import Evidence
    from briefbot.language.shallow import Shallow

_OCCASION = re.compile(
    r"\b(?:during|ahead of|in the coming|in the next|before|after|at) ", re.IGNORECASE
)


def find_ahead(evidence: Evidence, handle: str) -> DraftAhead | None:
    """The announcement a sentence makes, None when it makes none.

    "will", "plans to", "scheduled", "expected to" outside quotation marks and not negated, or a date
    after the brief's day in a sentence without negation or condition. `when` is the source's words for the time or the occasion, "" without.
    """
    sentence = evidence.by_handle[handle]
    text, day = sentence.text, sentence.brief.day
    shallow = read(text)
    later = [m for m in find_dates(text, day) if m.first > day]
    at = find_announcement(shallow)
    if at is None and (not later or takes_back(shallow)):
        return None
    when = later[0].text if later else _occasion(text, shallow, at or 0)
    return DraftAhead(when, DraftClaim(text, (handle,)))


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
