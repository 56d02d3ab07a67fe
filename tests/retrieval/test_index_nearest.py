"""The paragraphs nearest to a question, and the briefs at hand for them."""

from __future__ import annotations

import os
import sqlite3
import zlib
from dataclasses import replace
from datetime import date

import pytest

from briefbot.encoder.testing import BagOfWords
from briefbot.library.folder import FolderLibrary
from briefbot.retrieval import embedding
from briefbot.retrieval import held as held_module
from briefbot.retrieval import index as index_module
from briefbot.retrieval.index import Index
from tests.retrieval.embedded import QUESTION, chunks, fresh, take

pytest.importorskip("numpy", reason="needs the extra `neural`")


def nearest(index, question=QUESTION, **options):
    return [(hit.chunk.brief.id[:10], hit.chunk.text) for hit in index.nearest(question, **options)]


def test_the_nearest_are_those_most_alike_best_first(opened):
    index = opened()
    likeness = index.likeness(QUESTION, chunks(index))
    hits = index.nearest(QUESTION, top_k=9)
    assert [hit.score for hit in hits] == [likeness.of_paragraph(hit.chunk) for hit in hits]
    assert [hit.score for hit in hits] == sorted((hit.score for hit in hits), reverse=True)
    # The river rose on three days, and the first of them tells it.
    assert [text[:5] for _, text in nearest(index)] == ["Talks", "Talks", "Talks", "The r"]
    assert nearest(index)[-1] == ("2022-02-01", "The river rose again.")
    assert nearest(index, top_k=2) == nearest(index)[:2]
    assert nearest(index, top_k=0) == []


def test_equals_come_by_day_brief_and_place(tmp_path, cache, words):
    for name, text in (
        ("2022-02-02 b.txt", "Talks in Kyiv."),
        ("2022-02-02 a.txt", "Kyiv: talks in.\n\nIn talks, Kyiv."),
        ("2022-02-01.txt", "In Kyiv talks."),
    ):
        (tmp_path / name).write_text(text)
    index = Index.open(FolderLibrary(tmp_path), cache=cache, encoder=words)
    assert [text for _, text in nearest(index, "talks in Kyiv")] == [
        "In Kyiv talks.", "Kyiv: talks in.", "In talks, Kyiv.", "Talks in Kyiv."
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("since", "until", "days"),
    [
        pytest.param(None, None, {1, 2, 3}, id="all"),
        pytest.param(2, None, {2, 3}, id="since"),
        pytest.param(None, 2, {1, 2}, id="until"),
        pytest.param(2, 2, {2}, id="one day"),
        pytest.param(3, 2, set(), id="none"),
    ],
)
def test_the_nearest_are_of_the_days_asked_for(opened, since, until, days):
    scope = {name: date(2022, 2, day) for name, day in (("since", since), ("until", until)) if day}
    for index in (opened(), opened()):
        found = nearest(index, "Talks were held", **scope)
        assert {int(name[-2:]) for name, text in found if "Talks" in text} == days


def test_of_more_paragraphs_than_can_be_told_apart_there_is_no_nearest(opened, monkeypatch):
    monkeypatch.setattr(index_module, "_MOST_COMPARED", 4)
    index = opened()
    assert index.nearest(QUESTION) == []
    assert len(index.nearest(QUESTION, until=date(2022, 2, 2))) == 3


@pytest.mark.parametrize("change", [b"", b"\1", None], ids=["none", "one-number", "twice"])
def test_a_row_with_another_number_of_numbers_is_made_again(opened, cache, words, change):
    index = opened()
    expected = index.likeness(QUESTION, chunks(index))
    index.close()
    (path,) = cache.rglob("vectors.sqlite")
    with sqlite3.connect(path) as db:
        for place, stored in db.execute("SELECT place, vectors FROM paragraphs").fetchall():
            other = stored * 2 if change is None else change
            row = (zlib.crc32(other), other, place)
            db.execute("UPDATE paragraphs SET crc = ?, vectors = ? WHERE place = ?", row)
    db.close()
    take(words)
    again = opened()
    assert again.likeness(QUESTION, chunks(again)) == expected
    assert len(take(words)) > 1


