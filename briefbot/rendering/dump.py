"""Results as JSON: the pydantic dump, readable and lossless."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from briefbot.results import Result

# Control, direction and line characters that JSON allows as they are, and a terminal acts on: only strings hold them.
_STEERING = re.compile("[\x7f-\x9f\u061c\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u2069]")


def to_json(result: Result) -> str:
    """The result as JSON, two spaces of indent, letters as they are; ends with a newline.

    Characters that could steer a terminal are escaped, which every reader of JSON undoes.

    `type(result).model_validate_json` gives an equal result back.
    """
    dumped = result.model_dump_json(indent=2)
    return _STEERING.sub(lambda sign: f"\\u{ord(sign[0]):04x}", dumped) + "\n"
