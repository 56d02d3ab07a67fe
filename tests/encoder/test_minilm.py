"""The real encoder: its files checked before they are loaded, its vectors, threads, odd texts, and no word to its maker."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Barrier
from typing import TYPE_CHECKING

import pytest

from briefbot.encoder import minilm as module
from briefbot.encoder.minilm import TOKENIZER, WEIGHTS, MiniLM, Part
from briefbot.errors import EncoderError

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).resolve().parents[2]
ODD = {
    "empty": "",
    "blanks": " \n\t\u00a0\u200b",
    "signs": "… — !!! %%%",
    "NUL": "\0Kyiv\0",
    "half a character": "Kyiv \ud83d fell",
    "other scripts": "Київ 東京 🏽‍🚀 ﷺ",
    "1 MB without a space": "a" * 1_000_000,
    "1 MB of words": "a " * 500_000,
    "1 MB of marks": "\u0301" * 500_000,
}


@pytest.fixture(scope="module")
def loaded(installed_encoder: Path | None) -> MiniLM:
    """One encoder for all tests that don't break it."""
    if installed_encoder is None:
        pytest.skip("needs the encoder's files: pip install ./packages/briefbot-minilm")
    pytest.importorskip("onnxruntime", reason="needs the extra `neural`")
    return MiniLM(installed_encoder)


@pytest.fixture
def copy(minilm: MiniLM, tmp_path: Path) -> Path:
    """A folder with the files, to be broken."""
    for part in (WEIGHTS, TOKENIZER):
        (tmp_path / part.file).write_bytes((minilm.folder / part.file).read_bytes())
    return tmp_path


def cosine(one, other) -> float:
    return float(one @ other)


def test_vectors_have_the_length_1_and_texts_of_like_meaning_point_alike(loaded: MiniLM) -> None:
    question = loaded.embed("How many people died in the earthquake?")
    near = loaded.embed("The tremor killed at least 40 residents of the village.")
    far = loaded.embed("The football club signed a striker for a record fee.")
    assert question.dtype == "float32"
    assert question.shape == (loaded.size,)
    assert cosine(question, question) == pytest.approx(1.0, abs=1e-5)
    assert cosine(question, near) > cosine(question, far) + 0.3


@pytest.mark.parametrize("text", ODD.values(), ids=ODD)
def test_any_text_gives_a_vector_in_little_time(loaded: MiniLM, text: str) -> None:
    loaded.embed("loaded before the clock starts")
    began = time.process_time()
    vector = loaded.embed(text)
    assert time.process_time() - began < 1.0
    assert cosine(vector, vector) == pytest.approx(1.0, abs=1e-5)


def test_a_vector_depends_on_the_text_alone(loaded: MiniLM) -> None:
    texts = [f"On day {n} the {n * 7} members voted, then left." for n in range(40)]
    alone = [loaded.embed(text).tobytes() for text in texts]
    with ThreadPoolExecutor(4) as pool:
        together = list(pool.map(lambda text: loaded.embed(text).tobytes(), reversed(texts)))
    assert together[::-1] == alone
    assert len(set(alone)) == len(alone)


def test_threads_that_come_first_load_it_once(
    minilm: MiniLM, monkeypatch: pytest.MonkeyPatch
) -> None:
    loads, at_once, real = [], Barrier(4), module._loaded

    def counted(folder: Path):
        loads.append(folder)
        return real(folder)

    def ask(n: int) -> bytes:
        at_once.wait()
        return minilm.embed("Who signed the treaty?").tobytes()

    monkeypatch.setattr(module, "_loaded", counted)
    with ThreadPoolExecutor(4) as pool:
        assert len(set(pool.map(ask, range(4)))) == 1
    assert len(loads) == 1


def cut(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:-1])


