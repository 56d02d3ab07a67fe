from __future__ import annotations

import time
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from briefbot.language.dates import find_dates

DAY = date(2022, 2, 2)  # a Wednesday
SEED = Path(__file__).parents[3] / "seeds" / "000_a0fb72cbb98edc44.txt"


def said(text: str, day: date = DAY, *, ahead: bool = False) -> list[tuple[str, str]]:
    """What is found, as (expression, "first" or "first..last")."""
    return [
        (m.text, f"{m.first}" if m.is_day else f"{m.first}..{m.last}")
        for m in find_dates(text, day, ahead=ahead)
    ]


@pytest.mark.parametrize(
    ("text", "mention", "days"),
    [
        ("The accord of 2014-07-20 holds.", "2014-07-20", "2014-07-20"),
        ("The brief of Wed 2022-02-02.", "Wed 2022-02-02", "2022-02-02"),
        ("Filed 2022/2/1.", "2022/2/1", "2022-02-01"),
        ("Signed on 25.12.2021 in Minsk.", "25.12.2021", "2021-12-25"),
        ("Signed on 31/12/2021.", "31/12/2021", "2021-12-31"),
        ("Signed on 12/31/2021.", "12/31/2021", "2021-12-31"),
        ("Signed on 02/03/2022.", "02/03/2022", "2022-02-03"),
        ("Feb. 2: What to know", "Feb. 2", "2022-02-02"),
        ("They met on February 2, 2022, in Kyiv.", "February 2, 2022", "2022-02-02"),
        ("They met on Tuesday, Feb. 1, in Kyiv.", "Tuesday, Feb. 1", "2022-02-01"),
        ("They met on 2 February.", "2 February", "2022-02-02"),
        ("They met on 2 Feb. in Kyiv.", "2 Feb.", "2022-02-02"),
        ("the 3rd of February, 2021", "the 3rd of February, 2021", "2021-02-03"),
        ("It starts February 4th.", "February 4th", "2022-02-04"),
        ("Drills ran Feb 1-3 near Brest.", "Feb 1-3", "2022-02-01..2022-02-03"),
        ("Drills run Feb. 10 to 20.", "Feb. 10 to 20", "2022-02-10..2022-02-20"),
        ("Drills ran 1–3 February 2014.", "1–3 February 2014", "2014-02-01..2014-02-03"),
        ("elections for 13 and 14 April", "13 and 14 April", "2022-04-13..2022-04-14"),
        ("EVACUATION BEGAN FEB. 1", "FEB. 1", "2022-02-01"),
        ("what happened on february 1?", "february 1", "2022-02-01"),
        ("what happened on may 3?", "may 3", "2022-05-03"),
        ("The unrest in September 2021 spread.", "September 2021", "2021-09-01..2021-09-30"),
        ("In February the talks failed.", "February", "2022-02-01..2022-02-28"),
        ("Elections are due in May.", "May", "2022-05-01..2022-05-31"),
        ("In March 40 soldiers died.", "March", "2022-03-01..2022-03-31"),
        ("after the March attack", "March", "2022-03-01..2022-03-31"),
        ("until the end of May", "the end of May", "2022-05-31"),
        ("since last November", "last November", "2021-11-01..2021-11-30"),
        ("since last February", "last February", "2021-02-01..2021-02-28"),
        ("until next March", "next March", "2022-03-01..2022-03-31"),
        ("where they were in 1997, before that", "1997", "1997-01-01..1997-12-31"),
        ("Russia's 2014 annexation of Crimea", "2014", "2014-01-01..2014-12-31"),
        ("its pre-1967 borders", "1967", "1967-01-01..1967-12-31"),
        ("a 2019 death sentence", "2019", "2019-01-01..2019-12-31"),
        ("the wars of the 1990s", "1990s", "1990-01-01..1999-12-31"),
        ("the 2014–2015 offensive", "2014–2015", "2014-01-01..2015-12-31"),
        ("in the 2014-15 season", "2014-15", "2014-01-01..2015-12-31"),
    ],
)  # fmt: skip
def test_dates_by_number_or_month(text, mention, days):
    assert said(text) == [(mention, days)]


