"""`briefbot changes`: what it takes, how it ends, and the whole way over two days of briefs."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from briefbot.results import Changes

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

DAYS = {
    "2024-05-05": "Snow fell over Tromso on Sunday.\n",
    "2024-05-06": "Engineers opened two gates of the Orvel dam on Monday.\n\nA mill burned in Porto.\n",
    "2024-05-07": "Engineers opened four gates of the Orvel dam on Monday.\n\nA mill burned in Porto.\n",
    "2024-05-08": "A mill burned in Porto.\n\nEngineers opened four gates of the Orvel dam on Monday.\n",
}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    briefs = tmp_path / "briefs"
    briefs.mkdir()
    for day, text in DAYS.items():
        (briefs / f"{day}.txt").write_text(text)
    return briefs


@pytest.fixture
def shown(briefbot: Callable[..., object], folder: Path) -> Callable[..., object]:
    return lambda *args: briefbot(
        "changes", *args, "--briefs", str(folder), "--model", "extractive"
    )


@pytest.mark.parametrize("days", [["2024-05-07"], ["2024-05-06", "2024-05-07"]])
def test_from_one_day_to_another(shown: Callable[..., object], days: list[str]) -> None:
    code, out, err = shown(*days)
    assert code == 0
    assert out.startswith("Tuesday, 7 May 2024: what changed since Monday, 6 May 2024\n\nUpdated\n")
    assert "two" in out
    assert "Before: Engineers opened two gates" in out
    assert err.count("\n") == 1


def test_without_days_the_two_newest(shown: Callable[..., object]) -> None:
    code, out, _ = shown()
    assert code == 0
    assert out.startswith("Wednesday, 8 May 2024: what changed since Tuesday, 7 May 2024\n")
    assert "Nothing changed since Tuesday, 7 May 2024." in out


def test_json_can_be_verified(
    shown: Callable[..., object], briefbot: Callable[..., object], folder: Path, tmp_path: Path
) -> None:
    saved = tmp_path / "changes.json"
    assert shown("2024-05-07", "--format", "json", "--output", str(saved)).code == 0
    assert Changes.model_validate_json(saved.read_text()).items[0].kind == "updated"
    assert briefbot("verify", str(saved), "--briefs", str(folder)).code == 0
    forged = json.loads(saved.read_text())
    forged["items"][0]["revised"][0]["after"] = "five"
    saved.write_text(json.dumps(forged))
    code, out, err = briefbot("verify", str(saved), "--briefs", str(folder))
    assert code == 4
    assert "items[0]: the later day does not give 'five'" in out + err


@pytest.mark.parametrize(
    ("days", "code", "words"),
    [
        (["2024-05-07", "2024-05-06"], 2, "2024-05-07 is later than 2024-05-06; swap them"),
        (["2024-05-07", "2024-05-07"], 2, "2024-05-07 was given twice; give two different days"),
        (["2024-05-06", "2024-05-07", "2024-05-08"], 2, "2024-05-08"),
        (["yesterday"], 2, "'yesterday' is not a day; write it like 2022-02-02"),
        (["2024-05-05"], 1, "no brief before 2024-05-05 to compare it with; the days there are go"),
        (["2024-06-05"], 1, "no brief of 2024-06-05; the nearest days are 2024-05-06, 2024-05-07"),
        (["2024-05-01", "2024-05-07"], 1, "no brief of 2024-05-01; the nearest days are"),
    ],
)
def test_bad_days(shown: Callable[..., object], days: list[str], code: int, words: str) -> None:
    ended = shown(*days)
    assert (ended.code, ended.out) == (code, "")
    assert words in ended.err


def test_a_library_of_one_day(briefbot: Callable[..., object], seeds: Path) -> None:
    code, _, err = briefbot("changes", "--briefs", str(seeds), "--model", "extractive")
    assert code == 1
    assert "only 2022-02-02 has a brief; add one of another day to compare it with" in err


def test_dry_run_without_a_model(shown: Callable[..., object]) -> None:
    code, _, err = shown("--dry-run")
    assert code == 1
    assert "without a model nothing is sent" in err


def test_another_tasks_prompt_is_refused(shown: Callable[..., object]) -> None:
    code, _, err = shown("--prompt", "ask@1")
    assert code == 2
    assert "there is changes, judge, reask" in err


def test_a_summary_marks_what_is_new(briefbot: Callable[..., object], folder: Path) -> None:
    (folder / "2024-05-09.txt").write_text(
        f"{DAYS['2024-05-08']}\nThe ferry Alba ran aground off Skagen.\n"
    )
    common = ("--briefs", str(folder), "--model", "extractive")
    code, out, _ = briefbot("summarize", "--mark-new", *common)
    assert code == 0
    assert "The ferry Alba ran aground off Skagen. (new since 2024-05-08) [" in out
    assert out.count("new since") == 1
    assert "new since" not in briefbot("summarize", *common).out
