"""`briefbot prompts`, on a folder of the test's own beside the shipped prompts."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

PROMPT = """\
name = "zz-mine"
version = {version}
description = "A prompt of one's own."
variables = ["question"]
max_output_tokens = 100
user = "{words} $question"
"""


@pytest.fixture(autouse=True)
def own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "prompts" / "zz-mine"
    folder.mkdir(parents=True)
    for version, words in ((1, "Say"), (2, "Tell")):
        (folder / f"v{version}.toml").write_text(PROMPT.format(version=version, words=words))
    monkeypatch.setenv("BRIEFBOT_PROMPTS", str(folder.parent))
    return folder


@pytest.mark.parametrize("args", [["prompts"], ["prompts", "list"]])
def test_list(args: list[str], briefbot: Callable[..., object]) -> None:
    code, out, err = briefbot(*args)
    assert (code, err) == (0, "")
    lines = [line.split(maxsplit=2) for line in out.splitlines()]
    assert [line[0] for line in lines if line[0].startswith("zz-mine")] == [
        "zz-mine@1",
        "zz-mine@2",
    ]
    assert lines[-1][2] == "A prompt of one's own."


def test_list_in_json(briefbot: Callable[..., object]) -> None:
    rows = json.loads(briefbot("prompts", "list", "--format", "json").out)["prompts"]
    assert [row["prompt"] for row in rows][-2:] == ["zz-mine@1", "zz-mine@2"]
    assert all(len(row["fingerprint"]) == 64 for row in rows)


@pytest.mark.parametrize(("spec", "version"), [("zz-mine", 2), ("zz-mine@1", 1)])
def test_show(spec: str, version: int, briefbot: Callable[..., object], own: Path) -> None:
    code, out, err = briefbot("prompts", "show", spec)
    assert (code, out) == (0, (own / f"v{version}.toml").read_text())
    assert err.startswith(f"briefbot: zz-mine@{version}, fingerprint ")


def test_diff(briefbot: Callable[..., object]) -> None:
    code, out, _ = briefbot("prompts", "diff", "zz-mine", "1", "2")
    assert code == 0
    assert '-user = "Say $question"\n+user = "Tell $question"\n' in out
    code, out, err = briefbot("prompts", "diff", "zz-mine", "1", "1")
    assert (code, out, err) == (0, "", "briefbot: zz-mine@1 and zz-mine@1 are the same\n")


def test_check_finds_a_changed_prompt(briefbot: Callable[..., object], own: Path) -> None:
    assert "zz-mine" not in briefbot("prompts", "check").out
    (own.parent / "lock.toml").write_text(f'"zz-mine@1" = "{"0" * 64}"\n')
    code, out, err = briefbot("prompts", "check")
    assert code == 4
    own_lines = [line for line in out.splitlines() if line.startswith("zz-mine")]
    assert own_lines[0].startswith("zz-mine@1 was released as 000000000000 and is now ")
    assert own_lines[1].startswith("zz-mine@2 is not locked")
    assert err == f"briefbot: {len(out.splitlines())} prompt versions to put right\n"


@pytest.mark.parametrize(
    ("args", "code", "said"),
    [
        pytest.param(["show", "nope"], 1, "no prompt 'nope'", id="unknown"),
        pytest.param(
            ["show", "zz-mine@9"], 1, "there is zz-mine@1, zz-mine@2", id="unknown version"
        ),
        pytest.param(["diff", "zz-mine", "1", "9"], 1, "no prompt 'zz-mine@9'", id="diff"),
        pytest.param(["diff", "zz-mine", "1", "two"], 2, "B", id="version in words"),
        pytest.param(["lisst"], 2, "No such command", id="command"),
    ],
)
def test_bad_input(args: list[str], code: int, said: str, briefbot: Callable[..., object]) -> None:
    ended = briefbot("prompts", *args)
    assert (ended.code, ended.out) == (code, "")
    assert said in ended.err
    assert ended.err.count("\n") == 1


def test_a_prompt_folder_that_is_not_there(
    briefbot: Callable[..., object], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("BRIEFBOT_PROMPTS", "/no/such/folder")
    code, _, err = briefbot("prompts")
    assert code == 1
    assert "no prompt folder '/no/such/folder'" in err
