"""The encoder as a part of the client: which one is used, when it is loaded, and what is told of one that can't be."""

from __future__ import annotations

import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from briefbot import Briefbot
from briefbot.encoder import minilm
from briefbot.encoder.minilm import MiniLM
from briefbot.encoder.testing import BagOfWords
from briefbot.errors import EncoderError
from briefbot.library.given import GivenLibrary
from briefbot.library.readers.text import brief_from_text
from briefbot.retrieval import embedding

if TYPE_CHECKING:
    from collections.abc import Callable

ROOT = Path(__file__).resolve().parents[1]
QUESTION = "What does Russia demand?"
WITHOUT = "No encoder, ranked by words alone: "


class Fitted(BagOfWords):
    """A double that passes for the encoder the weights are fitted to."""

    name = MiniLM.name

    def __init__(self, *, error: EncoderError | None = None) -> None:
        super().__init__(sha256=MiniLM.sha256, error=error)


@pytest.fixture
def opened(seeds: Path, tmp_path: Path) -> Callable[..., Briefbot]:
    def make(encoder: object = None, **environ: str) -> Briefbot:
        environ = {"BRIEFBOT_CACHE": str(tmp_path / "cache"), **environ}
        return Briefbot(seeds, model="extractive", encoder=encoder, environ=environ)

    return make


def test_an_encoder_that_is_given_ranks_and_is_named(opened: Callable[..., Briefbot]) -> None:
    encoder = Fitted()
    bot = opened(encoder)
    assert bot.found.encoder is encoder
    answer = bot.ask(QUESTION)
    assert QUESTION in encoder.texts
    assert answer.provenance.options["encoder"] == f"{MiniLM.name} {MiniLM.sha256[:12]}"
    assert bot.warnings == []


def test_what_is_given_goes_before_what_the_environment_says(
    opened: Callable[..., Briefbot],
) -> None:
    encoder = Fitted()
    assert opened(encoder, BRIEFBOT_ENCODER="off").found.encoder is encoder
    bot = opened("off", BRIEFBOT_ENCODER="/nowhere")
    assert bot.found.encoder is None
    assert "encoder" not in bot.ask(QUESTION).provenance.options
    assert bot.warnings == []


@pytest.mark.parametrize("kind", [str, Path])
def test_a_folder_is_an_encoder(
    opened: Callable[..., Briefbot], minilm: MiniLM, kind: type
) -> None:
    bot = opened(kind(minilm.folder))
    assert isinstance(bot.found.encoder, MiniLM)
    assert bot.found.encoder.folder == minilm.folder
    assert bot.found.why.endswith(": it was asked for.")


def test_nothing_is_embedded_before_a_question_is_asked(opened: Callable[..., Briefbot]) -> None:
    encoder = Fitted()
    bot = opened(encoder)
    bot.days()
    bot.summarize()
    assert bot.verify(bot.story()).ok
    assert (encoder.texts, bot.warnings) == ([], [])
    bot.ask(QUESTION)
    assert encoder.texts


