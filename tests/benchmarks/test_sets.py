"""Each set's script on a few made-up cases in the shape of its data."""

from __future__ import annotations

import gzip
import json
from pathlib import Path

import pytest

from benchmarks.quality import clapnq, death_toll, forty, number_cloze, realtimeqa, squad2
from benchmarks.quality.asking import Writer
from benchmarks.quality.data import DataMissingError, first_by_hash
from briefbot.models.testing import ScriptedModel

STORM = "Storm Ada kills 12 people in Lisbon on Monday."
VOTE = "Parliament in Oslo votes for the new harbour on Tuesday."
LATER = "The death toll from Storm Ada in Lisbon rises to 19."


def put(folder: Path, name: str, rows: list[dict[str, object]]) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    (folder / name).write_text("".join(json.dumps(row) + "\n" for row in rows))


@pytest.fixture
def data(tmp_path, monkeypatch) -> Path:
    monkeypatch.setenv("BRIEFBOT_CACHE", str(tmp_path / "cache"))
    news = tmp_path / "realtimeqa"
    put(news, "evidence_passages.jsonl", [{"passage_id": p, "text": t} for p, t in PASSAGES])
    put(news, "weekly_briefs.jsonl", [{"week": "2021-03-05", "passages": ["p1", "p2"]}])
    put(news, "brief_qa_600.jsonl", QUESTIONS)
    return tmp_path


PASSAGES = [("p1", STORM), ("p2", VOTE)]
QUESTIONS = [
    {
        "id": "q1",
        "question": "How many people did Storm Ada kill in Lisbon?",
        "brief_week": "2021-03-05",
        "answerable": True,
        "answer": "12",
        "gold_passage": "p1",
        "removed": [],
    },
    {
        "id": "q2",
        "question": "How many people did Storm Ada kill in Lisbon?",
        "brief_week": "2021-03-05",
        "answerable": False,
        "answer": None,
        "gold_passage": None,
        "removed": ["p1"],
    },
]


def test_a_question_is_asked_of_its_week_without_what_was_removed(data):
    there, removed = sorted(realtimeqa.outcomes(data), key=lambda o: o.id)
    assert (there.gold_at_1, there.gold_ranked_first, there.answer_at_1) == (True, True, True)
    assert there.quotes_exact
    assert removed.abstained
    scores = {score.name: score for score in realtimeqa.measure(data)}
    assert scores["abstention_balanced_accuracy"].value == 1


def test_the_forty_are_asked_of_the_model_and_kept(data, tmp_path):
    model = ScriptedModel(lambda request: "no JSON at all")
    failed = forty.outcomes(data, Writer(model=model))
    figures = {score.name: score for score in forty.figures(data, failed)}
    # The other has no paragraph with a word of its question, so no model is asked.
    assert (figures["ended in an error"].hits, figures["ended in an error"].of) == (1, 2)
    assert model.requests
    kept = Writer(model=ScriptedModel(lambda request: "{}"), recordings=tmp_path / "kept")
    forty.outcomes(data, kept)
    silent = ScriptedModel([], name="scripted")
    again = forty.outcomes(data, Writer(model=silent, recordings=tmp_path / "kept"))
    assert len(again) == 2
    assert not silent.requests


def test_the_forty_have_a_fixed_choice(data):
    weeks = realtimeqa.Weeks(data, Writer())
    chosen = forty.choose(realtimeqa.askings(data, weeks))
    assert [asking.case.id for asking in chosen] == ["q1", "q2"]


def test_a_question_is_asked_of_its_article(data):
    folder = data / "squad2_dev"
    texts = [{"paragraph_id": "Ada#0", "title": "Ada", "text": STORM}]
    put(folder, "paragraphs.jsonl", [*texts, {"paragraph_id": "V#0", "title": "V", "text": VOTE}])
    asked = {"id": "s1", "title": "Ada", "paragraph_id": "Ada#0", "answerable": True}
    question = "Where does Storm Ada kill people?"
    put(
        folder, "questions.jsonl", [{**asked, "question": question, "all_answers": ["Lisbon", "."]}]
    )
    for whole in (False, True):
        (outcome,) = squad2.outcomes(data, whole=whole)
        assert (outcome.answer_ranked_first, outcome.gold_ranked_first) == (True, True)


