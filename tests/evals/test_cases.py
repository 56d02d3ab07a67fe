"""Cases are read as they are meant, or a bad line is named with what to do."""

from __future__ import annotations

import json
from datetime import date
from typing import TYPE_CHECKING, Any

import pytest

from briefbot.errors import SettingsError
from briefbot.evals import Case, load_cases
from briefbot.evals.cases import parse_cases

if TYPE_CHECKING:
    from pathlib import Path

GOOD = '{"question": "Who?", "answers": ["Orban"]}'


def line(**given: Any) -> str:
    return json.dumps({"question": "Who?", "answers": ["Orban"], **given})


def test_answerable_may_be_left_out_for_a_type_checker_too() -> None:
    assert Case(question="Who?", answers=("Orban",)).answerable
    assert not Case.model_fields["answerable"].is_required()


def test_all_fields(tmp_path: Path) -> None:
    path = tmp_path / "cases.jsonl"
    path.write_text(
        '{"question": "Wer? Ž", "id": "x", "as_of": "2022-02-02", "since": "20220201", "until": '
        '"2022-02-02", "answers": ["E", "B"], "quotes": ["C"], "stale": ["D"], "answerable": true}',
        encoding="utf-8",
    )
    assert load_cases(path) == [
        Case(
            question="Wer? Ž",
            id="x",
            as_of=date(2022, 2, 2),
            since=date(2022, 2, 1),
            until=date(2022, 2, 2),
            answers=("E", "B"),
            quotes=("C",),
            stale=("D",),
            answerable=True,
        )
    ]


def test_bom_carriage_returns_and_blank_lines_are_fine_and_lines_number_the_cases() -> None:
    data = b"\xef\xbb\xbf\r\n" + GOOD.encode() + b"\r\n  \n" + line(id="x").encode()
    assert [case.id for case in parse_cases(data, name="c")] == ["2", "x"]


def test_a_line_separator_in_a_string_ends_no_line() -> None:
    data = '{"question": "Who\u2028came?", "answers": ["O"]}'.encode()
    assert parse_cases(data, name="c")[0].question == "Who\u2028came?"


@pytest.mark.parametrize(
    ("given", "answerable"),
    [
        pytest.param({"answers": ["O"]}, True, id="answers"),
        pytest.param({"quotes": ["O"]}, True, id="quotes"),
        pytest.param({"answerable": True}, True, id="said to be"),
        pytest.param({"answerable": False, "stale": ["9"]}, False, id="said not to be"),
    ],
)
def test_answerable(given: dict[str, Any], answerable: bool) -> None:
    assert Case.model_validate({"question": "Who?", **given}).answerable is answerable


@pytest.mark.parametrize(
    ("text", "said"),
    [
        pytest.param("{", "line 2: not JSON", id="no json"),
        pytest.param("[" * 100_000, "line 2: not JSON", id="nested too deeply"),
        pytest.param("[]", "a case is an object like", id="a list"),
        pytest.param("{}", "no answers and no quotes", id="empty"),
        pytest.param('{"answers": ["a"]}', "no 'question'; add one", id="no question"),
        pytest.param(line(question=" "), "question: it is empty", id="empty question"),
        pytest.param(line(question=5), "question: Input should be a valid string", id="number"),
        pytest.param(line(answers="Orban"), "answers: write a list", id="a string for a list"),
        pytest.param(line(answers=[]), "no answers and no quotes", id="nothing expected"),
        pytest.param(line(answers=["?!"]), "'?!' has no word or number", id="no word"),
        pytest.param(line(stale=["the"]), "'the' has no word or number", id="articles alone"),
        pytest.param(line(answers=["a", ""]), "answers.1: it is empty", id="empty answer"),
        pytest.param(line(answer="x", gold=1), "'answer', 'gold'; there is question", id="unknown"),
        pytest.param(line(as_of="2022-02-30"), "as_of: ", id="no such day"),
        pytest.param(line(as_of=20220202), 'write the day as "2022-02-02"', id="a bare number"),
        pytest.param(line(answerable="no"), "answerable: ", id="a word for false"),
        pytest.param(line(answerable=False), "not answerable, yet has answers", id="both"),
        pytest.param(
            line(since="2022-02-03", until="2022-02-01"), "swap them", id="ends before it begins"
        ),
        pytest.param(line(id="1"), "the id '1' is taken by line 1", id="id of a line"),
    ],
)
def test_a_bad_line_is_named(text: str, said: str) -> None:
    with pytest.raises(SettingsError) as caught:
        parse_cases(f"{GOOD}\n{text}\n".encode(), name="my.jsonl")
    assert str(caught.value).startswith("my.jsonl, line 2: ")
    assert said in str(caught.value)
    assert "\n" not in str(caught.value)


def test_bytes_that_are_not_utf8_are_named_by_line() -> None:
    with pytest.raises(SettingsError, match="line 2: not UTF-8"):
        parse_cases(GOOD.encode() + b"\n\xff\n", name="c")


@pytest.mark.parametrize("data", [b"", b"\n \n", b"\xef\xbb\xbf"], ids=["empty", "blank", "bom"])
def test_no_case_is_an_error(data: bytes) -> None:
    with pytest.raises(SettingsError, match="holds no case"):
        parse_cases(data, name="c")


def test_a_missing_file_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="can't read"):
        load_cases(tmp_path / "no.jsonl")


@pytest.mark.parametrize(
    "change", [{"answers": ["B"]}, {"question": "Why?"}, {"as_of": "20220202"}]
)
def test_the_fingerprint_is_of_what_is_asked_and_expected(change: dict[str, Any]) -> None:
    given = {"question": "Who?", "answers": ["E"], "id": "1"}
    one, other = Case.model_validate(given), Case.model_validate(given | change)
    assert one.fingerprint == Case.model_validate(given).fingerprint
    assert one.fingerprint != other.fingerprint
