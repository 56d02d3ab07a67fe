from __future__ import annotations

from datetime import date

import pytest

from benchmarks.quality.gate.rewording.reword import KINDS, reword, reword_all
from benchmarks.quality.gate.sources import Sourced, evidence_of


def sourced(text: str) -> Sourced:
    evidence = evidence_of([text], date(2022, 2, 2), id="a")
    return Sourced("test", evidence, "1.1", text)


@pytest.mark.parametrize(
    ("kind", "text", "expected"),
    [
        ("bracket dropped", "The Union (AU) sends aid to Mali.", "The Union sends aid to Mali."),
        (
            "relative clause dropped",
            "The flood hit Lima, which had no walls.",
            "The flood hit Lima.",
        ),
        (
            "relative clause dropped",
            "The mayor, who lives in Lima, has left the party.",
            "The mayor has left the party.",
        ),
        (
            "participle clause dropped",
            "A bomb exploded in the market, killing four traders.",
            "A bomb exploded in the market.",
        ),
        (
            "circumstance dropped",
            "After two days of talks, the miners signed the deal.",
            "The miners signed the deal.",
        ),
        (
            "apposition dropped",
            "Anna Holt, the mayor of Bergen, has left the party.",
            "Anna Holt has left the party.",
        ),
        (
            "adverb dropped",
            "The council unanimously rejected the plan.",
            "The council rejected the plan.",
        ),
        (
            "day or place dropped",
            "The miners signed the deal on Monday.",
            "The miners signed the deal.",
        ),
        ("passive made active", "The deal is signed by the miners.", "The miners sign the deal."),
        (
            "passive made active",
            "Two guards were attacked by Norway in April.",
            "Norway attacked two guards in April.",
        ),
        (
            "active made passive",
            "Norway attacked two guards in April.",
            "Two guards were attacked by Norway in April.",
        ),
        (
            "frame moved",
            "Anna Holt said that the ferry had hit a rock.",
            "The ferry had hit a rock, Anna Holt said.",
        ),
        (
            "frame moved",
            "The ferry had hit a rock, Anna Holt said.",
            "Anna Holt said that the ferry had hit a rock.",
        ),
        (
            "frame moved",
            "The ferry had hit a rock, according to the navy.",
            "According to the navy, the ferry had hit a rock.",
        ),
    ],
)
def test_rewordings(kind: str, text: str, expected: str) -> None:
    assert [r.statement for r in reword(sourced(text)) if r.kind == kind] == [expected]


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        pytest.param("circumstance dropped", "In April, no ship left the port.", id="negated"),
        pytest.param(
            "circumstance dropped", "In case of fire, the guards open it.", id="condition"
        ),
        pytest.param("day or place dropped", "It was the largest fire in Peru.", id="superlative"),
        pytest.param("participle clause dropped", "It sank, according to the navy.", id="speaker"),
        pytest.param("active made passive", "Norway met Chile in April.", id="both sides"),
        pytest.param("passive made active", "Prices were raised by 10 percent.", id="no actor"),
        pytest.param(
            "passive made active",
            "A man is killed in an attack by the guards.",
            id="the actor of something else",
        ),
        pytest.param("frame moved", "Norway declares a state of war in Lima.", id="nobody's words"),
        pytest.param("adverb dropped", "The house reportedly burned down at night.", id="a hedge"),
    ],
)
def test_what_might_not_stay_true_is_not_reworded(kind: str, text: str) -> None:
    assert kind not in {r.kind for r in reword(sourced(text))}


def test_a_speaker_given_apart_is_the_sentences_own() -> None:
    text = "Anna Holt said that the ferry had hit a rock."
    apart = [r for r in reword(sourced(text)) if r.kind == "speaker in the field"]
    assert [(r.statement, r.speaker) for r in apart] == [("The ferry had hit a rock.", "Anna Holt")]


def test_every_sentence_is_a_statement_as_it_stands_and_kinds_are_bounded() -> None:
    sources = [sourced(f"The council unanimously rejected plan {n}.") for n in range(8)]
    made = [r.kind for r in reword_all(sources, each=3)]
    assert made.count("whole sentence") == made.count("adverb dropped") == 3
    assert set(made) <= set(KINDS)
