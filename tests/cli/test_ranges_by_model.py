"""Ranges put out with a model: several days at once, days that fail, and what all of them cost."""

from __future__ import annotations

import json
import random
import re
import time
from datetime import date
from typing import TYPE_CHECKING

import pytest

from briefbot import Briefbot
from briefbot.cli.options import Common
from briefbot.cli.ranges import into_folder, into_sheet
from briefbot.errors import (
    BriefbotError,
    BudgetExceededError,
    ModelRejectedError,
    OutputInvalidError,
)
from briefbot.models.base import Completion, tell_usage
from briefbot.models.testing import ScriptedModel
from briefbot.results import Usage
from tests.cli.days_of_news import contents, days_of, write_news

if TYPE_CHECKING:
    from pathlib import Path

    from briefbot.models.base import Request


@pytest.fixture
def news(tmp_path: Path) -> Path:
    return write_news(tmp_path / "news", 6)


def answer(request: Request, text: str = "") -> str:
    """What the model returns: next to nothing, so that code fills the rest in."""
    if request.prompt.startswith("details"):
        return '{"voices": [], "figures": [], "ahead": []}'
    one = {"sentences": ["1.1"], "speaker": "", "text": text}
    return json.dumps({"developments": [], "lead": one, "headline": one})


def day_in(request: Request) -> date:
    return date.fromisoformat(re.findall(r"2024-05-\d\d", request.messages[-1].content)[0])


def metered(news: Path, tmp_path: Path, model: object, **limits: object) -> Briefbot:
    return Briefbot(
        news, model=model, environ={"BRIEFBOT_CACHE": str(tmp_path / "cache")}, **limits
    )


def run(bot: Briefbot, common: Common, jobs: int | None = None) -> int:
    days = [listing.day for listing in bot.days()]
    return into_folder(bot, days, common, mark_new=False, fresh=False, jobs=jobs)


def test_strict_counts_what_was_kept_too(news: Path, tmp_path: Path) -> None:
    wrong = ScriptedModel(lambda request: answer(request, "Elvis was seen in Memphis."))
    bot = Briefbot(news, model=wrong, environ={"BRIEFBOT_CACHE": str(tmp_path / "cache")})
    common = Common(form="json", output=str(tmp_path / "out"), strict=True)
    assert [run(bot, common), run(bot, common)] == [4, 4]
    assert len(wrong.requests) == 12


