"""What is known of a question and a sentence."""

from __future__ import annotations

from dataclasses import replace

import pytest

from briefbot.grounding.answers.features import find_features
from briefbot.language.questions import read_question
from briefbot.retrieval.likeness import Likeness

STORM = "Storm Ingrid hit Lisbon on Friday."
FERRY = "A ferry sank off Crete. Its captain was arrested in Athens."


@pytest.fixture
def of(evidence_of):
    """The features of a question and a sentence of two paragraphs."""
    evidence = evidence_of(STORM, FERRY)
    return lambda question, handle: find_features(read_question(question), evidence, handle)


def test_a_rare_word_covers_more_than_a_common_one(of, evidence_of):
    found = of("Was Crete good?", "2.1").coverage
    common = find_features(read_question("Was Crete good?"), evidence_of("It was good."), "1.1")
    assert common.coverage < 0.5 < found


def test_the_rest_of_the_paragraph_and_its_neighbours_count_apart(of):
    features = of("Where was the captain of the ferry off Crete arrested?", "2.2")
    assert features.around > 0
    assert features.before == pytest.approx(features.around)
    assert features.after == 0
    first = of("Where was the captain of the ferry off Crete arrested?", "2.1")
    assert first.after > 0
    assert first.coverage + first.around == pytest.approx(features.coverage + features.around)


def test_the_setting_counts_at_half_weight(of):
    plain = of("Where was the captain arrested?", "1.1")
    set_there = of("Ingrid hit Lisbon. Where was the captain arrested?", "1.1")
    assert plain.coverage == 0
    assert 0 < set_there.coverage < 0.6
    assert set_there.told > 0


def test_a_word_in_every_paragraph_tells_little(evidence_of):
    question = read_question("What happened in Lisbon?")
    alone = evidence_of("Lisbon voted.", "Crete voted.")
    everywhere = evidence_of("Lisbon voted.", "Lisbon rested.")
    told = [find_features(question, evidence, "1.1").told for evidence in (alone, everywhere)]
    assert told[0] > 1.5 * told[1]


def test_who_acts_and_what_kind_of_thing_is_there(of):
    assert of("What did Ingrid hit?", "1.1").idle == 0
    assert of("What does Lisbon demand?", "1.1").idle == 1
    assert of("When did Ingrid hit Lisbon?", "1.1").fits == 1
    assert of("When did the ferry sink?", "2.1").fits == -1
    assert of("What did Ingrid hit?", "1.1").fits == 0


def test_names_that_are_nowhere(of):
    assert of("Did Ingrid hit Lisbon?", "1.1").names_missing == 0
    assert of("Did Ingrid hit Porto?", "1.1").names_missing > 0.3


@pytest.mark.parametrize(
    ("question", "texts"),
    [
        pytest.param(
            "What does Russia demand?",
            ["Russia demands a port.", "Russia wants a port.", "Russia's demands were met."],
            id="the-act-its-stance-its-noun",
        ),
        pytest.param(
            "How many people were killed in Oslo?",
            ["Ten people are killed in Oslo.", "Ten die in Oslo.", "Ten flee in Oslo."],
            id="deaths-in-other-words",
        ),
    ],
)
def test_what_stands_for_the_act_covers_less_than_the_act(evidence_of, question, texts):
    asked = read_question(question)
    covered = [find_features(asked, evidence_of(text), "1.1").coverage for text in texts]
    assert covered[0] == 1
    assert covered == sorted(covered, reverse=True)
    assert len(set(covered)) == len(covered)


def test_a_verb_beside_its_noun_is_the_act(evidence_of):
    text = "In the attack Oslo attacked it."
    question = read_question("What did Oslo attack?")
    assert find_features(question, evidence_of(text), "1.1").coverage == 1


def test_a_sentence_is_alike_by_itself_and_by_its_paragraph(evidence_of):
    evidence = evidence_of("Talks failed in Kyiv. The river rose.", "A ferry sank.")
    question = read_question("Where did talks fail?")
    first = evidence.chunks[0]
    said = Likeness(
        "an encoder",
        "0" * 64,
        {(one.brief.id, one.span): 0.1 * n for n, one in enumerate(first.sentences, 1)},
        {(first.brief.id, first.span): 0.9},
    )
    found = [find_features(question, evidence, handle, said) for handle in ("1.1", "1.2", "2.1")]
    assert [(one.alike, one.alike_around) for one in found] == [(0.1, 0.9), (0.2, 0.9), (0, 0)]
    without = find_features(question, evidence, "1.1")
    assert replace(found[0], alike=0.0, alike_around=0.0) == without
