"""What later briefs hold, or ever held, changes no hit and no score."""

from __future__ import annotations

import random
from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from briefbot.library.folder import FolderLibrary
from briefbot.library.given import GivenLibrary
from briefbot.library.readers.text import brief_from_text
from briefbot.retrieval.bm25 import Totals, rarity_of
from briefbot.retrieval.index import Index
from briefbot.retrieval.terms import analyzer, query_terms

WORDS = "talks border river minister troops harvest ferry strike dam vote".split()
QUESTION = "river talks strike"
LAST = date(2022, 2, 20)


def paragraph(rng, longest):
    return " ".join(rng.choices(WORDS, k=rng.randint(2, longest))) + "."


def texts(seed, first, count, longest):
    rng = random.Random(seed)
    return {
        date(2022, 2, first + n): "\n\n".join(
            paragraph(rng, longest) for _ in range(rng.randint(1, 4))
        )
        for n in range(count)
    }


def library(briefs):
    return GivenLibrary([brief_from_text(t, id=f"{d}.txt", day=d) for d, t in briefs.items()])


def found(index, **kwargs):
    hits = index.search(QUESTION, until=LAST, **kwargs)
    return [(h.chunk.brief.id, h.chunk.span, h.score) for h in hits]


EARLY = texts(1, 1, 20, 12)
LATER = {
    "rare words become common": {date(2022, 3, 1): "The river rose."}
    | {date(2022, 3, n): f"Number {n}: strike on the river." for n in range(2, 28)},
    "long paragraphs": texts(2, 21, 8, 300),
    "short paragraphs": {date(2022, 3, n): "\n\n".join("abc") for n in range(1, 28)},
    "the same paragraphs again": {date(2022, 3, n): EARLY[date(2022, 2, n)] for n in range(1, 20)},
}


@pytest.mark.parametrize("later", LATER.values(), ids=LATER)
@pytest.mark.parametrize("top_k", [1, 3, 10, 100])
@pytest.mark.parametrize("since", [None, date(2022, 2, 10), LAST])
def test_later_briefs_change_no_hit_and_no_score(later, top_k, since):
    alone = found(Index.open(library(EARLY)), top_k=top_k, since=since)
    assert alone
    both = Index.open(library(EARLY | later))
    assert found(both, top_k=top_k, since=since) == alone


def test_a_history_of_adding_and_removing_changes_nothing(tmp_path):
    """Deleted paragraphs stay in the files until they are merged, and in their statistics."""
    for day, text in EARLY.items():
        (tmp_path / f"{day}.txt").write_text(text)
    fresh = Index.open(FolderLibrary(tmp_path), cache=tmp_path / "fresh")
    alone = found(fresh)
    index = Index.open(FolderLibrary(tmp_path), cache=tmp_path / "used")
    for later in LATER.values():
        for day, text in later.items():
            (tmp_path / f"{day}.txt").write_text(text)
        index.sync()
        assert found(index) == alone
        for day in list(later)[1:]:
            (tmp_path / f"{day}.txt").unlink()
        index.sync()
        assert found(index) == alone
        assert index._snapshot.view._engine("river")[0] > index._snapshot.view._searcher.num_docs
    for day in EARLY:
        (tmp_path / f"{day}.txt").write_text("Nothing of it.")
    index.sync()
    for day, text in EARLY.items():
        (tmp_path / f"{day}.txt").write_text(text)
    index.sync()
    assert found(index) == alone
    # Words that only deleted paragraphs have are as good as unknown.
    assert index.search("nothing") == []


def by_hand(briefs, top_k):
    """The best paragraphs by a plain BM25 over all of them."""
    told = {
        text: (day, n)
        for day, brief in reversed(briefs.items())
        for n, text in reversed(list(enumerate(brief.split("\n\n"))))
    }
    every = [text for brief in briefs.values() for text in brief.split("\n\n")]
    cut = [analyzer().analyze(text) for text in every]
    average = sum(len(text.split()) for text in every) / len(every)
    totals = Totals(len(every), 0)

    def score(text):
        words = analyzer().analyze(text)
        norm = 1.2 * (0.25 + 0.75 * len(words) / average)
        parts = (
            rarity_of(sum(t in c for c in cut), totals.paragraphs) * 2.2 * n / (n + norm)
            for t in query_terms(QUESTION)
            if (n := words.count(t))
        )
        return round(sum(parts), 4)

    ranked = sorted((-score(text), *told[text]) for text in told if score(text))
    return [(f"{day}.txt", -below) for below, day, _ in ranked[:top_k]]


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    seed=st.integers(0, 10**6),
    longest=st.integers(2, 30),
    after=st.integers(2, 300),
    top_k=st.integers(1, 12),
)
def test_hits_are_those_of_a_plain_bm25_over_the_briefs_up_to_the_day(seed, longest, after, top_k):
    early, later = texts(seed, 1, 20, longest), texts(seed + 1, 21, 8, after)
    hits = found(Index.open(library(early | later)), top_k=top_k)
    assert [(id, score) for id, _, score in hits] == by_hand(early, top_k)
