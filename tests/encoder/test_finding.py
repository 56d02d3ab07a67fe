"""Which encoder there is, and the words for why not; nothing of it is loaded to find that out."""

from __future__ import annotations

import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from briefbot.encoder import finding, minilm
from briefbot.encoder.finding import find_encoder, without_encoder
from briefbot.encoder.minilm import MiniLM
from briefbot.errors import EncoderError

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with files of the right names and sizes, and nothing in them."""
    pytest.importorskip("onnxruntime", reason="needs the extra `neural`")
    pytest.importorskip("tokenizers", reason="needs the extra `neural`")
    for part in (minilm.WEIGHTS, minilm.TOKENIZER):
        with (tmp_path / part.file).open("wb") as file:
            file.truncate(part.size)
    return tmp_path


def without(*missing: str):
    """`find_spec` where these are not installed."""
    real = minilm.find_spec
    return lambda name: None if name in missing else real(name)


@pytest.mark.parametrize("setting", ["off", "OFF", " Off "])
def test_off_is_no_fault(setting: str) -> None:
    found = find_encoder(setting)
    assert found.encoder is None
    assert not found.at_fault
    assert found.why == "No encoder, ranked by words alone: BRIEFBOT_ENCODER names it."
    assert found.stand_in is None


def test_without_the_package_there_is_none_and_that_is_no_fault() -> None:
    found = find_encoder(None)
    assert (found.encoder, found.at_fault) == (None, False)
    assert "./packages/briefbot-minilm" in found.why
    assert "BRIEFBOT_ENCODER=off" in found.why


def test_what_stands_in_for_a_missing_one_says_what_is_missing_and_keeps_its_vectors(
    folder: Path,
) -> None:
    (folder / minilm.WEIGHTS.file).unlink()
    found = find_encoder(str(folder))
    assert found.encoder is None
    assert found.why == without_encoder(found.missing)
    assert minilm.WEIGHTS.file in found.missing
    instead = found.stand_in
    assert instead
    assert (instead.fingerprint, instead.size) == (MiniLM.fingerprint, MiniLM.size)
    with pytest.raises(EncoderError) as said:
        instead.embed("Who won?")
    assert str(said.value) == found.missing


@pytest.mark.parametrize("setting", ["nowhere", "no\0where", "~nobody-here/x", "x" * 5_000])
def test_a_folder_that_cannot_even_be_named_is_missing_like_any_other(setting: str) -> None:
    found = find_encoder(setting)
    assert (found.encoder, found.at_fault) == (None, True)
    assert "can't be read (" in found.missing


def test_the_reason_for_the_setting_is_told(folder: Path) -> None:
    assert find_encoder(str(folder), reason="as said").why.endswith("-L6-v2: as said.")
    assert find_encoder("off", reason="as said").why.endswith("words alone: as said.")


def test_a_folder_with_both_files_is_taken_unread(folder: Path) -> None:
    found = find_encoder(str(folder))
    assert isinstance(found.encoder, MiniLM)
    assert found.encoder.folder == folder
    assert not found.at_fault
    assert found.why == "The encoder all-MiniLM-L6-v2: BRIEFBOT_ENCODER names it."
    assert found.stand_in is found.encoder


def test_the_package_is_found_without_being_imported(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    package = folder / "an_encoder_of_tests"
    package.mkdir()
    for part in (minilm.WEIGHTS, minilm.TOKENIZER):
        (folder / part.file).rename(package / part.file)
    (package / "__init__.py").write_text("raise AssertionError('imported')")
    monkeypatch.syspath_prepend(folder)
    monkeypatch.setattr(finding, "MODULE", package.name)
    found = find_encoder(None)
    assert isinstance(found.encoder, MiniLM)
    assert found.encoder.folder == package
    assert found.why.endswith(f": the package {package.name} is installed.")


def test_a_home_folder_may_be_written_short(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", str(folder))
    monkeypatch.setenv("USERPROFILE", str(folder))
    assert find_encoder("~").encoder is not None


@pytest.mark.parametrize(
    ("missing", "words"),
    [
        pytest.param(["onnxruntime"], "onnxruntime is missing", id="onnxruntime"),
        pytest.param(["tokenizers"], "tokenizers is missing", id="tokenizers"),
        pytest.param(["onnxruntime", "tokenizers"], "onnxruntime and tokenizers are", id="both"),
    ],
)
def test_without_the_extra_it_says_what_to_install(
    folder: Path, missing: list[str], words: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(minilm, "find_spec", without(*missing))
    found = find_encoder(str(folder))
    assert (found.encoder, found.at_fault) == (None, True)
    assert words in found.why
    assert "pip install 'briefbot[neural]'" in found.why


@pytest.mark.parametrize("part", [minilm.WEIGHTS, minilm.TOKENIZER], ids=lambda part: part.file)
def test_a_missing_or_cut_file_is_named(folder: Path, part: minilm.Part) -> None:
    path = folder / part.file
    with path.open("r+b") as file:
        file.truncate(part.size - 1)
    found = find_encoder(str(folder))
    assert (found.encoder, found.at_fault) == (None, True)
    assert f"{path.name}' has {part.size - 1:,} bytes in place of {part.size:,}" in found.why
    path.unlink()
    found = find_encoder(str(folder))
    assert (found.encoder, found.at_fault) == (None, True)
    assert f"{path.name}' can't be read (No such file" in found.why
    assert "BRIEFBOT_ENCODER" in found.why


def test_a_folder_that_is_none_is_a_fault(tmp_path: Path) -> None:
    pytest.importorskip("onnxruntime", reason="needs the extra `neural`")
    found = find_encoder(str(tmp_path / "nowhere"))
    assert (found.encoder, found.at_fault) == (None, True)
    assert "nowhere" in found.why


def test_finding_loads_nothing(folder: Path) -> None:
    code = (
        "import sys; from briefbot.encoder.finding import find_encoder\n"
        f"assert find_encoder({str(folder)!r}).encoder\n"
        "assert not {'numpy', 'onnxruntime', 'tokenizers'} & set(sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
