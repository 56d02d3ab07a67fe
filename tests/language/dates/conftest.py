from __future__ import annotations

from datetime import date

import pytest

from briefbot.language.dates import find_dates


@pytest.fixture
def said():
    """What is found on Wednesday 2022-02-02, or another day, as (expression, "first" or "first..last")."""

    def found(text: str, day: date = date(2022, 2, 2), *, ahead: bool = False):
        return [
            (m.text, f"{m.first}" if m.is_day else f"{m.first}..{m.last}")
            for m in find_dates(text, day, ahead=ahead)
        ]

    return found
