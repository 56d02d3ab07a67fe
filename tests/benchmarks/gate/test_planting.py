from __future__ import annotations

from datetime import date
from random import Random

import pytest

from benchmarks.quality.gate.planting.plant import KINDS, plant, plant_all
from benchmarks.quality.gate.sources import Sourced, evidence_of, sentences_of
from benchmarks.quality.gate.words import differs, tokens

OTHERS = (
    "Kenya sends Grace Otieno to Oslo, and Peter Lund returns from Lima to Nairobi.",
    "Maria Berg says that ferries stay in port.",
    "Hospitals in Quito treated some wounded sailors quickly.",
)
BY_KIND = {
    "number": "The flood destroyed 340 houses near the coast.",
    "date": "The council meets the miners again on Tuesday.",
    "name": "The envoy travels to Geneva with two letters.",
    "quotation": "The mayor called the plan “a costly mistake for everyone” again.",
    "negation": "The government has accepted the terms of the miners.",
    "modality": "The company may close two of its mines in autumn.",
    "quantifier": "The rule binds most farmers in the valley.",
    "comparative": "Exports were higher in spring than in winter.",
    "magnitude": "The bridge cost the province 40 million in all.",
    "role": "The former minister opened a museum in the harbour.",
    "swap": "Norway sued Chile in April.",
    "speaker lost": "Anna Holt said that the ferry had hit a rock.",
    "speaker moved": "Anna Holt said that the ferry had hit a rock.",
    "glue": "Norway has closed its embassy in the south.",
    "cut": "The bank will lend the money if the council agrees.",
}


def sourced(text: str) -> Sourced:
    evidence = evidence_of([text, *OTHERS], date(2022, 2, 2), id="a")
    return Sourced("test", evidence, "1.1", text)


@pytest.mark.parametrize("kind", KINDS)
def test_each_kind_changes_its_sentence_and_names_the_change(kind: str) -> None:
    source = sourced(BY_KIND[kind])
    planted = plant(source, kind)
    assert planted is not None
    assert planted.kind == kind
    assert planted.handles[0] == source.handle
    assert differs(planted.change.planted, source.text)
    assert planted.change.old or planted.change.new


@pytest.mark.parametrize("kind", KINDS)
def test_the_same_seed_plants_the_same_error(kind: str) -> None:
    source = sourced(BY_KIND[kind])
    assert plant(source, kind, seed=3) == plant(source, kind, seed=3)


@pytest.mark.parametrize(
    "kind",
    ["number", "date", "name", "quotation", "quantifier", "comparative", "magnitude", "role"],
)
def test_exactly_the_named_words_are_changed(kind: str) -> None:
    source = sourced(BY_KIND[kind])
    planted = plant(source, kind)
    assert planted is not None
    change = planted.change
    left = [t.lower for t in tokens(source.text)]
    right = [t.lower for t in tokens(change.planted)]
    for word in (t.lower for t in tokens(change.old)):
        left.remove(word)
    for word in (t.lower for t in tokens(change.new)):
        right.remove(word)
    assert left == right


@pytest.mark.parametrize(
    ("kind", "text", "planted"),
    [
        ("negation", "The port has opened its gates.", "The port has not opened its gates."),
        ("swap", "Norway sued Chile in April.", "Chile sued Norway in April."),
        ("swap", "Norway sued Chile in April.", "Norway was sued by Chile in April."),
        (
            "swap",
            "Two guards are attacked by Norway in April.",
            "Two guards attack Norway in April.",
        ),
        ("swap", "Six men attack a guard in April.", None),
        (
            "speaker lost",
            "Anna Holt said that the ferry had hit a rock.",
            "The ferry had hit a rock.",
        ),
        (
            "role",
            "The former minister opened a museum in the harbour.",
            "The minister opened a museum in the harbour.",
        ),
        ("modality", "The ship is expected to sink in the bay.", "The ship sank in the bay."),
        (
            "cut",
            "The bank will lend the money if the council agrees.",
            "The bank will lend the money.",
        ),
        ("cut", "Anna Holt said that the ferry has hit a rock.", "Anna Holt has hit a rock."),
        (
            "cut",
            "The wife of Peter Lund died in Lima on Monday.",
            "Peter Lund died in Lima on Monday.",
        ),
    ],
)
def test_what_is_planted(kind: str, text: str, planted: str | None) -> None:
    offered = [c.planted for c in KINDS[kind](sourced(text), Random(0))]
    assert planted in offered if planted else not offered


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        pytest.param("number", "The treaty of 1998 was signed on 12 May in Oslo.", id="dates"),
        pytest.param("comparative", "At least nine ships sank near Lima.", id="a bound is no rank"),
        pytest.param("quantifier", "Some 900 people left the city.", id="some before a number"),
        pytest.param("role", "The suspect was accused by prosecutors of fraud.", id="no office"),
        pytest.param("speaker lost", "Anna Holt said that she would stay.", id="leaning on it"),
        pytest.param("cut", "It is unclear if the ship sank at night.", id="no condition"),
        pytest.param("swap", "Norway met Chile in April.", id="the same both ways"),
        pytest.param("name", "The envoy travels to the sea again.", id="no name"),
    ],
)
def test_what_has_no_place_for_an_error_gets_none(kind: str, text: str) -> None:
    assert plant(sourced(text), kind) is None


def test_an_error_that_another_sentence_makes_true_is_not_planted() -> None:
    text = "The flood destroyed three houses near the harbour."
    twins = [text.replace("three", n) for n in ("four", "five", "six")]
    evidence = evidence_of([text, *twins], date(2022, 2, 2), id="a")
    source = next(s for s in sentences_of(evidence, "test") if s.text == text)
    assert plant(source, "number") is None


def test_a_moved_speaker_is_one_of_the_brief_and_the_true_one_is_kept() -> None:
    planted = plant(sourced(BY_KIND["speaker moved"]), "speaker moved")
    assert planted is not None
    change = planted.change
    assert change.new in {"Kenya", "Maria Berg", "Hospitals"}
    assert change.speaker == change.new or change.new in change.planted


def test_no_more_than_asked_for_of_each_kind_and_half_of_one_rule() -> None:
    texts = [
        f"The rule of {n} towns binds most farmers and up to {n} mills." for n in range(20, 60)
    ]
    sources = [sourced(text) for text in texts]
    found = [p for p in plant_all(sources, each=10) if p.kind == "quantifier"]
    assert len(found) == 10
    assert sum(p.change.how == "quantifier" for p in found) <= 5
