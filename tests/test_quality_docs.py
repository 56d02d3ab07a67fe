"""The tables of docs/quality.md and docs/trust.md are those of the results file."""

from __future__ import annotations

import pytest

from benchmarks.quality import report, trust
from benchmarks.quality.sets import SETS, TITLES
from benchmarks.quality.targets import Target, find_target, shown
from briefbot.evals.measures import Score


@pytest.mark.parametrize(
    ("path", "tables"),
    [
        pytest.param(report.DOCS, lambda results: report.markdown(results, TITLES), id="quality"),
        pytest.param(trust.DOCS, trust.table, id="trust"),
    ],
)
def test_the_docs_show_the_committed_results(path, tables):
    made, results = report.read_results()
    text = path.read_text(encoding="utf-8")
    assert report.with_figures(text, made, tables(results)) == text


def test_every_figure_for_users_was_measured():
    _, results = report.read_results()
    assert trust.table(results).count("\n") == 1 + len(trust._ROWS)


def test_every_set_has_results_and_a_title():
    _, results = report.read_results()
    assert set(SETS) <= set(results)
    assert set(SETS) == set(TITLES)


def test_a_figure_is_shown_beside_what_it_is_held_against():
    score = Score(name="stale", value=0.02, low=0.01, high=0.05, n=96)
    *_, floor, target = report.cells_of("death_toll", score)
    assert (floor, target) == ("", "≤ .010 **missed**")
    assert "n 96" in report.table("death_toll", [score])


def test_a_figure_without_cases_is_no_zero():
    assert report.cells_of("squad2", Score(name="stale"))[1] == "–"


@pytest.mark.parametrize(
    ("value", "text"),
    [(0, "0"), (1, "1"), (0.5, ".500"), (4.513, "4.51"), (12.0, "12"), (1234.5, "1,234")],
)
def test_figures_have_no_more_digits_than_they_tell(value, text):
    assert shown(value) == text


def test_quotes_are_exact_everywhere():
    assert find_target("any", "quotes_exact") == Target(at_least=1)
