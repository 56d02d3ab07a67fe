"""All paragraphs of an index embedded: in order, once, interrupted, side by side."""

from __future__ import annotations

import signal
import sqlite3
import subprocess
import sys
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from briefbot.encoder.testing import BagOfWords
from briefbot.library.folder import FolderLibrary
from briefbot.retrieval import paragraph_vectors
from briefbot.retrieval.index import Index
from briefbot.retrieval.vectors import Vectors
from tests.retrieval.embedded import QUESTION, chunks, cosines, fresh, take

pytest.importorskip("numpy", reason="needs the extra `neural`")

ROOT = Path(__file__).resolve().parents[2]


def test_embed_makes_all_newest_first_and_only_once(opened, words, folder, asked_only):
    index = opened()
    told = []
    assert index.unembedded() == 6
    made = index.embed(lambda done, total: told.append((done, total)))
    assert (made.paragraphs, made.sentences, made.bytes) == (6, 6, 6 * words.size)
    assert made.seconds > 0
    assert told[-1] == (6, 6)
    assert take(words)[:2] == ["Talks were held in Minsk on the border.", "The river rose again."]
    assert index.unembedded() == 0
    assert index.embed()[:3] == (0, 0, 0)
    assert opened().unembedded() == 0
    assert cosines(opened()) == fresh(folder)
    assert take(words) == [QUESTION]


def test_progress_comes_batch_by_batch(opened, monkeypatch, asked_only):
    monkeypatch.setattr(paragraph_vectors, "_BATCH", 2)
    told = []
    opened().embed(lambda done, total: told.append((done, total)))
    assert told == [(2, 6), (4, 6), (6, 6)]


def test_what_questions_made_is_not_made_again(opened, words, asked_only):
    index = opened()
    (kyiv,) = [one for one in chunks(index) if "Kyiv" in one.text]
    index.likeness(QUESTION, [kyiv])
    assert index.unembedded() == 5
    take(words)
    assert index.embed().paragraphs == 5
    assert kyiv.text not in take(words)


def test_two_files_of_the_same_text_are_made_once(opened, words, folder, asked_only):
    (folder / "2022-02-09.txt").write_bytes((folder / "2022-02-01.txt").read_bytes())
    index = opened()
    assert index.embed().paragraphs == 6
    assert index.unembedded() == 0
    assert cosines(index) == fresh(folder)


@pytest.mark.parametrize("cores", [1, 3])
def test_the_number_of_cores_changes_nothing(cores, folder, monkeypatch, opened):
    (folder / "2022-02-04.txt").write_text(" ".join(f"Member {n} voted." for n in range(50)))
    monkeypatch.setattr(paragraph_vectors, "_cores", lambda: cores)
    index = opened()
    index.embed()
    assert cosines(index) == fresh(folder)


def test_ctrl_c_in_the_middle_keeps_what_was_stored(opened, words, monkeypatch, asked_only):
    monkeypatch.setattr(paragraph_vectors, "_BATCH", 2)

    def interrupt(done, total):
        if done == 4:
            raise KeyboardInterrupt

    index = opened()
    with pytest.raises(KeyboardInterrupt):
        index.embed(interrupt)
    assert index.unembedded() == 2
    assert opened().embed().paragraphs == 2
    assert index.unembedded() == 0


def test_a_brief_that_changed_meanwhile_is_left_for_the_next_time(opened, folder, asked_only):
    index = opened()
    (folder / "2022-02-02.txt").write_text("Another text.")
    assert index.embed().paragraphs == 4
    assert index.unembedded() == 2
    index.sync()
    assert index.unembedded() == 1
    assert index.embed().paragraphs == 1


def test_while_another_process_writes_what_is_made_is_not_kept(
    opened, words, cache, folder, asked_only
):
    index = opened()
    index.likeness(QUESTION, [])
    (path,) = cache.rglob("vectors.sqlite")
    other = sqlite3.connect(path, isolation_level=None)
    other.execute("BEGIN EXCLUSIVE")
    began = time.monotonic()
    assert cosines(index) == fresh(folder)
    assert index.embed().paragraphs == 0
    assert time.monotonic() - began < 10
    other.execute("ROLLBACK")
    other.close()
    assert index.unembedded() == 6
    assert index.embed().paragraphs == 6
    assert index.notices == ()


def test_a_brief_half_of_which_was_not_kept_is_not_done(forty, cache, monkeypatch, asked_only):
    monkeypatch.setattr(paragraph_vectors, "_BATCH", 2)
    index = Index.open(FolderLibrary(forty), cache=cache, encoder=BagOfWords())
    real, calls = Vectors.keep, []

    def busy_once(self, rows, **options):
        calls.append(options)
        return len(calls) != 3 and real(self, rows, **options)

    with monkeypatch.context() as patch:
        patch.setattr(Vectors, "keep", busy_once)
        assert index.embed().paragraphs == 38
    assert index.unembedded() == 2
    assert index.embed().paragraphs == 2
    assert index.unembedded() == 0


_EMBED = """
import sys, time
from pathlib import Path
from briefbot.encoder.testing import BagOfWords
from briefbot.library.folder import FolderLibrary
from briefbot.retrieval import embedding, paragraph_vectors
from briefbot.retrieval import held as held_module
from briefbot.retrieval import index as index_module
from briefbot.retrieval.index import Index
class Slow(BagOfWords):
    def embed(self, text):
        time.sleep(float(sys.argv[3]))
        return super().embed(text)
embedding.MOST_UNASKED, paragraph_vectors._BATCH = 0, 4
index = Index.open(FolderLibrary(sys.argv[1]), cache=Path(sys.argv[2]), encoder=Slow())
index.embed(lambda done, total: print(done, flush=True))
assert index.notices == (), index.notices
"""


def embedding_process(folder, cache, pause_s):
    return subprocess.Popen(
        [sys.executable, "-c", _EMBED, str(folder), str(cache), str(pause_s)],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def test_killed_in_the_middle_of_embed(forty, cache, asked_only):
    process = embedding_process(forty, cache, 0.03)
    while int(process.stdout.readline()) < 12:
        pass
    process.send_signal(signal.SIGKILL)
    process.communicate(timeout=60)
    words = BagOfWords()
    index = Index.open(FolderLibrary(forty), cache=cache, encoder=words)
    left = index.unembedded()
    assert 0 < left <= 28
    assert index.embed().paragraphs == left
    assert len(take(words)) == left
    assert cosines(index) == fresh(forty)
    assert index.notices == ()


def test_two_processes_embed_one_library(forty, cache, asked_only):
    processes = [embedding_process(forty, cache, 0.005) for _ in range(2)]
    ended = [process.communicate(timeout=60)[1] for process in processes]
    assert ended == ["", ""]
    index = Index.open(FolderLibrary(forty), cache=cache, encoder=BagOfWords())
    index.embed()
    assert index.unembedded() == 0
    assert cosines(index) == fresh(forty)


def test_threads_at_once_get_what_each_gets_alone(forty, cache):
    index = Index.open(FolderLibrary(forty), cache=cache, encoder=BagOfWords())
    questions = [f"Who voted on day {n}?" for n in range(8)]
    start = threading.Barrier(8)

    def ask(question):
        start.wait()
        return cosines(index, question)

    with ThreadPoolExecutor(8) as pool:
        together = list(pool.map(ask, questions))
    alone = Index(FolderLibrary(forty), encoder=BagOfWords())
    assert together == [cosines(alone, question) for question in questions]
    assert index.notices == ()