def flip(path: Path) -> None:
    data = bytearray(path.read_bytes())
    data[len(data) // 2] ^= 1
    path.write_bytes(data)


def more(path: Path) -> None:
    path.write_bytes(path.read_bytes() + b"\0")


def as_folder(path: Path) -> None:
    path.unlink()
    path.mkdir()


@pytest.mark.parametrize("part", [WEIGHTS, TOKENIZER], ids=lambda part: part.file)
@pytest.mark.parametrize("damage", [cut, flip, more, as_folder, Path.unlink])
def test_a_file_that_is_not_the_right_one_is_refused_with_its_path(
    copy: Path, part: module.Part, damage, monkeypatch: pytest.MonkeyPatch
) -> None:
    damage(copy / part.file)
    encoder = MiniLM(copy)
    with pytest.raises(EncoderError, match=part.file) as refused:
        encoder.embed("Who won?")
    assert "briefbot-minilm" in str(refused.value)
    # Put right meanwhile or not: one process looks once.
    monkeypatch.setattr(module, "_loaded", None)
    with pytest.raises(EncoderError) as again:
        encoder.embed("Who lost?")
    assert str(again.value) == str(refused.value)


@pytest.mark.parametrize("with_writer", [False, True])
def test_a_pipe_that_comes_in_the_place_of_a_file_is_not_waited_for(
    copy: Path, monkeypatch: pytest.MonkeyPatch, with_writer: bool
) -> None:
    path = copy / WEIGHTS.file
    real = module._verified
    writers = []

    def replaced(asked: Path, part: Part) -> bytes:
        if asked == path:
            path.unlink()
            os.mkfifo(path)
            # Open for reading and writing, so that there is somebody to wait for.
            writers.extend([os.open(path, os.O_RDWR)] * with_writer)
        return real(asked, part)

    monkeypatch.setattr(module, "_verified", replaced)
    with pytest.raises(EncoderError, match="is not the file it has to be"):
        MiniLM(copy).embed("Who won?")
    for writer in writers:
        os.close(writer)


def test_what_was_hashed_is_what_is_loaded(copy: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    real = module._verified

    def then_changed(path: Path, part: module.Part) -> bytes:
        data = real(path, part)
        path.write_bytes(b"something else by now")
        return data

    monkeypatch.setattr(module, "_verified", then_changed)
    assert MiniLM(copy).embed("Who won?").shape == (384,)


def test_what_onnxruntime_says_to_a_wrong_graph_is_an_error_for_users(
    copy: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "_verified", lambda path, part: b"no graph" * 100)
    with pytest.raises(EncoderError, match="onnxruntime can't load the encoder"):
        MiniLM(copy).embed("Who won?")


def test_what_onnxruntime_says_to_a_text_is_an_error_for_users(minilm: MiniLM) -> None:
    minilm.embed("loaded")
    assert minilm._loaded

    class Refusing:
        def run(self, *_: object) -> None:
            raise minilm._loaded.refusals[-1]("no memory")

    minilm._loaded = minilm._loaded._replace(session=Refusing())
    with pytest.raises(EncoderError, match="can't run the encoder"):
        minilm.embed("Who won?")


@pytest.mark.parametrize("missing", ["onnxruntime", "tokenizers"])
def test_libraries_that_break_at_their_import_are_an_error_for_users(
    minilm: MiniLM, missing: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, missing, None)
    monkeypatch.setattr(module, "find_missing", lambda folder: "")
    with pytest.raises(EncoderError, match="pip install 'briefbot\\[neural\\]'"):
        minilm.embed("Who won?")


@pytest.mark.parametrize("own", [None, "0"])
def test_nothing_is_sent_to_its_maker(minilm: MiniLM, own: str | None, tmp_path: Path) -> None:
    code = (
        "import sys\n"
        "def no_socket(event, args):\n"
        "    assert not event.startswith('socket.'), (event, args)\n"
        "sys.addaudithook(no_socket)\n"
        "from briefbot.encoder.minilm import MiniLM\n"
        f"MiniLM({str(minilm.folder)!r}).embed('Who won?')\n"
    )
    environ = {"HOME": str(tmp_path), "PATH": os.environ.get("PATH", "")}
    if own:
        environ["ORT_DISABLE_TELEMETRY"] = own
    command = [sys.executable, "-W", "error", "-c", code]
    done = subprocess.run(
        command, cwd=ROOT, env=environ, capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    # onnxruntime keeps an identifier and what is to be sent in the cache of the user.
    assert [str(path) for path in everything(tmp_path)] == []


def everything(folder: Path) -> Iterator[Path]:
    return (path for path in folder.rglob("*") if path.is_file())
