"""Text from a brief as text that is safe to print: one line, no control or direction characters."""

from __future__ import annotations

import unicodedata
from functools import lru_cache

# Joiners are letters' business in Persian, Hindi and emoji; every other format character is dropped.
_JOINERS = "\u200c\u200d"


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


def clean(text: str) -> str:
    """The text on one line with nothing in it that could steer a terminal or reorder what is read.

    White space of any kind becomes one space; controls (ESC, NUL, BEL, C1) and lone surrogates
    become U+FFFD, so that a reader sees something was there; bidirectional marks, zero-width
    characters, soft hyphens and tags are dropped.
    """
    if not text.isprintable():
        text = "".join(map(_visible, text))
    return " ".join(text.split())


def shorten(text: str, limit: int) -> str:
    """The text, cut at a word before `limit` characters and marked with " […]" when it is longer."""
    if len(text) <= limit:
        return text
    head = text[:limit]
    return (head[: head.rfind(" ")] if " " in head else head).rstrip() + " […]"


def clean_lines(text: str) -> str:
    """The text as `clean` would leave it, but with its lines and the spaces in them kept."""
    return "\n".join("".join(map(_visible, line)) for line in text.splitlines())
