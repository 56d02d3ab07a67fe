"""The whole command line on the seeds, with no key and no model; and on input that is bad."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

ROOT = Path(__file__).resolve().parents[2]
SEEDS = str(ROOT / "seeds")


def citations(result: Any) -> Iterator[dict[str, Any]]:
    """Every citation anywhere in a result."""
    if isinstance(result, dict):
        if "quote" in result:
            yield result
        for value in result.values():
            yield from citations(value)
    elif isinstance(result, list):
        for value in result:
            yield from citations(value)


@pytest.fixture
def saved(briefbot: Callable[..., Any], tmp_path: Path) -> Path:
    target = tmp_path / "day.json"
    ended = briefbot("summarize", "--briefs", SEEDS, "--format", "json", "--output", str(target))
    assert (ended.code, ended.out) == (0, "")
    return target


@pytest.mark.parametrize(
    "args", [["summarize", "2022-02-02"], ["ask", "What does Russia demand?"]], ids=lambda a: a[0]
)
def test_every_quote_is_a_slice_of_the_file(args: list[str], briefbot: Callable[..., Any]) -> None:
    ended = briefbot(*args, "--briefs", SEEDS, "--format", "json")
    assert ended.code == 0
    found = list(citations(json.loads(ended.out)))
    assert found
    for one in found:
        text = Path(one["source"]).read_bytes().decode("utf-8")
        assert text[one["start"] : one["end"]] == one["quote"]


def test_a_saved_summary_verifies(briefbot: Callable[..., Any], saved: Path) -> None:
    code, out, err = briefbot("verify", str(saved), "--briefs", SEEDS)
    assert (code, err) == (0, "")
    assert re.fullmatch(r"holds: \d+ claims checked against the briefs\n", out)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        pytest.param('"quote": "Moscow has', '"quote": "Moscow had', id="a quote"),
        pytest.param("amassed some 100,000 troops", "amassed some 100,001 troops", id="a number"),
        pytest.param('"start": ', '"start": 1', id="an offset"),
        pytest.param('"sha256": "09', '"sha256": "19', id="a hash"),
    ],
)
def test_a_changed_character_does_not_verify(
    old: str, new: str, briefbot: Callable[..., Any], saved: Path
) -> None:
    text = saved.read_text(encoding="utf-8")
    assert old in text
    saved.write_text(text.replace(old, new, 1), encoding="utf-8")
    code, out, err = briefbot("verify", str(saved), "--briefs", SEEDS)
    assert code == 4
    assert out.startswith("does not hold: ")
    assert f"{saved} does not hold" in err


def test_a_changed_brief_does_not_verify(
    briefbot: Callable[..., Any], saved: Path, tmp_path: Path
) -> None:
    changed = tmp_path / "briefs"
    changed.mkdir()
    for path in Path(SEEDS).iterdir():
        (changed / path.name).write_bytes(path.read_bytes().replace(b"in 1997", b"in 1999"))
    code, out, _ = briefbot("verify", str(saved), "--briefs", str(changed))
    assert code == 4
    assert "has changed since" in out
    assert "figures[" in out


def test_an_abstention_is_3(briefbot: Callable[..., Any]) -> None:
    code, out, err = briefbot("ask", "Who won the Super Bowl?", "--briefs", SEEDS)
    assert code == 3
    assert "No answer" in out
    assert err.count("\n") == 1


def test_a_brief_from_stdin(briefbot: Callable[..., Any], monkeypatch: pytest.MonkeyPatch) -> None:
    brief = b"date 2024-05-06\n\nThe council of Graz approved a new tram line on Monday.\n"
    monkeypatch.setattr("sys.stdin", type("In", (), {"buffer": _Bytes(brief), "isatty": bool}))
    code, out, _ = briefbot("summarize", "--briefs", "-")
    assert code == 0
    assert "Monday, 6 May 2024" in out
    assert "approved a new tram line" in out


class _Bytes:
    def __init__(self, data: bytes) -> None:
        self.data = data

    def read(self, most: int = -1) -> bytes:
        return self.data[: most if most >= 0 else None]


@pytest.mark.parametrize(
    ("args", "code", "said"),
    [
        pytest.param(["summarize", "--briefs", "no/such"], 1, "no briefs at 'no/such'", id="gone"),
        pytest.param(["days", "--briefs", "empty"], 1, "empty", id="empty folder"),
        pytest.param(["ask", "q?", "--briefs", ""], 1, "no briefs at ''", id="no path"),
        pytest.param(
            ["summarize", "2022-02-05"], 1, "the nearest days are 2022-02-02", id="no such day"
        ),
        pytest.param(["summarize", "--since", "2023-01-01"], 1, "no brief from", id="no day in it"),
        pytest.param(["ask", ""], 1, "ask with words", id="empty question"),
        pytest.param(["ask", '?! "" AND'], 1, "ask with words", id="no words"),
        pytest.param(["ask", "why " * 25_000], 1, "question", id="long question"),
        pytest.param(["summarize", "--model", "nope:x"], 1, "no kind 'nope'", id="model spec"),
        pytest.param(["summarize", "--model", ""], 1, "--model is empty", id="empty spec"),
        pytest.param(["ask", "q", "--model", "gpt-5"], 1, "set OPENAI_API_KEY", id="no key"),
        pytest.param(["ask", "q", "--prompt", "ask@99"], 1, "no prompt 'ask@99'", id="prompt"),
        pytest.param(["summarize", "--dry-run"], 1, "nothing is sent", id="dry run of nothing"),
        pytest.param(["summarize", "--output", "no/such/file"], 1, "no folder", id="output"),
        pytest.param(["summarize", "--output", "/dev/full"], 1, "No space left", id="full"),
        pytest.param(["verify", "no.json"], 1, "can't read", id="nothing to verify"),
        pytest.param(["verify", "empty.json"], 1, "result", id="no result"),
    ],
)
def test_bad_input_is_one_clear_line(
    args: list[str],
    code: int,
    said: str,
    briefbot: Callable[..., Any],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    for name in ("BRIEFBOT_MODEL", "OPENAI_API_KEY", "OPENAI_BASE_URL"):
        monkeypatch.delenv(name)
    monkeypatch.setenv("BRIEFBOT_BRIEFS", SEEDS)
    monkeypatch.chdir(tmp_path)
    (tmp_path / "empty").mkdir()
    (tmp_path / "empty.json").write_text("{}")
    ended = briefbot(*args)
    assert (ended.code, ended.out) == (code, "")
    lines = [line for line in ended.err.splitlines() if "No model, the briefs' own" not in line]
    assert len(lines) == 1, ended.err
    assert lines[0].startswith("briefbot: ")
    assert said in lines[0]
    assert len(lines[0]) < 400


def test_files_that_are_skipped_are_named(briefbot: Callable[..., Any], tmp_path: Path) -> None:
    (tmp_path / "2024-05-06.txt").write_text("The council approved a tram line.\n")
    (tmp_path / "undated.txt").write_text("Nobody knows when.\n")
    (tmp_path / "binary.txt").write_bytes(b"\x00\x01\x02" * 100)
    code, out, err = briefbot("days", "--briefs", str(tmp_path))
    assert code == 0
    assert "1 day, 1 brief" in out
    assert len([line for line in err.splitlines() if "warning: " in line]) == 2
    assert "undated.txt" in err
    assert "date 2022-02-02" in err
