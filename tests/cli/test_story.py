"""`briefbot story`: what it takes, how it ends, and the whole way over a few days of briefs."""

from __future__ import annotations

import inspect
import json
from typing import TYPE_CHECKING

import pytest

from briefbot import Briefbot
from briefbot.cli.story import story as command
from briefbot.results import Story

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

DAYS = {
    "2024-05-06": "The river Arno burst its banks at Pisa on Monday.\n\nA mill burned in Porto.\n",
    "2024-05-07": "Soldiers brought 900 beds and forty boats to Pisa.\n",
    "2024-05-08": "The airport of Pisa opened again after four days.\n",
}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    briefs = tmp_path / "briefs"
    briefs.mkdir()
    for day, text in DAYS.items():
        (briefs / f"{day}.txt").write_text(text)
    return briefs


@pytest.fixture
def story(briefbot: Callable[..., object], folder: Path) -> Callable[..., object]:
    return lambda *args: briefbot("story", *args, "--briefs", str(folder), "--model", "extractive")


def test_a_story_is_printed_and_its_file_verified(
    story: Callable[..., object], briefbot: Callable[..., object], folder: Path, tmp_path: Path
) -> None:
    ended = story("Pisa", "--until", "2024-05-07")
    assert ended.code == 0
    assert "Pisa: the story up to Tuesday, 7 May 2024" in ended.out
    assert "airport" not in ended.out
    saved = tmp_path / "story.json"
    assert story("Pisa", "--format", "json", "--output", str(saved)).code == 0
    assert Story.model_validate(json.loads(saved.read_text())).words == 28
    assert briefbot("verify", str(saved), "--briefs", str(folder)).code == 0


def test_what_the_briefs_tell_nothing_of_ends_with_3(story: Callable[..., object]) -> None:
    ended = story("Krakatoa")
    assert ended.code == 3
    assert "tell nothing of “Krakatoa”" in ended.out


@pytest.mark.parametrize(
    ("args", "code", "said"),
    [
        pytest.param([""], 1, "nothing to look for", id="empty"),
        pytest.param(["Pisa", "--until", "2024-05-05"], 1, "no brief up to 2024-05-05", id="early"),
        pytest.param(["Pisa", "--words", "0"], 2, "--words", id="no-words"),
        pytest.param(["Pisa", "--words", "2"], 1, "the shortest has 9", id="few-words"),
        pytest.param(
            ["--since", "2024-05-08", "--until", "2024-05-06"], 2, "swap them", id="reversed"
        ),
        pytest.param(["--prompt", "ask@2"], 2, "not used here", id="another-prompt"),
        pytest.param(["--dry-run"], 1, "without a model nothing is sent", id="no-model"),
    ],
)
def test_what_makes_no_story(
    story: Callable[..., object], args: list[str], code: int, said: str
) -> None:
    ended = story(*args)
    assert (ended.code, ended.out) == (code, "")
    assert said in ended.err


def test_the_length_is_that_of_the_library() -> None:
    # The command has its own copy: importing the task would slow every start down.
    defaults = [
        inspect.signature(one).parameters["words"].default for one in (command, Briefbot.story)
    ]
    assert defaults[0] == defaults[1]
