"""Sections that several kinds of pages have."""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefbot.rendering.outline import Item, Section
from briefbot.rendering.wording import rejected_item

if TYPE_CHECKING:
    from briefbot.results import Rejected


def note(text: str) -> Section:
    """A sentence of the page's own."""
    return Section("", (Item(text),), "paragraphs")


def rejected_section(rejected: tuple[Rejected, ...]) -> Section:
    """What was drafted and did not pass; without items when all did."""
    return Section(
        "Drafted but not proved: not to be taken as news", tuple(map(rejected_item, rejected))
    )
