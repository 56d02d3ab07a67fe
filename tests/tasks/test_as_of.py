"""The same question as of the same day has the same answer, whatever later briefs there are."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from briefbot import Briefbot
from briefbot.encoder.minilm import MiniLM
from briefbot.encoder.testing import BagOfWords
from briefbot.library.given import GivenLibrary
from briefbot.library.readers.text import brief_from_text
from briefbot.rendering.text import to_text

EARLY = {
    date(2021, 3, 2): "Floods in northern Kenya kill 12 people.\n\n"
    "The death toll of the Kenya floods rises to 12.\n\nMinister Odera opens a ferry in Lamu.",
    date(2021, 3, 4): "Kenya's cabinet offers talks to the dockers' union.\n\n"
    "Some 3,000 dockers in Mombasa walk out over pay.",
    date(2021, 3, 5): "The death toll of the Kenya floods rises to 40.\n\n"
    "The dockers' union in Mombasa rejects the cabinet's offer.",
}
AS_OF = date(2021, 3, 5)
QUESTIONS = [
    "How many people have died in the Kenya floods?",
    "How many people have died in the 2021 Kenya floods?",
    "As of March 3, 2021, how many people have died in the Kenya floods?",
    "What death toll did the brief of 2021-03-02 report for the Kenya floods?",
    "What happened on March 4?",
    "What happened on March 5, 2021?",
    "What did the dockers' union do?",
    "What did the union reject on Friday?",
    "How many dockers walk out over pay?",
    "Who opens a ferry in Lamu?",
    "What will happen on March 9?",
    "What happened last week?",
    "Who won the chess final in Oslo?",
    "What did Kenya's cabinet offer since March 3?",
    "What happened in the floods in March 2021?",
]
LATER = {
    "the same story with other numbers": [
        "The death toll of the Kenya floods rises to 71.",
        "The death toll of the Kenya floods is corrected to 9.",
        "The dockers' union in Mombasa accepts the cabinet's offer. Some 5,000 dockers in Mombasa walk out over pay.",
    ],
    "names that are rare no more": ["Odera, Lamu, Mombasa and Kenya. Dockers, floods, ferry."] * 20,
    "long paragraphs": ["The harvest in the highlands was poor this year. " * 30] * 4,
    "the same paragraphs again": list(EARLY.values()),
    "the days asked about": [
        "On March 4 the ferry in Lamu sank.\n\nOn March 5 floods in Kenya killed 80 people.",
        "Last week nobody in Mombasa walked out. It was wrong that 3,000 dockers did on March 4.",
    ],
}


def bot(briefs, encoder="off"):
    readings = [brief_from_text(text, id=f"{day}.txt", day=day) for day, text in briefs.items()]
    return Briefbot(GivenLibrary(readings), model="extractive", environ={}, encoder=encoder)


def later(texts):
    return {date(2021, 3, 6 + n): text for n, text in enumerate(texts)}


def answers(asked, questions):
    return [asked.ask(question, as_of=AS_OF).model_dump_json() for question in questions]


@pytest.mark.parametrize("texts", LATER.values(), ids=LATER)
def test_later_briefs_change_nothing_of_an_answer(texts):
    alone, both = bot(EARLY), bot(EARLY | later(texts))
    assert answers(both, QUESTIONS) == answers(alone, QUESTIONS)
    assert both.summarize(AS_OF) == alone.summarize(AS_OF)


@pytest.mark.parametrize("texts", LATER.values(), ids=LATER)
@pytest.mark.parametrize("size", [8, 64], ids=["nearly-all-alike", "words"])
def test_nor_with_an_encoder(texts, size):
    pytest.importorskip("numpy", reason="needs the extra `neural`")
    # More than are compared in meaning, were the later ones counted.
    flood = "\n\n".join(f"Dockers in Mombasa walk out for {n} days." for n in range(600))
    alone, both = (
        bot(briefs, BagOfWords(size=size, sha256=MiniLM.sha256))
        for briefs in (EARLY, EARLY | later([*texts, flood]))
    )
    with_it = answers(alone, QUESTIONS)
    assert answers(both, QUESTIONS) == with_it
    assert sum(MiniLM.sha256[:12] in answer for answer in with_it) > 8


def test_the_day_that_a_question_names_is_as_good_as_the_option():
    every = EARLY | later(LATER["the same story with other numbers"])
    alone = bot({day: text for day, text in EARLY.items() if day <= date(2021, 3, 3)})
    for question in QUESTIONS[2:4]:
        assert bot(every).ask(question) == alone.ask(question)


def test_a_question_may_be_asked_as_of_a_day_after_the_last_brief():
    answer = bot(EARLY).ask("As of April 20, 2021, who opens a ferry in Lamu?")
    assert (answer.as_of, answer.newest_evidence) == (date(2021, 4, 20), date(2021, 3, 2))


def test_how_far_the_briefs_go_is_not_told_by_later_ones():
    question = "What did the minister open in Lamu in April 2021?"
    (alone, both) = (
        bot(briefs).ask(question, as_of="2021-04-17")
        for briefs in (EARLY, EARLY | {date(2021, 5, 1): "A ferry sinks."})
    )
    assert both == alone


def test_briefs_added_and_taken_away_again_leave_no_trace(tmp_path):
    folder = tmp_path / "briefs"
    folder.mkdir()
    for day, text in EARLY.items():
        (folder / f"{day}.txt").write_text(text)

    def opened():
        environ = {"BRIEFBOT_CACHE": str(tmp_path / "cache")}
        return Briefbot(folder, model="extractive", environ=environ)

    before = answers(opened(), QUESTIONS)
    for texts in LATER.values():
        for day, text in later(texts).items():
            (folder / f"{day}.txt").write_text(text)
        assert answers(opened(), QUESTIONS) == before
        for day in later(texts):
            (folder / f"{day}.txt").unlink()
        assert answers(opened(), QUESTIONS) == before


SENTENCES = [
    "The death toll of the Kenya floods rises to {n}.",
    "The dockers' union in Mombasa walks out for {n} days.",
    "Minister Odera opens {n} ferries in Lamu.",
    "Kenya's cabinet withdraws its offer to the dockers' union.",
    "On March {n} the floods in Kenya were over.",
]


@settings(max_examples=25, deadline=None)
@given(
    texts=st.lists(
        st.lists(st.tuples(st.sampled_from(SENTENCES), st.integers(1, 30)), min_size=1, max_size=6),
        min_size=1,
        max_size=6,
    ),
    question=st.sampled_from(QUESTIONS),
)
def test_no_later_news_leaks(texts, question):
    made = ["\n\n".join(sentence.format(n=n) for sentence, n in told) for told in texts]
    assert answers(bot(EARLY | later(made)), [question]) == answers(bot(EARLY), [question])


def test_the_day_of_the_newest_evidence_is_told():
    answer = bot(EARLY).ask("Who opens a ferry in Lamu?", as_of="2021-03-06")
    assert answer.newest_evidence == date(2021, 3, 2)
    page = to_text(answer)
    assert "as of 2021-03-06 · newest evidence 2021-03-02, 4 days old" in page
    assert "Old evidence" not in page


def test_old_evidence_is_told_where_nobody_can_miss_it():
    page = to_text(bot(EARLY).ask("Who opens a ferry in Lamu?", as_of="2021-04-17"))
    said = page.index("Old evidence: the newest brief cited is of 2021-03-02, 46 days before")
    assert said < page.index("Minister Odera")


def test_evidence_of_the_days_asked_about_is_never_old():
    page = to_text(bot(EARLY).ask("Who opened a ferry on March 2?", as_of="2021-04-17"))
    assert "Minister Odera" in page
    assert "Old evidence" not in page


def test_an_older_sentence_beside_a_newer_one_is_told_with_its_day():
    ships = {
        # Too long ago to be the same wait.
        date(2021, 3, 2): "Some 50 ships wait outside the harbour, and 12 have gone elsewhere.",
        date(2021, 3, 12): "Some 60 ships wait outside the harbour.",
    }
    answer = bot(ships).ask("How many ships wait outside the harbour?")
    assert len(answer.claims) == 2
    page = to_text(answer)
    assert "- 2021-03-02: Some 50 ships" in page
    assert "- Some 60 ships" in page


@pytest.mark.parametrize(
    ("question", "as_of", "near", "said"),
    [
        (
            "What happened in Lamu on January 5, 2021?",
            "2021-03-04",
            ["2021-03-02", "2021-03-04"],
            "The nearest days that have a brief: 2021-03-02, 2021-03-04.",
        ),
        ("Who opens a ferry in Lamu?", "2021-03-01", [], "There is no brief up to 2021-03-01."),
        (
            "What did the brief of March 3 say of Lamu?",
            "2021-03-05",
            ["2021-03-02"],
            "The nearest days that have a brief: 2021-03-02.",
        ),
    ],
    ids=["before the first", "none yet", "between two"],
)
def test_days_without_a_brief_are_told_with_the_near_ones_one_may_know(question, as_of, near, said):
    answer = bot(EARLY).ask(question, as_of=as_of)
    assert (answer.status, answer.reason) == ("abstained", "outside_dates")
    assert [day.isoformat() for day in answer.nearest_days] == near
    assert said in " ".join(to_text(answer).split())


def test_a_brief_named_in_the_question_is_the_last_that_may_be_known():
    answer = bot(EARLY).ask(QUESTIONS[3])
    assert answer.as_of == date(2021, 3, 2)
    assert "rises to 12" in answer.claims[0].text
    assert bot(EARLY).ask("What happened on March 2, 2021?").as_of == AS_OF


@pytest.mark.parametrize(
    ("changed", "problem"),
    [
        ({"newest_evidence": "2021-03-01"}, "newest_evidence: is 2021-03-02, not 2021-03-01"),
        ({"newest_evidence": None}, "newest_evidence: is 2021-03-02, not none"),
        ({"as_of": "2021-03-01"}, "as_of: a brief of 2021-03-02 is later"),
        ({"nearest_days": ["2021-03-09"]}, "nearest_days: 2021-03-09 is later than 2021-03-05"),
    ],
    ids=["another day", "no day", "asked before it", "a later day near"],
)
def test_a_saved_answer_that_says_other_days_is_noticed(changed, problem):
    asked = bot(EARLY)
    saved = asked.ask("Who opens a ferry in Lamu?", as_of=AS_OF).model_dump(mode="json")
    assert asked.verify(saved).ok
    assert problem in asked.verify(saved | changed).problems
    del saved["newest_evidence"]  # as saved before there was such a field
    assert asked.verify(saved).ok
