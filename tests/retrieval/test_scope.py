from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefbot.errors import SettingsError
from briefbot.retrieval.scope import find_scope

AS_OF = date(2022, 2, 2)  # a Wednesday
FIRST = date(2022, 1, 1)


def feb(number: int) -> date:
    return date(2022, 2, number)


def jan(number: int) -> date:
    return date(2022, 1, number)


def scope_of(question: str, **options):
    known = {"as_of": AS_OF, "first_day": FIRST, "last_day": AS_OF} | options
    return find_scope(question, **known)


@pytest.mark.parametrize(
    ("question", "since", "until", "text"),
    [
        ("What did Orban say on Tuesday?", feb(1), feb(1), "What did Orban say?"),
        ("On Feb. 1, what did Orban say?", feb(1), feb(1), "what did Orban say?"),
        ("What did Orban say on february 1", feb(1), feb(1), "What did Orban say"),
        ("What happened yesterday?", feb(1), feb(1), "What happened?"),
        ("What happened on Tuesday night, and why?", feb(1), feb(1), "What happened, and why?"),
        ("Who spoke at Tuesday's meeting?", feb(1), feb(1), "Who spoke meeting?"),
        ("What is demanded today?", feb(2), feb(2), "What is demanded?"),
        ("Who met last week?", jan(24), jan(30), "Who met?"),
        ("Who met this week?", jan(31), feb(2), "Who met?"),
        ("Who met in January?", jan(1), jan(31), "Who met?"),
        ("Who met in the past 24 hours?", feb(1), feb(2), "Who met?"),
        ("Who spoke at the Jan. 31 call?", jan(31), jan(31), "Who spoke call?"),
        ("Who met last January?", jan(1), jan(31), "Who met?"),
        ("Who met in 2022?", jan(1), feb(2), "Who met?"),
        ("Who has met since January 30?", jan(30), feb(2), "Who has met?"),
        ("Who met starting on Jan. 30?", jan(30), feb(2), "Who met?"),
        ("Who met from Jan. 30 onwards?", jan(30), feb(2), "Who met?"),
        ("What news is there from Jan. 30?", jan(30), jan(30), "What news is there?"),
        ("Who met after Monday?", feb(1), feb(2), "Who met?"),
        ("Who spoke after the Jan. 31 call?", jan(31), feb(2), "Who spoke call?"),
        ("Who spoke after Monday's call?", jan(31), feb(2), "Who spoke call?"),
        ("Who met before Feb. 1?", None, jan(31), "Who met?"),
        ("Who met until Feb. 1?", None, feb(1), "Who met?"),
        ("Who met on or before Feb. 1?", None, feb(1), "Who met?"),
        ("Who met on or after Jan. 31?", jan(31), feb(2), "Who met?"),
        ("Who met between Jan. 30 and Feb. 1?", jan(30), feb(1), "Who met?"),
        ("Who met between Feb. 1 and Jan. 30?", jan(30), feb(1), "Who met?"),
        ("Who met from Jan. 30 to Feb. 1?", jan(30), feb(1), "Who met?"),
        ("Who met from Monday to Wednesday?", jan(31), feb(2), "Who met?"),
        ("Who met Jan. 30-31?", jan(30), jan(31), "Who met?"),
        ("Who met since Jan. 30 and until Jan. 31?", jan(30), jan(31), "Who met and?"),
        ("Compare Jan. 30 with Feb. 1.", jan(30), feb(1), "Compare with."),
        ("What did the brief of 2022-01-20 say?", jan(20), jan(20), "What?"),
        ("What does the Jan. 20 brief say?", jan(20), jan(20), "What?"),
        ("What did the Jan. 20 brief report on tolls?", jan(20), jan(20), "What on tolls?"),
        ("According to the brief of Jan. 20, who met?", jan(20), jan(20), "who met?"),
        ("Who met, per the Jan. 20 brief?", jan(20), jan(20), "Who met?"),
        ("Did the brief of Jan. 20 leave out the vote?", jan(20), jan(20), "Did leave out the vote?"),
        ("What happened on 2014-07-20?", date(2014, 7, 20), date(2014, 7, 20), "What happened?"),
        ("yesterday", feb(1), feb(1), ""),
    ],
)  # fmt: skip
def test_dates_said_in_the_question_limit_the_briefs(question, since, until, text):
    scope = scope_of(question)
    assert (scope.since, scope.until, scope.text) == (since, until, text)
    assert scope.said
    assert not scope.mentioned


