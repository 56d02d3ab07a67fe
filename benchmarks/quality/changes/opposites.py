"""Decisions and their opposites, for sentences that are turned round.

Kept apart from briefbot's own list on purpose, like the other tables here.
"""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

from benchmarks.quality.gate.planting.error import Change, replaced
from benchmarks.quality.gate.words import find_antonym, tokens, verb_of

if TYPE_CHECKING:
    from collections.abc import Iterator
    from random import Random

    from benchmarks.quality.gate.sources import Sourced

_PAIRS = (
    ("agrees to", "refuses to"), ("agreed to", "refused to"), ("accepts", "declines"), ("accepted", "declined"),
    ("approves", "rejects"), ("approved", "rejected"), ("backs", "opposes"), ("backed", "opposed"),
    ("supports", "opposes"), ("supported", "opposed"), ("signs", "vetoes"), ("ratifies", "rejects"),
    ("allows", "forbids"), ("allowed", "forbidden"), ("bans", "permits"), ("banned", "permitted"),
    ("confirms", "denies"), ("confirmed", "denied"), ("admits", "denies"), ("denies", "admits"),
    ("denied", "admitted"), ("suspends", "resumes"), ("suspended", "resumed"), ("resumes", "halts"),
    ("halts", "resumes"), ("opens", "closes"), ("opened", "closed"), ("closes", "reopens"), ("closed", "reopened"),
    ("begins", "ends"), ("began", "ended"), ("ends", "begins"), ("starts", "stops"), ("launches", "calls off"),
    ("cancels", "goes ahead with"), ("cancelled", "confirmed"), ("postpones", "goes ahead with"),
    ("lifts", "imposes"), ("lifted", "imposed"), ("imposes", "lifts"), ("imposed", "lifted"),
    ("wins", "loses"), ("won", "lost"), ("loses", "wins"), ("lost", "won"), ("arrests", "releases"),
    ("arrested", "released"), ("releases", "detains"), ("convicted", "acquitted"), ("acquitted", "convicted"),
    ("rises", "falls"), ("rose", "fell"), ("increases", "decreases"), ("increased", "decreased"),
    ("fell", "rose"), ("joins", "leaves"), ("joined", "left"), ("resigns", "stays on"),
    ("withdraws", "deploys"), ("offers", "withdraws"), ("appointed", "dismissed"), ("appoints", "dismisses"),
    ("elected", "voted out"), ("raises", "lowers"), ("raised", "lowered"), ("succeeds", "fails"),
    ("guilty", "not guilty"), ("welcomes", "condemns"), ("condemns", "welcomes"), ("condemned", "welcomed"),
    ("includes", "excludes"), ("captures", "loses"), ("extends", "ends"), ("extended", "cut short"),
)  # fmt: skip

_NO_NOUNS = frozenset("is was has as his its this does us".split())


def decided_otherwise(source: Sourced, chance: Random) -> Iterator[Change]:
    """A word for a decision or its outcome, replaced by one for the opposite."""
    pairs = list(_PAIRS)
    chance.shuffle(pairs)
    for old, new in pairs:
        for match in re.finditer(
            rf"(?<![-\w]){old}\b(?! (?:up|down|out|off|over|by)\b)", source.text
        ):
            if new not in source.text and not _denied(source.text[: match.start()]):
                yield replaced(source.text, *match.span(), new, "opposite decision")


def done_otherwise(source: Sourced, chance: Random) -> Iterator[Change]:
    """A finite verb replaced by its antonym in WordNet."""
    words = tokens(source.text)
    for before, token in pairwise(words):
        finite = verb_of(token.text, "past") or verb_of(token.text, "present")
        noun_before = before.is_word and (before.capital or before.lower.endswith("s"))
        if token.capital or not finite or not noun_before or before.lower in _NO_NOUNS:
            continue
        opposite = find_antonym(token.text)
        if opposite is not None and opposite not in source.text:
            yield replaced(source.text, token.start, token.end, opposite, "antonym of a verb")


def _denied(before: str) -> bool:
    """Whether a negation or modal stands right before, so that another form would be needed."""
    return bool(re.search(r"\b(?:not|no|never|to|will|would|may|did|does)\b[^,;]{0,12}$", before))
