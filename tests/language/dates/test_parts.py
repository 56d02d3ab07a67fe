from __future__ import annotations

import pytest


@pytest.mark.parametrize(
    ("text", "mention", "days"),
    [
        ("Talks began in early February.", "early February", "2022-02-01..2022-02-10"),
        ("Talks began in mid-January.", "mid-January", "2022-01-11..2022-01-20"),
        ("It rained in late February 2021.", "late February 2021", "2021-02-21..2021-02-28"),
        ("It fell in late May last year.", "late May last year", "2021-05-21..2021-05-31"),
        ("prices at the end of January", "the end of January", "2022-01-21..2022-01-31"),
        ("due by the end of March", "the end of March", "2022-03-31"),
        ("since the start of January", "the start of January", "2022-01-01"),
        ("in the middle of January", "the middle of January", "2022-01-11..2022-01-20"),
        ("the first half of January", "the first half of January", "2022-01-01..2022-01-15"),
        ("growth in mid-2020", "mid-2020", "2020-05-01..2020-08-31"),
        ("arrested in late 2008", "late 2008", "2008-09-01..2008-12-31"),
        ("the first half of 2021", "the first half of 2021", "2021-01-01..2021-06-30"),
        ("by the end of 2024", "the end of 2024", "2024-12-31"),
        ("in the early 1990s", "early 1990s", "1990-01-01..1993-12-31"),
        ("in the late 1990s", "late 1990s", "1997-01-01..1999-12-31"),
        ("the end of the 1980s", "the end of the 1980s", "1987-01-01..1989-12-31"),
        ("a recession early next year", "early next year", "2023-01-01..2023-04-30"),
        ("by the end of the year", "the end of the year", "2022-12-31"),
        ("since the beginning of the year", "the beginning of the year", "2022-01-01"),
        ("at the end of the month", "the end of the month", "2022-02-21..2022-02-28"),
        ("early this week", "early this week", "2022-01-31..2022-02-02"),
        ("late last week", "late last week", "2022-01-27..2022-01-30"),
        ("early in the week", "early in the week", "2022-01-31..2022-02-02"),
        ("the end of the decade", "the end of the decade", "2027-01-01..2029-12-31"),
        ("the second week of January", "the second week of January", "2022-01-08..2022-01-14"),
        ("the last week of May 2021", "the last week of May 2021", "2021-05-25..2021-05-31"),
        ("the last Thursday of November", "the last Thursday of November", "2021-11-25"),
        ("the first Monday in May 2021", "the first Monday in May 2021", "2021-05-03"),
        ("the last day of the month", "the last day of the month", "2022-02-28"),
        (
            "the first weekend of January",
            "the first weekend of January",
            "2022-01-01..2022-01-02",
        ),
    ],
)  # fmt: skip
def test_parts_of_months_and_years(said, text, mention, days):
    assert said(text) == [(mention, days)]


@pytest.mark.parametrize(
    ("text", "mention", "days"),
    [
        ("since the end of the 2003 war", "2003", "2003-01-01..2003-12-31"),
        ("the start of the 2026 season", "2026", "2026-01-01..2026-12-31"),
    ],
)
def test_a_year_that_names_something_has_no_part(said, text, mention, days):
    assert said(text) == [(mention, days)]


@pytest.mark.parametrize(
    "text",
    ["at the end of the day", "women in their early 30s", "the late president", "the end of the war",
     "in the fifth week of February 2021", "mid-table"],
)  # fmt: skip
def test_no_parts(said, text):
    assert not [days for mention, days in said(text) if not mention.startswith("February")]
