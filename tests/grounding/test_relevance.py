"""Which sentences answer which questions, and which questions have no answer."""

from __future__ import annotations

import time
from datetime import date

import pytest

from briefbot.encoder.minilm import WEIGHTS
from briefbot.grounding.relevance import is_short, judge
from briefbot.language.questions import read_question
from briefbot.retrieval.likeness import Likeness

NEWS = (
    "Russia wants the Western alliance to pull back its forces to where they were in 1997.",
    "Moscow has amassed some 100,000 troops close to the border with Ukraine.",
    "“China supports Russia's demands for security guarantees,” added Ushakov in Moscow.",
    "Johnson on Tuesday met with Ukrainian President Volodomyr Zelenskiy in Kyiv.",
    "“It is possible to make such an agreement,” Orban told a press conference.",
    "An earthquake struck western Nepal on Friday, killing at least 157 people.",
    "Germany pledged 2.5 billion euros in aid to Poland after the floods.",
    "The central bank of Norway raised its key rate to 4.25% because inflation rose.",
    "Macron denied that France had sold arms to Chad.",
    "Real Madrid beat Chelsea in the final in Paris on Saturday.",
    "The World Health Organization warned that the virus could spread to Europe.",
    "Ten miners were trapped after a mine collapsed near Johannesburg.",
)

ANSWERED = [
    ("What does Russia want?", 1),
    ("What does Russia demand?", 1),
    ("What did Russia demand of the alliance?", 1),
    ("How many troops are near Ukraine?", 2),
    ("How many troops has Moscow amassed?", 2),
    ("Where has Moscow amassed troops?", 2),
    ("What does China support?", 3),
    ("Who supports Russia's demands?", 3),
    ("When did Johnson meet Zelenskiy?", 4),
    ("Who met Zelensky?", 4),
    ("Where did Johnson meet Zelenskyy?", 4),
    ("Did Johnson meet Zelenskiy?", 4),
    ("What did Orban say?", 5),
    ("What did Orban tell the press conference?", 5),
    ("When did the earthquake strike Nepal?", 6),
    ("How many people did the earthquake kill?", 6),
    ("What happened in Nepal?", 6),
    ("What did Germany pledge?", 7),
    ("How much aid did Germany pledge to Poland?", 7),
    ("Why did Norway raise its rate?", 8),
    ("What did Macron deny?", 9),
    ("Who beat Chelsea?", 10),
    ("When did Real Madrid beat Chelsea?", 10),
    ("Where was the final?", 10),
    ("What did the World Health Organization warn of?", 11),
    ("How many miners were trapped?", 12),
    ("What happened near Johannesburg?", 12),
]

ABSTAINED = [
    "What does France demand?",
    "What does Poland demand?",
    "What did Zelenskiy say?",
    "What did Merkel say?",
    "What did Ukraine support?",
    "What does Chad deny?",
    "Who won the Super Bowl?",
    "Who beat Arsenal?",
    "How many troops are near Poland?",
    "How many tanks has Moscow amassed?",
    "How many soldiers died in Nepal?",
    "When did Johnson meet Macron?",
    "When did Orban meet Putin?",
    "What happened in Peru?",
    "What happened in Iran?",
    "Where did Biden meet Xi?",
    "Why did Sweden raise its rate?",
    "What did Austria pledge?",
    "Did Trump resign?",
    "What is the capital of Australia?",
]


@pytest.fixture
def ranked(evidence_of):
    """The numbers of the answering paragraphs of the news, best first."""
    evidence = evidence_of(*NEWS)

    def rank(question):
        judged = [(judge(read_question(question), evidence, h), h) for h, _ in evidence]
        fit = sorted((j for j in judged if j[0].answers), key=lambda j: -j[0].score)
        return [int(h.split(".")[0]) for _, h in fit]

    return rank


@pytest.mark.parametrize(("question", "number"), ANSWERED, ids=[q for q, _ in ANSWERED])
def test_the_answering_sentence_comes_first(ranked, question, number):
    assert ranked(question)[:1] == [number]


@pytest.mark.parametrize("question", ABSTAINED)
def test_a_question_without_an_answer_gets_none(ranked, question):
    assert ranked(question) == []


def test_why_a_sentence_does_not_answer_is_said(evidence_of):
    evidence = evidence_of(*NEWS)
    relevance = judge(read_question("What does France demand?"), evidence, "1.1")
    assert not relevance.answers
    assert "does not mention France" in relevance.misses
    assert set(relevance.misses) <= set(relevance.lacking)
    count = judge(read_question("How many tanks are near Ukraine?"), evidence, "3.1")
    assert "does not give the number asked for" in count.lacking


