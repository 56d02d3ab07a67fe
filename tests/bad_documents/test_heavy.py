"""What is heavy stays within 600 MB: a file at the limit, and more lines and files than anybody has."""

from __future__ import annotations

import pytest

from benchmarks.bad_documents.__main__ import run
from benchmarks.bad_documents.folders import HEAVY

MOST_MB = 600


@pytest.mark.parametrize(
    ("name", "says"),
    [
        ("100 MB in one line", "100,000,000 bytes, more than the 32 MB limit"),
        ("a byte over the limit", "33,554,433 bytes, more than the 32 MB limit"),
        ("a million one-word lines", "has 1,000,001 lines"),
    ],
)
def test_memory_has_an_end(folder, name, says):
    HEAVY[name](folder)
    rows = run(folder, "days", "summarize")
    for row in rows:
        assert row["code"] == 0, row
        assert row["peak_mb"] < MOST_MB
        assert says in row["err"]
        assert "2022-02-03" in rows[0]["out"]
