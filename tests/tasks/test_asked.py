"""Which paragraphs a question is answered from: the days in scope, and nothing beside them."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from briefbot.errors import QuestionError
from briefbot.library.given import GivenLibrary
from briefbot.library.readers.text import brief_from_text
from briefbot.retrieval.index import Index
from briefbot.tasks.asked import LONGEST_QUESTION, look_up

if TYPE_CHECKING:
    from collections.abc import Callable

    from briefbot.tasks.asked import Asked

    Briefs = Callable[..., Index]

# March 5, 2024 is a Tuesday.
WEEK = {
    5: "Officials said 12 miners were trapped in Zharyk.",
    6: "Rescuers reached 7 of the trapped miners in Zharyk on Tuesday.\n\n"
    "The trapped miners in Zharyk number 30 now.",
    7: "All trapped miners in Zharyk were freed, 41 in total.",
}


@pytest.fixture
def index() -> Briefs:
    """An index over briefs of March 2024, given as a text for each day."""

    def make(texts: dict[int, str] = WEEK) -> Index:
        return Index.open(
            GivenLibrary(
                [
                    brief_from_text(text, id=f"{n}.txt", day=date(2024, 3, n))
                    for n, text in texts.items()
                ]
            )
        )

    return make


def found(asked: Asked) -> set[tuple[int, str]]:
    return {(s.brief.day.day, s.text) for _, s in asked.evidence}


@pytest.mark.parametrize(
    ("options", "days"),
    [
        pytest.param({}, {5, 6, 7}, id="every-day"),
        pytest.param({"as_of": date(2024, 3, 6)}, {5, 6}, id="as-of"),
        pytest.param({"until": date(2024, 3, 5)}, {5}, id="until"),
        pytest.param({"since": date(2024, 3, 6)}, {6, 7}, id="since"),
        pytest.param({"since": date(2024, 3, 6), "until": date(2024, 3, 6)}, {6}, id="both"),
    ],
)
def test_only_days_in_scope_are_read(
    index: Briefs, options: dict[str, date], days: set[int]
) -> None:
    asked = look_up(index(), "How many miners were trapped in Zharyk?", **options)
    assert {day for day, _ in found(asked)} == days
    assert asked.has_briefs


def test_a_brief_before_since_is_not_read_even_if_it_names_a_later_day(index: Briefs) -> None:
    texts = WEEK | {5: "The mayor will visit the trapped miners in Zharyk on March 7."}
    asked = look_up(index(texts), "Who visits the miners in Zharyk?", since=date(2024, 3, 6))
    assert {day for day, _ in found(asked)} == {6, 7}


def test_of_the_next_days_brief_only_what_it_says_of_the_day_is_read(index: Briefs) -> None:
    texts = WEEK | {6: WEEK[6].replace("\n\n", " ")}
    asked = look_up(index(texts), "How many miners were trapped in Zharyk on March 5?")
    assert found(asked) == {
        (5, WEEK[5]),
        (6, "Rescuers reached 7 of the trapped miners in Zharyk on Tuesday."),
    }
    # A paragraph of which nothing is in scope is not among the hits.
    asked = look_up(index(), "How many miners were trapped in Zharyk on March 5?")
    assert [len(hit.chunk.sentences) for hit in asked.hits] == [1, 1]


def test_days_alone_are_all_that_is_in_scope_without_what_repeats(index: Briefs) -> None:
    texts = {
        5: "A bridge closed in Zharyk.",
        6: "The mayor spoke.\n\nTaxes rise in Zharyk.\n\nThe mayor spoke.",
        7: "It rained.",
    }
    asked = look_up(index(texts), "What happened between March 5 and March 6?")
    assert found(asked) == {(5, "A bridge closed in Zharyk."), (6, "Taxes rise in Zharyk.")}


@pytest.mark.parametrize(
    ("last", "days"), [pytest.param(7, {1, 7}, id="a-week"), pytest.param(8, {8}, id="longer")]
)
def test_of_more_than_a_weeks_days_the_newest_is_told(
    index: Briefs, last: int, days: set[int]
) -> None:
    asked = look_up(index({1: "It rained.", last: "Taxes rise."}), "What happened in March 2024?")
    assert {day for day, _ in found(asked)} == days


def test_furniture_is_no_evidence(index: Briefs) -> None:
    asked = look_up(index({5: "AFP moved to Lyon.\n\nAFP contributed reporting."}), "Where is AFP?")
    assert found(asked) == {(5, "AFP moved to Lyon.")}


def test_what_is_said_before_the_question_helps_to_find(index: Briefs) -> None:
    texts = {5: "A storm hit Odense.\n\nThe mayor closed a school in Zharyk."}
    asked = look_up(index(texts), "A storm hit Odense. What did the mayor close?")
    assert len(asked.hits) == 2


def test_the_longest_question(index: Briefs) -> None:
    assert look_up(index(), "Zharyk".rjust(LONGEST_QUESTION)).hits
    with pytest.raises(QuestionError, match="2,001 characters"):
        look_up(index(), "Zharyk".rjust(LONGEST_QUESTION + 1))


def test_the_next_brief_tells_of_a_day_without_one(index: Briefs) -> None:
    # The brief of Friday the 8th is the first after Tuesday.
    asked = look_up(index({8: "A bridge in Lyon fell."}), "What fell in Lyon on Tuesday?")
    assert found(asked) == {(8, "A bridge in Lyon fell.")}
    assert asked.scope.until == date(2024, 3, 8)
    other = {8: "A bridge in Lyon fell on Thursday."}
    assert not look_up(index(other), "What fell in Lyon on Tuesday?").hits
    late = {25: "A bridge in Lyon fell."}
    assert not look_up(index(late), "What fell in Lyon on March 5?").hits


@pytest.mark.parametrize(("day", "told"), [(12, True), (13, False)])
def test_a_brief_more_than_a_week_later_tells_nothing_of_a_day(
    index: Briefs, day: int, told: bool
) -> None:
    later = index({day: "A bridge in Lyon fell."})
    assert bool(look_up(later, "What fell in Lyon on March 5?").hits) is told


def test_the_next_brief_tells_of_a_week_without_one(index: Briefs) -> None:
    # Asked on Friday the 8th, last week is that of February 26 to March 3.
    asked = look_up(
        index({8: "A bridge in Lyon fell."}), "Who saw a bridge fall in Lyon last week?"
    )
    assert found(asked) == {(8, "A bridge in Lyon fell.")}
    announced = {8: "The bridge in Lyon will be closed until Saturday."}
    assert not look_up(index(announced), "What bridge in Lyon fell last week?").hits
    own = {1: "A bridge in Lyon closed.", 8: "A bridge in Lyon fell."}
    assert found(look_up(index(own), "What bridge in Lyon fell last week?")) == {
        (1, "A bridge in Lyon closed.")
    }


def test_a_year_to_come_is_part_of_what_is_asked(index: Briefs) -> None:
    asked = look_up(index({5: "Marin runs for mayor in 2026."}), "Who runs for mayor in 2026?")
    assert asked.hits
    assert not look_up(index(), "Who ran for mayor on June 5, 2026?").hits


def test_other_words_for_it_are_found_in_a_small_library(index: Briefs) -> None:
    asked = look_up(index({5: "A film about bees won."}), "Which movie was shown in Zharyk?")
    assert found(asked) == {(5, "A film about bees won.")}
