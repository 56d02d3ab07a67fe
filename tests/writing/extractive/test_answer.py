"""The answer without a model: which sentences, with which before them."""

from __future__ import annotations

import pytest

from briefbot.grounding.gate import check_claim
from briefbot.grounding.relevance import Relevance
from briefbot.language.questions import read_question
from briefbot.writing.extractive.answer import draft_answer

FERRY = "The ferry Aurelia sank off Crete on Monday. It had left Athens with 40 passengers."
OTHER = "A storm hit Lisbon. The mayor of Lisbon closed the schools."


@pytest.fixture
def drafted(evidence):
    """The claims drafted for a question from a text, each as its text and handles."""

    def draft(question: str, text: str) -> list[tuple[str, tuple[str, ...]]]:
        claims = draft_answer(read_question(question), evidence(text)).claims
        return [(claim.text, claim.handles) for claim in claims]

    return draft


def test_a_pronoun_brings_the_sentence_that_names_it(drafted):
    claims = drafted("How many passengers were on the Aurelia?", f"{FERRY}\n\n{OTHER}\n")
    assert claims[0] == (FERRY, ("1.2", "1.1"))


def test_a_sentence_that_names_it_itself_stands_alone(drafted):
    text = FERRY.replace("It had", "The Aurelia had")
    claims = drafted("How many passengers were on the Aurelia?", f"{text}\n\n{OTHER}\n")
    assert claims[0] == ("The Aurelia had left Athens with 40 passengers.", ("1.2",))


def test_what_is_said_twice_is_told_once(drafted):
    claims = drafted("What did the mayor of Lisbon close?", f"{OTHER}\n\n{FERRY}\n\n{OTHER}\n")
    assert [text for text, _ in claims] == ["The mayor of Lisbon closed the schools."]


def test_of_a_long_question_the_best_ranked_sentence_leads(drafted, monkeypatch):
    sure = {"A storm hit Lisbon.": 0.6, "The mayor of Lisbon closed the schools.": 0.4}
    first = "The mayor of Lisbon closed the schools."

    def judged(question, evidence, handle, likeness=None):
        text = evidence.by_handle[handle].text
        chance = sure.get(text, 0.0)
        return Relevance(3.0 * (text == first), 0.3, chance, chance > 0.5, (), ())

    monkeypatch.setattr("briefbot.writing.extractive.answer.judge", judged)
    long = "Which schools did the mayor of Lisbon close for a week after a storm hit the harbour?"
    assert drafted(long, f"{OTHER}\n\n{FERRY}\n")[0][0] == first
    short = "Which storm hit Lisbon?"
    assert drafted(short, f"{OTHER}\n\n{FERRY}\n")[0][0] == "A storm hit Lisbon."
    sure["A storm hit Lisbon."] = 0.4
    assert drafted(long, f"{OTHER}\n\n{FERRY}\n") == []


def test_no_claims_where_nothing_answers(drafted):
    assert drafted("What did the mayor of Porto close?", f"{OTHER}\n\n{FERRY}\n") == []


def test_of_two_sentences_the_answering_one_is_cited_first(evidence):
    shown = evidence(f"{FERRY}\n\n{OTHER}\n")
    question = read_question("How many passengers were on the Aurelia?")
    claim = check_claim(draft_answer(question, shown).claims[0], shown, part="claims[0]")
    assert claim.status == "supported"
    assert [c.quote.split()[0] for c in claim.citations] == ["It", "The"]
