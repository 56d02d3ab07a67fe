"""Text from a brief as text that is safe to print: one line, no control, direction or hidden characters."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

# Joiners are letters' business in Persian, Hindi and emoji; every other format character is dropped.
_JOINERS = "\u200c\u200d"
# Characters that count as printable and show nothing: text can be hidden in rows of them.
_HIDDEN = re.compile("[\u034f\u17b4\u17b5\u180b-\u180f\U000e0100-\U000e01ef]")
# One variation sign or joiner belongs to the character before it; an emoji may have one of each.
_ROW = re.compile("(\ufe0f\u200d|[\ufe00-\ufe0f\u200c\u200d])[\ufe00-\ufe0f\u200c\u200d]*")
_BLANKS = re.compile("[\u115f\u1160\u2800\u3164\uffa0]")


@lru_cache(maxsize=4096)
def _visible(character: str) -> str:
    if character.isspace():
        return " "
    category = unicodedata.category(character)
    if category in ("Cc", "Cs"):
        return "\ufffd"
    if category == "Cf" and character not in _JOINERS:
        return ""
    return character


def _shown(text: str) -> str:
    if text.isascii() and text.isprintable():
        return text
    if not text.isprintable():
        text = "".join(map(_visible, text))
    return _ROW.sub(r"\1", _HIDDEN.sub("", _BLANKS.sub(" ", text)))


def clean(text: str) -> str:
    """The text on one line with nothing in it that could steer a terminal, reorder what is read, or hide.

    White space of any kind, and letters that look like it, become one space; controls (ESC, NUL, BEL,
    C1) and lone surrogates become U+FFFD, so that a reader sees something was there; bidirectional
    marks, zero-width characters, soft hyphens, tags and idle variation signs are dropped.
    """
    return " ".join(_shown(text).split())


def shorten(text: str, limit: int) -> str:
    """The text, cut at a word before `limit` characters and marked with " […]" when it is longer."""
    if len(text) <= limit:
        return text
    head = text[:limit]
    return (head[: head.rfind(" ")] if " " in head else head).rstrip() + " […]"


def clean_lines(text: str) -> str:
    """The text as `clean` would leave it, but with its lines and the spaces in them kept."""
    return "\n".join(map(_shown, text.splitlines()))
