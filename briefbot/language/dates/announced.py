"""Whether the clause around a date announces it: "will meet on Tuesday", "ahead of Sunday's vote"."""

from __future__ import annotations

import re

# The clause of a date is what stands before it, back to one of these. A verb of the past between the
# word that announces and the date means that the date belongs to that verb: "will resign, he said Tuesday".
_BREAK = re.compile(
    r"[.;:!?\"“”()]\s|[–—]"
    r"|,\s+(?!(?-i:[A-Z0-9])|(?:on|at|in|by)\b)"
    r"|\b(?:that|who|which|whose|said|says|say|saying|told|tells|announced|announces|reported|reports"
    r"|declared|confirmed|after|since|when|where|while|because|was|were|had|has|have|did|died|following)\b",
    re.IGNORECASE,
)
_CUE = re.compile(
    r"\b(?:will|would|shall|must|could|should|may)\b|[’']ll\b"
    r"|\b(?:is|are|be)\s+(?:due\s+)?to\s+\w+|\bto\s+be\s+\w+(?:ed|en|n|t)\b"
    r"|\b(?:set\s+(?:to|for)|(?:slated|scheduled|planned)\s+(?:to|for|on))\b|(?<!than\s)\bexpected\s+(?:to|on|in|by)\b"
    r"|\b(?:plans?|intends?|vows?|aims?|hopes?|promises?)\s+to\b|\bplan(?:s|ning)?\s+for\b"
    r"|\bahead\s+of\s+(?:the\s+)?$|\buntil\s+(?:[\w:]+\s+){0,2}?(?:on\s+)?$|\bdeadline\s+(?:[\w:]+\s+){0,2}(?:on\s+)?$"
    r"|\bdue\s+(?:back\s+|out\s+)?(?:on\s+|by\s+|at\s+)?$|\bupcoming\b|\bto\s+take\s+(?:place|effect)\b",
    re.IGNORECASE,
)
_LASTED = re.compile(r"\b(?:lasted|remained|stayed|continued|raged|ran|open)\s+until\b", re.I)
# "must sign by Friday", "release them by Friday": not "had left by Friday" or "hit by Friday's storm".
_BY = re.compile(
    r"\bby\s+(?:(?:noon|midnight|early|late|[0-9:]+\s*[ap]m)\s+)?(?:on\s+)?$", re.IGNORECASE
)
_DONE = re.compile(
    r"(?<!\bbe\s)(?<!\bnot\s)(?<!\bis\s)(?<!\bare\s)\b(?:\w+ed|had|was|were|has|have|did)\b",
    re.IGNORECASE,
)
_OPENS = re.compile(r"(?:^|[.!?:]\s+|[\"“]\s?)(?:On\s+|By\s+|In\s+|From\s+)?(?:the\s+)?$")
_LATER_CUE = re.compile(
    r"(?:['’]s)?,?\s+(?:(?!(?:said|says|was|were|had|that|who|which)\b)[\w'’-]+,?\s+){0,7}?"
    r"(?:will\b|(?:is|are)\s+(?:due|set|expected|scheduled|slated)\s+to\b|(?:is|are)\s+to\s+\w+)",
    re.IGNORECASE,
)
# One of these is in every text that the cues match; looking for them is ten times faster.
_HINTS = (
    "will", "would", "shall", "must", "could", "should", "may", "’ll", "'ll", "is ", "are ", "to be", "be ", "due",
    "set ", "slated", "scheduled", "planned", "expected", "plan", "intend", "vow", "aim", "hope",
    "promise", "ahead", "until", "deadline", "upcoming", "to take",
)  # fmt: skip
_OPENING = 20  # characters that "On", "By the" and the end of the sentence before them take at most
_CLAUSE = 100  # characters looked back at: longer clauses are rare, and the search stays linear


def is_announced(text: str, start: int, end: int) -> bool:
    """Whether the words at [start, end) are the time of something still to come, by their own clause.

    Either a modal or a verb of planning governs them with no other verb between, or they open the
    sentence that such a verb follows in: "On Tuesday, parliament will vote".
    """
    opening = _OPENS.search(text[max(0, start - _OPENING) : start])
    if opening and (start <= _OPENING or opening.start() > 0):
        return bool(_LATER_CUE.match(text, end))
    before = text[max(0, start - _CLAUSE) : start]
    lowered = before.lower()
    if " by " in lowered[-12:] and _BY.search(before) and text[end : end + 2] not in {"'s", "’s"}:
        sentence = before[max(before.rfind(mark) for mark in (". ", "; ", "? ")) + 1 :]
        if not _DONE.search(sentence):
            return True
    if not any(hint in lowered for hint in _HINTS):
        return False
    clause = clause_before(text, start)
    return bool(_CUE.search(clause)) and not _LASTED.search(clause)


def clause_before(text: str, start: int) -> str:
    """The words before `start` in their clause, at most 100 characters back."""
    before = text[max(0, start - _CLAUSE) : start]
    at = 0
    for found in _BREAK.finditer(before):
        at = found.end()
    return before[at:]