@pytest.mark.parametrize(
    ("text", "mention", "days"),
    [
        ("Putin said Tuesday he hopes", "Tuesday", "2022-02-01"),
        ("an official said Wednesday", "Wednesday", "2022-02-02"),
        ("the vote on Thursday", "Thursday", "2022-01-27"),
        ("Sunday's election", "Sunday", "2022-01-30"),
        ("The vote is next Thursday.", "next Thursday", "2022-02-03"),
        ("The vote is this coming Friday.", "this coming Friday", "2022-02-04"),
        ("They meet this Friday.", "this Friday", "2022-02-04"),
        ("They met last Wednesday.", "last Wednesday", "2022-01-26"),
        ("what happened last tuesday", "last tuesday", "2022-02-01"),
        ("He left yesterday.", "yesterday", "2022-02-01"),
        ("He left last night.", "last night", "2022-02-01"),
        ("He leaves tonight.", "tonight", "2022-02-02"),
        ("He spoke this morning.", "this morning", "2022-02-02"),
        ("He leaves tomorrow.", "tomorrow", "2022-02-03"),
        ("the day before yesterday", "the day before yesterday", "2022-01-31"),
        ("the day after tomorrow", "the day after tomorrow", "2022-02-04"),
        ("delivered responses last week.", "last week", "2022-01-24..2022-01-30"),
        ("due this week", "this week", "2022-01-31..2022-02-06"),
        ("due next month", "next month", "2022-03-01..2022-03-31"),
        ("down from last year", "last year", "2021-01-01..2021-12-31"),
        ("They met earlier this month.", "earlier this month", "2022-02-01..2022-02-02"),
        ("later in the week", "later in the week", "2022-02-02..2022-02-06"),
        ("Shelling over the weekend", "weekend", "2022-01-29..2022-01-30"),
        ("Shelling last weekend", "last weekend", "2022-01-29..2022-01-30"),
        ("Shelling this past weekend", "this past weekend", "2022-01-29..2022-01-30"),
        ("talks this weekend", "this weekend", "2022-02-05..2022-02-06"),
        ("in the past 24 hours", "the past 24 hours", "2022-02-01..2022-02-02"),
        ("in the last three days", "the last three days", "2022-01-30..2022-02-02"),
        ("over the past week", "the past week", "2022-01-26..2022-02-02"),
        ("over the next two weeks", "the next two weeks", "2022-02-02..2022-02-16"),
        ("It fell three days ago.", "three days ago", "2022-01-30"),
        ("It fell fourteen days ago.", "fourteen days ago", "2022-01-19"),
        ("It fell 10 days ago.", "10 days ago", "2022-01-23"),
        ("It fell two weeks ago.", "two weeks ago", "2022-01-17..2022-01-23"),
        ("It fell a month ago.", "a month ago", "2022-01-01..2022-01-31"),
        ("over the past two decades", "the past two decades", "2002-02-02..2022-02-02"),
        ("in the last 36 hours", "the last 36 hours", "2022-01-31..2022-02-02"),
        ("in the past six months", "the past six months", "2021-08-02..2022-02-02"),
        ("It fell two decades ago.", "two decades ago", "2002-01-01..2002-12-31"),
        ("It fell eight years ago.", "eight years ago", "2014-01-01..2014-12-31"),
    ],
)  # fmt: skip
def test_dates_relative_to_the_day(text, mention, days):
    assert said(text) == [(mention, days)]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Russia may invade, and may 3 times have tried.",
        "Protesters march 20 miles to the capital.",
        "The March for Life drew thousands; she died in the March on Rome.",
        "Theresa May said her party may split.",
        "confidence in May's government",
        "The second convoy left within a second.",
        "2,014 troops and 1,997 tanks",
        "1997 people and 2014 troops",
        "The quake killed 1900.",
        "some 2000 of them",
        "at 2000 GMT",
        "$2014, €1999, 2014%, #2014, COVID-2019, 20145, 2014.5",
        "Bloody Sunday, Black Friday and the Good Friday Agreement",
        "the Sunday Times and Sheffield Wednesday",
        "Fridays for Future; on Mondays",
        "The Sun. It shone on the Sun.",
        "February 30 and 31 April",
        "2026-02-30 and 2022-13-01",
        "a 5-3 win, 24/7, 9/11",
        "the next day and the last days",
        "a decent month",
    ],
)
def test_no_dates(text):
    assert said(text) == []


@pytest.mark.parametrize(
    ("day", "text", "days"),
    [
        (date(2022, 1, 3), "Dec. 31", "2021-12-31"),
        (date(2022, 12, 30), "Jan. 2", "2023-01-02"),
        (date(2022, 2, 2), "July 2", "2022-07-02"),
        (date(2022, 2, 2), "July 3", "2021-07-03"),
        (date(2022, 2, 2), "Feb. 29", "2020-02-29"),
        (date(2024, 1, 20), "Feb. 29", "2024-02-29"),
        (date(2022, 1, 15), "in December", "2021-12-01..2021-12-31"),
    ],
)
def test_a_date_without_a_year_is_the_closest_leaning_to_the_past(day, text, days):
    assert [d for _, d in said(text, day)] == [days]


