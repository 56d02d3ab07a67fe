"""Ways to write words so that a reader sees something else, or nothing."""

from __future__ import annotations

import base64
import codecs
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping


def _tags(text: str) -> str:
    return "".join(chr(0xE0000 + ord(c)) for c in text if c.isascii())


def _selectors(text: str) -> str:
    """Each byte as one of the 256 variation selectors."""
    return "".join(chr(0xFE00 + b) if b < 16 else chr(0xE0100 + b - 16) for b in text.encode())


def _bits(text: str) -> str:
    bits = "".join(f"{byte:08b}" for byte in text.encode())
    return bits.replace("0", "\u200b").replace("1", "\u200c")


ENCODINGS: Mapping[str, Callable[[str], str]] = {
    "base64": lambda text: base64.b64encode(text.encode()).decode(),
    "hex": lambda text: text.encode().hex(" "),
    "rot13": lambda text: codecs.encode(text, "rot13"),
    "reversed": lambda text: text[::-1],
    "tags": _tags,
    "variation selectors": _selectors,
    "zero-width bits": _bits,
    "zero-width between": "\u200b".join,
    "soft hyphens": "\u00ad".join,
}
