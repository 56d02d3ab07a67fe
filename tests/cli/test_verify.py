"""`briefbot verify`: reading saved results, and how it ends."""

from __future__ import annotations

import io
import json
from types import SimpleNamespace
from typing import TYPE_CHECKING

import pytest

from briefbot.errors import SettingsError

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


@pytest.fixture
def saved(tmp_path: Path) -> str:
    path = tmp_path / "result.json"
    path.write_text('{"kind": "answer"}')
    return str(path)


def test_holds(briefbot: Callable[..., object], script: object, saved: str) -> None:
    code, out, err = briefbot("verify", saved)
    assert (code, out, err) == (0, "holds: 3 claims checked against the briefs\n", "")
    assert script.asked == [{"kind": "answer"}]
    assert script.opened["model"] == "extractive"


def test_does_not_hold(briefbot: Callable[..., object], script: object, saved: str) -> None:
    script.problems = ("claims[0]: the quote is\x1b not there", "claims[1]: no such brief")
    code, out, err = briefbot("verify", saved)
    assert code == 4
    assert out == (
        "does not hold: claims[0]: the quote is\ufffd not there\n"
        "does not hold: claims[1]: no such brief\n"
    )
    assert err == f"briefbot: {saved} does not hold: 2 problems\n"
    shown = json.loads(briefbot("verify", saved, "--format", "json").out)
    assert (shown["ok"], shown["checked"], len(shown["problems"])) == (False, 3, 2)


def test_a_range_is_verified_day_by_day(
    briefbot: Callable[..., object], script: object, tmp_path: Path
) -> None:
    path = tmp_path / "days.json"
    path.write_text('[{"day": "2022-02-01"}, {"day": "2022-02-02"}]')
    script.problems = ("headline: gone",)
    code, out, _ = briefbot("verify", str(path))
    assert (code, len(script.asked)) == (4, 2)
    assert out.splitlines()[1] == "does not hold: 2022-02-02, headline: gone"


def test_several_files_and_folders(
    briefbot: Callable[..., object], script: object, tmp_path: Path
) -> None:
    folder = tmp_path / "days"
    folder.mkdir()
    for name in ("2022-02-02.json", "2022-02-01.json"):
        (folder / name).write_text(f'{{"day": "{name[:10]}"}}')
    (folder / "notes.txt").write_text("not looked at")
    (tmp_path / "one.json").write_text('{"day": "one"}')
    given = ("verify", str(tmp_path / "one.json"), str(folder))
    code, out, _ = briefbot(*given)
    assert (code, out) == (0, "holds: 9 claims of 3 results checked against the briefs\n")
    assert [one["day"] for one in script.asked] == ["one", "2022-02-01", "2022-02-02"]
    script.problems = ("headline: gone",)
    code, out, err = briefbot(*given)
    assert code == 4
    assert out.splitlines()[1] == f"does not hold: {folder}/2022-02-01.json: headline: gone"
    assert err == "briefbot: 3 of 3 files do not hold: 3 problems\n"


def test_a_folder_without_a_result(briefbot: Callable[..., object], tmp_path: Path) -> None:
    code, out, err = briefbot("verify", str(tmp_path))
    assert (code, out) == (1, "")
    assert "holds no .json file; save results there" in err


def test_what_is_no_result_is_named(
    briefbot: Callable[..., object], script: object, tmp_path: Path
) -> None:
    for name in ("a.json", "b.json"):
        (tmp_path / name).write_text("{}")
    script.error = SettingsError("this is no briefbot result")
    code, _, err = briefbot("verify", str(tmp_path))
    assert code == 1
    assert err == f"briefbot: this is no briefbot result ({tmp_path}/a.json)\n"


def test_from_stdin(
    briefbot: Callable[..., object], script: object, monkeypatch: pytest.MonkeyPatch
) -> None:
    stdin = SimpleNamespace(buffer=io.BytesIO(b'{"kind": "answer"}'), isatty=lambda: False)
    monkeypatch.setattr("sys.stdin", stdin)
    assert briefbot("verify", "-").code == 0


@pytest.mark.parametrize(
    ("content", "said"),
    [
        pytest.param(None, "can't read", id="missing"),
        pytest.param(b"", "it is not JSON", id="empty"),
        pytest.param(b"not json", "it is not JSON", id="text"),
        pytest.param(b"\xff\xfe\x00", "it is not JSON", id="binary"),
        pytest.param(b'[{"claims": 1, "claims": 2}]', "a field is there twice", id="twice"),
        pytest.param(b"[" * 100_000, "nested too deeply", id="deep"),
        pytest.param(b"3", "holds no briefbot result", id="number"),
        pytest.param(b"[]", "holds no briefbot result", id="empty list"),
        pytest.param(b"[1]", "holds no briefbot result", id="list of numbers"),
    ],
)
def test_what_is_no_result(
    content: bytes | None,
    said: str,
    briefbot: Callable[..., object],
    script: object,
    tmp_path: Path,
) -> None:
    path = tmp_path / "result.json"
    if content is not None:
        path.write_bytes(content)
    code, out, err = briefbot("verify", str(path))
    assert (code, out, script.asked) == (1, "", [])
    assert err.count("\n") == 1
    assert said in err