def test_among_more_bytes_than_are_embedded_in_a_moment_there_is_no_nearest(opened, monkeypatch):
    index = opened()
    two, three = (sum(list(index.sizes().values())[:n]) for n in (2, 3))
    monkeypatch.setattr(index_module, "_MOST_COMPARED_BYTES", three)
    assert len(nearest(index)) == 4
    monkeypatch.setattr(index_module, "_MOST_COMPARED_BYTES", three - 1)
    assert nearest(index) == []
    monkeypatch.setattr(index_module, "_MOST_COMPARED_BYTES", two)
    assert len(nearest(index, until=date(2022, 2, 2))) == 3


def test_a_paragraph_of_hundreds_of_short_sentences_is_embedded_as_far_as_real_ones_go(
    tmp_path, cache, words
):
    short = [f"{one}{two}!" for one in "ABCDEFGH" for two in "abcdefgh"]
    (tmp_path / "2022-02-01.txt").write_text(" ".join(short))
    for asked_before in (False, True):
        index = Index.open(FolderLibrary(tmp_path), cache=cache, encoder=words)
        (whole,) = chunks(index)
        assert [sentence.text for sentence in whole.sentences] == short
        alike = index.likeness("Aa and Bb", [whole])
        cosines = [alike.of(sentence) for sentence in whole.sentences]
        assert len(take(words)) == 1 + 32 * (not asked_before)
        assert cosines[0] > 0
        assert cosines[31:] == [0.0] * 33
        assert alike.of_paragraph(whole) > 0
        # Narrowed to a sentence of those that are left out, it is the same paragraph.
        late = replace(whole, sentences=whole.sentences[40:41])
        assert index.likeness("Aa and Bb", [late]).of_paragraph(late) == alike.of_paragraph(whole)


def test_the_nearest_are_made_once_kept_and_at_hand(opened, words, folder, cache, asked_only):
    index = opened()
    expected = nearest(index)
    assert len(take(words)) == 5
    assert nearest(index, "Another question")
    assert take(words) == ["Another question"]
    # Neither file nor brief is needed again.
    for path in cache.rglob("vectors.sqlite"):
        os.truncate(path, 0)
    index._shelf = None
    assert nearest(index) == expected
    assert nearest(Index(FolderLibrary(folder), encoder=BagOfWords())) == expected
    assert take(words) == []


def test_what_is_at_hand_is_bounded(opened, words, monkeypatch):
    expected = nearest(opened())
    for bound, value in (("_MOST_PARAGRAPHS", 3), ("_MOST_CHARACTERS", 100)):
        monkeypatch.setattr(held_module, bound, value)
        index = opened()
        assert nearest(index) == expected
        assert len(index._embedder._held._kept) == 1
        assert nearest(index) == expected
    assert set(take(words)) == {QUESTION, *(text for _, text in expected)}


def test_a_changed_library_has_other_nearest(opened, folder):
    index = opened()
    nearest(index)
    (folder / "2022-02-01.txt").write_text(QUESTION)
    (folder / "2022-02-02.txt").unlink()
    index.sync()
    assert nearest(index)[0] == ("2022-02-01", QUESTION)
    assert {day for day, _ in nearest(index)} == {"2022-02-01", "2022-02-03"}


def test_what_is_at_hand_of_a_brief_is_not_taken_for_its_next_content(opened, folder):
    index = opened()
    nearest(index)
    path = folder / "2022-02-01.txt"
    # Of the same length, so that every paragraph stands where another one stood.
    path.write_text(path.read_text().replace("Talks were held", "Boats sank here"))
    index.sync()
    (changed,) = [one for one in chunks(index) if "Boats" in one.text]
    alike = index.likeness(QUESTION, [changed])
    assert alike.of_paragraph(changed) == fresh(folder)[changed.brief.id, changed.span]


def test_the_last_questions_are_kept_and_no_more(opened, words, monkeypatch):
    monkeypatch.setattr(embedding, "_QUESTIONS_KEPT", 3)
    index = opened()
    nearest(index)
    take(words)
    for question in "abcdc":
        nearest(index, question)
    assert take(words) == ["a", "b", "c", "d"]
    assert list(index._embedder._questions) == ["b", "d", "c"]
    nearest(index, "a")
    assert take(words) == ["a"]


def test_without_an_encoder_there_is_no_nearest(library, cache):
    index = Index.open(library, cache=cache)
    assert index.nearest(QUESTION) == []
    assert (index.encoder_fault, index.left_unembedded) == ("", 0)
