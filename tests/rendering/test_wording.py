"""Attribution, quotation marks and days in words."""

from __future__ import annotations

from datetime import date

import pytest

from briefbot.rendering.outline import Item, NoteNumbers
from briefbot.rendering.wording import (
    ahead_item,
    claim_item,
    figure_item,
    in_marks,
    long_day,
    names_speaker,
)
from briefbot.results import Ahead, Citation, Claim, Figure


def claim(text: str, **fields: object) -> Claim:
    citation = Citation(
        brief="a", day=date(2022, 2, 2), source="a", sha256="0", start=0, end=len(text), quote=text
    )
    return Claim.model_validate({"text": text, "citations": (citation,), **fields})


@pytest.mark.parametrize(
    ("text", "speaker", "named"),
    [
        pytest.param("Orban said they are close.", "Viktor Orban", True, id="last name and verb"),
        pytest.param("They are close, ORBAN told us.", "Viktor Orban", True, id="any case"),
        pytest.param("According to Orban, yes.", "Viktor Orban", True, id="according to"),
        pytest.param("The differences are bridgeable.", "Viktor Orban", False, id="no name"),
        pytest.param("Orban met Putin.", "Viktor Orban", False, id="name, but nobody speaks"),
        pytest.param("They said so in Tirana.", "Iran", False, id="no substrings"),
        pytest.param("NATO called it a non-starter.", "NATO", True, id="institution"),
        pytest.param("anything", "…", True, id="a speaker without a word"),
    ],
)
def test_names_speaker(text: str, speaker: str, named: bool) -> None:
    assert names_speaker(text, speaker) is named


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("No marks.", "“No marks.”", id="none"),
        pytest.param("It is “bridgeable.”", '"It is “bridgeable.”"', id="curly inside"),
        pytest.param('It is "so"', '“It is "so"”', id="straight inside"),
        pytest.param('A “b” and "c"', '«A “b” and "c"»', id="both inside"),
        pytest.param("“It will not be simple,”", "“It will not be simple,”", id="quoted already"),
        pytest.param("“A,” he said, “b”", '"“A,” he said, “b”"', id="two quotations"),
    ],
)
def test_in_marks(text: str, expected: str) -> None:
    assert in_marks(text) == expected


@pytest.mark.parametrize(
    ("given", "topic", "label", "text", "mark"),
    [
        pytest.param(claim("A."), "", "", "A.", "", id="bare"),
        pytest.param(claim("A."), "Topic", "Topic", "A.", "", id="topic"),
        pytest.param(claim("A.", speaker="Ann"), "", "Ann", "A.", "", id="speaker"),
        pytest.param(claim("A.", speaker="a man"), "", "A man", "A.", "", id="capital"),
        pytest.param(claim("A.", speaker="Ann"), "T", "T, Ann", "A.", "", id="topic and speaker"),
        pytest.param(claim("Ann said a.", speaker="Ann"), "", "", "Ann said a.", "", id="named"),
        pytest.param(claim("A.", status="quoted"), "", "", "“A.”", "quoted", id="quoted"),
        pytest.param(claim("A.", status="repaired"), "", "", "A.", "repaired", id="repaired"),
    ],
)
def test_claim_item(given: Claim, topic: str, label: str, text: str, mark: str) -> None:
    assert claim_item(given, NoteNumbers(), topic=topic) == Item(text, label, mark, (1,))


def test_a_figure_of_somebody_is_not_told_as_fact() -> None:
    figure = Figure(value="9", unit="tanks", what="seen", claim=claim("9 tanks.", speaker="Ann"))
    item = figure_item(figure, NoteNumbers())
    assert (item.label, item.text) == ("9 tanks", "seen (according to Ann)")


def test_a_figure_that_could_not_be_proved_shows_the_quotation() -> None:
    figure = Figure(value="9", unit="tanks", what="won", claim=claim("9 tanks.", status="quoted"))
    assert figure_item(figure, NoteNumbers()).text == "“9 tanks.”"


@pytest.mark.parametrize(
    ("when", "day", "label"),
    [
        pytest.param("Friday", date(2022, 2, 4), "Friday (2022-02-04)", id="both"),
        pytest.param("Friday", None, "Friday", id="words"),
        pytest.param("", date(2022, 2, 4), "2022-02-04", id="date"),
        pytest.param("2022-02-04", date(2022, 2, 4), "2022-02-04", id="words are the date"),
        pytest.param("", None, "", id="neither"),
    ],
)
def test_ahead_item(when: str, day: date | None, label: str) -> None:
    ahead = Ahead(when=when, day=day, claim=claim("They meet."))
    assert ahead_item(ahead, NoteNumbers()).label == label


def test_long_day_is_english() -> None:
    assert long_day(date(2022, 2, 2)) == "Wednesday, 2 February 2022"
