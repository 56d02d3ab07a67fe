"""Numbers in words."""

from __future__ import annotations


def counted(number: int, noun: str) -> str:
    """The number with its noun: "1 brief", "1,234 briefs"."""
    return f"{number:,} {noun}{'s' * (number != 1)}"
