"""Ranges put out without a model: a folder that a second run completes, and what it tells."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from briefbot.cli.day_folder import RECORD
from tests.cli.days_of_news import FIRST, contents, write_news

if TYPE_CHECKING:
    from collections.abc import Callable


@pytest.fixture
def news(tmp_path: Path) -> Path:
    return write_news(tmp_path / "news", 6)


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
