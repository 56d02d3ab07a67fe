"""The page on security names tests that exist, each protection one of its own."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
PAGE = (ROOT / "docs" / "security.md").read_text(encoding="utf-8")
ROWS = re.findall(r"^\| ([^|]+) \| (tests/\S+\.py)::(\w+) \|$", PAGE, re.MULTILINE)


@pytest.mark.parametrize(("protection", "file", "test"), ROWS, ids=[test for *_, test in ROWS])
def test_a_protection_has_a_test(protection: str, file: str, test: str) -> None:
    tree = ast.parse((ROOT / file).read_text(encoding="utf-8"))
    assert test in {node.name for node in tree.body if isinstance(node, ast.FunctionDef)}
    assert protection.strip()


def test_every_row_of_the_table_is_read() -> None:
    table = PAGE.partition("the test that fails without it")[2].partition("## Reporting")[0]
    lines = [line for line in table.splitlines() if line.startswith("| ")]
    assert len(ROWS) == len(lines) - 1 > 25


def test_no_protection_stands_twice() -> None:
    assert len({protection for protection, *_ in ROWS}) == len(ROWS)


def test_every_test_file_named_exists() -> None:
    for file in re.findall(r"\btests/[\w/]+\.py", PAGE):
        assert (ROOT / file).is_file(), file
