from __future__ import annotations

import gzip
import json
from datetime import date
from pathlib import Path

import pytest

from benchmarks.quality.data import DataMissingError
from benchmarks.quality.gate import expertqa, planted, summedits, true_claims
from benchmarks.quality.gate.figures import balanced, grouped, share
from benchmarks.quality.gate.pairs import Pair, expertqa_pairs, summedits_pairs
from benchmarks.quality.gate.sources import evidence_of, spread
from benchmarks.quality.gate.verdicts import judge, same_person

TEXT = ["Norway sued Chile over fish in April.", "Anna Holt said that the ferry had hit a rock."]
EVIDENCE = evidence_of(TEXT, date(2022, 2, 2), id="a")


def pair(claim: str, holds: bool, original: str = "One stays. Two stays.") -> Pair:
    return Pair(f"d_{claim}", "d", claim, ("Doc.",), holds, original)


def test_a_sentence_is_true_in_a_consistent_summary_and_false_alone_in_an_edited_one() -> None:
    pairs = [
        pair("One stays. Two stays.", True),
        pair("One stays. Two is here.", True),
        pair("One stays. Two goes.", False),
        pair("One ends. Two ends.", False),
    ]
    assert summedits.truths(pairs) == {
        "One stays.": True,
        "Two stays.": True,
        "Two is here.": True,
        "Two goes.": False,
    }


def test_a_summary_passes_when_all_its_sentences_do() -> None:
    source = tuple(TEXT)
    pairs = [
        Pair(
            "d_1", "d", "Norway sued Chile over fish.", source, True, "Norway sued Chile over fish."
        ),
        Pair(
            "d_2",
            "d",
            "Norway sued Chile over fish. Chile sued Norway over fish.",
            source,
            False,
            "Norway sued Chile over fish.",
        ),
    ]
    summaries, sentences = summedits.read_domain(pairs)
    assert [s.passed for s in summaries] == [True, False]
    assert [(s.passed, s.true) for s in sentences] == [(True, True), (False, False)]


def test_a_statement_without_a_citation_cites_the_nearest_sentences() -> None:
    assert judge("Norway sued Chile over fish.", EVIDENCE).status == "supported"
    wrong = judge("Chile sued Norway over fish.", EVIDENCE)
    assert not wrong.passed
    assert wrong.reasons


@pytest.mark.parametrize(
    ("a", "b", "same"),
    [
        ("Anna Holt", "Holt", True),
        ("the AP", "AP", True),
        ("the navy", "the army", False),
        (None, None, False),
        ("Anna Holt", None, False),
    ],
)
def test_speakers_that_share_a_name(a: str | None, b: str | None, same: bool) -> None:
    assert same_person(a, b) is same


def test_shares_and_balanced_accuracy() -> None:
    half = share("half", [True, False])
    assert (half.value, half.hits, half.n) == (0.5, 1, 2)
    assert share("none", []).value is None
    assert grouped([("a", True), ("b", False), ("a", False)]) == {"a": [True, False], "b": [False]}
    assert balanced("b", [(True, True), (True, False), (False, False)]).value == 0.75
    assert balanced("b", [(True, True)]).value is None


def test_briefs_are_taken_evenly() -> None:
    briefs = [(date(2022, 1, day), ["x"]) for day in range(1, 11)]
    assert [day.day for day, _ in spread(briefs, 5)] == [1, 3, 5, 7, 9]
    assert spread(briefs[:3], 5) == briefs[:3]


@pytest.mark.parametrize("module", [planted, true_claims, summedits, expertqa])
def test_data_that_is_not_there_is_said(module, tmp_path: Path) -> None:
    with pytest.raises(DataMissingError, match=r"no .*--data"):
        module.measure(tmp_path)


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """A folder in the form of the real one, with a little of everything."""
    rows = {
        "zed_news_daily/news_digests.jsonl": [{"date": "2022-02-02", "body": "\n\n".join(TEXT)}],
        "realtimeqa/evidence_passages.jsonl": [{"passage_id": "p", "text": " ".join(TEXT)}],
        "realtimeqa/weekly_briefs.jsonl": [{"week": "2022-02-04", "passages": ["p"]}],
        "background_summaries/timesteps.jsonl": [
            {
                "date": "2022-02-02",
                "updates": {"annotator1": "Ships from Lima reach Oslo now. " * 8},
            }
        ],
        "expertqa/verifier_eval.jsonl": [
            {"id": "1", "system": "s", "claim": TEXT[0], "evidence": TEXT, "label": 1},
            {"id": "2", "system": "s", "claim": "Chile won.", "evidence": TEXT, "label": 0},
        ],
    }
    for domain in ("news", "podcast", "sales_email"):
        rows[f"summedits/{domain}.jsonl"] = [
            {
                "id": f"{domain}_og",
                "doc": "\n".join(TEXT),
                "summary": TEXT[0],
                "label": 1,
                "original_summary": TEXT[0],
                "edit_types": [],
            }
        ]
    for name, of_set in rows.items():
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_text("".join(json.dumps(row) + "\n" for row in of_set))
    paragraph = {"text": "Norway sued Chile over fish in April, the court of Bergen says."}
    brief = {"date": "2022-02-02", "paragraphs": [paragraph] * 4}
    folder = tmp_path / "wikipedia_current_events"
    folder.mkdir()
    (folder / "briefs_2002_2026.jsonl.gz").write_bytes(gzip.compress(json.dumps(brief).encode()))
    return tmp_path


def test_every_measure_gives_named_figures(data: Path) -> None:
    for module in (planted, true_claims, summedits, expertqa):
        scores = module.measure(data, limit=2)
        assert len({score.name for score in scores}) == len(scores) > 2
    by_name = {score.name: score for score in expertqa.measure(data)}
    assert by_name["expertqa: complete support among passed"].value == 1
    assert by_name["expertqa: balanced accuracy"].value == 1


def test_pairs_are_what_a_judge_needs(data: Path) -> None:
    [one] = summedits_pairs(data, "news")
    assert (one.claim, one.source, one.holds, one.group) == (TEXT[0], tuple(TEXT), True, "news")
    assert [p.holds for p in expertqa_pairs(data)] == [True, False]
    assert len(expertqa_pairs(data, limit=1)) == 1
