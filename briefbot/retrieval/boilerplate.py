"""Whether a paragraph is a credit, a pointer or a page's furniture: evidence, but not news."""

from __future__ import annotations

import re

# Furniture is short; a longer paragraph that begins like it is news.
_LONGEST = 300
_OPENINGS = (
    r"(?:also )?read (?:more|also|next|on|the full)\b(?=.{0,80}$|\s*:)",
    r"(?:read|see|watch|listen)(?: also| more| next)?\s*:",
    r"(?:photo|image|picture|video|graphic|illustration|source|sources|credits?|via|tags?|share|topics?)\s*:",
    r"(?:photo|image|picture|video|file photo)(?:graph)? (?:by|courtesy|credit)\b",
    r"(?:please )?(?:subscribe|sign up|click here|follow us|join us|download our|share this|donate|support us)\b",
    r"(?:©|\(c\) ?(?:19|20)\d\d|copyright\b|all rights reserved)",
    r"(?:additional )?reporting by\b",
    r"(?:written|edited|editing|compiled|translated|reported) by\b",
    r"(?:this (?:story|article|report|post|piece) (?:was|has been|is) (?:first |originally )?"
    r"(?:published|updated|corrected|edited|translated|produced|part of))\b",
    r"(?:updated|last updated|published|posted)(?: on| at)?:? .{0,40}\d{4}",
    r"(?:related|more on this|more from|recommended|advertisement|sponsored|newsletter|comments?)"
    r"(?: (?:articles?|stories|coverage|story|content|topics?))?\s*:?\s*$",
    r"\[?https?://\S+\]?\s*$",
)
_OPENING = re.compile(r"[\W_]*(?:" + "|".join(_OPENINGS) + ")", re.IGNORECASE)
_CREDIT = re.compile(
    r"[^.!?]{1,160}\bcontributed (?:to (?:this|the) (?:report|story|article)|reporting)[.)*_\s]*$"
    r"|\W*with (?:additional )?(?:reporting|information|material) (?:by|from)\b.{1,160}$"
    r"|[\W_]*(?:associated press|reuters|afp|ap|bloomberg|dpa|tass|xinhua)[\W_]*$",
    re.IGNORECASE | re.DOTALL,
)


def is_boilerplate(paragraph: str) -> bool:
    """Whether a paragraph is furniture such as "AFP contributed reporting." or "Read more: …"."""
    if len(paragraph) > _LONGEST:
        return False
    return bool(_OPENING.match(paragraph) or _CREDIT.match(paragraph))