def test_the_heading_and_the_paragraph_count_for_names(evidence_of):
    evidence = evidence_of(
        "## Ghana", "Voters elected a new parliament on Friday. Turnout was low."
    )
    assert judge(read_question("Was turnout low in Ghana?"), evidence, "1.2").answers
    assert not judge(read_question("Was turnout low in Togo?"), evidence, "1.2").answers


def test_a_hundred_sentences_take_milliseconds(evidence_of):
    evidence = evidence_of(*(f"{text[:-1]}, part {n}." for n in range(9) for text in NEWS))
    question = read_question("What does Russia demand?")
    for handle, _ in evidence:  # reading is cached, as in use after retrieval
        judge(question, evidence, handle)
    started = time.process_time()
    for handle, _ in list(evidence)[:100]:
        judge(question, evidence, handle)
    assert time.process_time() - started < 0.15  # about 10 ms on a slow core


def test_the_statement_itself_fills_its_gap(evidence_of):
    # No numeral stands there: as a question for a number it would have no answer.
    evidence = evidence_of("A ferry sank off Crete. Dozens of passengers were saved.", "Ten died.")
    asked = 'What number fills the blank: "A ferry sank off {}. ____ of passengers were saved."'
    assert judge(read_question(asked.format("Crete")), evidence, "1.2").answers
    assert not judge(read_question(asked.format("Malta")), evidence, "1.2").answers


def test_an_actor_taken_up_by_another_word_acts(evidence_of):
    evidence = evidence_of(
        "A copy of NATO's answer showed the alliance has offered to discuss disarmament.",
        "A copy of NATO's answer showed Poland has offered to discuss disarmament.",
    )
    question = read_question("What has NATO offered to discuss?")
    assert judge(question, evidence, "1.1").answers
    assert not judge(question, evidence, "2.1").answers


@pytest.mark.parametrize(
    ("question", "short"),
    [
        pytest.param("Did Ada Berg sell ships in Oslo?", True, id="five-words"),
        pytest.param("Did Ada Berg sell old ships in Oslo?", False, id="six-words"),
        pytest.param("Oslo has ships. Did Ada sell them?", False, id="with-a-setting"),
    ],
)
def test_a_short_question(question, short):
    assert is_short(read_question(question)) is short


def test_what_tells_the_story_of_a_toll_outranks_what_has_more_of_the_words(evidence_of):
    evidence = evidence_of(
        "The heat wave kills 900.",
        "What death toll the Texan heat wave of 2015 had was asked.",
        day=date(2015, 5, 28),
    )
    question = read_question('What death toll for "2015 Indian heat wave"?')
    telling, other = (judge(question, evidence, handle) for handle in ("1.1", "2.1"))
    assert telling.answers
    assert not other.answers
    assert telling.score > other.score


def likeness(evidence, cosine):
    """That of an encoder the weights are fitted to, which finds everything that much alike."""
    sentences = {(s.brief.id, s.span): cosine for _, s in evidence}
    paragraphs = {(c.brief.id, c.span): cosine for c in evidence.chunks}
    return Likeness("all-MiniLM-L6-v2", WEIGHTS.sha256, sentences, paragraphs)


@pytest.mark.parametrize("question", [ANSWERED[0][0], ANSWERED[20][0], *ABSTAINED[:3]])
def test_the_more_alike_the_higher_it_ranks_and_the_likelier_it_answers(evidence_of, question):
    evidence = evidence_of(*NEWS)
    by = [likeness(evidence, cosine / 4) for cosine in range(-4, 5)]
    judged = [judge(read_question(question), evidence, "1.1", one) for one in by]
    for measure in ("score", "chance"):
        values = [getattr(one, measure) for one in judged]
        assert values == sorted(set(values))
    assert len({one.coverage for one in judged}) == 1


def test_what_no_wording_can_make_good_no_likeness_makes_good(evidence_of):
    evidence = evidence_of(*NEWS)
    alike, unlike = (likeness(evidence, cosine) for cosine in (1.0, -1.0))
    missing = 0
    for text in [*(text for text, _ in ANSWERED), *ABSTAINED]:
        question = read_question(text)
        for handle, _ in evidence:
            by_words = judge(question, evidence, handle).misses
            for said in (alike, unlike):
                judged = judge(question, evidence, handle, said)
                assert judged.misses == by_words
                assert not (judged.answers and judged.misses)
            missing += bool(by_words)
    assert missing > 200
