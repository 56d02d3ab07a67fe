"""`briefbot index`: what it reports, where it goes on, and how it ends without an encoder."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from briefbot import opened
from briefbot.encoder.finding import Found
from briefbot.encoder.minilm import MiniLM
from briefbot.encoder.testing import BagOfWords
from briefbot.errors import EncoderError
from briefbot.retrieval import paragraph_vectors

if TYPE_CHECKING:
    from collections.abc import Callable

ROOT = Path(__file__).resolve().parents[2]
BRIEFS = str(ROOT / "fixtures" / "briefs")


@pytest.fixture
def double(monkeypatch: pytest.MonkeyPatch) -> BagOfWords:
    """Stands in for whatever encoder is found; it passes for the one that has a say in answers."""
    encoder = BagOfWords(sha256=MiniLM.sha256)
    monkeypatch.setattr(opened, "find_encoder", lambda *_, **__: Found(encoder, "a double"))
    return encoder


def test_a_library_is_embedded_once(briefbot: Callable[..., Any], double: BagOfWords) -> None:
    code, out, err = briefbot("index", "--briefs", BRIEFS)
    assert code == 0
    days, embedded, sizes = out.splitlines()
    assert days == "5 days, 5 briefs, 33 paragraphs"
    assert embedded == "embedded with bag of words: 33 now, 0 before"
    assert "kB of vectors, in " in sizes
    assert Path(sizes.partition(", in ")[2]).is_dir()
    assert err.startswith("briefbot: 33 paragraphs embedded in ")
    assert err.count("\n") == 1
    made = len(double.texts)
    code, out, err = briefbot("index", "--briefs", BRIEFS)
    assert out.splitlines()[1] == "embedded with bag of words: 0 now, 33 before"
    assert (code, err, len(double.texts)) == (0, "", made)


def test_a_question_then_embeds_nothing_but_itself(
    briefbot: Callable[..., Any], double: BagOfWords
) -> None:
    briefbot("index", "--briefs", BRIEFS)
    double.texts.clear()
    assert briefbot("ask", "Is the dam safe?", "--briefs", BRIEFS).code == 0
    assert double.texts == ["Is the dam safe?"]


def test_the_report_as_json(briefbot: Callable[..., Any], double: BagOfWords) -> None:
    shown = json.loads(briefbot("index", "--briefs", BRIEFS, "--format", "json").out)
    folder = Path(shown.pop("folder"))
    on_disk = {path: path.stat().st_size for path in folder.rglob("*") if path.is_file()}
    assert shown.pop("vector_bytes") == on_disk[folder / "vectors.sqlite"]
    assert shown.pop("index_bytes") == sum(on_disk.values()) - on_disk[folder / "vectors.sqlite"]
    assert shown == {
        "kind": "index",
        "days": 5,
        "briefs": 5,
        "paragraphs": 33,
        "encoder": "bag of words",
        "embedded_now": 33,
        "embedded_before": 0,
        "not_embedded": 0,
    }


def test_without_an_encoder_the_words_are_indexed_and_that_is_said(
    briefbot: Callable[..., Any],
) -> None:
    code, out, err = briefbot("index", "--briefs", BRIEFS, "--encoder", "off")
    assert code == 0
    assert "33 paragraphs\nnot embedded: without an encoder," in out
    assert err == "briefbot: No encoder, ranked by words alone: it was asked for.\n"
    shown = json.loads(briefbot("index", "--briefs", BRIEFS, "--format", "json").out)
    assert (shown["encoder"], shown["not_embedded"], shown["vector_bytes"]) == (None, 33, 0)
    assert shown["index_bytes"] > 0


def test_files_that_cannot_be_used_are_an_error_here(
    briefbot: Callable[..., Any], tmp_path: Path
) -> None:
    code, out, err = briefbot("index", "--briefs", BRIEFS, "--encoder", str(tmp_path))
    assert code == 1
    assert "33 paragraphs\nnot embedded" in out
    assert err.count("\n") == 1
    assert err.startswith("briefbot: No encoder, ranked by words alone: ")


def test_an_encoder_that_breaks_is_an_error_told_once(
    briefbot: Callable[..., Any], double: BagOfWords
) -> None:
    double.error = EncoderError("it broke: mend it")
    code, out, err = briefbot("index", "--briefs", BRIEFS)
    assert (code, err) == (1, "briefbot: No encoder, ranked by words alone: it broke: mend it\n")
    assert "33 paragraphs\nnot embedded" in out


def test_briefs_without_a_place_are_not_embedded_for_nothing(
    briefbot: Callable[..., Any], double: BagOfWords, monkeypatch: pytest.MonkeyPatch
) -> None:
    with open(ROOT / "seeds" / "000_a0fb72cbb98edc44.txt") as brief:
        monkeypatch.setattr(sys, "stdin", brief)
        code, out, err = briefbot("index", "--briefs", "-")
    assert (code, err, double.texts) == (0, "", [])
    assert out.splitlines()[1].startswith("not embedded: there is no place")


def test_a_brief_that_is_gone_meanwhile_is_counted(
    briefbot: Callable[..., Any],
    double: BagOfWords,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    briefs = tmp_path / "briefs"
    shutil.copytree(BRIEFS, briefs)
    embed = BagOfWords.embed

    def remove(self: BagOfWords, text: str) -> Any:
        (briefs / "2021-03-08.txt").unlink(missing_ok=True)
        return embed(self, text)

    monkeypatch.setattr(paragraph_vectors, "_BATCH", 1)
    monkeypatch.setattr(BagOfWords, "embed", remove)
    code, out, _ = briefbot("index", "--briefs", str(briefs))
    assert code == 0
    assert "26 now, 0 before, 7 not (changed or busy meanwhile): run it again" in out


def test_ctrl_c_keeps_what_was_done_and_says_how_to_go_on(
    briefbot: Callable[..., Any], double: BagOfWords, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(paragraph_vectors, "_BATCH", 8)
    embed, texts = BagOfWords.embed, 0

    def interrupted(self: BagOfWords, text: str) -> Any:
        nonlocal texts
        texts += 1
        if texts == 60:
            raise KeyboardInterrupt
        return embed(self, text)

    monkeypatch.setattr(BagOfWords, "embed", interrupted)
    code, out, err = briefbot("index", "--briefs", BRIEFS)
    assert (code, out) == (130, "")
    stopped, last = err.splitlines()
    done = int(stopped.split()[3])
    assert 0 < done < 33
    assert stopped == (
        f"briefbot: stopped after {done} of 33 paragraphs; they are kept, briefbot index goes on there"
    )
    assert last == "briefbot: interrupted"
    shown = json.loads(briefbot("index", "--briefs", BRIEFS, "--format", "json").out)
    assert (shown["embedded_now"], shown["embedded_before"]) == (33 - done, done)


# A double that says when it has made some vectors, then takes a while; the rest is the real command line.
SLOW = """
import sys, time
from briefbot import opened
from briefbot.encoder.finding import Found
from briefbot.encoder.minilm import MiniLM
from briefbot.encoder.testing import BagOfWords
from briefbot.retrieval import paragraph_vectors