def test_nothing_is_loaded_before_a_question_is_asked(minilm: MiniLM, tmp_path: Path) -> None:
    code = f"""
import sys
from briefbot import Briefbot
heavy = lambda: sorted({{"onnxruntime", "tokenizers", "numpy"}} & set(sys.modules))
bot = Briefbot("seeds", model="extractive", encoder={str(minilm.folder)!r}, environ={{"BRIEFBOT_CACHE": {str(tmp_path)!r}}})
bot.summarize()
print(heavy())
answer = bot.ask({QUESTION!r})
assert answer.provenance.options["encoder"], answer
print(heavy())
"""
    done = subprocess.run(
        [sys.executable, "-W", "error", "-c", code],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.splitlines() == ["[]", "['numpy', 'onnxruntime', 'tokenizers']"]


def test_threads_at_once_get_the_same_answers(
    opened: Callable[..., Briefbot], minilm: MiniLM, tmp_path: Path
) -> None:
    questions = (QUESTION, "Who spoke of war?", "How many soldiers are close to the border?") * 3
    alone = [opened(minilm.folder).ask(question) for question in questions[:3]] * 3
    bot = opened(minilm.folder, BRIEFBOT_CACHE=str(tmp_path / "another"))
    with ThreadPoolExecutor(4) as pool:
        assert list(pool.map(bot.ask, questions)) == alone
    assert bot.warnings == []


def test_one_that_is_not_installed_is_told_of_once_it_is_missed(
    opened: Callable[..., Briefbot],
) -> None:
    bot = opened()
    bot.summarize()
    assert bot.warnings == []
    bot.ask(QUESTION)
    bot.ask("What does Ukraine demand?")
    assert bot.warnings == [bot.found.why]
    assert bot.found.why.startswith(WITHOUT)


def missing_library(folder: Path, patch: pytest.MonkeyPatch) -> None:
    patch.setattr(minilm, "find_spec", lambda name: None)


def missing_file(folder: Path, patch: pytest.MonkeyPatch) -> None:
    (folder / minilm.WEIGHTS.file).unlink()


def truncated(folder: Path, patch: pytest.MonkeyPatch) -> None:
    with (folder / minilm.WEIGHTS.file).open("r+b") as file:
        file.truncate(minilm.WEIGHTS.size // 2)


def wrong_hash(folder: Path, patch: pytest.MonkeyPatch) -> None:
    with (folder / minilm.WEIGHTS.file).open("r+b") as file:
        file.seek(minilm.WEIGHTS.size // 2)
        file.write(b"x")


@pytest.mark.parametrize("damage", [missing_library, missing_file, truncated, wrong_hash])
def test_one_that_cannot_be_used_leaves_the_answer_of_words_and_is_told_of_once(
    opened: Callable[..., Briefbot],
    tmp_path: Path,
    damage: Callable[..., None],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    pytest.importorskip("onnxruntime", reason="needs the extra `neural`")
    pytest.importorskip("tokenizers", reason="needs the extra `neural`")
    folder = tmp_path / "files"
    folder.mkdir()
    for part in (minilm.WEIGHTS, minilm.TOKENIZER):
        with (folder / part.file).open("wb") as file:
            file.truncate(part.size)
    damage(folder, monkeypatch)
    bot = opened(folder)
    by_words = opened("off").ask(QUESTION)
    for _ in range(2):
        assert bot.ask(QUESTION) == by_words
    (told,) = bot.warnings
    assert told.startswith(WITHOUT)
    assert "BRIEFBOT_ENCODER=off" in told
    assert ("pip install" in told) or (str(folder) in told)


def test_one_that_fails_at_a_question_is_told_of_like_one_that_is_missing(
    opened: Callable[..., Briefbot],
) -> None:
    bot = opened(Fitted(error=EncoderError("it broke: mend it")))
    assert bot.ask(QUESTION) == opened("off").ask(QUESTION)
    assert bot.warnings == [f"{WITHOUT}it broke: mend it"]


def test_of_a_large_library_it_is_told_how_much_waits(
    opened: Callable[..., Briefbot], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(embedding, "MOST_UNASKED", 3)
    bot = opened(Fitted())
    answer = bot.ask(QUESTION)
    assert bot.ask(QUESTION) == answer
    (told,) = bot.warnings
    assert told.startswith("15 paragraphs are not embedded yet")
    assert "briefbot index" in told
    bot.index.embed()
    after = opened(Fitted())
    assert after.ask(QUESTION) == answer
    assert after.warnings == []


def test_other_briefs_keep_the_encoder(opened: Callable[..., Briefbot]) -> None:
    encoder = Fitted()
    rain = brief_from_text("Rain fell in Kessel on Tuesday.", id="rain", day=date(2022, 2, 2))
    other = opened(encoder).over(GivenLibrary([rain]))
    assert other.ask("Where did rain fall?").provenance.options.get("encoder")
    assert any("Kessel" in text for text in encoder.texts)
