"""Figures over cases, worked out by hand; what has no case has no figure."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from briefbot.evals import ALL_MEASURES, CaseScore, Score, summarise
from briefbot.evals.intervals import wilson
from briefbot.evals.measures import is_met
from briefbot.results import Usage

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

# Eight cases: five answerable (one abstained, one ended in an error), three not (one was answered).
CASES = (
    {
        "answered": True,
        "right": True,
        "answer_at_1": True,
        "gold": 2,
        "gold_found": 1,
        "on_gold": 1,
    },
    {
        "answered": True,
        "right": True,
        "answer_at_1": True,
        "gold": 1,
        "gold_found": 1,
        "on_gold": 2,
    },
    {"answered": True, "answer_at_1": False, "gold": 1, "is_stale": True},
    {"abstained": True, "answer_at_1": False, "gold": 1},
    {"error": "x", "answer_at_1": False, "gold": 1},
    {"answerable": False, "abstained": True, "right": True},
    {"answerable": False, "abstained": True, "right": True},
    {"answerable": False, "answered": True, "quotes_exact": True, "malformed": 1},
)


@pytest.fixture
def scores(score: Callable[..., CaseScore], answer: Callable[..., object]) -> list[CaseScore]:
    cited = answer("Talks failed.").claims[0].citations  # type: ignore[attr-defined]
    two = (*cited, cited[0].model_copy(update={"start": 1}))
    made = []
    for number, fields in enumerate(CASES, 1):
        extra = {"citations": two} if fields.get("answered") else {}
        made.append(score(str(number), **fields, **extra))
    return made


def figures(scores: Sequence[CaseScore]) -> dict[str, Score]:
    return {score.name: score for score in summarise(scores)}


@pytest.mark.parametrize(
    ("name", "hits", "of", "n"),
    [
        ("right", 4, 8, 8),
        ("answered", 3, 5, 5),
        ("failed", 1, 8, 8),
        ("answer_at_1_when_answered", 2, 3, 3),
        ("answer_at_1_of_answerable", 2, 5, 5),
        ("citation_precision", 3, 6, 3),
        ("citation_recall_when_answered", 2, 4, 3),
        ("citation_recall_of_answerable", 2, 6, 5),
        ("stale", 1, 1, 1),
        ("abstention_precision", 2, 3, 3),
        ("abstention_recall", 2, 3, 3),
        ("quotes_exact", 1, 1, 1),
        ("badly_cited", 1, 4, 4),
    ],
)
def test_counts(name: str, hits: int, of: int, n: int, scores: list[CaseScore]) -> None:
    figure = figures(scores)[name]
    assert (figure.hits, figure.of, figure.n) == (hits, of, n)
    assert figure.value == pytest.approx(hits / of)
    assert figure.low is not None
    assert figure.high is not None
    assert figure.low <= figure.value <= figure.high


def test_balanced_accuracy_is_the_mean_of_the_classes(scores: list[CaseScore]) -> None:
    # 3 of 5 answerable answered, 2 of 3 others abstained from; the error is wrong.
    figure = figures(scores)["abstention_balanced_accuracy"]
    assert figure.value == pytest.approx((3 / 5 + 2 / 3) / 2)
    assert (figure.n, figure.hits) == (8, None)


def test_no_cases_no_figure(score: Callable[..., CaseScore]) -> None:
    assert all((s.value, s.low, s.n) == (None, None, 0) for s in summarise([]))
    there = figures([score(answered=True, right=True)])
    assert there["abstention_recall"].value is None
    # One class alone is no balance, though the case is counted.
    assert there["abstention_balanced_accuracy"].value is None
    assert there["input_tokens"].value is None


def test_what_code_answers_in_its_place_is_not_the_models(
    score: Callable[..., CaseScore],
) -> None:
    asked = {"answered": True, "right": True, "usage": {"calls": 1}}
    there = figures(
        [
            score("1", **asked, filled_without_model=True),
            score("2", **asked, filled_without_model=False),
            score("3", abstained=True, usage={"calls": 1}),
            score("4", answered=True, right=True),  # no model was asked
            score("5", answerable=False, abstained=True, right=True, usage={"calls": 1}),
            score("6", **asked, filled_without_model=False),
        ]
    )
    assert (there["right_by_model"].hits, there["right_by_model"].of) == (2, 4)
    assert (there["filled_without_model"].hits, there["filled_without_model"].of) == (1, 3)


def test_amounts_are_medians(score: Callable[..., CaseScore]) -> None:
    cases = [
        score(str(n), seconds=s, usage=Usage(calls=int(n > 0), input_tokens=n * 100))
        for n, s in enumerate([1.0, 9.0, 2.0])
    ]
    there = figures(cases)
    assert there["seconds"].value == 2.0
    # The case without a call has no say in what a call costs.
    assert (there["input_tokens"].value, there["input_tokens"].n) == (150.0, 2)


def test_few_cases_that_agree_are_not_certain(score: Callable[..., CaseScore]) -> None:
    cases = [score(str(n), answered=True, gold=1, gold_found=1) for n in range(3)]
    recall = figures(cases)["citation_recall_when_answered"]
    assert (recall.low, recall.high) == pytest.approx(wilson(3, 3))


@settings(max_examples=6, deadline=None)
@given(order=st.permutations(range(len(CASES))))
def test_the_order_of_the_cases_changes_nothing(order: list[int]) -> None:
    cases = [
        CaseScore(**{"id": str(n), "question": "", "answerable": True, "seconds": n} | fields)
        for n, fields in enumerate(CASES)
    ]
    assert summarise([cases[i] for i in order]) == summarise(cases)


def test_names_are_unique_and_every_figure_has_its_measure() -> None:
    names = [measure.name for measure in ALL_MEASURES]
    assert len(set(names)) == len(names)
    assert [score.name for score in summarise([])] == names
    titles = [(measure.group, measure.title) for measure in ALL_MEASURES]
    assert len(set(titles)) == len(titles)


@pytest.mark.parametrize(
    ("name", "value", "bound", "met"),
    [
        ("right", 0.8, 0.8, True),
        ("right", 0.79, 0.8, False),
        ("right", None, 0.0, False),
        ("stale", 0.1, 0.1, True),
        ("stale", 0.2, 0.1, False),
        ("input_tokens", 301.0, 300.0, False),
        ("input_tokens", 299.0, 300.0, True),
    ],
)
def test_bounds(name: str, value: float | None, bound: float, met: bool) -> None:
    assert is_met(Score(name=name, value=value), bound) is met


def test_every_measure_is_explained_in_the_docs() -> None:
    page = (Path(__file__).resolve().parents[2] / "docs" / "evaluation.md").read_text("utf-8")
    assert [m.name for m in ALL_MEASURES if f"`{m.name}`" not in page] == []


def test_a_share_of_cases_has_wilsons_interval(score: Callable[..., CaseScore]) -> None:
    there = figures([score(str(n), answered=n < 7, right=n < 7) for n in range(10)])["right"]
    assert (there.hits, there.of) == (7, 10)
    assert (there.low, there.high) == pytest.approx(wilson(7, 10))
