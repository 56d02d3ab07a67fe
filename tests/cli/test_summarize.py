"""`briefbot summarize`: one day, a range, and what it passes on."""

from __future__ import annotations

import json
from datetime import date
from typing import TYPE_CHECKING

import pytest

from briefbot.errors import BriefbotError
from briefbot.results import DailySummary, Rejected

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

DAYS = tuple(date(2022, 2, n) for n in (1, 2, 4))
REJECTED = Rejected(part="headline", text="Invented.", reasons=("not in the briefs",))


def test_one_day(briefbot: Callable[..., object], script: object) -> None:
    code, out, err = briefbot("summarize", "2 Feb 2022")
    assert code == 0
    assert script.asked == [date(2022, 2, 2)]
    assert out.startswith("Wednesday, 2 February 2022\n\nNews of 2022-02-02. [1]\n")
    assert err == "briefbot: model: extractive, as scripted\n"


def test_without_a_day_the_client_picks_the_latest(
    briefbot: Callable[..., object], script: object
) -> None:
    assert briefbot("summarize").code == 0
    assert script.asked == [None]


def test_json_is_one_result(briefbot: Callable[..., object], script: object) -> None:
    out = briefbot("summarize", "--format", "json").out
    assert DailySummary.model_validate_json(out).day == date(2022, 2, 2)


@pytest.mark.parametrize(
    ("args", "expected"),
    [
        pytest.param(["--since", "2022-02-02"], DAYS[1:], id="since"),
        pytest.param(["--until", "2022-02-03"], DAYS[:2], id="until"),
        pytest.param(["--since", "2022-01-01", "--until", "2022-12-31"], DAYS, id="both"),
        pytest.param(["--since", "2022-02-04"], DAYS[2:], id="one day of a range"),
    ],
)
def test_a_range_is_one_summary_a_day(
    args: list[str], expected: tuple[date, ...], briefbot: Callable[..., object], script: object
) -> None:
    script.listed = DAYS
    assert briefbot("summarize", *args).code == 0
    assert script.asked == list(expected)


def test_a_range_in_json_is_a_list(briefbot: Callable[..., object], script: object) -> None:
    script.listed = DAYS
    out = briefbot("summarize", "--since", "2022-02-01", "--format", "json").out
    assert [one["day"] for one in json.loads(out)] == [str(day) for day in DAYS]


def test_a_range_of_one_day_in_json_is_a_list_too(
    briefbot: Callable[..., object], script: object
) -> None:
    out = briefbot("summarize", "--since", "2022-02-01", "--format", "json").out
    assert [one["day"] for one in json.loads(out)] == ["2022-02-02"]


def test_a_range_in_markdown_has_notes_of_their_own(
    briefbot: Callable[..., object], script: object
) -> None:
    script.listed = DAYS
    out = briefbot("summarize", "--since", "2022-02-01", "--format", "markdown").out
    assert all(f"[^{day}-1]:" in out for day in DAYS)


def test_a_range_without_briefs_says_what_there_is(
    briefbot: Callable[..., object], script: object
) -> None:
    script.listed = DAYS
    code, out, err = briefbot("summarize", "--since", "2023-01-01")
    assert (code, out) == (1, "")
    assert "no brief from 2023-01-01 to the last day: " in err
    assert "from 2022-02-01 to 2022-02-04" in err


def test_what_was_done_before_an_error_is_not_lost(
    briefbot: Callable[..., object], script: object, tmp_path: Path
) -> None:
    script.listed, script.error, script.fail_on = DAYS, BriefbotError("no quota"), DAYS[2]
    target = tmp_path / "days.json"
    code, _, err = briefbot(
        *("summarize", "--since", "2022-02-01", "--format", "json", "--output", str(target))
    )
    assert code == 1
    assert err.splitlines()[-1] == (
        "briefbot: no quota (2022-02-04; 2 of 3 days are done;"
        " with --output FOLDER/ a second run goes on)"
    )
    assert [one["day"] for one in json.loads(target.read_text())] == ["2022-02-01", "2022-02-02"]


@pytest.mark.parametrize(
    ("strict", "rejected", "code"),
    [(True, (REJECTED,), 4), (True, (), 0), (False, (REJECTED,), 0)],
)
def test_strict(
    strict: bool,
    rejected: tuple[Rejected, ...],
    code: int,
    briefbot: Callable[..., object],
    script: object,
) -> None:
    script.rejected = rejected
    ended = briefbot("summarize", *(["--strict"] if strict else []))
    assert ended.code == code
    assert ("--strict: 1 drafted statement did not pass" in ended.err) is (code == 4)
    assert "News of" in ended.out


def test_options_reach_the_client(briefbot: Callable[..., object], script: object) -> None:
    briefbot(
        *("summarize", "--briefs", "news", "--model", "small", "--prompt", "summarize@1"),
        *("--prompt", "details@1", "--judge"),
        *("--record", "rec", "--max-tokens", "9", "--max-cost", "0.5"),
        *("--deadline", "60", "--max-requests", "7", "--fallback", "extractive"),
    )
    del script.opened["environ"]
    assert script.opened == {
        "briefs": "news",
        "model": "small",
        "prompts": {"summarize": "summarize@1", "details": "details@1"},
        "prompt_folder": None,
        "judge": True,
        "record": "rec",
        "replay": None,
        "max_tokens": 9,
        "max_cost_usd": 0.5,
        "deadline_s": 60.0,
        "max_requests": 7,
        "fallback": "extractive",
        "encoder": None,
    }


def test_the_environment_says_where_the_briefs_are(
    briefbot: Callable[..., object], script: object, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("BRIEFBOT_BRIEFS", "elsewhere")
    monkeypatch.setenv("BRIEFBOT_PROMPTS", "mine")
    briefbot("summarize")
    assert (script.opened["briefs"], script.opened["prompt_folder"]) == ("elsewhere", "mine")
    briefbot("summarize", "--briefs", "here")
    assert script.opened["briefs"] == "here"


def test_output_is_checked_before_anything_is_asked(
    briefbot: Callable[..., object], script: object, tmp_path: Path
) -> None:
    code, out, err = briefbot("summarize", "--output", str(tmp_path / "no" / "file"))
    assert (code, out, script.asked) == (1, "", [])
    assert "there is no folder" in err.splitlines()[-1]


def test_dry_run_shows_and_asks_nothing(briefbot: Callable[..., object], script: object) -> None:
    code, out, _ = briefbot("summarize", "--dry-run")
    assert code == 0
    assert "--- user\nFirst line\n  \ufffd[2Jsecond\n" in out
    assert "input tokens: at most 1,200\noutput tokens: at most 800\ncost: unknown\n" in out
