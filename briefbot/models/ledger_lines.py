"""One line of the ledger: JSON that ends with its own checksum, so that a torn or changed line is known as one."""

from __future__ import annotations

import json
import re
import zlib
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from collections.abc import Mapping

VERSION: Final = 1
LONGEST_LINE: Final = 16_384

_SEALED = re.compile(rb'(\{.*),"crc":"([0-9a-f]{8})"\}', re.DOTALL)


class DamagedLineError(ValueError):
    """A line that is not what was written."""


_ONE = re.compile(rb'\{"v":[^{}]*,"crc":"[0-9a-f]{8}"\}')


def to_line(fields: Mapping[str, Any]) -> bytes:
    """The line of `fields`, which are numbers, strings, booleans and nulls, without a line break."""
    text = json.dumps({"v": VERSION, **fields}, separators=(",", ":"))
    body = text.encode("ascii")[:-1]
    return body + f',"crc":"{zlib.crc32(body):08x}"}}'.encode()


def whole_parts(line: bytes) -> list[bytes]:
    """What may be whole lines within a damaged one: where a line break was lost, two of them stand in one."""
    return [part for part in _ONE.findall(line) if part != line]


def from_line(line: bytes) -> dict[str, Any]:
    """The fields of a line.

    Raises:
        DamagedLineError: a byte of it is missing or changed, or another version wrote it.
    """
    sealed = _SEALED.fullmatch(line)
    if sealed is None:
        raise DamagedLineError("torn, or no line of a ledger")
    body, checksum = sealed.groups()
    if zlib.crc32(body) != int(checksum, 16):
        raise DamagedLineError("changed after it was written")
    try:
        fields = json.loads(body + b"}")
    except (ValueError, RecursionError) as exc:
        raise DamagedLineError("no JSON") from exc
    if not isinstance(fields, dict) or fields.get("v") != VERSION:
        raise DamagedLineError("of another version of briefbot")
    return fields
