"""`briefbot days`: what the library holds, and which days are missing."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from briefbot.cli import options
from briefbot.cli.exits import DONE, reporting
from briefbot.cli.opening import reading
from briefbot.cli.output import Sheet
from briefbot.rendering.dump import values_to_json
from briefbot.rendering.numbers import counted
from briefbot.rendering.plain import clean

if TYPE_CHECKING:
    from collections.abc import Sequence

    from briefbot.tasks.days import DayListing

_NAMES_SHOWN = 3


def days(
    briefs: options.Briefs = None,
    form: options.ShortFormat = "text",
    output: options.Output = None,
    verbose: options.Verbose = False,
) -> int:
    """List the days in the library, with sizes and gaps.

    Examples:
      briefbot days
      briefbot days --briefs ~/news --format json
    """
    with (
        reporting(verbose=verbose),
        Sheet(output) as sheet,
        reading(briefs, verbose=verbose) as bot,
    ):
        there = sorted(bot.days(), key=lambda listing: listing.day)
        sheet.add(_json(there) if form == "json" else _text(there))
    return DONE


def _text(there: Sequence[DayListing]) -> str:
    lines: list[str] = []
    for number, listing in enumerate(there):
        if number and (gap := (listing.day - there[number - 1].day).days - 1):
            first = there[number - 1].day + timedelta(days=1)
            lines.append(f"  no brief {_span(first.isoformat(), gap)}")
        names = ", ".join(clean(name) for name in listing.briefs[:_NAMES_SHOWN])
        more = len(listing.briefs) - _NAMES_SHOWN
        lines.append(
            f"{listing.day}  {counted(len(listing.briefs), 'brief'):>9}"
            f"  {counted(listing.bytes, 'byte'):>14}"
            f"  {names}{f' and {more} more' if more > 0 else ''}"
        )
    total = sum(len(listing.briefs) for listing in there)
    lines.append(f"{counted(len(there), 'day')}, {counted(total, 'brief')}")
    return "\n".join(lines) + "\n"


def _json(there: Sequence[DayListing]) -> str:
    rows = [
        {
            "day": listing.day.isoformat(),
            "briefs": list(listing.briefs),
            "bytes": listing.bytes,
        }
        for listing in there
    ]
    return values_to_json({"kind": "days", "days": rows})


def _span(first: str, gap: int) -> str:
    return f"on {first}" if gap == 1 else f"for {gap:,} days from {first}"
