"""What a summary is made of: anything that may change it changes its inputs, nothing else does."""

from __future__ import annotations

import json
import os
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from briefbot import Briefbot
from briefbot.errors import BriefNotFoundError
from briefbot.models.testing import ScriptedModel
from briefbot.tasks.inputs import tell_difference

if TYPE_CHECKING:
    from collections.abc import Callable

DAY = date(2024, 5, 20)
NEWS = "The port of Odense closed on Monday after a storm damaged two cranes.\n"


@pytest.fixture
def news(tmp_path: Path) -> Path:
    folder = tmp_path / "news"
    folder.mkdir()
    for number in (1, 12, 13, 19, 20, 21):
        (folder / f"2024-05-{number:02}.txt").write_text(f"Day {number}. {NEWS}")
    return folder


def inputs(folder: Path, **options: object) -> dict[str, object]:
    mark_new = bool(options.pop("mark_new", False))
    environ = {"BRIEFBOT_CACHE": str(folder.parent / "cache")}
    bot = Briefbot(folder, environ=environ, **{"model": "extractive", **options})
    return bot.summary_inputs(DAY, mark_new=mark_new)


def changed(name: str) -> Callable[[Path], None]:
    return lambda folder: (folder / name).write_text(f"Another text. {NEWS}") and None


@pytest.mark.parametrize(
    ("change", "told"),
    [
        pytest.param(changed("2024-05-20.txt"), "the briefs of the day changed", id="the day"),
        pytest.param(changed("2024-05-20-b.txt"), "the briefs of the day changed", id="one more"),
        pytest.param(
            lambda folder: os.remove(folder / "2024-05-19.txt"),
            "the briefs before the day changed",
            id="one before is gone",
        ),
        pytest.param(changed("2024-05-13.txt"), "the briefs before the day changed", id="a week"),
        pytest.param(changed("2024-05-12.txt"), None, id="more than a week before"),
        pytest.param(changed("2024-05-21.txt"), None, id="later"),
        pytest.param(
            lambda folder: os.utime(folder / "2024-05-20.txt", (1, 1)), None, id="only touched"
        ),
    ],
)
def test_briefs_that_count(news: Path, change: Callable[[Path], None], told: str | None) -> None:
    before = inputs(news)
    change(news)
    assert tell_difference(before, inputs(news)) == told


def test_the_same_from_another_place(news: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = inputs(news)
    monkeypatch.chdir(news.parent)
    assert inputs(Path("news")) == before


def test_models_prompts_and_options_count(news: Path, tmp_path: Path) -> None:
    model = ScriptedModel([], name="one")
    asked = inputs(news, model=model)
    assert {name.split("@")[0] for name in asked["prompts"]} == {"summarize", "details", "reask"}

    def told(**options: object) -> str | None:
        return tell_difference(asked, inputs(news, **{"model": model, **options}))

    assert told() is None
    assert told(model="extractive") == "another model"
    assert told(model=ScriptedModel([], name="two")) == "another model"
    assert told(prompts={"summarize": "summarize@1"}) in (None, "other prompts")
    assert told(judge=True) == "other prompts"
    assert told(mark_new=True) == "other options"
    own = tmp_path / "prompts" / "details"
    own.mkdir(parents=True)
    newest = sorted(Path("prompts/details").glob("v*.toml"))[-1].read_text()
    (own / "v9.toml").write_text(
        newest.replace(newest[newest.index("version") :].split("\n")[0], "version = 9")
    )
    assert told(prompt_folder=tmp_path / "prompts") == "other prompts"


def test_what_new_is_compared_with_counts_however_long_ago(news: Path) -> None:
    for number in (13, 19):
        (news / f"2024-05-{number}.txt").unlink()
    before, marked = inputs(news), inputs(news, mark_new=True)
    changed("2024-05-12.txt")(news)
    assert tell_difference(before, inputs(news)) is None
    after = inputs(news, mark_new=True)
    assert tell_difference(marked, after) == "the briefs before the day changed"


def test_inputs_survive_json(news: Path) -> None:
    asked = inputs(news, model=ScriptedModel([]), mark_new=True)
    assert json.loads(json.dumps(asked)) == asked


def test_what_nobody_knows_of_is_told_too(news: Path) -> None:
    now = inputs(news)
    assert tell_difference(now | {"planets": "aligned"}, now) == "made in another way"


@pytest.mark.parametrize("name", ["2024-05-20.txt", "2024-05-19.txt"])
@pytest.mark.parametrize("change", [os.remove, lambda path: path.write_text("Other.")])
def test_a_brief_that_goes_or_changes_meanwhile_is_an_error_not_a_poorer_summary(
    news: Path, name: str, change: Callable[[Path], object]
) -> None:
    bot = Briefbot(news, model="extractive", environ={"BRIEFBOT_CACHE": str(news.parent / "c")})
    bot.days()
    change(news / name)
    with pytest.raises(BriefNotFoundError, match=f"{name}' is gone or changed since this run"):
        bot.make_summary(DAY)
    bot.index.sync()
