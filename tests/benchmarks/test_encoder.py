"""What the encoder is worth: the same cases in pairs, against targets, and the page that shows it."""

from __future__ import annotations

import importlib.util
import sys
from pathlib import Path

import pytest

from benchmarks.quality import encoder
from benchmarks.quality.ranking import Outcome
from briefbot.encoder.finding import Found
from briefbot.encoder.testing import BagOfWords

ROOT = Path(__file__).resolve().parents[2]


def outcome(n: int, *, first: bool, answered: bool, answerable: bool = True) -> Outcome:
    return Outcome(
        id=f"q{n}",
        question=f"question {n}",
        answerable=answerable,
        answered=answered,
        abstained=not answered,
        right=answered == answerable,
        gold_at_1=first if answered and answerable else None,
        gold_ranked_first=first if answerable else None,
        answer_ranked_first=first if answerable else None,
    )


def test_a_measure_is_compared_over_the_same_cases():
    off = [outcome(n, first=n < 60, answered=True) for n in range(100)]
    on = [outcome(n, first=n < 80, answered=True) for n in reversed(range(100))]
    rows = {row.measure: row for row in encoder.compare_set("realtimeqa", off, on)}
    ranked = rows["gold_ranked_first"]
    assert (ranked.off, ranked.on, ranked.n) == (0.6, 0.8, 100)
    assert 0.1 < ranked.low < 0.2 < ranked.high < 0.3
    cited = rows["gold_at_1_when_answered"]
    assert (cited.off, cited.on, cited.target, cited.met) == (0.6, 0.8, "≥ .950", False)


@pytest.mark.parametrize(("on", "met"), [(70, True), (60, True), (59, False)])
def test_what_must_not_fall_is_held_against_the_run_without(on, met):
    before, now = ([outcome(n, first=n < k, answered=True) for n in range(100)] for k in (60, on))
    rows = {row.measure: row for row in encoder.compare_set("squad2", before, now)}
    assert (rows["answer_ranked_first"].target, rows["answer_ranked_first"].met) == ("not below", met)  # fmt: skip


def test_the_table_tells_what_is_missed():
    met = encoder.Compared("clapnq", "gold_ranked_first", 0.5, 0.75, 0.1, 0.4, 1200)
    missed = encoder.Compared("clapnq", "answered", 0.5, 0.4, -0.2, 0.05, 20, "≥ .780", False)
    lines = encoder.table([met, missed]).splitlines()
    assert lines[2] == "| **long questions, one passage each** (clapnq) | | | | | |"
    assert lines[3].endswith("| 1,200 | .500 | .750 | +0.250 (+0.100 to +0.400) |  |")
    assert lines[4].endswith("| 20 | .500 | .400 | -0.100 (-0.200 to +0.050) | ≥ .780 **missed** |")
    assert len(lines) == 5


def test_writing_replaces_the_table_alone(tmp_path, monkeypatch):
    page = tmp_path / "encoder.md"
    page.write_text(f"before\n{encoder._BEGIN}\nold\n{encoder._END}\nafter\n")
    monkeypatch.setattr(encoder, "DOCS", page)
    encoder.write([encoder.Compared("clapnq", "answered", 0.5, 0.5, 0, 0, 9)], seconds=7)
    text = page.read_text()
    assert text.startswith(f"before\n{encoder._BEGIN}\n")
    assert text.endswith(f"{encoder._END}\nafter\n")
    assert "old" not in text
    assert "in 7 s" in text
    assert "(clapnq)" in text


def test_the_page_has_every_set_and_misses_nothing_silently():
    page = (ROOT / "docs" / "encoder.md").read_text(encoding="utf-8")
    figures = page.partition(encoder._BEGIN)[2].partition(encoder._END)[0]
    assert [name for name in encoder.SETS if f"({name})" not in figures] == []
    assert figures.count("≥") + figures.count("not below") == len(encoder.TARGETS)


def test_a_vector_is_made_once():
    counted = BagOfWords()
    remembering = encoder.Remembering(counted)
    first, again = remembering.embed("ships wait"), remembering.embed("ships wait")
    assert first is again
    assert counted.texts == ["ships wait"]


def test_sets_without_data_are_left_out(tmp_path, capsys):
    assert encoder.measure(tmp_path, ["clapnq", "squad2"], None, BagOfWords()) == []
    assert capsys.readouterr().err.count("skipped") == 2


def test_without_an_encoder_there_is_nothing_to_compare(monkeypatch):
    monkeypatch.setattr(sys, "argv", ["encoder"])
    monkeypatch.setattr(encoder, "find_encoder", lambda setting: Found(None, "No encoder: why."))
    with pytest.raises(SystemExit, match="No encoder: why"):
        encoder.main()


def test_the_weights_are_fitted_with_every_feature_there_is():
    """What the script fits and what the files hold are the same features."""
    if importlib.util.find_spec("scipy") is None:
        pytest.skip("fitting needs scipy: pip install scipy")
    from briefbot.grounding.answers.calibration import _read
    from scripts import fit_answers

    for plan in (fit_answers.WORDS, fit_answers.ENCODED):
        weights = _read(plan.file)
        assert tuple(weights["ranking"]) == plan.ranking
        assert tuple(weights["answering"]) == ("constant", *plan.answering)
