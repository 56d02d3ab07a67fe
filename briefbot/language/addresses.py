"""Addresses in a text: what a page, a mail program or a terminal may make a link of."""

from __future__ import annotations

import re

# Looked for within one word: a pattern that begins with "\S*" takes time by the square of a long one.
_WORD = re.compile(r"\S+")
_SIGN = re.compile(
    r"\w://|^[^\w]*//\w|\bwww\.|\]\(|[\w.]@\w|@\w+\.\w|\w\.[A-Za-z]{2,}/"
    r"|\b(?:mailto|javascript|vbscript|data|file|tel|sms|xmpp):\S",
    re.IGNORECASE,
)


def find_addresses(text: str) -> list[tuple[int, int]]:
    """The words of a text that are or hold an address, as [start, end); bare names like "example.org" are none.

    "https://example.org/x", "www.example.org", "[here](x)", "a@example.org", "javascript:x", "example.org/x".
    """
    return [word.span() for word in _WORD.finditer(text) if _SIGN.search(word.group())]


def without_addresses(text: str) -> str:
    """The text without the words that are addresses."""
    for start, end in reversed(find_addresses(text)):
        text = text[:start] + text[end:]
    return text