paragraph_vectors._BATCH = 8

class Slow(BagOfWords):
    def embed(self, text):
        vector = super().embed(text)
        if len(self.texts) == 40:
            print("at work", file=sys.stderr, flush=True)
        if len(self.texts) >= 40:
            time.sleep(0.2)
        return vector

opened.find_encoder = lambda *_, **__: Found(Slow(), "a double")
from briefbot.cli import main
main()
"""


@pytest.mark.parametrize(
    ("number", "code", "last"),
    [(signal.SIGINT, 130, "interrupted"), (signal.SIGTERM, 143, "terminated")],
    ids=["INT", "TERM"],
)
def test_a_signal_ends_it_with_what_was_done_kept(
    number: signal.Signals, code: int, last: str, tmp_path: Path
) -> None:
    environ = {**os.environ, "BRIEFBOT_CACHE": str(tmp_path), "PYTHONPATH": str(ROOT)}
    command = [sys.executable, "-c", SLOW, "index", "--briefs", BRIEFS]
    with subprocess.Popen(
        command, env=environ, text=True, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as process:
        assert process.stderr
        assert process.stderr.readline() == "at work\n"
        process.send_signal(number)
        out, err = process.communicate(timeout=30)
    assert (process.returncode, out) == (code, "")
    stopped, ended = err.splitlines()
    assert "of 33 paragraphs; they are kept" in stopped
    assert ended == f"briefbot: {last}"
