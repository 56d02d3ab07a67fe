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


def test_nothing_in_it_steers_a_terminal_and_nothing_is_lost(answer: Answer) -> None:
    hostile = answer.model_copy(update={"question": "\x9b31m red \u202e back \u2028 line \x85"})
    text = to_json(hostile)
    assert not set(text) & set("\x9b\u202e\u2028\x85")
    assert type(hostile).model_validate_json(text) == hostile
