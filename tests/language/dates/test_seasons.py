from __future__ import annotations

from datetime import date

import pytest


@pytest.mark.parametrize(
    ("text", "mention", "days"),
    [
        ("the fires of spring 2014", "spring 2014", "2014-03-01..2014-05-31"),
        ("in the summer of 2021", "summer of 2021", "2021-06-01..2021-08-31"),
        ("in the fall of 2021", "fall of 2021", "2021-09-01..2021-11-30"),
        ("in the winter of 2014", "winter of 2014", "2013-12-01..2014-02-28"),
        ("the winter 2013-14 floods", "winter 2013-14", "2013-12-01..2014-02-28"),
        ("this summer", "this summer", "2022-06-01..2022-08-31"),
        ("last summer's floods", "last summer", "2021-06-01..2021-08-31"),
        ("this winter", "this winter", "2021-12-01..2022-02-28"),
        ("last winter", "last winter", "2020-12-01..2021-02-28"),
        ("next spring and summer", "next spring and summer", "2022-03-01..2022-08-31"),
        ("in Q3 2021", "Q3 2021", "2021-07-01..2021-09-30"),
        ("the first quarter of 2021", "the first quarter of 2021", "2021-01-01..2021-03-31"),
        ("the final quarter of last year", "the final quarter of last year", "2021-10-01..2021-12-31"),
        ("Sales rose 3% in the third quarter.", "the third quarter", "2021-07-01..2021-09-30"),
        ("a rise in profit last quarter", "last quarter", "2021-10-01..2021-12-31"),
        ("third-quarter profit rose", "third-quarter", "2021-07-01..2021-09-30"),
    ],
)  # fmt: skip
def test_seasons_and_quarters(said, text, mention, days):
    assert said(text) == [(mention, days)]


@pytest.mark.parametrize(
    "text",
    ["They led in the third quarter.", "a quarter of a million dollars", "Q3 was won by Lee",
     "lost the quarter-final", "on spring break", "they fall short this spring training",
     "winters are cold", "the summer months"],
)  # fmt: skip
def test_no_seasons_or_quarters(said, text):
    assert said(text) == []


@pytest.mark.parametrize(
    ("day", "days"),
    [
        (date(2015, 12, 11), "2015-03-01..2015-05-31"),
        (date(2015, 1, 2), "2015-03-01..2015-05-31"),
        (date(2015, 4, 2), "2015-03-01..2015-05-31"),
    ],
)
def test_this_spring_is_that_of_the_year(said, day, days):
    assert said("this spring's unrest", day) == [("this spring", days)]


@pytest.mark.parametrize(
    ("day", "days"),
    [
        (date(2022, 6, 30), "2021-07-01..2021-09-30"),
        (date(2022, 7, 1), "2022-07-01..2022-09-30"),
    ],
)
def test_a_bare_quarter_is_the_latest_that_has_begun(said, day, days):
    assert said("Sales rose in the third quarter.", day) == [("the third quarter", days)]
