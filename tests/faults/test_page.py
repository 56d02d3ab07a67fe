"""docs/reliability.md says what the rows assert."""

from __future__ import annotations

import importlib.util
from pathlib import Path

from tests.faults.rows import ROWS, TABLE

SCRIPT = Path(__file__).resolve().parents[2] / "scripts" / "write_reliability_docs.py"


def test_the_page_is_up_to_date() -> None:
    spec = importlib.util.spec_from_file_location("write_reliability_docs", SCRIPT)
    assert spec
    assert spec.loader
    script = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(script)
    text = script.PAGE.read_text(encoding="utf-8")
    assert script.page(text) == text, "run python scripts/write_reliability_docs.py"
    for row in ROWS:
        assert row.name.replace("<", "&lt;") in text


def test_names_tell_rows_apart() -> None:
    assert len({row.name for row in ROWS}) == len(ROWS)
    assert all(TABLE.values())
