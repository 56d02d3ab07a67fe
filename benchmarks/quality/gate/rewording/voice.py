"""Passive turned active and active turned passive, for sentences that are one deed and nothing else."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from benchmarks.quality.gate.phrases import agreeing, be, find_active, find_passive, is_plural
from benchmarks.quality.gate.planting.actors import lower, upper

if TYPE_CHECKING:
    from collections.abc import Iterator

# Phrases that may belong to the noun before them, or lean on the old subject.
_UNSURE = re.compile(
    r" and | that |^ on (?!Mon|Tue|Wed|Thu|Fri|Sat|Sun)|^ in the last|^ at \w+ing| (?:after|before|while) \w+ing\b"
)
_ENOUGH = re.compile(r"(?:a|an|the|its|his|her|their|\d[\d,]*|[A-Z]\S*)\b")


def made_active(text: str) -> Iterator[str]:
    """The deed with its actor first: "B was done by A" as "A did B"."""
    deed = find_passive(text)
    if deed is None or _UNSURE.search(deed.tail) or not _ENOUGH.match(deed.actor):
        return
    if deed.undergoer.startswith(("His ", "Her ", "Its ", "Their ")):
        return
    if deed.form.startswith(("has been", "have been")):
        have = "have" if is_plural(deed.actor) else "has"
        verb = f"{have} {deed.verb.participle}"
    else:
        verb = agreeing(deed.verb, deed.actor, present=deed.present)
    yield f"{upper(deed.actor)} {verb} {lower(deed.undergoer)}{deed.tail}."


def made_passive(text: str) -> Iterator[str]:
    """The deed with its actor last: "A did B" as "B was done by A"."""
    deed = find_active(text)
    if (
        deed is None
        or _UNSURE.search(deed.tail)
        or re.match(r"(?:its|his|her|their)\b", deed.undergoer)
    ):
        return
    verb = f"{be(deed.undergoer, deed)} {deed.verb.participle}"
    yield f"{upper(deed.undergoer)} {verb} by {lower(deed.actor)}{deed.tail}."
