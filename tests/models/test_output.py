from __future__ import annotations

import json
import time
from datetime import date
from typing import Literal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import BaseModel, ConfigDict

from briefbot.errors import OutputInvalidError
from briefbot.models.output import parse


class Claim(BaseModel):
    model_config = ConfigDict(extra="forbid")
    text: str
    handles: tuple[str, ...] = ()
    stance: Literal["said", "denied"] = "said"


class Draft(BaseModel):
    model_config = ConfigDict(extra="forbid")
    claims: tuple[Claim, ...] = ()
    day: date | None = None


GOOD = '{"claims": [{"text": "a, b}", "handles": ["1.1"]}]}'


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(GOOD, id="bare"),
        pytest.param(f"\n ```json\n{GOOD}\n```\n", id="fence"),
        pytest.param(f"Here is the answer:\n\n{GOOD}", id="prose before"),
        pytest.param(f"As {{asked}}: {GOOD}", id="braces before"),
        pytest.param(f"{GOOD}\nI hope this helps!", id="prose after"),
        pytest.param(f"<think>{{maybe}} {{}}</think>{GOOD}", id="thinking before"),
        pytest.param(
            '{"claims": [{"text": "a, b}", "handles": ["1.1",],},],}', id="trailing commas"
        ),
        pytest.param("\ufeff" + GOOD, id="byte order mark"),
    ],
)
def test_wrappings_are_taken_off(text):
    assert parse(text, Draft).claims == (Claim(text="a, b}", handles=("1.1",)),)


def test_commas_inside_text_stay():
    assert parse('{"claims": [{"text": "x,} y,] \\",}"}]}', Draft).claims[0].text == 'x,} y,] ",}'


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        pytest.param("", "the answer has no JSON object", id="empty"),
        pytest.param("I can't.", "the answer has no JSON object", id="prose"),
        pytest.param('["a"]', "the answer has no JSON object", id="list"),
        pytest.param(GOOD[:-4], "the JSON is cut off before its end", id="cut"),
        pytest.param(
            '{"claims": [{"text": "a', "the JSON is cut off before its end", id="cut in text"
        ),
        pytest.param(
            '{"claims": [{"text": "a"} oops]}', "the JSON is broken near", id="garbage inside"
        ),
        pytest.param(
            '{"claims": {"text": "a"}}', "claims should be a list, not an object", id="object"
        ),
        pytest.param(
            '{"claims": "[1]"}', 'claims should be a list, not the text "[1]"', id="text for list"
        ),
        pytest.param('{"claims": [{}]}', "claims[0].text is missing", id="missing"),
        pytest.param(
            '{"claims": [{"text": 5}]}', "claims[0].text should be text, not 5", id="number"
        ),
        pytest.param(
            '{"claims": [{"text": null}]}', "claims[0].text should be text, not null", id="null"
        ),
        pytest.param('{"claim": []}', "claim is not a field that was asked for", id="extra"),
        pytest.param(
            '{"claims": [{"text": "a", "stance": "sang"}]}',
            "claims[0].stance should be 'said' or 'denied', not \"sang\"",
            id="choice",
        ),
        pytest.param('{"day": "soon"}', "day should be a date like 2022-02-02", id="date"),
        pytest.param('{"day": NaN}', "the JSON holds NaN", id="NaN"),
        pytest.param(
            json.dumps(Draft.model_json_schema()), "repeats the schema", id="schema echoed"
        ),
        pytest.param('{"a":' * 30_000, "", id="nested"),
        pytest.param(
            f'{{"claims": {"9" * 5_000}}}', "a number that is too long", id="endless number"
        ),
    ],
)
def test_problems_are_in_plain_words(text, problem):
    with pytest.raises(OutputInvalidError) as caught:
        parse(text, Draft)
    assert problem in caught.value.problems[0]
    assert not any(word in str(caught.value) for word in ("pydantic", "https://", "type=", "Input"))
    assert str(caught.value).isprintable()


def test_an_answer_longer_than_any_that_was_asked_for_is_not_read():
    with pytest.raises(OutputInvalidError, match=r"has 200,0\d\d characters, more") as caught:
        parse(GOOD + " " * 200_000, Draft)
    assert caught.value.problems == ()


def test_many_problems_are_summed_up():
    text = json.dumps({"claims": [{} for _ in range(30)]})
    with pytest.raises(OutputInvalidError) as caught:
        parse(text, Draft)
    assert len(caught.value.problems) == 9
    assert caught.value.problems[-1] == "22 more problems"


@pytest.mark.parametrize("text", ["{" * 200_000, "{ " * 100_000, '{"' * 100_000, "{x" * 100_000])
def test_nonsense_takes_no_time(text):
    started = time.monotonic()
    with pytest.raises(OutputInvalidError):
        parse(text, Draft)
    assert time.monotonic() - started < 2


@given(st.text())
def test_any_text_is_parsed_or_refused(text):
    assert isinstance(parse_or_refuse(text), Draft | str)


def parse_or_refuse(text):
    try:
        return parse(text, Draft)
    except OutputInvalidError as error:
        return error.problems[0]


@given(st.lists(st.text(), max_size=3), st.sampled_from(["", "```json\n", "Sure: "]))
def test_what_was_written_comes_back(texts, before):
    body = json.dumps({"claims": [{"text": text} for text in texts]})
    assert [claim.text for claim in parse(before + body, Draft).claims] == texts