def test_a_question_is_asked_of_its_passage(data):
    row = {"id": "c1", "question": "where does storm Ada kill people", "answerable": True}
    passage = {"passage": f"{VOTE} {STORM}", "gold_sentences": [STORM]}
    put(data / "clapnq_dev", "questions.jsonl", [{**row, **passage}])
    (outcome,) = clapnq.outcomes(data)
    assert outcome.gold_ranked_first


@pytest.fixture
def library(data) -> Path:
    folder = data / "wikipedia_current_events"
    days = [("2021-03-02", STORM), ("2021-03-03", VOTE), ("2021-03-04", LATER)]
    rows = [
        {"date": d, "paragraphs": [{"text": t, "topics": ["Storm Ada"] if "Ada" in t else []}]}
        for d, t in days
    ]
    put(folder, "briefs.jsonl", rows)
    packed = gzip.compress((folder / "briefs.jsonl").read_bytes())
    (folder / "briefs_2002_2026.jsonl.gz").write_bytes(packed)
    toll = {"topic": "Storm Ada", "gold_paragraph": "2021-03-04#1", "gold_text": LATER}
    toll |= {"id": "t1", "as_of": "2021-03-04", "answer": "19"}
    toll |= {"question": 'What death toll did the brief of 2021-03-04 report for "Storm Ada"?'}
    toll |= {"distractors": [{"date": "2021-03-02", "number": 12}]}
    put(folder, "death_toll_as_of.jsonl", [toll])
    asked = 'According to the brief of 2021-03-02, what number fills the blank: "'
    cloze = {"id": "n1", "date": "2021-03-02", "answer": "12", "text": STORM, "answerable": True}
    put(folder, "number_cloze_1000.jsonl", [{**cloze, "question": f'{asked}{BLANK}"'}])
    return data


BLANK = STORM.replace("12", "____")


@pytest.mark.parametrize("options", [{}, {"headings": True}, {"only_days_asked": True}])
def test_the_toll_of_a_day(library, options):
    (outcome,) = death_toll.outcomes(library, **options)
    assert (outcome.gold_at_1, outcome.is_stale) == (True, False)
    assert outcome.answer_stated


def test_the_toll_in_other_words(library):
    outcomes = death_toll.said_otherwise(library, death_toll.IN_THE_BRIEF)
    assert [o.gold_at_1 for o in outcomes] == [True] * 3


def test_a_masked_number(library):
    (outcome,) = number_cloze.outcomes(library)
    assert (outcome.gold_at_1, outcome.answer_at_1) == (True, True)


def test_a_changed_day_is_written_anew_and_an_old_one_goes(library):
    number_cloze.outcomes(library)
    folder = library / "cache" / "benchmarks" / "current_events" / "all"
    (folder / "2021-03-02.txt").write_text("changed")
    (folder / "1999-01-01.txt").write_text("left over")
    (outcome,) = number_cloze.outcomes(library)
    assert outcome.gold_at_1
    assert not (folder / "1999-01-01.txt").exists()


def test_missing_data_is_told(tmp_path):
    with pytest.raises(DataMissingError, match="--data"):
        squad2.measure(tmp_path)


def test_a_slice_does_not_depend_on_the_order_of_cases():
    ids = [f"case {n}" for n in range(50)]
    chosen = first_by_hash(ids, 10, key=str)
    assert chosen == first_by_hash(reversed(ids), 10, key=str)
    assert first_by_hash(ids, 20, key=str)[:10] == chosen
    assert first_by_hash(ids, None, key=str) == ids
