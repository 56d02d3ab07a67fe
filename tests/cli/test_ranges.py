"""Ranges put out: a folder that a second run completes, what it tells, and what interrupts it."""

from __future__ import annotations

import json
import os
import random
import re
import signal
import subprocess
import sys
import time
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from briefbot import Briefbot
from briefbot.cli.day_folder import RECORD
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

if TYPE_CHECKING:
    from collections.abc import Callable

    from briefbot.models.base import Request

ROOT = Path(__file__).resolve().parents[2]
FIRST = date(2024, 5, 1)


def write_news(folder: Path, days: int) -> Path:
    folder.mkdir()
    for n in range(days):
        day = FIRST + timedelta(days=n)
        (folder / f"{day}.txt").write_text(
            f"The port of Odense closed on day {n} after a storm damaged {n + 2} cranes.\n\n"
            f"Parliament rejected plan {n} to raise fuel taxes, with {n + 40} members voting for it.\n"
        )
    return folder


@pytest.fixture
def news(tmp_path: Path) -> Path:
    return write_news(tmp_path / "news", 6)


def days_of(news: Path) -> list[date]:
    return sorted(date.fromisoformat(path.stem) for path in news.iterdir())


def contents(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir() if path.name != RECORD}


def summarized(briefbot: Callable[..., object], news: Path, out: Path, *more: str) -> object:
    arguments = ("--briefs", str(news), "--model", "extractive", "--since", str(FIRST))
    return briefbot("summarize", *arguments, "--format", "json", "--output", f"{out}/", *more)


def test_a_second_run_leaves_alone_what_is_current(
    briefbot: Callable[..., object], news: Path, tmp_path: Path
) -> None:
    out = tmp_path / "out"
    code, printed, err = summarized(briefbot, news, out, "--until", "2024-05-04")
    assert (code, printed) == (0, "")
    assert err.splitlines()[1:] == ["briefbot: 4 days: 4 made, 0 kept, 0 failed"]
    before = {path: path.stat().st_mtime_ns for path in out.glob("*.json")}
    assert sorted(path.name for path in before) == [f"2024-05-0{n}.json" for n in range(1, 5)]
    err = summarized(briefbot, news, out).err
    assert err.splitlines()[1:] == [
        "briefbot: 4 of 6 days were done before",
        "briefbot: 6 days: 2 made, 4 kept, 0 failed",
    ]
    assert {path: path.stat().st_mtime_ns for path in before} == before
    assert summarized(briefbot, news, out, "--fresh").err.endswith("6 made, 0 kept, 0 failed\n")


def test_only_the_days_a_changed_brief_counts_for_are_made_again(
    briefbot: Callable[..., object], news: Path, tmp_path: Path
) -> None:
    out = tmp_path / "out"
    summarized(briefbot, news, out)
    before = contents(out)
    (news / "2024-05-05.txt").write_text("A bridge in Aalborg was opened by the king.\n")
    err = summarized(briefbot, news, out).err
    assert err.splitlines()[1:] == [
        "briefbot: 4 of 6 days were done before",
        "briefbot: 1 day made again: the briefs before the day changed",
        "briefbot: 1 day made again: the briefs of the day changed",
        "briefbot: 6 days: 2 made, 4 kept, 0 failed",
    ]
    after = contents(out)
    assert "Aalborg" in after["2024-05-05.json"].decode()
    assert {n: after[n] for n in sorted(before)[:4]} == {n: before[n] for n in sorted(before)[:4]}
    summarized(briefbot, news, tmp_path / "anew")
    assert contents(tmp_path / "anew") == after


@pytest.mark.parametrize("form", ["text", "markdown"])
def test_every_form_goes_on(
    form: str, briefbot: Callable[..., object], news: Path, tmp_path: Path
) -> None:
    out = tmp_path / "out"
    out.mkdir()
    arguments = ("summarize", "--briefs", str(news), "--since", str(FIRST), "--format", form)
    assert "6 made, 0 kept" in briefbot(*arguments, "-o", str(out)).err
    assert "0 made, 6 kept" in briefbot(*arguments, "-o", str(out)).err
    ending = {"text": "txt", "markdown": "md"}[form]
    assert "The port of Odense closed on day 3" in (out / f"2024-05-04.{ending}").read_text()


