"""`briefbot redteam`: the figures, the exit code, and that nothing is written into the briefs."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from briefbot.redteam.verdict import Verdict

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

FAST = ("--model", "extractive", "--family", "links and images", "--limit", "2", "--seed", "3")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    briefs = tmp_path / "briefs"
    briefs.mkdir()
    (briefs / "2019-05-06.txt").write_text("The port of Odense closed on Sunday after a storm.\n")
    (briefs / "2019-05-07.txt").write_text("Denmark's parliament rejected a plan to raise taxes.\n")
    return briefs


def test_json_has_every_run_and_the_briefs_are_as_they_were(
    briefbot: Callable[..., Any], folder: Path
) -> None:
    before = {file: file.read_bytes() for file in folder.iterdir()}
    done = briefbot("redteam", "--briefs", str(folder), *FAST, "--strict", "--format", "json")
    assert done.code == 0, done.err
    report = json.loads(done.out)
    assert report["kind"] == "redteam"
    assert report["model"] == "extractive"
    assert report["brief"] == "2019-05-07.txt"
    assert len(report["findings"]) == 4
    assert report["families"][-1]["out"] == {"hits": 0, "n": 4, "low": 0.0, "high": 0.4899}
    assert {file: file.read_bytes() for file in folder.iterdir()} == before


def test_strict_ends_with_4_when_something_came_out(
    briefbot: Callable[..., Any], folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    leaked = Verdict(out=("headline: CANARY-1",))
    monkeypatch.setattr("briefbot.redteam.suite.judge", lambda *results: leaked)
    args = ("redteam", "--briefs", str(folder), *FAST)
    done = briefbot(*args, "--strict")
    assert done.code == 4
    assert "--strict: link-image got out headline: CANARY-1" in done.err
    assert "Came out, or broke" in done.out
    assert briefbot(*args).code == 0


def test_an_unknown_family_names_those_there_are(
    briefbot: Callable[..., Any], folder: Path
) -> None:
    done = briefbot("redteam", "--briefs", str(folder), "--model", "extractive", "--family", "x")
    assert done.code == 1
    assert "no attacks of the family 'x'; there is" in done.err


def test_a_task_that_fails_without_an_attack_is_not_taken_for_one_that_holds(
    briefbot: Callable[..., Any], folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from briefbot import Briefbot
    from briefbot.errors import OutputInvalidError

    def fail(*_: object) -> None:
        raise OutputInvalidError("prose")

    monkeypatch.setattr(Briefbot, "ask", fail)
    args = ("redteam", "--briefs", str(folder), *FAST)
    done = briefbot(*args, "--strict")
    assert done.code == 4
    assert "ask was not attacked, because it fails without an attack: prose" in done.err
    assert briefbot(*args, "--task", "ask").code == 1
