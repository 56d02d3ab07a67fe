"""Who says it moved from the front to the end or back, or given as the speaker's field."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from benchmarks.quality.gate.phrases import find_told
from benchmarks.quality.gate.planting.actors import lower, upper

if TYPE_CHECKING:
    from collections.abc import Iterator

    from benchmarks.quality.gate.phrases import Told

_LEANING = re.compile(
    r"(?:it|he|she|they|this|these|that|there|we|i|you|his|her|its|their)\b|.*\b(?:adding|whether)\b|.*\?",
    re.IGNORECASE,
)


def frame_moved(text: str) -> Iterator[str]:
    """The frame at the other end: "S, X said" as "X said that S" and the other way round; "according to X" from one end to the other."""
    told = find_told(text)
    if told is None or _LEANING.match(told.said) or not _plain(told):
        return
    if told.shape == "first":
        yield f"{upper(told.said)}, {lower(told.speaker)} {told.verb}{told.when}."
    elif told.shape == "last":
        yield f"{upper(told.speaker)} {told.verb}{told.when} that {lower(told.said)}."
    elif text.startswith("According"):
        yield f"{upper(told.said)}, according to {told.speaker}."
    else:
        yield f"According to {told.speaker}, {lower(told.said)}."


def frame_as_field(text: str) -> Iterator[tuple[str, str]]:
    """What is said, and its speaker apart."""
    told = find_told(text)
    if told is not None and not _LEANING.match(told.said) and _plain(told):
        yield f"{upper(told.said)}.", told.speaker


def _plain(told: Told) -> bool:
    """Whether the frame can be moved: it doesn't deny, and nothing but what is said follows it."""
    return not told.verb.startswith("den") and ";" not in told.said and told.said.count(",") <= 2
