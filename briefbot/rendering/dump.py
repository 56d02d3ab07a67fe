"""Results as JSON: the pydantic dump, readable and lossless."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from briefbot.results import Result


def to_json(result: Result) -> str:
    """The result as JSON, two spaces of indent, letters as they are; ends with a newline.

    `type(result).model_validate_json` gives an equal result back.
    """
    return result.model_dump_json(indent=2) + "\n"
