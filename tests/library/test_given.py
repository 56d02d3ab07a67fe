"""Briefs in hand as a library."""

from __future__ import annotations

from datetime import date

import pytest

from briefbot.errors import BriefFormatError, BriefNotFoundError
from briefbot.library.given import GivenLibrary
from briefbot.library.readers.text import brief_from_text


def test_a_brief_from_standard_input():
    reading = brief_from_text(b"date 2022-02-02 Talks.")
    assert (reading.brief.id, reading.brief.day) == ("stdin", date(2022, 2, 2))
    library = GivenLibrary([reading])
    (entry,) = library.listing().entries
    assert library.read(entry) is reading
    assert library.load("stdin") is reading.brief
    assert library.fetch(entry) == b"date 2022-02-02 Talks."


def test_a_day_given_beside_the_text_wins():
    reading = brief_from_text("Talks.", day=date(2022, 2, 2))
    assert reading.brief.day == date(2022, 2, 2)
    assert reading.notices == ()


def test_no_day_and_no_text_say_how_to_go_on():
    with pytest.raises(BriefFormatError, match="add a first line like"):
        brief_from_text("Talks.")
    with pytest.raises(BriefFormatError, match="is empty"):
        brief_from_text("")


def test_nothing_given_is_not_found():
    with pytest.raises(BriefNotFoundError):
        GivenLibrary([]).listing()
    with pytest.raises(BriefNotFoundError):
        GivenLibrary([brief_from_text("date 2022-02-02 x.")]).load("other")
