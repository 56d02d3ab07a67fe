from __future__ import annotations

from datetime import date

import pytest

from briefbot.language.dates import find_dates


@pytest.mark.parametrize(
    ("text", "mention", "days"),
    [
        ("He quit on Monday and left the following day.", "the following day", "2022-02-01"),
        ("He quit on Monday and left the next day.", "the next day", "2022-02-01"),
        ("Shelling began on Friday and stopped a day later.", "a day later", "2022-01-29"),
        ("It shut on Jan. 20 and opened the following Wednesday.", "the following Wednesday", "2022-01-26"),
        ("It shut on Jan. 20, not the previous Monday.", "the previous Monday", "2022-01-17"),
        ("On Monday he fell; that same day he rose.", "that same day", "2022-01-31"),
        ("He died on Sunday, two weeks after his wife fell ill and a day earlier.", "a day earlier", "2022-01-29"),
        ("It opened in 2014 and shut the following year.", "the following year", "2015-01-01..2015-12-31"),
        ("It opened in 2014 and shut three years later.", "three years later", "2017-01-01..2017-12-31"),
        ("It opened in May and shut a month later.", "a month later", "2022-06-01..2022-06-30"),
        ("It opened on Jan. 3 and shut the following week.", "the following week", "2022-01-10..2022-01-16"),
        ("It opened on Jan. 3 and shut the following month.", "the following month", "2022-02-01..2022-02-28"),
        ("It opened on Jan. 3 and shut the following weekend.", "the following weekend", "2022-01-08..2022-01-09"),
        ("It reopened on Tuesday after it shut the day before.", "the day before", "2022-01-31"),
        ("He met Gen. Lee on Feb. 1 and left for the U.S. the following day.", "the following day", "2022-02-02"),
    ],
)  # fmt: skip
def test_a_date_follows_the_one_before_it(said, text, mention, days):
    assert said(text)[-1] == (mention, days)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("He was arrested the following day.", []),
        ("He was arrested the following Monday.", []),
        ("A day later he left, on Monday.", ["Monday"]),
        ("They met on Monday. The following day they left.", ["Monday"]),
        ("He died on Sunday, a day earlier than planned.", ["Sunday"]),
        ("They met on Thursday, two days after the attack.", ["Thursday"]),
        ("It fell in March and the following day.", ["March"]),
        ("On Monday " + "they talked and talked and " * 8 + "left a day later.", ["Monday"]),
    ],
)
def test_nothing_follows(said, text, found):
    assert [mention for mention, _ in said(text)] == found


def test_one_follows_another():
    text = "He quit on Monday, was held the next day and left a week later."
    assert [m.first.day for m in find_dates(text, date(2022, 2, 16))] == [14, 15, 22]


def test_beyond_the_calendar_nothing_follows(said):
    assert said("He left today and came back the following day.", date.max) == [
        ("today", "9999-12-31")
    ]
