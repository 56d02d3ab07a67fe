"""What stands above the news, and where the news begins."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefbot.library.readers.header import read_header


@pytest.mark.parametrize(
    ("text", "dates", "title", "body"),
    [
        pytest.param(
            " date 2022-02-02 High talks.", ("2022-02-02",), "", "High talks.", id="glued"
        ),
        pytest.param("date 2022-02-30 Talks.", ("2022-02-30",), "", "Talks.", id="impossible"),
        pytest.param("Date: 2022-02-02\n\nTalks.", ("2022-02-02",), "", "Talks.", id="Date:"),
        pytest.param("\ufeffDATE: Feb 2, 2022\r\nTalks.", ("Feb 2, 2022",), "", "Talks.", id="BOM"),
        pytest.param(
            "---\ntitle: 'The day'\ndate: 2022-02-02\n---\n\nTalks.",
            ("2022-02-02",),
            "The day",
            "Talks.",
            id="front matter",
        ),
        pytest.param(
            '+++\ndate = "2022-02-02"\n+++\nTalks.', ("2022-02-02",), "", "Talks.", id="TOML"
        ),
        pytest.param(
            "---\r\ndate: 2022-02-02\r\n---\r\ndate 2022-02-03 Talks.",
            ("2022-02-02", "2022-02-03"),
            "",
            "Talks.",
            id="two dates",
        ),
        pytest.param("---\n---\nTalks.", (), "", "Talks.", id="empty front matter"),
        pytest.param("---\n\nTalks.\n---\n", (), "", "---\n\nTalks.\n---\n", id="mere rules"),
        pytest.param("---\ndate: 1\nnever closed", (), "", "---\ndate: 1\nnever closed", id="open"),
        pytest.param(
            "Subject: The day\nDate: Wed, 2 Feb 2022 10:00:00 +0000\nFrom: a desk\n\nTalks.",
            ("Wed, 2 Feb 2022 10:00:00 +0000",),
            "The day",
            "Talks.",
            id="mail",
        ),
        pytest.param("Note: talks.\n\nMore.", (), "", "Note: talks.\n\nMore.", id="not a header"),
        pytest.param("Dates 2022-02-02 x", (), "", "Dates 2022-02-02 x", id="another word"),
        pytest.param("date 2022-02-021 x", (), "", "date 2022-02-021 x", id="not a date"),
        pytest.param("", (), "", "", id="empty"),
        pytest.param(" \ufeff\n", (), "", "", id="white space"),
    ],
)
def test_read_header(text, dates, title, body):
    header = read_header(text)
    assert (header.dates, header.title, text[header.body_start :]) == (dates, title, body)


@given(st.text(max_size=300))
def test_the_body_starts_inside_the_text_at_something_to_read(text):
    start = read_header(text).body_start
    assert 0 <= start <= len(text)
    assert start == len(text) or not text[start].isspace()
