"""Results and other values as JSON: readable, lossless, and nothing in it that steers a terminal or hides."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from briefbot.results import Result

# What JSON allows as it is and a terminal acts on, or shows nothing of: controls, marks of direction, line ends,
# signs that format or hide. Only strings hold them. Joiners and the emoji sign stay, being parts of words.
_STEERING = re.compile(
    "[\x7f-\x9f\u00ad\u034f\u0600-\u0605\u061c\u06dd\u070f\u0890\u0891\u08e2\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b\u200e\u200f"
    "\u2028-\u202e\u2060-\u206f\u3164\ufe00-\ufe0e\ufeff\uffa0\ufff0-\ufffb\ud800-\udfff"
    "\U000110bd\U000110cd\U00013430-\U0001343f\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e0fff]"
)


def to_json(result: Result) -> str:
    """The result as JSON, two spaces of indent, letters as they are; ends with a newline.

    Characters that could steer a terminal are escaped, which every reader of JSON undoes.

    `type(result).model_validate_json` gives an equal result back.
    """
    return _escaped(result.model_dump_json(indent=2)) + "\n"


def values_to_json(values: Mapping[str, object] | Sequence[object]) -> str:
    """Plain values as JSON, written as `to_json` writes results; ends with a newline."""
    return _escaped(json.dumps(values, indent=2, ensure_ascii=False)) + "\n"


def _escaped(text: str) -> str:
    return _STEERING.sub(lambda sign: json.dumps(sign[0])[1:-1], text)
