from __future__ import annotations

from datetime import date

import pytest

COMING = "2022-02-03"  # the Thursday after Wednesday 2022-02-02
PAST = "2022-01-27"  # the one before


@pytest.mark.parametrize(
    "text",
    [
        "Leaders will meet on Thursday.",
        "Leaders will meet in Geneva, Switzerland, on Thursday.",
        "The verdict is due on Thursday.",
        "The verdict is due Thursday.",
        "The court is to rule on Thursday.",
        "The court is expected to rule Thursday.",
        "A vote is scheduled for Thursday.",
        "Appeal set for Thursday",
        "He is to be buried on Thursday.",
        "The party plans to march on Thursday.",
        "Police are out ahead of Thursday's vote.",
        "The truce was extended until Thursday.",
        "It faces a deadline of noon on Thursday.",
        "The rebels must release them by Thursday.",
        "It says it attacks if a deal is not signed by Thursday.",
        "The judge orders his arrest by noon on Thursday.",
        "On Thursday, parliament will vote.",
        "Thursday's vote will be close.",
        "It fell. On Thursday the court will rule.",
    ],
)
def test_an_announcement_means_the_coming_weekday(said, text):
    assert said(text) == [("Thursday", COMING)]


@pytest.mark.parametrize(
    "text",
    [
        "Leaders met on Thursday.",
        "He will resign, the ministry said Thursday.",
        "He will resign, it was announced Thursday.",
        "The minister said Thursday that he will resign.",
        "Parliament, which will vote on the bill, met on Thursday.",
        "The man who will lead the party was held on Thursday.",
        "He will quit after he lost on Thursday.",
        "Sales were lower than expected on Thursday.",
        "The siege lasted until Thursday.",
        "The rebels had left by Thursday.",
        "Ten cases emerged by Thursday.",
        "Ten died in the town hit by Thursday's storm.",
        "It beat the record set on Thursday.",
        "Leaders called for a truce on Thursday.",
        "It closed due to the storm on Thursday.",
        "He will resign. The court ruled on Thursday.",
        "On Thursday, the minister said he will resign.",
    ],
)
def test_the_weekday_of_what_is_told_is_past(said, text):
    assert said(text) == [("Thursday", PAST)]


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("The vote will be held in October.", "2022-10-01..2022-10-31"),
        ("The vote was held in October.", "2021-10-01..2021-10-31"),
        ("The vote will be held on Oct. 3.", "2022-10-03"),
        ("They will meet over the weekend.", "2022-02-05..2022-02-06"),
        ("They met over the weekend.", "2022-01-29..2022-01-30"),
        ("The court will rule in two weeks.", "2022-02-16"),
        ("Troops will leave within 48 hours.", "2022-02-02..2022-02-04"),
        ("It must pay within six months.", "2022-02-02..2022-08-02"),
        ("He returns in two weeks' time.", "2022-02-16"),
        ("He returns three weeks from now.", "2022-02-23"),
    ],
)
def test_what_is_announced_lies_ahead(said, text, days):
    assert [found for _, found in said(text)] == [days]


@pytest.mark.parametrize(
    "text",
    ["The town fell within 48 hours.", "It was built in two weeks.", "his first visit in 15 months",
     "It will be the first visit in two years.", "It will open in an hour.", "It rained for three days."],
)  # fmt: skip
def test_lengths_of_time_are_no_dates(said, text):
    assert said(text) == []


def test_a_date_just_over_is_not_next_years(said):
    text = "The hall, closed for a year, was to be opened on May 26."
    assert said(text, date(2021, 5, 30)) == [("May 26", "2021-05-26")]


def test_a_range_of_weekdays_runs_forward(said):
    assert said("open Tuesday through Thursday") == [
        ("Tuesday", "2022-02-01"), ("Thursday", "2022-02-03")
    ]  # fmt: skip
    assert said("It will be open Friday through Sunday.") == [
        ("Friday", "2022-02-04"), ("Sunday", "2022-02-06")
    ]  # fmt: skip
