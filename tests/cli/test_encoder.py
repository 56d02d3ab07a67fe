"""The encoder on the command line: chosen, compared, and told of once where there is none."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from briefbot import opened
from briefbot.encoder import minilm
from briefbot.encoder.finding import Found
from briefbot.encoder.minilm import MiniLM
from briefbot.encoder.testing import BagOfWords
from briefbot.errors import EncoderError

if TYPE_CHECKING:
    from collections.abc import Callable

ROOT = Path(__file__).resolve().parents[2]
QUESTION = "What does Russia demand?"
WITHOUT = "No encoder, ranked by words alone: "
TROOPS = '{"id": "troops", "question": "How many troops are near Ukraine?", "answers": ["100,000"]}'


class Fitted(BagOfWords):
    """A double that passes for the encoder the weights are fitted to."""

    name = MiniLM.name

    def __init__(self, *, error: EncoderError | None = None) -> None:
        super().__init__(sha256=MiniLM.sha256, error=error)


@pytest.fixture(autouse=True)
def _unset(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("BRIEFBOT_ENCODER")
    monkeypatch.setenv("BRIEFBOT_BRIEFS", str(ROOT / "seeds"))


@pytest.fixture
def double(monkeypatch: pytest.MonkeyPatch) -> Fitted:
    """Stands in for whatever encoder is found, "off" apart."""
    encoder, real = Fitted(), opened.find_encoder

    def find(setting: str | None, **reason: str) -> Found:
        off = real(setting, **reason) if setting == "off" else None
        return off or Found(encoder, "The encoder: a double.")

    monkeypatch.setattr(opened, "find_encoder", find)
    return encoder


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with files of the right names and sizes, and the wrong content."""
    pytest.importorskip("onnxruntime", reason="needs the extra `neural`")
    pytest.importorskip("tokenizers", reason="needs the extra `neural`")
    place = tmp_path / "files"
    place.mkdir()
    for part in (minilm.WEIGHTS, minilm.TOKENIZER):
        with (place / part.file).open("wb") as file:
            file.truncate(part.size)
    return place


def told(err: str) -> list[str]:
    return [line for line in err.splitlines() if "ncoder" in line]


def test_where_none_is_installed_one_line_says_what_follows_and_what_to_do(
    briefbot: Callable[..., Any],
) -> None:
    code, out, err = briefbot("ask", QUESTION)
    assert code == 0
    (line,) = told(err)
    assert line.startswith(f"briefbot: {WITHOUT}")
    assert "pip install '.[neural]' ./packages/briefbot-minilm" in line
    assert "BRIEFBOT_ENCODER=off" in line
    assert err.count("\n") == 2
    assert "ncoder" not in out