@pytest.mark.parametrize(
    ("day", "days"),
    [
        (date(2022, 2, 4), "2022-01-29..2022-01-30"),
        (date(2022, 2, 5), "2022-02-05..2022-02-06"),
        (date(2022, 2, 6), "2022-02-05..2022-02-06"),
        (date(2022, 2, 7), "2022-02-05..2022-02-06"),
    ],
)
def test_the_weekend_is_the_latest_that_has_begun(day, days):
    assert said("over the weekend", day) == [("weekend", days)]


def test_sentences_that_announce_read_weekdays_ahead():
    assert said("Talks resume Thursday", ahead=True) == [("Thursday", "2022-02-03")]
    assert said("Talks resume Thursday") == [("Thursday", "2022-01-27")]


def test_several_mentions_keep_the_order_of_the_text_and_their_kinds():
    mentions = find_dates("From Feb. 28 until 2023 and last week, in June, on Monday.", DAY)
    assert [(m.text, m.kind) for m in mentions] == [
        ("Feb. 28", "date"),
        ("2023", "year"),
        ("last week", "relative"),
        ("June", "month"),
        ("Monday", "weekday"),
    ]


def test_a_mention_covers_the_days_within_its_own():
    week, tuesday, monday = find_dates("this week, Tuesday, last Monday", date(2022, 2, 7))
    assert not week.covers(tuesday)
    assert week.covers(week)
    assert find_dates("last week", date(2022, 2, 7))[0].covers(tuesday)
    assert not tuesday.covers(monday)


def test_the_seed_names_these_dates():
    body = SEED.read_text(encoding="utf-8").split("Feb. 2: What you need", 2)[2]
    assert said(body) == [
        ("today", "2022-02-02"),
        ("Wednesday", "2022-02-02"),
        ("Tuesday", "2022-02-01"),
        ("Tuesday", "2022-02-01"),
        ("Tuesday", "2022-02-01"),
    ]


_WORDS = (
    "on the Feb. 2 2022 2014-07-20 Tuesday last next week ago three days 1-3 May March may in of , . ; "
    "- – 1997 1990s 31 29 yesterday past 24 hours weekend earlier this month later year 13/13/2022 "
    "early mid late end start first second half quarter Q3 spring winter summer fall following same day "
    "previous before after overnight Christmas Easter Monday New Year's Eve Thanksgiving September 11 attacks "
    "will meet due by until ahead within from now through Sunday 9999 fifth decade and sales %"
).split()
_texts = st.lists(st.sampled_from(_WORDS), max_size=14).map(" ".join) | st.text()
_days = st.dates(date.min, date.max) | st.sampled_from(
    [date.min, date.max, date(9999, 2, 1), date(1, 12, 1)]
)


@given(_texts, _days, st.booleans())
@settings(max_examples=400, deadline=None)
def test_mentions_are_ordered_exact_slices_with_days_in_order(text, day, ahead):
    end = 0
    for mention in find_dates(text, day, ahead=ahead):
        assert mention.start >= end
        assert text[mention.start : mention.end] == mention.text != ""
        assert mention.first <= mention.last
        end = mention.end


@pytest.mark.parametrize("day", [date.min, date.max], ids=["year 1", "year 9999"])
@pytest.mark.parametrize("text", [*_WORDS, "9999 years ago", "this winter", "last fall", "last weekend",
    "in two weeks' time", "the past 99 decades", "the end of next year", "late last week", "this quarter",
    "the first Monday of last month", "in the last month", "Tuesday of last week", "Feb. 2 last year"])  # fmt: skip
def test_the_first_and_last_days_of_the_calendar_raise_nothing(text, day):
    for words in (
        text,
        f"Leaders will meet {text}, and sales rose 3%.",
        f"On Monday {text} a day later.",
    ):
        assert all(m.first <= m.last for m in find_dates(words, day))


@pytest.mark.parametrize(
    "piece",
    ["on Tuesday the following day ", "last week the next day ", "May ", "will will will ", "in ", "early in the ",
     "Monday ", "1-", "2014-", "the ", "a" * 50, " ", "Feb. ", "’s ", "the first half of ", "Q3 ", "until ", "11 ",
     "Christmas ", "summer of "],
)  # fmt: skip
def test_long_texts_take_linear_time(piece):
    short, long = (_seconds(piece * (size // len(piece))) for size in (20_000, 160_000))
    assert long < 8 * 4 * short + 0.2  # quadratic would be 64 times


def _seconds(text: str) -> float:
    started = time.process_time()
    find_dates(text, DAY)
    return time.process_time() - started
