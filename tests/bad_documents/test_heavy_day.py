"""A day of more than is read together: the small briefs are read, the large ones named, counted and still found."""

from __future__ import annotations

from datetime import date

import pytest

from briefbot import Briefbot
from briefbot.retrieval import shelf

DAY = date(2022, 2, 2)
NEWS = "Kyiv says that the talks with Russia go on.\n\nThe port of Odesa closed after a storm."


@pytest.fixture
def bot(tmp_path, monkeypatch):
    """A day with three briefs of news and two floods, of which only the first three fit."""
    monkeypatch.setattr(shelf, "MOST_BYTES_A_DAY", 1_000)
    for name in "abc":
        (tmp_path / f"2022-02-02 {name}.txt").write_text(f"{NEWS} It is brief {name}.")
    for name in ("0", "z"):
        (tmp_path / f"2022-02-02 {name}.txt").write_text("Zebras flood the brief.\n\n" * 40)
    (tmp_path / "2022-02-03.txt").write_text(NEWS)
    return Briefbot(tmp_path, model="extractive", environ={"BRIEFBOT_CACHE": str(tmp_path / "c")})


def test_the_small_ones_are_read_and_the_rest_is_told(bot):
    read = [brief.id for brief in bot.index.briefs(DAY, DAY)]
    assert read == [f"2022-02-02 {name}.txt" for name in "abc"]
    told = [warning for warning in bot.warnings if "searched only" in warning]
    assert len(told) == 2
    assert all("2022-02-02" in warning for warning in told)
    assert list(bot.index.hashes(DAY, DAY)) == read


def test_results_say_how_many_paragraphs_they_leave_out(bot):
    assert bot.summarize("2022-02-02").provenance.options["unread"] == 80
    assert bot.changes("2022-02-02", "2022-02-03").provenance.options["unread"] == 80
    assert "unread" not in bot.summarize("2022-02-03").provenance.options


def test_what_is_not_read_with_its_day_is_found_and_listed(bot):
    assert bot.index.search("zebras")
    assert len(bot.days()[0].briefs) == 5
    assert bot.verify(bot.summarize("2022-02-02")).ok