@pytest.mark.parametrize(
    ("do", "told", "kept"),
    [
        pytest.param(os.remove, None, None, id="deleted"),
        pytest.param(lambda p: p.write_text("{"), "the file was changed", "{", id="cut off"),
        pytest.param(lambda p: p.write_text("mine"), "the file was changed", "mine", id="edited"),
    ],
)
def test_a_file_that_is_not_as_written_is_made_again_and_nothing_is_lost(
    do: Callable[[Path], object],
    told: str | None,
    kept: str | None,
    briefbot: Callable[..., object],
    news: Path,
    tmp_path: Path,
) -> None:
    out = tmp_path / "out"
    summarized(briefbot, news, out)
    before = contents(out)
    for time_of in (1, 2):
        do(out / "2024-05-03.json")
        err = summarized(briefbot, news, out).err
        assert err.endswith("6 days: 1 made, 5 kept, 0 failed\n")
        assert ("made again: the file was changed" in err) is bool(told)
        aside = out / f"2024-05-03.json.{time_of}.before"
        assert (aside.read_text() if aside.exists() else None) == kept
        assert contents(out).items() >= before.items()


def test_a_file_of_somebody_else_is_set_aside(
    briefbot: Callable[..., object], news: Path, tmp_path: Path
) -> None:
    out = tmp_path / "out"
    out.mkdir()
    (out / "2024-05-02.json").write_text("notes")
    err = summarized(briefbot, news, out).err
    assert "2024-05-02.json was not as briefbot wrote it; it is now 2024-05-02.json.1.before" in err
    assert (out / "2024-05-02.json.1.before").read_text() == "notes"


def test_a_torn_or_damaged_record_costs_only_its_own_days(
    briefbot: Callable[..., object], news: Path, tmp_path: Path
) -> None:
    out = tmp_path / "out"
    summarized(briefbot, news, out)
    lines = (out / RECORD).read_bytes().splitlines(keepends=True)
    (out / RECORD).write_bytes(b"".join([b"\xff\n", b"[]\n", *lines[:4], lines[5][:40]]))
    assert summarized(briefbot, news, out).err.endswith("2 made, 4 kept, 0 failed\n")
    assert summarized(briefbot, news, out).err.endswith("0 made, 6 kept, 0 failed\n")
    (out / RECORD).unlink()
    assert summarized(briefbot, news, out).err.endswith("6 made, 0 kept, 0 failed\n")
    # What is made again to the letter is nobody else's: nothing is set aside.
    assert not list(out.glob("*.before"))


def test_the_briefs_are_never_written_over(
    briefbot: Callable[..., object], news: Path, tmp_path: Path
) -> None:
    before = contents(news)
    (tmp_path / "link").symlink_to(news)
    for out in (news, news / "summaries", tmp_path / "link"):
        code, _, err = summarized(briefbot, news, out)
        assert code == 1
        assert "the briefs are read from there" in err
    assert contents(news) == before


def test_strict_counts_what_was_kept_too(news: Path, tmp_path: Path) -> None:
    wrong = ScriptedModel(lambda request: answer(request, "Elvis was seen in Memphis."))
    bot = Briefbot(news, model=wrong, environ={"BRIEFBOT_CACHE": str(tmp_path / "cache")})
    common = Common(form="json", output=str(tmp_path / "out"), strict=True)
    assert [run(bot, common), run(bot, common)] == [4, 4]
    assert len(wrong.requests) == 12


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        pytest.param(
            ("--since", "2024-05-02", "--until", "2024-05-01"), 2, "swap them", id="reversed"
        ),
        pytest.param(
            ("--since", "2024-05-07"), 1, "go from 2024-05-01 to 2024-05-06", id="after the last"
        ),
        pytest.param(("--fresh",), 2, "--fresh is for --output FOLDER/", id="fresh, but no folder"),
        pytest.param(("--dry-run", "-o", "x/"), 2, "leave --output out", id="dry run to a folder"),
        pytest.param(("-o", "news/file/"), 1, "can't write --output", id="a file as folder"),
        pytest.param(("--jobs", "0"), 2, "--jobs", id="no jobs"),
    ],
)
def test_what_makes_no_sense(
    arguments: tuple[str, ...],
    code: int,
    said: str,
    briefbot: Callable[..., object],
    news: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "file").touch()
    arguments = tuple(one.replace("news/", "") for one in arguments)
    ended = briefbot("summarize", "--briefs", "news", "--model", "extractive", *arguments)
    assert (ended.code, ended.out) == (code, "")
    assert said in ended.err.splitlines()[-1]


