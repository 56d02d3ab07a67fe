"""One sentence edited: changed in what it tells, or only in how it tells it."""

from __future__ import annotations

import random
import re
import zlib
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from benchmarks.quality.changes.opposites import decided_otherwise, done_otherwise
from benchmarks.quality.gate.planting.amounts import other_number
from benchmarks.quality.gate.planting.names import other_date, other_name
from benchmarks.quality.gate.planting.polarity import turned
from benchmarks.quality.gate.rewording.frames import frame_moved
from benchmarks.quality.gate.rewording.reword import SHORTENED, TURNED
from benchmarks.quality.gate.words import differs

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from datetime import date

    from benchmarks.quality.gate.planting.error import Planter
    from benchmarks.quality.gate.sources import Sourced

UPDATES: dict[str, Planter] = {"number": other_number, "date": other_date, "name": other_name}
REVERSALS: dict[str, Planter] = {
    "negation": turned,
    "decision": decided_otherwise,
    "verb": done_otherwise,
}
# Other antonyms ("northern", "southern") tell of another thing rather than the opposite.
_NO_REVERSAL = frozenset(["antonym"])
_REWORDED: dict[str, Callable[[str], Iterator[str]]] = {
    **SHORTENED,
    **TURNED,
    "frame moved": frame_moved,
}
# "today and tomorrow" and "this year" move on in other ways.
_TODAY = re.compile(r"\btoday\b(?! and|['’]s)")
_YESTERDAY = re.compile(r"\byesterday\b(?! and|['’]s)")
_WEEKDAYS = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split()
_WEEKDAY = re.compile(rf"\bon ({'|'.join(_WEEKDAYS)})\b(?! (?:and|or|to|morning|night|evening))")


@dataclass(frozen=True, slots=True)
class Edit:
    """A sentence as it is on the later day.

    Attributes:
        how: the rule that made it.
        text: the sentence after it.
    """

    how: str
    text: str


def find_edit(rules: dict[str, Planter], source: Sourced, chance: random.Random) -> Edit | None:
    """An edit of the sentence by one of the rules in an order of chance, None where it has no place for one."""
    order = list(rules)
    chance.shuffle(order)
    for rule in order:
        changes = [
            c
            for c in rules[rule](source, chance)
            if differs(source.text, c.planted) and c.how not in _NO_REVERSAL
        ]
        if changes:
            chosen = chance.choice(changes)
            return Edit(chosen.how, chosen.planted)
    return None


def reworded(source: Sourced, day: date, chance: random.Random) -> Edit | None:
    """The sentence in other or fewer words that tell the same, None where no rule has a place."""
    dated = resaid(source.text, day)
    if dated is not None:
        return Edit("day said anew", dated)
    order = list(_REWORDED)
    chance.shuffle(order)
    for rule in order:
        for text in _REWORDED[rule](source.text):
            if len(text.split()) >= 5 and differs(text, source.text):
                return Edit(rule, text)
    return None


def resaid(text: str, day: date) -> str | None:
    """The sentence as it would be told a day later: "today" is "yesterday"; None where it names no day so."""
    if _TODAY.search(text) and not _YESTERDAY.search(text):
        return _TODAY.sub("yesterday", text, count=1)
    if _YESTERDAY.search(text):
        before = _WEEKDAYS[(day - timedelta(days=1)).weekday()]
        return _YESTERDAY.sub(f"on {before}", text, count=1)
    match = _WEEKDAY.search(text)
    if match and match.group(1) == _WEEKDAYS[day.weekday()]:
        return f"{text[: match.start()]}yesterday{text[match.end() :]}"
    return None


def chance_of(*names: str) -> random.Random:
    """What chance is for these names, the same everywhere."""
    return random.Random(zlib.crc32(" ".join(names).encode()))
