from __future__ import annotations

import json
import math

import pytest
import tantivy
from hypothesis import given
from hypothesis import strategies as st

from briefbot.retrieval.bm25 import Totals, TotalsByDay, Weights, rarity_of, stepped
from briefbot.retrieval.chunking import Paragraph
from briefbot.retrieval.postings import Postings, _details
from briefbot.retrieval.terms import analyzer

TEXTS = [
    "Talks were held.",
    "Talks on talks about the border and the river " * 9,
    "The river rose and the border was closed, " * 40,
    "Snow.",
]


def postings(texts):
    made = Postings()
    writing = made.write(changes=1)
    for number, text in enumerate(texts, 1):
        writing.add(text, [Paragraph(0, len(text), "", 0)], number=number, day=number)
    writing.commit()
    return made.view()


@pytest.mark.parametrize("words", [1, 8, 23, 24, 39, 40, 41, 43, 57, 100, 333, 1_500])
def test_lengths_count_in_tantivys_steps(words):
    view = postings(["snow " * words])
    query = tantivy.Query.term_query(view._schema, "text", "snow", "freq")
    address = view._searcher.search(query).hits[0][1]
    explained = json.loads(query.explain(view._searcher, address).to_json())
    assert dict(_details(explained))["dl"] == stepped(words)


def test_scores_are_tantivys_where_nothing_is_later():
    view = postings(TEXTS)
    tokens = [len(analyzer().analyze(text)) for text in TEXTS]
    totals = Totals(len(TEXTS), sum(map(stepped, tokens)))
    assert view.average("talk") == pytest.approx(sum(tokens) / len(TEXTS))
    weights = view.weigh("river talks", until=9, known=(1, 4), totals=totals)
    weights = Weights(weights.terms, view.average("talk"), weights.until)
    places = view.search(weights, first=1, known=(1, 4), limit=10)
    assert len(places) == 3
    for place in places:
        assert place.score == pytest.approx(weights.score(TEXTS[place.number - 1]), rel=1e-5)


def test_rarity_is_the_idf_of_bm25():
    assert rarity_of(1, 10) == pytest.approx(math.log(1 + 9.5 / 1.5))
    assert rarity_of(10, 10) > 0


def test_totals_are_those_up_to_the_day():
    totals = TotalsByDay({5: Totals(2, 30), 3: Totals(1, 10)})
    assert [totals.up_to(day) for day in (2, 3, 4, 5, 9)] == [
        Totals(0, 0),
        Totals(1, 10),
        Totals(1, 10),
        Totals(3, 40),
        Totals(3, 40),
    ]
    assert totals.up_to(5).average == pytest.approx(40 / 3)


@given(
    st.lists(st.sampled_from(["river", "talk", "snow"]), min_size=1, max_size=300),
    st.floats(1, 500),
    st.floats(1, 500),
)
def test_no_score_is_above_what_another_average_allows(words, average, other):
    """The bound on which a search stops looking."""
    text = " ".join(words)
    terms = {"river": 2.0, "talk": 0.5}
    scored = Weights(terms, average, 0)
    assert scored.score(text) <= scored.most(Weights(terms, other, 0).score(text), other)
