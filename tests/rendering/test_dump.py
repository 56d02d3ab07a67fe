"""JSON that gives the same result back."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from briefbot.rendering import to_json

if TYPE_CHECKING:
    from briefbot.results import Answer, DailySummary


def test_round_trip(summary: DailySummary, answer: Answer, abstention: Answer) -> None:
    for result in (summary, answer, abstention):
        assert type(result).model_validate_json(to_json(result)) == result


def test_readable(summary: DailySummary) -> None:
    text = to_json(summary)
    assert text.startswith('{\n  "kind": "daily_summary",\n  "schema_version": 1,\n')
    assert text.endswith("}\n")
    assert "“bridgeable,”" in text


def test_every_citation_has_what_a_reader_needs(summary: DailySummary) -> None:
    claim = json.loads(to_json(summary))["developments"][0]["claim"]
    assert set(claim["citations"][0]) == {
        *("brief", "day", "source", "sha256", "start", "end", "quote")
    }
