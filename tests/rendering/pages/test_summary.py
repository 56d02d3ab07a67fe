"""The page of a day's summary: how what is new is marked."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from briefbot.rendering import to_markdown, to_text
from briefbot.results import Citation, Claim, DailySummary, Development, Provenance

if TYPE_CHECKING:
    from briefbot.results import Status

DAY = date(2022, 2, 2)


def summary(status: Status, since: date | None) -> DailySummary:
    text = "The port of Odense closed."
    cited = Citation(
        brief="a.txt", day=DAY, source="a.txt", sha256="0" * 64, start=0, end=26, quote=text
    )
    claim = Claim(text=text, citations=(cited,), status=status)
    return DailySummary(
        day=DAY,
        developments=(Development(topic="Odense", claim=claim, new_since=since),),
        provenance=Provenance(briefbot="0", writer="extractive", as_of=DAY),
    )


@pytest.mark.parametrize(
    ("status", "since", "told"),
    [
        ("supported", None, "closed. [1]"),
        ("supported", date(2022, 2, 1), "closed. (new since 2022-02-01) [1]"),
        ("quoted", date(2022, 2, 1), "closed.” (quoted, new since 2022-02-01) [1]"),
    ],
)
def test_what_is_new_is_marked(status: Status, since: date | None, told: str) -> None:
    assert told in to_text(summary(status, since))
    if since:
        assert f"*({told.split('(')[1].split(')')[0]})*" in to_markdown(summary(status, since))
