"""An evaluation as a report: what is named, what is left out, and that nothing looks measured that is not."""

from __future__ import annotations

from typing import Any

import pytest

from briefbot.evals import CaseScore, Evaluation, compare, summarise
from briefbot.evals.evaluation import CaseFile, HowRun
from briefbot.rendering.evaluation import report
from briefbot.rendering.report import report_to_text
from briefbot.results import PromptUsed, Usage


def scores(outcomes: str, **given: Any) -> list[CaseScore]:
    """A case a letter: r(ight), w(rong answer), a(bstained), e(rror), n(ot answerable, yet answered)."""
    return [
        CaseScore(
            id=str(n),
            question=f"Q{n}?",
            answerable=letter != "n",
            answered=letter in "rwn",
            abstained=letter == "a",
            error="Boom: no" if letter == "e" else None,
            right=letter == "r",
            answer_stated=letter == "r",
            statements=(f"It was {letter}.",) if letter in "rwn" else (),
            **given,
        )
        for n, letter in enumerate(outcomes)
    ]


def shown(cases: list[CaseScore], *, width: int = 400, **given: Any) -> str:
    how = given.pop("how", HowRun(briefbot="1", writer="extractive"))
    evaluation = Evaluation(
        total=given.pop("total", len(cases)),
        scores=summarise(cases),
        cases=tuple(cases),
        provenance=how,
        **given,
    )
    return report_to_text(report(evaluation), width=width)


def test_every_case_that_is_not_right_is_named_with_why() -> None:
    text = shown(scores("rwaen"))
    listed = text.partition("Not right\n")[2].partition("\n\n")[0].splitlines()
    assert listed == [
        "- 1: Q1? an expected answer is not stated: “It was w.”",
        "- 2: Q2? answerable, yet not answered: no answer",
        "- 3: Q3? no outcome: error: Boom: no",
        "- 4: Q4? not in the briefs, yet answered: “It was n.”",
    ]
    assert "Not right" not in shown(scores("rr"))


def test_a_long_list_says_how_many_more() -> None:
    text = shown(scores("w" * 23))
    assert text.count("an expected answer is not stated") == 20
    assert "- 3 more: the JSON has them all" in text


@pytest.mark.parametrize(
    ("title", "row"),
    [
        ("right, as told below", "0.50     0.09 to 0.91  1 of 2 cases"),
        ("out of date, when answered", "–                   no cases"),
        # Both cases are answerable: there is nothing to balance with.
        ("balanced accuracy", "–                   2 cases"),
    ],
)
def test_rows(title: str, row: str) -> None:
    line = next(li for li in shown(scores("rw")).splitlines() if li.strip().startswith(title))
    assert " ".join(line.split()) == " ".join(f"{title} {row}".split())


def test_a_run_cut_short_says_so() -> None:
    assert shown(scores("rr"), total=5).startswith("2 of 5 cases, 2 answerable\n")


def test_how_it_was_made() -> None:
    how = HowRun(
        briefbot="1",
        writer="prompted",
        model="small",
        models_served=("small-2",),
        prompts=(PromptUsed(name="ask", version=2, fingerprint="0123456789"),),
        usage=Usage(calls=3, input_tokens=1200, output_tokens=90),
        case_file=CaseFile(name="c.jsonl", sha256="f" * 64),
    )
    assert shown(scores("r"), how=how).splitlines()[-1] == (
        "briefbot 1 · prompted writer · small (served small-2) · prompt ask@2 (01234567) · 3 calls "
        "· 1,200 + 90 tokens · cost unknown · 0 briefs used · c.jsonl (ffffffff)"
    )


def test_a_comparison_shows_what_differs_and_counts_the_rest() -> None:
    before, now = scores("wwwwwwrr"), scores("rrrrrrrw")
    text = shown(now, comparison=compare(before, now, against="one.json"))
    there = text.partition("Compared with one.json\n")[2]
    assert there.startswith(
        "no difference shown in how many cases come out right (p = 0.125, exact McNemar test); "
    )
    table = there.partition("\n\n")[2].partition("\n\nChanged")[0].splitlines()
    assert [line.split("  ")[1] for line in table if "0.125" in line] == [
        "right, as told below",
        "in the first three statements, when answered",
        "in the first three statements, of all answerable",
    ]
    assert "8 (+6 -1)" in table[2]
    assert "ended in an error" not in there
    changed = there.partition("Changed\n")[2].splitlines()
    assert changed[0] == "- 7: Q7? no longer right; before: “It was r.”; now: “It was w.”"
    assert changed[1] == "- 0: Q0? now right; before: “It was w.”; now: “It was r.”"


def test_a_comparison_of_like_runs_has_no_table() -> None:
    cases = scores("rwa")
    text = shown(cases, comparison=compare(cases, cases))
    assert "difference  " not in text.partition("Compared")[2]
    assert "came out the same in every case" in text


def test_an_inexact_quote_is_told_as_the_reason() -> None:
    before, now = scores("rr", quotes_exact=True), scores("rr", quotes_exact=False)
    assert "worse: a quote is not exact" in shown(now, comparison=compare(before, now))
