"""`briefbot days`: what there is and what is missing."""

from __future__ import annotations

import json
from datetime import date
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable


def test_days_and_gaps(briefbot: Callable[..., object], script: object) -> None:
    script.listed = (date(2022, 2, 5), date(2022, 2, 1), date(2022, 2, 3), date(2022, 2, 2))
    code, out, err = briefbot("days")
    assert (code, err) == (0, "")
    assert [" ".join(line.split()) for line in out.splitlines()] == [
        "2022-02-01 1 brief 1,234 bytes a.txt",
        "2022-02-02 1 brief 1,234 bytes a.txt",
        "2022-02-03 1 brief 1,234 bytes a.txt",
        "no brief on 2022-02-04",
        "2022-02-05 1 brief 1,234 bytes a.txt",
        "4 days, 4 briefs",
    ]


def test_a_long_gap_is_one_line(briefbot: Callable[..., object], script: object) -> None:
    script.listed = (date(2021, 1, 1), date(2022, 1, 1))
    assert "no brief for 364 days from 2021-01-02\n" in briefbot("days").out


def test_json(briefbot: Callable[..., object], script: object) -> None:
    shown = json.loads(briefbot("days", "--format", "json").out)
    assert shown["days"] == [{"day": "2022-02-02", "briefs": ["a.txt"], "bytes": 1234}]
