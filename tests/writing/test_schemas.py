"""What goes over the wire as a schema, and what comes back as a draft."""

from __future__ import annotations

import json

import pytest
from pydantic import ValidationError

from briefbot.drafts import DraftClaim
from briefbot.writing.schemas import (
    AnswerOutput,
    DetailsOutput,
    SummaryOutput,
    json_schema,
    summary_draft,
)


@pytest.mark.parametrize("output", [AnswerOutput, SummaryOutput, DetailsOutput])
def test_only_handles_that_exist_may_be_written(output: type) -> None:
    schema = json.dumps(json_schema(output, ["1.1", "1.2"]))
    assert '"enum": ["1.1", "1.2"]' in schema
    assert "$ref" not in schema
    assert "maxLength" not in schema
    assert '"title"' not in schema
    assert "maxItems" in schema


def test_too_many_handles_are_left_to_the_gate() -> None:
    schema = json.dumps(json_schema(AnswerOutput, [f"{i}.1" for i in range(251)]))
    assert "enum" not in schema


def test_handles_come_before_the_words() -> None:
    statement = json_schema(AnswerOutput, ["1.1"])["properties"]["claims"]["items"]
    assert list(statement["properties"]) == ["sentences", "text", "speaker"]


def test_a_draft_keeps_what_was_written_and_leaves_out_empty_statements() -> None:
    output = AnswerOutput.model_validate(
        {
            "claims": [
                {"sentences": ["1.1"], "speaker": " ", "text": "The port closed."},
                {"sentences": [], "speaker": "Holm", "text": "  "},
            ]
        }
    )
    assert output.draft().claims == (DraftClaim("The port closed.", ("1.1",), None),)


def test_a_figure_is_about_its_sentence() -> None:
    statement = {"sentences": ["1.1"], "speaker": "", "text": "The port closed."}
    summary = SummaryOutput.model_validate(
        {"developments": [], "lead": statement, "headline": statement | {"text": ""}}
    )
    figure = {"sentences": ["1.2"], "value": "3", "unit": "weeks", "what": ""}
    details = DetailsOutput.model_validate({"voices": [], "figures": [figure], "ahead": []})
    draft = summary_draft(summary, details)
    assert draft.headline is None
    assert draft.figures[0].claim == DraftClaim("", ("1.2",))


@pytest.mark.parametrize(
    "claims",
    [
        pytest.param([{"sentences": "1.1", "speaker": "", "text": "x"}], id="list-as-string"),
        pytest.param([{"sentences": [], "speaker": "", "text": "x", "sure": True}], id="extra-key"),
        pytest.param([{"sentences": [], "speaker": "", "text": "x"}] * 4, id="too-many"),
    ],
)
def test_what_was_not_asked_for_is_invalid(claims: list[object]) -> None:
    with pytest.raises(ValidationError):
        AnswerOutput.model_validate({"claims": claims})