@pytest.mark.parametrize(
    ("question", "mentioned"),
    [
        ("What does Russia demand?", []),
        ("Should NATO pull back to where it was in 1997?", ["1997"]),
        ("Who condemned the 2014 annexation?", ["2014"]),
        ("Are there more troops than in 2022?", ["2022"]),
        ("What happened in 2014?", ["2014"]),
        ("Who was killed between 1991 and 1995?", ["1991", "1995"]),
        ("Are rents higher compared to a year ago?", ["a year ago"]),
        ("Are there more troops than last week?", ["last week"]),
        ("Are rents higher than they were on Tuesday?", ["Tuesday"]),
        ("Who called the January 2022 unrest a coup?", ["January 2022"]),
        ("Who was tried for the January 6, 2022, attack?", ["January 6, 2022"]),
        ("Who led last month's exercises?", ["last month"]),
        ("Who was killed in Srebrenica in July 1995?", ["July 1995"]),
        ("What does the Feb. 12, 2015 Minsk agreement require?", ["Feb. 12, 2015"]),
        ("What will happen on Feb. 4?", ["Feb. 4"]),
        ("What will happen tomorrow?", ["tomorrow"]),
        ("What may Russia do by Friday?", ["Friday"]),
        ("Who met since Feb. 1 until Jan. 20?", ["Feb. 1", "Jan. 20"]),
        ("", []),
    ],
)
def test_dates_that_are_content_stay_in_the_text_and_limit_nothing(question, mentioned):
    scope = scope_of(question)
    assert [m.text for m in scope.mentioned] == mentioned
    assert (scope.since, scope.until, scope.report_until) == (None, AS_OF, AS_OF)
    assert scope.text == question
    assert not scope.said


def test_weekdays_from_one_to_another_end_at_the_latest_of_the_second():
    scope = scope_of("Who met from Monday to Wednesday?", as_of=feb(1))  # a Tuesday
    assert (scope.since, scope.until) == (jan(24), jan(26))


def test_the_last_day_of_the_calendar_has_no_next_days_brief():
    assert scope_of("Who met today?", as_of=date.max).report_until == date.max


@pytest.mark.parametrize(
    ("first", "last", "scopes"),
    [
        (date(2002, 1, 1), AS_OF, True),
        (date(2014, 12, 31), AS_OF, True),
        (date(2015, 1, 1), AS_OF, False),
        (None, None, False),
    ],
    ids=["covered", "touched", "outside", "unknown"],
)
def test_a_year_limits_the_briefs_only_where_the_library_has_it(first, last, scopes):
    scope = scope_of("What happened in 2014?", first_day=first, last_day=last)
    expected = (date(2014, 1, 1), date(2014, 12, 31)) if scopes else (None, AS_OF)
    assert (scope.since, scope.until) == expected


def test_without_a_library_to_ask_the_last_year_is_still_a_scope():
    scope = find_scope("What happened in 2021?", as_of=AS_OF)
    assert (scope.since, scope.until) == (date(2021, 1, 1), date(2021, 12, 31))


@pytest.mark.parametrize(
    ("question", "report_until"),
    [
        ("What did Orban say on Jan. 30?", jan(31)),
        ("What happened last week?", feb(2)),
        ("Who met from Jan. 10 to Jan. 12?", jan(15)),
        ("Who met last year?", feb(2)),
        ("What did Orban say on Tuesday?", feb(2)),
        ("What did Orban say today?", feb(2)),
        ("What did the brief of Jan. 30 say?", jan(30)),
        ("Who met until Jan. 30?", jan(30)),
        ("What was known as of Jan. 30?", jan(30)),
    ],
)
def test_an_event_may_stand_in_a_later_brief(question, report_until):
    assert scope_of(question).report_until == report_until


def test_the_brief_of_a_day_is_where_to_look_whatever_else_is_dated():
    scope = scope_of("What did the brief of Jan. 20 say about the vote on Jan. 10?")
    assert (scope.since, scope.until, scope.report_until) == (jan(20), jan(20), jan(20))
    assert [m.text for m in scope.mentioned] == ["Jan. 10"]
    assert scope.text == "What about the vote on Jan. 10?"


def test_dates_inside_what_a_brief_says_are_its_own():
    scope = scope_of("According to the brief of Jan. 20, who is to meet on Feb. 20?")
    assert (scope.since, scope.mentioned) == (jan(20), ())