@pytest.mark.parametrize("jobs", [1, 4])
def test_bytes_are_the_same_for_any_number_of_jobs(
    jobs: int, news: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    def slow(request: Request) -> str:
        time.sleep(random.random() / 50)
        return answer(request)

    bot = metered(news, tmp_path, ScriptedModel(slow))
    expected = [bot.summarize(day) for day in days_of(news)]
    assert into_sheet(bot, days_of(news), Common(form="json"), mark_new=False, jobs=jobs) == 0
    assert json.loads(capsys.readouterr().out) == [json.loads(s.model_dump_json()) for s in expected]  # fmt: skip
    assert run(bot, Common(form="json", output=str(tmp_path / "out")), jobs) == 0
    assert [json.loads(text) for _, text in sorted(contents(tmp_path / "out").items())] == [
        json.loads(s.model_dump_json()) for s in expected
    ]
    assert list(bot.summarize_range(jobs=jobs)) == expected


@pytest.mark.parametrize("jobs", [1, 4])
def test_a_spent_budget_stops_the_run_and_the_next_one_goes_on(
    jobs: int, news: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    def priced(request: Request) -> Completion:
        time.sleep(random.random() / 100)
        usage = Usage(calls=1, input_tokens=900, output_tokens=100)
        return Completion(answer(request), "m", usage)

    # A model whose tokens nobody knows is counted by bytes, four or five to the token.
    budget = 10_000
    common = Common(form="json", output=str(tmp_path / "out"))
    made, runs = set(), 0
    while True:
        runs += 1
        bot = metered(news, tmp_path, ScriptedModel(priced), max_tokens=budget)
        try:
            run(bot, common, jobs)
        except BudgetExceededError:
            pass
        else:
            break
        finally:
            usage = bot.model.usage
            assert usage.input_tokens + usage.output_tokens <= budget
        err = capsys.readouterr().err
        now = set(contents(tmp_path / "out"))
        assert now > made, "a run that makes nothing would never end"
        made = now
        left = sorted({f"{day}.json" for day in days_of(news)} - made)
        counted = f"{len(left)} day{'s' * (len(left) > 1)}"
        assert f"stopped at {left[0][:10]}, {counted} left; the same command goes on" in err
        assert "failed:" not in err
        budget += 1_000
    assert len(contents(tmp_path / "out")) == 6
    assert runs > 1, "the budget was never spent"


def test_a_day_that_fails_does_not_stop_the_others(
    news: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    def often(request: Request) -> str:
        if day_in(request) in (date(2024, 5, 2), date(2024, 5, 5)):
            raise OutputInvalidError("this is no JSON")
        return answer(request)

    common = Common(form="json", output=str(tmp_path / "out"))
    assert run(metered(news, tmp_path, ScriptedModel(often)), common, 3) == 1
    err = capsys.readouterr().err.splitlines()
    assert "briefbot: 2024-05-02 failed: this is no JSON" in err
    assert err[-2:] == [
        "briefbot: 6 days: 4 made, 0 kept, 2 failed, 10 requests of unknown cost",
        "briefbot: 2 days failed (2024-05-02, 2024-05-05): this is no JSON;"
        " the same command tries them again",
    ]
    again = ScriptedModel(answer)
    assert run(metered(news, tmp_path, again), common, 3) == 0
    assert {day_in(request) for request in again.requests} == {date(2024, 5, 2), date(2024, 5, 5)}


@pytest.mark.parametrize("jobs", [1, 3])
@pytest.mark.parametrize(
    ("reported", "told"),
    [
        # Of a day two calls, of one that fails the first: five days of two, and one of one.
        pytest.param(Usage(calls=1, input_tokens=1000, output_tokens=100), "12,100 tokens, $0.0385", id="reported"),
        pytest.param(Usage(calls=1, unreported=1), "11,000 tokens, 1 request of unknown cost", id="not reported"),
    ],
)  # fmt: skip
def test_what_failed_days_took_is_told_with_the_others(
    reported: Usage,
    told: str,
    jobs: int,
    news: Path,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    def once(request: Request) -> Completion:
        if day_in(request) == date(2024, 5, 2):
            error = OutputInvalidError("this is no JSON")
            tell_usage(error, reported)
            raise error
        return Completion(answer(request), "gpt-4o", Usage(calls=1, input_tokens=1000, output_tokens=100))  # fmt: skip

    common = Common(form="json", output=str(tmp_path / "out"))
    model = ScriptedModel(once, name="gpt-4o")
    assert run(metered(news, tmp_path, model), common, jobs) == 1
    assert f"6 days: 5 made, 0 kept, 1 failed, {told}\n" in capsys.readouterr().err


def test_a_refused_key_stops_the_run_at_once(
    news: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    def refuse(request: Request) -> str:
        raise ModelRejectedError("the key was refused: set OPENAI_API_KEY")

    model = ScriptedModel(refuse)
    common = Common(form="json", output=str(tmp_path / "out"))
    with pytest.raises(ModelRejectedError):
        run(metered(news, tmp_path, model), common, 1)
    assert len(model.requests) == 1
    assert capsys.readouterr().err.splitlines() == [
        "briefbot: stopped at 2024-05-01, 6 days left; the same command goes on from there",
        "briefbot: 6 days: 0 made, 0 kept, 0 failed",
    ]


def test_to_one_place_the_first_error_ends_it(
    news: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    def once(request: Request) -> str:
        if day_in(request) == date(2024, 5, 3):
            raise OutputInvalidError("this is no JSON")
        return answer(request)

    bot = metered(news, tmp_path, ScriptedModel(once))
    with pytest.raises(BriefbotError) as caught:
        into_sheet(bot, days_of(news), Common(form="json"), mark_new=False, jobs=1)
    assert "2024-05-03; 2 of 6 days are done" in caught.value.__notes__[0]
    days = [one["day"] for one in json.loads(capsys.readouterr().out)]
    assert days == ["2024-05-01", "2024-05-02"]
