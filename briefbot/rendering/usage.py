"""What was sent to models, as a table or as JSON."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING

from briefbot.models.prices import in_usd
from briefbot.rendering.dump import values_to_json
from briefbot.rendering.numbers import counted
from briefbot.rendering.plain import clean
from briefbot.rendering.receipt import cost_words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from briefbot.models.ledger_sums import Key, Sum

Rows = list[tuple[tuple[str, ...], "Sum"]]

_COLUMNS = ("attempts", "answered", "failed", "input", "cached", "output", "cost")


def usage_text(rows: Rows, total: Sum, by: Sequence[Key], *, folder: str) -> str:
    """A table with a line for each row and one for the total, and what is not in its numbers; never empty rows."""
    cells = [[*by, *_COLUMNS]]
    cells += [[*map(clean, names), *_cells(one)] for names, one in rows]
    cells.append(["total", *[""] * (len(by) - 1), *_cells(total)])
    widths = [max(map(len, column)) for column in zip(*cells, strict=True)]
    lines = [_line(row, widths, names=len(by)) for row in cells]
    rule = "-" * max(map(len, lines))
    notes = [*_notes(total), f"Days are in UTC. The ledger is in {clean(folder)}."]
    return "\n".join([lines[0], rule, *lines[1:-1], rule, lines[-1], "", *notes]) + "\n"


def usage_json(rows: Rows, total: Sum, by: Sequence[Key], *, folder: str, damaged: int) -> str:
    """The same numbers, with names and counts as they are."""
    data = {
        "kind": "usage",
        "ledger": folder,
        "by": list(by),
        "rows": [dict(zip(by, names, strict=True)) | asdict(one) for names, one in rows],
        "total": asdict(total),
        "damaged_lines": damaged,
    }
    return values_to_json(data)


def total_words(total: Sum) -> str:
    """The cost of a sum in words, with what is unknown about it."""
    known = cost_words(in_usd(total.cost_micro_usd))
    if not total.unknown_cost:
        return known
    of = counted(total.unknown_cost, "attempt")
    return f"{known} and {of} of unknown cost" if total.cost_micro_usd else f"{of} of unknown cost"


def _cells(one: Sum) -> list[str]:
    numbers = (one.attempts, one.answered, one.failed + one.unfinished)
    tokens = (one.input_tokens, one.cached_tokens, one.output_tokens)
    return [f"{number:,}" for number in (*numbers, *tokens)] + [_cost(one)]


def _cost(one: Sum) -> str:
    if one.unknown_cost and not one.cost_micro_usd:
        return "unknown"
    known = cost_words(in_usd(one.cost_micro_usd))
    return f"{known} + unknown" if one.unknown_cost else known


def _line(row: Sequence[str], widths: Sequence[int], *, names: int) -> str:
    padded = [
        cell.ljust(width) if i < names else cell.rjust(width)
        for i, (cell, width) in enumerate(zip(row, widths, strict=True))
    ]
    return "  ".join(padded).rstrip()


def _notes(total: Sum) -> list[str]:
    notes = [f"Cost: {total_words(total)}."]
    if total.unreported:
        # An upper bound, so that nobody takes the sums for all there can be.
        cost = "" if total.unpriced else f", {cost_words(in_usd(total.most_micro_usd))},"
        notes.append(
            f"{counted(total.unreported, 'attempt')} may be billed, and nobody said for how much: at most"
            f" {total.most_input_tokens:,} input and {total.most_output_tokens:,} output tokens{cost} more."
        )
    if total.unfinished:
        notes.append(
            f"{counted(total.unfinished, 'attempt')} of these did not finish: the program was stopped, or is"
            " still at work."
        )
    return notes
