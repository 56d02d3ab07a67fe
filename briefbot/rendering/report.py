"""Tables and lists as plain text or Markdown, for what is not news: evaluations and comparisons."""

from __future__ import annotations

import textwrap
from dataclasses import dataclass
from typing import TYPE_CHECKING

from briefbot.rendering.markdown import escape
from briefbot.rendering.plain import clean

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

_GAP = "  "


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a table: a label and its cells, figures and code's own words; a heading without any."""

    label: str
    cells: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Table:
    """Rows under column heads; the label column's head is first. The last column is words, unless `figures_last`."""

    heads: tuple[str, ...]
    rows: tuple[Row, ...]
    figures_last: bool = False


@dataclass(frozen=True, slots=True)
class Items:
    """A titled list; `note` stands between the title and the items."""

    title: str
    items: tuple[str, ...]
    note: str = ""


@dataclass(frozen=True, slots=True)
class Report:
    """A title, tables and lists in their order, and the small print under them."""

    title: str
    parts: tuple[Table | Items, ...]
    small_print: tuple[str, ...] = ()


def report_to_text(
    report: Report, *, width: int, heading: Callable[[str], str] | None = None
) -> str:
    """The report for a terminal; tables keep their own width. Ends with a newline."""
    bold = heading or str
    lines = [bold(line) for line in _wrap(report.title, width)]
    for part in report.parts:
        lines.append("")
        lines += _text_table(part, bold) if isinstance(part, Table) else _list(part, width, bold)
    for line in report.small_print:
        lines += ["", *_wrap(line, width)]
    return "\n".join(lines) + "\n"


def report_to_markdown(report: Report) -> str:
    """The report as Markdown; nothing in it can become markup that was not meant. Ends with a newline."""
    lines = [f"# {escape(report.title)}"]
    for part in report.parts:
        lines.append("")
        if isinstance(part, Table):
            lines += _markdown_table(part)
            continue
        lines += [f"## {escape(part.title)}", ""]
        lines += [escape(part.note), ""] if part.note else []
        lines += [f"- {escape(item)}" for item in part.items]
    for line in report.small_print:
        lines += ["", escape(line)]
    return "\n".join(lines) + "\n"


def _text_table(table: Table, bold: Callable[[str], str]) -> Iterator[str]:
    rows = [Row(clean(row.label), tuple(map(clean, row.cells))) for row in table.rows]
    label = max(len(row.label) + 2 * bool(row.cells) for row in rows)
    widths = [
        max(len(head), *(len(row.cells[i]) for row in rows if row.cells))
        for i, head in enumerate(table.heads[1:])
    ]
    if not table.figures_last:
        widths[-1] = 0
    yield bold(_line(table.heads[0].ljust(label), table.heads[1:], widths))
    for row in rows:
        if row.cells:
            yield _line(f"  {row.label}".ljust(label), row.cells, widths)
        else:
            yield bold(row.label)


def _line(label: str, cells: Sequence[str], widths: Sequence[int]) -> str:
    """Figures to the right; a width of 0 leaves words where they begin."""
    shown = [cell.rjust(width) for cell, width in zip(cells, widths, strict=True)]
    return _GAP.join([label, *shown]).rstrip()


def _markdown_table(table: Table) -> Iterator[str]:
    yield f"| {' | '.join(map(escape, table.heads))} |"
    last = "---:" if table.figures_last else "---"
    yield f"|---{'|---:' * (len(table.heads) - 2)}|{last}|"
    for row in table.rows:
        label = escape(row.label) if row.cells else f"**{escape(row.label)}**"
        # Cells are figures made here: the escapes of a line's start would only litter them.
        cells = row.cells or ("",) * (len(table.heads) - 1)
        yield f"| {' | '.join([label, *map(clean, cells)])} |"


def _list(part: Items, width: int, bold: Callable[[str], str]) -> Iterator[str]:
    yield bold(clean(part.title))
    if part.note:
        yield from _wrap(part.note, width)
    for item in part.items:
        yield from _wrap(item, width, first="- ", rest="  ")


def _wrap(text: str, width: int, *, first: str = "", rest: str = "") -> list[str]:
    return textwrap.wrap(
        clean(text),
        width,
        initial_indent=first,
        subsequent_indent=rest,
        break_long_words=False,
        break_on_hyphens=False,
    )
