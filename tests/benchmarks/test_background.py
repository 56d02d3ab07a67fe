"""The benchmark of stories on made-up steps in the shape of its data."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from benchmarks.quality import background
from benchmarks.quality.data import DataMissingError

pytest.importorskip("rouge_score")

STEPS = [
    ("The river Arno burst its banks at Pisa.", ""),
    ("Soldiers brought 900 beds to Pisa.", "The Arno burst its banks at Pisa."),
    ("Oslo won the cup.", "The Arno burst its banks at Pisa and soldiers brought beds."),
]


@pytest.fixture
def data(tmp_path: Path) -> Path:
    rows = [
        {
            "event": "flood",
            "split": "test",
            "step": n,
            "date": f"2024-05-0{n + 1}",
            "updates": dict.fromkeys(background.AUTHORS, update),
            "backgrounds": dict.fromkeys(background.AUTHORS, text),
        }
        for n, (update, text) in enumerate(STEPS)
    ]
    rows.append(rows[1] | {"event": "train", "split": "train"})
    (tmp_path / "background_summaries").mkdir()
    lines = "".join(json.dumps(row) + "\n" for row in rows)
    (tmp_path / background.FILE).write_text(lines)
    return tmp_path


def test_a_step_is_told_from_the_days_before_it(data: Path) -> None:
    told = background.outcomes(data)
    assert {t.event for t in told} == {"flood"}
    assert [len(t.authors) for t in told] == [1, 1, 1, 1, 1, 1, 3, 3]
    second = told[0]
    # "the" of the first is the one word beyond the reference: precision 7/8, recall 7/7.
    assert second.rouge["story"] == pytest.approx(100 * 14 / 15)
    assert second.rouge["story"] == pytest.approx(second.rouge["lead"])
    assert all(t.exact == t.sentences > 0 for t in told)


def test_the_figures_are_means_over_steps(data: Path) -> None:
    scores = {score.name: score for score in background.measure(data)}
    assert scores["one author's briefs: ROUGE-1"].n == 6
    assert scores["three authors' briefs: ROUGE-1, flood"].n == 2
    assert scores["quotes_exact"].value == 1
    assert background.measure(data, limit=1)[0].n == 3


def test_missing_data_is_said(tmp_path: Path) -> None:
    with pytest.raises(DataMissingError, match=r"timesteps\.jsonl"):
        background.outcomes(tmp_path)
