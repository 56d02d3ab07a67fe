"""Quotations and dates of a claim held against its sentence."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefbot.grounding.ledger import dated_verb, missing_quotations, read_dated

DAY = date(2022, 2, 2)


@pytest.mark.parametrize(
    ("statement", "source"),
    [
        ("He said “no deal”.", "“No deal,” he said."),
        ('He said "no deal."', "“no deal”"),
        ("He said «no  deal»", "no\ndeal is near"),
        ("It is “don’t know”", "don't know"),
        ("“wait…”", "wait..."),
        ("no quotation", "anything"),
        ("empty “” marks", "anything"),
    ],
)
def test_verbatim_quotations_are_found(statement, source):
    assert missing_quotations(statement, source) == []


@pytest.mark.parametrize(
    ("statement", "source"),
    [
        ("He said “a deal”.", "no deal"),
        ("He said “deals”.", "deal"),
        ("He said “deal”.", "ideal"),
        ("“no deal” and “more”", "no deal"),
        ("“no … deal”", "no big deal"),
    ],
)
def test_altered_quotations_are_named(statement, source):
    assert missing_quotations(statement, source)


@given(st.text(alphabet="abcde ", min_size=3, max_size=30), st.integers(0, 29))
def test_one_changed_letter_of_a_quotation_is_caught(quoted, at):
    source = f"x {' '.join(quoted.split())} y"
    letters = [i for i, c in enumerate(source[2:-2], 2) if c.isalpha()]
    if not letters:
        return
    i = letters[at % len(letters)]
    changed = f"{source[:i]}z{source[i + 1 :]}"[2:-2]
    assert missing_quotations(f"“{source[2:-2]}”", source) == []
    assert missing_quotations(f"“{changed}”", source) == [changed]


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("on Tuesday", "on Feb. 1"),
        ("Tuesday", "yesterday"),
        ("on 2 February 2022", "today"),
        ("in 1997", "1997"),
    ],
)  # fmt: skip
def test_ways_of_saying_one_day_are_one_word(a, b):
    stems = [
        next(read_dated(text, DAY).sentence.words[i].stem for i in read_dated(text, DAY).dates)
        for text in (a, b)
    ]
    assert stems[0] == stems[1]


@pytest.mark.parametrize(
    ("a", "b"),
    [("on Tuesday", "on Monday"), ("1997", "1998"), ("Feb. 1", "Feb. 2"), ("May 1", "2 May")],
)
def test_different_days_are_different_words(a, b):
    stems = [
        next(read_dated(text, DAY).sentence.words[i].stem for i in read_dated(text, DAY).dates)
        for text in (a, b)
    ]
    assert stems[0] != stems[1]


def test_a_date_keeps_its_words_and_preposition_together():
    dated = read_dated("He left on Feb. 1 and died.", DAY)
    ((standing, words),) = dated.dates.items()
    assert [dated.sentence.words[i].text for i in sorted(words)][:2] == ["on", "Feb"]
    assert dated.skipped == words - {standing}
    assert dated.sentence.words[standing].kind == "date"


@pytest.mark.parametrize(
    ("text", "verb"),
    [
        ("Johnson on Tuesday met Putin.", "met"),
        ("Johnson met Putin on Tuesday.", "met"),
        ("Talks began on Monday and ended on Tuesday.", "began"),
        ("On Monday, the court freed him.", "freed"),
        ("On Monday.", None),
    ],
)
def test_the_verb_a_date_belongs_to(text, verb):
    dated = read_dated(text, DAY)
    found = dated_verb(dated.sentence, min(dated.dates))
    assert (dated.sentence.words[found].text if found is not None else None) == verb
