"""A brief's day: tables of places that say one, and what wins."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefbot.errors import SettingsError
from briefbot.library.dates import find_day, parse_day

DAY = date(2022, 2, 2)


@pytest.mark.parametrize(
    "text",
    [
        "2022-02-02",
        " 2022-02-02 ",
        "2022-2-2",
        "20220202",
        "2022/02/02",
        "2022.02.02",
        "Feb 2 2022",
        "Feb. 2, 2022",
        "February 2nd, 2022",
        "2 February 2022",
        "02-feb-2022",
        "Wednesday, Feb. 2, 2022",
        "2022-02-02T10:30:00Z",
        "02/02/2022",
    ],
)
def test_parse_day_reads(text):
    assert parse_day(text) == DAY


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("", "is not a day"),
        ("tomorrow", "is not a day"),
        ("Feb 2", "is not a day"),
        ("2022", "is not a day"),
        ("2022-02-30", "no such day"),
        ("2022-13-01", "no such day"),
        ("03/02/2022", "two ways"),
        ("on 2022-02-02 then", "is not a day"),
        ("2022-02-02 2022-02-03", "is not a day"),
    ],
)
def test_parse_day_says_what_is_wrong_and_how_to_write_it(text, why):
    with pytest.raises(SettingsError, match=why) as caught:
        parse_day(text)
    assert "2022-02-02" in str(caught.value).rsplit("write it like", 1)[1]


@given(st.dates(min_value=date(1900, 1, 1), max_value=date(2099, 12, 31)))
def test_every_day_is_read_back_from_each_way_of_writing_it(day):
    ways = ("%Y-%m-%d", "%Y%m%d", "%d %B %Y", "%b %d, %Y", "%A, %B %d, %Y", "%d-%b-%Y")
    assert {parse_day(day.strftime(way)) for way in ways} == {day}
    assert find_day(name=f"{day.isoformat()}.txt").day == day


@pytest.mark.parametrize(
    "name",
    [
        "2022-02-02.txt",
        "2022_02_02.md",
        "brief-2022-02-02-evening.txt",
        "20220202.txt",
        "brief_20220202.txt",
        "brief20220202.txt",
        "02-feb-2022.txt",
        "Feb_2_2022.md",
        "2022/02/02.txt",
        "2022/02/02/evening.txt",
        "2022/feb-02.txt",
        "2021/2022-02-02.txt",
    ],
)
def test_the_path_says_the_day(name):
    assert find_day(name=name).day == DAY


@pytest.mark.parametrize(
    "name",
    ["000_a0fb72cbb98edc44.txt", "brief.txt", "a20220202b.txt", "120220202.txt", "03-02-2022.txt"],
)
def test_a_path_without_a_plain_day_says_none_and_how_to_fix_it(name):
    found = find_day(name=name)
    assert found.day is None
    assert "date 2022-02-02" in found.reason


@pytest.mark.parametrize(
    ("heading", "day"),
    [
        ("Feb. 2: What you need to know today", DAY),
        ("February 2", DAY),
        ("Wednesday, Feb. 2 – the day in brief", DAY),
        ("2 February", DAY),
        ("2nd February: the day", DAY),
        ("Feb. 2, 2022", DAY),
        ("February 13–17 winter storm", None),
        ("February 13–17, 2021 winter storm", None),
        ("May 2 protests", None),
        ("The protests of Feb. 3, 2021", None),
        ("What happened since Feb. 3", None),
    ],
)
def test_a_heading_says_the_day_at_its_beginning(heading, day):
    found = find_day(name="2022/brief.txt", headings=[heading])
    assert found.day == day


def test_a_heading_without_a_year_needs_one():
    assert find_day(name="brief.txt", headings=["Feb. 2: the day"]).day is None


def test_a_title_may_name_the_day_anywhere():
    found = find_day(name="brief.md", titles=["News Digest - Wednesday, February 2nd, 2022"])
    assert found == (DAY, (), "")


def test_the_header_wins_and_the_warning_names_both_days():
    found = find_day(header=["2022-02-02"], name="2022-02-03.txt", headings=["Feb. 4: today"])
    assert found.day == DAY
    assert len(found.warnings) == 2
    assert "the header says 2022-02-02, the file name says 2022-02-03" in found.warnings[0]
    assert "the heading says 2022-02-04" in found.warnings[1]


def test_places_that_agree_give_no_warning():
    found = find_day(header=["2 Feb 2022"], name="20220202.txt", headings=["Feb. 2: today"])
    assert found == (DAY, (), "")


def test_an_impossible_day_is_made_good_by_the_next_place_with_a_warning():
    found = find_day(header=["2022-02-30"], name="2022-02-02.txt")
    assert found.day == DAY
    assert "'2022-02-30'" in found.warnings[0]
    assert "no such day" in found.warnings[0]


def test_an_impossible_day_alone_is_a_reason():
    found = find_day(header=["2022-02-30"], name="brief.txt")
    assert found.day is None
    assert "the header '2022-02-30': there is no such day" in found.reason