def test_days_without_a_brief_are_told_in_one_line(
    briefbot: Callable[..., object], news: Path
) -> None:
    for n in (3, 4):
        (news / f"2024-05-0{n}.txt").unlink()
    arguments = ("summarize", "--briefs", str(news), "--format", "json", "--model", "extractive")
    ended = briefbot(*arguments, "--since", "2024-05-02", "--until", "2024-05-31")
    assert (
        "briefbot: 27 days of the range have no brief; briefbot days shows the gaps\n" in ended.err
    )
    assert [one["day"] for one in json.loads(ended.out)] == ["2024-05-02", "2024-05-05", "2024-05-06"]  # fmt: skip
    assert "no brief" not in briefbot(*arguments, "--since", "2024-05-05").err


def test_one_day_goes_into_a_folder_too(
    briefbot: Callable[..., object], news: Path, tmp_path: Path
) -> None:
    out = tmp_path / "out"
    arguments = ("summarize", "--briefs", str(news), "-o", f"{out}/")
    assert "1 day: 1 made, 0 kept, 0 failed" in briefbot(*arguments).err
    assert list(contents(out)) == ["2024-05-06.txt"]


def test_without_a_model_jobs_are_not_used(
    briefbot: Callable[..., object], news: Path, tmp_path: Path
) -> None:
    assert "--jobs 4 is not used" in summarized(briefbot, news, tmp_path / "o", "--jobs", "4").err


# With a model: several days at once.


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


# As a process: whatever ends it, the next run goes on.


# SIGTERM too: tests/kills/test_signals.py.
@pytest.mark.parametrize("how", [signal.SIGKILL, signal.SIGINT])
def test_killed_in_the_middle_the_next_run_goes_on(how: signal.Signals, tmp_path: Path) -> None:
    news = write_news(tmp_path / "news", 80)
    environ = {**os.environ, "PYTHONPATH": str(ROOT), "BRIEFBOT_CACHE": str(tmp_path / "cache")}
    out = tmp_path / "out"

    def command(folder: Path) -> list[str]:
        arguments = ["--briefs", str(news), "--model", "extractive", "--since", str(FIRST)]
        given = [*arguments, "--format", "markdown", "--output", f"{folder}/"]
        return [sys.executable, "-m", "briefbot", "summarize", *given]

    def finished(folder: Path) -> str:
        ended = subprocess.run(
            command(folder), cwd=ROOT, env=environ, capture_output=True, text=True, check=True
        )
        assert ended.stdout == ""
        return ended.stderr.splitlines()[-1]

    with subprocess.Popen(
        command(out), cwd=ROOT, env=environ, stderr=subprocess.PIPE, text=True
    ) as process:
        while process.poll() is None and len(list(out.glob("*.md"))) < 10:
            time.sleep(0.005)
        process.send_signal(how)
        _, err = process.communicate(timeout=20)
    codes = {signal.SIGKILL: -9, signal.SIGINT: 130}
    assert process.returncode == codes[how]
    assert "Traceback" not in err
    before = {path.name: path.stat().st_mtime_ns for path in out.glob("*.md")}
    assert 10 <= len(before) < 80
    if how != signal.SIGKILL:
        counts = f"80 days: {len(before)} made, 0 kept, 0 failed"
        assert f"{80 - len(before)} days left; the same command goes on" in err
        assert counts in err
    last = re.fullmatch(r"briefbot: 80 days: (\d+) made, (\d+) kept, 0 failed", finished(out))
    assert last
    # At worst the kill fell between a file and its line in the record.
    assert int(last[2]) >= len(before) - 1
    assert not [path for path in out.iterdir() if path.suffix not in (".md", ".jsonl", ".before")]
    finished(tmp_path / "whole")
    whole = contents(tmp_path / "whole")
    assert {name: text for name, text in contents(out).items() if name in whole} == whole
