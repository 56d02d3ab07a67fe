"""Bytes to text without losing a character: the codec found re-reads the file to the same text."""

from __future__ import annotations

import codecs
import re
from typing import NamedTuple

# A BOM decides; the BOM-keeping codec is named, so that U+FEFF stays in the text and offsets hold
# for anyone who opens the file with that codec. UTF-32 first: its BOM begins like UTF-16's.
_BOMS = (
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_CONTROL = re.compile(rb"[\x00-\x08\x0e-\x1f\x7f]")


class Decoded(NamedTuple):
    """Decoded text, the codec that gave it, and a warning or ""."""

    text: str
    encoding: str
    warning: str = ""


def decode(data: bytes) -> Decoded:
    """The text of a file, unchanged: BOM and line ends stay in it.

    UTF-16 and UTF-32 need a BOM; then UTF-8; then Windows-1252, and Latin-1 for the bytes that
    Windows-1252 leaves undefined, both with a warning.

    Raises:
        ValueError: the bytes are not text; the message says why and what to do.
    """
    for bom, encoding in _BOMS:
        if data.startswith(bom):
            return _checked(Decoded(_decode_marked(data, encoding), encoding))
    try:
        return _checked(Decoded(data.decode("utf-8"), "utf-8"))
    except UnicodeDecodeError as exc:
        if _CONTROL.search(data):
            raise ValueError(_BINARY) from exc
        return _guess(data, exc.start)


_BINARY = "is not text (binary data); keep only text briefs in the folder"


def _decode_marked(data: bytes, encoding: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as exc:
        name = encoding[:6].upper()
        raise ValueError(
            f"starts like {name} but is damaged at byte {exc.start}; save it again as UTF-8"
        ) from exc


def _guess(data: bytes, at: int) -> Decoded:
    try:
        encoding, text = "cp1252", data.decode("cp1252")
    except UnicodeDecodeError:
        encoding, text = "latin-1", data.decode("latin-1")
    name = "Windows-1252" if encoding == "cp1252" else "Latin-1"
    warning = f"is not UTF-8 (byte {at}), read as {name}; save it as UTF-8 to be sure"
    return Decoded(text, encoding, warning)


def _checked(decoded: Decoded) -> Decoded:
    if "\x00" in decoded.text:
        raise ValueError(
            "contains NUL characters (binary, or UTF-16 without a byte-order mark)"
            "; save it as UTF-8"
        )
    return decoded