def test_as_of_in_the_question_moves_the_day_of_knowledge():
    scope = scope_of("What is the death toll as of Feb. 1?")
    assert (scope.as_of, scope.until, scope.since) == (feb(1), feb(1), None)
    assert scope.text == "What is the death toll?"
    assert scope_of("What is known as of Feb. 20?").as_of == AS_OF


@pytest.mark.parametrize(
    ("question", "options", "since", "until"),
    [
        ("Who met?", {"since": jan(5)}, jan(5), AS_OF),
        ("Who met?", {"until": jan(5)}, None, jan(5)),
        ("Who met?", {"until": date(2030, 1, 1)}, None, AS_OF),
        ("Who met on Feb. 1?", {"since": jan(5)}, jan(5), feb(1)),
        ("Who met on Feb. 1?", {"until": feb(2)}, feb(1), feb(2)),
        ("Who met on Jan. 20?", {"since": jan(25)}, jan(25), AS_OF),
        ("Who met on Jan. 20?", {"since": jan(1), "until": jan(5)}, jan(1), jan(5)),
        ("Who met as of Feb. 1?", {"until": feb(2)}, None, feb(2)),
    ],
)
def test_options_beat_the_question(question, options, since, until):
    scope = scope_of(question, **options)
    assert (scope.since, scope.until) == (since, until)
    if "until" in options:
        assert scope.report_until == until


def test_dates_the_options_exclude_become_content():
    scope = scope_of("Who met on Jan. 20?", since=jan(25))
    assert (scope.said, [m.text for m in scope.mentioned]) == ((), ["Jan. 20"])
    assert scope.text == "Who met on Jan. 20?"


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"since": feb(2), "until": feb(1)}, "since 2022-02-02 is after until 2022-02-01.*swap"),
        ({"since": feb(3)}, "since 2022-02-03 is after as-of 2022-02-02.*earlier since"),
    ],
)
def test_options_that_leave_no_day_are_refused(options, message):
    with pytest.raises(SettingsError, match=message):
        scope_of("Who met?", **options)


def test_contains_asks_for_the_day_of_a_brief():
    scope = scope_of("Who met between Jan. 30 and Feb. 1?")
    assert [scope.contains(day) for day in (jan(29), jan(30), feb(1), feb(2))] == [
        False,
        True,
        True,
        False,
    ]
    assert scope_of("Who met?").contains(date(1990, 1, 1))


@pytest.mark.parametrize(
    ("question", "sentence", "named"),
    [
        ("What did Putin say on Tuesday?", "Putin said Tuesday it won't be simple.", True),
        ("What did Putin say on Tuesday?", "Putin said on Feb. 1 it won't be simple.", True),
        ("What did Putin say on Tuesday?", "Putin said Wednesday it won't be simple.", False),
        ("What did Putin say on Tuesday?", "Putin said it won't be simple.", False),
        ("What did NATO deliver last week?", "NATO delivered its answer last week.", True),
        ("What did NATO deliver last week?", "NATO delivered its answer on Jan. 26.", True),
        ("What did NATO deliver last week?", "NATO delivered its answer last month.", False),
    ],
)
def test_later_briefs_count_where_the_sentence_names_the_days(question, sentence, named):
    assert scope_of(question).is_named_in(sentence, AS_OF) is named


_WORDS = (
    "who met on since until before after between and from to the as of in Feb. 1 Jan. 30 Tuesday , ? "
    "2014 1997 tomorrow last week brief will 's yesterday 2030-01-01"
).split()


@given(
    st.lists(st.sampled_from(_WORDS), max_size=15).map(" ".join) | st.text(),
    st.none() | st.dates(date(2021, 1, 1), AS_OF),
    st.none() | st.dates(date(2021, 1, 1), date(2023, 1, 1)),
)
def test_a_scope_is_a_range_of_days_up_to_as_of(question, since, until):
    if since and until and since > until:
        since, until = until, since
        since = min(since, AS_OF)
    scope = scope_of(question, since=since, until=until)
    assert (scope.since or scope.until) <= scope.until <= scope.report_until <= scope.as_of <= AS_OF
    if since:
        assert scope.since == since
    if until:
        assert scope.until == min(until, AS_OF)
    assert len(scope.text) <= len(question)


def test_a_question_of_100_000_characters_is_read_at_once():
    question = "since Tuesday and on Feb. 1 " * 3600
    assert scope_of(question).since == feb(1)
