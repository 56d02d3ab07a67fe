"""Vectors of an index are kept, found again, and the same however they were come by."""

from __future__ import annotations

import os
import sqlite3

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from briefbot.encoder.testing import BagOfWords
from briefbot.library.folder import FolderLibrary
from briefbot.library.given import GivenLibrary
from briefbot.library.readers.text import brief_from_text
from briefbot.retrieval import embedding
from briefbot.retrieval.chunking import chunk
from briefbot.retrieval.index import Index
from tests.retrieval.embedded import QUESTION, chunks, cosines, fresh, take

pytest.importorskip("numpy", reason="needs the extra `neural`")


def test_a_sentence_is_embedded_once(opened, words, folder):
    first = cosines(opened())
    # The question, three sentences on talks, and the one the days share.
    assert len(take(words)) == 5
    index = opened()
    assert cosines(index) == first == fresh(folder)
    assert take(words) == [QUESTION]
    assert cosines(index) == first
    assert take(words) == []


def test_new_paragraphs_of_a_changed_library_are_made_ahead(opened, words, folder):
    cosines(opened())
    take(words)
    (folder / "2022-02-04.txt").write_text("Talks were held in Vienna.\n\nA bridge fell.")
    index = opened()
    (vienna,) = [one for one in chunks(index) if "Vienna" in one.text]
    index.likeness(QUESTION, [vienna])
    assert sorted(take(words)) == ["A bridge fell.", "Talks were held in Vienna.", QUESTION]
    assert index.unembedded() == 0


@pytest.mark.parametrize(("bound", "less"), [("MOST_UNASKED", 5), ("MOST_UNASKED_BYTES", 100)])
def test_a_library_that_has_many_new_ones_waits_for_embed(opened, words, monkeypatch, bound, less):
    index = opened()
    assert 100 < sum(index.sizes().values())
    monkeypatch.setattr(embedding, bound, less)
    first = chunks(index)[0]
    index.likeness(QUESTION, [first])
    assert sorted(take(words)) == sorted([QUESTION, first.text])
    assert index.unembedded() == 5
    # Not looked at again for every question.
    index.likeness("Another question", [first])
    assert take(words) == ["Another question"]
    assert (index.left_unembedded, opened().left_unembedded) == (6, 0)
    again = opened()
    again.likeness(QUESTION, [first])
    assert again.left_unembedded == 6
    again.embed()
    assert again.left_unembedded == 0
    again = opened()
    again.likeness(QUESTION, [first])
    assert again.left_unembedded == 0


def test_libraries_without_a_place_are_not_made_ahead(words):
    reading = brief_from_text("date 2022-02-02 Talks were held.\n\nThe river rose.")
    index = Index.open(GivenLibrary([reading]), encoder=words)
    index.likeness(QUESTION, chunk(reading.brief)[:1])
    assert len(take(words)) == 2
    assert index.unembedded() == 1


def test_paragraphs_of_another_library_are_compared_and_not_kept(opened, words, brief):
    index = opened()
    foreign = chunk(brief("Talks were held in Vienna.", id="2022-02-01.txt"))
    assert set(index.likeness(QUESTION, foreign).sentences.values()) != {0.0}
    index.likeness(QUESTION, foreign)
    assert take(words).count("Talks were held in Vienna.") == 2


def test_a_brief_that_is_touched_moved_or_indexed_anew_keeps_its_vectors(
    opened, words, folder, cache
):
    before = cosines(opened())
    take(words)
    os.utime(folder / "2022-02-01.txt", ns=(1, 1))
    (folder / "2022-02-02.txt").rename(folder / "2022-02-02 again.txt")
    (folder / "2021-12-31.txt").write_text("Elsewhere.")
    (manifest,) = cache.rglob("manifest.sqlite")
    manifest.unlink()
    index = opened()
    after = cosines(index)
    assert sorted(take(words)) == ["Elsewhere.", QUESTION]
    assert sorted(after.values())[1:] == sorted(before.values())
    assert after == fresh(folder)


def test_a_changed_brief_is_made_again_and_the_old_one_forgotten(opened, words, folder, cache):
    cosines(opened())
    take(words)
    (folder / "2022-02-01.txt").write_text("Talks failed.\n\nThe river rose again.")
    (folder / "2022-02-02.txt").unlink()
    index = opened()
    assert cosines(index) == fresh(folder)
    # The river is made again, of another paragraph of another file.
    assert sorted(take(words)) == ["Talks failed.", "The river rose again.", QUESTION]
    (path,) = cache.rglob("vectors.sqlite")
    with sqlite3.connect(path) as db:
        assert db.execute("SELECT count(*) FROM paragraphs").fetchone() == (4,)
        assert db.execute("SELECT count(*) FROM briefs").fetchone() == (2,)
    db.close()


def test_another_encoder_s_vectors_are_not_used(opened, folder):
    cosines(opened())
    other = BagOfWords(size=32, fingerprint="f" * 16)
    assert cosines(opened(other)) == fresh(folder, BagOfWords(size=32))
    # And the same fingerprint with vectors of another size is no reason to fail.
    third = BagOfWords(size=16, fingerprint="f" * 16)
    assert cosines(opened(third)) == fresh(folder, BagOfWords(size=16))


class Backwards(BagOfWords):
    """Another encoder: the numbers of the first one in the opposite order."""

    def embed(self, text):
        return super().embed(text)[::-1].copy()


def test_two_encoders_at_once_don_t_use_each_other_s_vectors(opened, folder):
    one, other = opened(), opened(Backwards(fingerprint="f" * 16))
    for index in (one, other, one, other):
        index.embed()
    assert cosines(one) == cosines(other) == fresh(folder)
    assert one.nearest(QUESTION) == other.nearest(QUESTION)


# Each example opens several indexes.
@settings(max_examples=12)
@given(st.data())
def test_what_was_stored_before_changes_no_digit(tmp_path_factory, data):
    """Whatever was asked, embedded, changed and damaged before: the numbers are those of an index without a past."""
    folder, cache = tmp_path_factory.mktemp("briefs"), tmp_path_factory.mktemp("cache")
    sentences = st.lists(
        st.sampled_from(["Talks failed.", "It rained.", "A “5%” rise.", "…"]), min_size=1
    )
    texts = st.lists(sentences.map(" ".join), min_size=1, max_size=4).map("\n\n".join)
    (folder / "2022-02-01.txt").write_text(data.draw(texts))
    for step in data.draw(
        st.lists(st.sampled_from(["ask", "nearest", "embed", "write", "flip"]), max_size=5)
    ):
        index = Index.open(FolderLibrary(folder), cache=cache, encoder=BagOfWords())
        if step == "ask":
            every = chunks(index)
            index.likeness("rain", data.draw(st.lists(st.sampled_from(every))) if every else [])
        elif step == "nearest":
            index.nearest("rain")
        elif step == "embed":
            index.embed()
        elif step == "write":
            day = data.draw(st.integers(1, 3))
            (folder / f"2022-02-0{day}.txt").write_text(data.draw(texts))
        index.close()
        for path in cache.rglob("vectors.sqlite") if step == "flip" else ():
            held = bytearray(path.read_bytes())
            held[data.draw(st.integers(0, len(held) - 1))] ^= 1
            path.write_bytes(held)
    index = Index.open(FolderLibrary(folder), cache=cache, encoder=BagOfWords())
    without_a_past = Index(FolderLibrary(folder), encoder=BagOfWords())
    assert index.nearest("It rained") == without_a_past.nearest("It rained")
    assert cosines(index, "It rained") == cosines(without_a_past, "It rained")
    index.close()