def test_off_says_nothing_and_answers_the_same(
    briefbot: Callable[..., Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    code, out, _ = briefbot("ask", QUESTION)
    by_option = briefbot("ask", QUESTION, "--encoder", "off")
    monkeypatch.setenv("BRIEFBOT_ENCODER", "off")
    by_variable = briefbot("ask", QUESTION)
    for off in (by_option, by_variable):
        assert (off.code, off.out) == (code, out)
        assert told(off.err) == []


def missing(folder: Path) -> None:
    (folder / minilm.TOKENIZER.file).unlink()


def truncated(folder: Path) -> None:
    with (folder / minilm.WEIGHTS.file).open("r+b") as file:
        file.truncate(1000)


def wrong(folder: Path) -> None:
    with (folder / minilm.WEIGHTS.file).open("r+b") as file:
        file.write(b"x")


@pytest.mark.parametrize("damage", [missing, truncated, wrong])
@pytest.mark.parametrize("command", ["ask", "eval"])
def test_damaged_files_are_told_of_once_and_change_nothing_else(
    briefbot: Callable[..., Any],
    folder: Path,
    tmp_path: Path,
    damage: Callable[[Path], None],
    command: str,
) -> None:
    damage(folder)
    (tmp_path / "cases.jsonl").write_text(f"{TROOPS}\n")
    what = QUESTION if command == "ask" else str(tmp_path / "cases.jsonl")
    by_words = briefbot(command, what, "--encoder", "off", "--format", "json")
    code, out, err = briefbot(command, what, "--encoder", str(folder), "--format", "json")
    assert code == by_words.code == 0
    assert untimed(out) == untimed(by_words.out)
    (line,) = told(err)
    assert WITHOUT in line
    assert str(folder) in line
    assert "Traceback" not in err


def untimed(out: str) -> object:
    """An answer, or what an evaluation has of its cases but how long they took."""
    result = json.loads(out)
    return [case | {"seconds": 0} for case in result["cases"]] if "cases" in result else result


def test_libraries_that_are_missing_are_told_of_with_what_installs_them(
    folder: Path, tmp_path: Path
) -> None:
    program = (
        "import sys; sys.modules['onnxruntime'] = sys.modules['tokenizers'] = None\n"
        "from briefbot.cli import run\n"
        f"sys.exit(run(['ask', {QUESTION!r}, '--encoder', {str(folder)!r}]))"
    )
    command = [sys.executable, "-W", "error", "-c", program]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0
    (line,) = told(done.stderr)
    assert f"{WITHOUT}onnxruntime and tokenizers are missing: pip install" in line


@pytest.mark.parametrize(
    "args", [["summarize"], ["days"], ["story"], ["timeline", "Ukraine"], ["verify", "day.json"]]
)
def test_commands_that_do_not_rank_by_it_say_nothing(
    briefbot: Callable[..., Any],
    folder: Path,
    args: list[str],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.chdir(tmp_path)
    truncated(folder)
    monkeypatch.setenv("BRIEFBOT_ENCODER", str(folder))
    briefbot("summarize", "--format", "json", "--output", "day.json")
    code, _, err = briefbot(*args)
    assert (code, told(err)) == (0, [])


def test_one_that_is_used_is_named_in_the_result_and_on_stderr_only_if_asked(
    briefbot: Callable[..., Any], double: Fitted
) -> None:
    code, out, err = briefbot("ask", QUESTION)
    assert (code, told(err)) == (0, [])
    assert "ranked with all-MiniLM-L6-v2 b2d2eadc2004" in " ".join(out.split())
    assert told(briefbot("ask", QUESTION, "-v").err) == ["briefbot: The encoder: a double."]
    asked = json.loads(briefbot("ask", QUESTION, "--format", "json").out)
    assert asked["provenance"]["options"]["encoder"] == "all-MiniLM-L6-v2 b2d2eadc2004"


def test_one_that_breaks_in_the_middle_is_told_of_once(
    briefbot: Callable[..., Any], double: Fitted, tmp_path: Path
) -> None:
    double.error = EncoderError("it broke: mend it")
    (tmp_path / "cases.jsonl").write_text(f"{TROOPS}\n" + TROOPS.replace("troops", "more", 1))
    code, _, err = briefbot("eval", str(tmp_path / "cases.jsonl"))
    assert code == 0
    assert told(err) == [f"briefbot: warning: {WITHOUT}it broke: mend it"]


def test_evaluations_with_and_without_it_can_be_compared(
    briefbot: Callable[..., Any],
    double: Fitted,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("cases.jsonl").write_text(TROOPS)
    saved = ["--format", "json", "--output"]
    assert briefbot("eval", "cases.jsonl", "--encoder", "off", *saved, "off.json").code == 0
    assert briefbot("eval", "cases.jsonl", *saved, "on.json").code == 0
    how = [json.loads(Path(f"{name}.json").read_text())["provenance"] for name in ("off", "on")]
    assert [one["encoder"] for one in how] == [None, "all-MiniLM-L6-v2 b2d2eadc2004"]
    out = briefbot("eval", "cases.jsonl", "--baseline", "off.json").out
    assert "Compared with off.json (extractive)" in out
    assert "ranked with all-MiniLM-L6-v2 b2d2eadc2004" in " ".join(out.split())
    out = briefbot("eval", "cases.jsonl", "--encoder", "off", "--baseline", "on.json").out
    assert "on.json (extractive, ranked with all-MiniLM-L6-v2 b2d2eadc2004)" in out


def test_a_saved_evaluation_is_ranked_by_nothing(
    briefbot: Callable[..., Any], tmp_path: Path
) -> None:
    (tmp_path / "cases.jsonl").write_text(TROOPS)
    saved = str(tmp_path / "one.json")
    briefbot("eval", str(tmp_path / "cases.jsonl"), "--format", "json", "--output", saved)
    code, _, err = briefbot("eval", saved, "--encoder", "off")
    assert code == 2
    assert "leave out --encoder" in err


def test_models_names_the_one_that_would_be_used(
    briefbot: Callable[..., Any], minilm: MiniLM, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("BRIEFBOT_ENCODER", str(minilm.folder))
    code, out, err = briefbot("models")
    assert (code, err) == (0, "")
    assert out.splitlines()[2] == "  The encoder all-MiniLM-L6-v2: BRIEFBOT_ENCODER names it."
    assert json.loads(briefbot("models", "--format", "json").out)["encoder"] == MiniLM.name


@pytest.mark.parametrize(
    ("damage", "words"),
    [(truncated, "has 1,000 bytes in place of"), (wrong, "is not the file it has to be")],
)
def test_models_checks_its_files(
    briefbot: Callable[..., Any],
    folder: Path,
    damage: Callable[[Path], None],
    words: str,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    damage(folder)
    monkeypatch.setenv("BRIEFBOT_ENCODER", str(folder))
    line = briefbot("models").out.splitlines()[2]
    assert line.startswith(f"  {WITHOUT}'{folder}")
    assert words in line
    shown = json.loads(briefbot("models", "--format", "json").out)
    assert (shown["encoder"], shown["encoder_why"]) == (None, line.strip())


def test_models_says_how_to_install_it_and_that_it_is_off(
    briefbot: Callable[..., Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    assert "pip install" in briefbot("models").out.splitlines()[2]
    monkeypatch.setenv("BRIEFBOT_ENCODER", "off")
    assert briefbot("models").out.splitlines()[2] == f"  {WITHOUT}BRIEFBOT_ENCODER names it."
