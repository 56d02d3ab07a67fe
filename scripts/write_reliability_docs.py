"""Writes the policy table in docs/reliability.md from the rows that the fault tests assert.

Run it after changing a row of tests/faults: `python scripts/write_reliability_docs.py`. A test compares.
"""

from __future__ import annotations

import re
import sys
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING

ROOT = Path(__file__).resolve().parents[1]
# The tests are no package that is installed.
sys.path.insert(0, str(ROOT))

from tests.faults.row import Row  # noqa: E402
from tests.faults.rows import ROWS, TABLE  # noqa: E402

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

PAGE = ROOT / "docs" / "reliability.md"
BEGIN = "<!-- faults: written by scripts/write_reliability_docs.py -->"
END = "<!-- end of faults -->"

_AGAIN = {1: "no", 2: "once", 3: "twice", 4: "3 times"}


def table() -> str:
    """Every fault with what comes of it, one table a kind, as Markdown."""
    return "\n".join(line for name, rows in TABLE.items() for line in _kind(name, rows))


def page(text: str) -> str:
    """The page with its table written anew."""
    before, rest = text.split(BEGIN)
    after = rest.split(END)[1]
    count = f"{len(ROWS)} faults"
    before = re.sub(r"\d+ faults", count, before)
    return f"{before}{BEGIN}\n\n{table()}\n{END}{after}"


def _kind(name: str, rows: Iterable[Row]) -> Iterator[str]:
    yield from (f"### {name}", "")
    yield "| Fault | Sent again | Charged | What the user sees | Exit |"
    yield "|---|---|---|---|---|"
    for cells, same in groupby(rows, key=_cells):
        faults = " · ".join(_cell(row.name) for row in same)
        yield f"| {faults} | {' | '.join(cells)} |"
    yield ""


def _cells(row: Row) -> tuple[str, ...]:
    return _again(row), _charged(row), _seen(row), str(row.exit)


def _again(row: Row) -> str:
    if row.asked_again:
        return "once, with what is wrong"
    if row.shrunk:
        return "once, with half of the evidence"
    return _AGAIN[row.tries]


def _charged(row: Row) -> str:
    if row.billed:
        return "unknown"
    return "as reported" if row.tokens else "no"


def _seen(row: Row) -> str:
    said = row.says or (f"the answer, and: {row.warns}" if row.warns else "the answer")
    said = re.sub(r"\bm1\b", "MODEL", said.replace("{where}", "SERVER"))
    return _cell(re.sub(r"\((\d{3}): so it is\)", "(…)", said))


def _cell(text: str) -> str:
    return text.replace("|", r"\|").replace("<", "&lt;")


if __name__ == "__main__":
    PAGE.write_text(page(PAGE.read_text(encoding="utf-8")), encoding="utf-8")
