"""Generated days: what is changed is known, what is only said otherwise is no change."""

from __future__ import annotations

from datetime import date

import pytest

from benchmarks.quality.changes.edits import chance_of, resaid
from benchmarks.quality.changes.measure import changed
from benchmarks.quality.changes.opposites import decided_otherwise
from benchmarks.quality.changes.pairs import edited
from benchmarks.quality.changes.scoring import figures, is_right, outcome_of
from benchmarks.quality.gate.sources import evidence_of, sentences_of

DAY = date(2022, 2, 2)
BRIEF = [
    "A ferry with 96 people on board sank off Palawan on Monday, the coast guard of the Philippines said.",
    "The bank of Ghana raised its key rate to 29 percent, and Governor Kofi Mensah announced further steps.",
    "The parliament of Latvia approved the pension bill in Riga by 61 votes to 34 after a long debate.",
    "Firefighters in Valparaiso contained a blaze that had burned 1,200 hectares, Mayor Rosa Ibel said today.",
    "A court in Lima freed the painter Hugo Sanz, who had spent 14 months in Ancon prison.",
    "The carmaker Dalen opened a battery plant in Kessel that will employ 2,300 people from March.",
]
OTHER = [
    "Archaeologists working near Luxor found a tomb that dates from the reign of Amenhotep.",
    "The orchestra of Ljubljana cancelled its tour of Norway because of a strike by Slovenian pilots.",
]


@pytest.fixture(scope="module")
def pair():
    return edited("current_events-2022-02-02", DAY, BRIEF, [OTHER])


def test_the_same_brief_gives_the_same_pair(pair) -> None:
    again = edited("current_events-2022-02-02", DAY, BRIEF, [OTHER])
    assert (again.later, again.expected) == (pair.later, pair.expected)


def test_every_edit_stands_in_the_later_brief_and_what_it_replaced_does_not(pair) -> None:
    later = " ".join(" ".join(pair.later).split())
    assert {e.kind for e in pair.expected} == {"new", "updated", "reversed", "dropped"}
    for one in pair.expected:
        assert not one.later or one.later in later
        assert not one.earlier or one.earlier not in later


def test_what_briefbot_finds_in_it_is_right(pair) -> None:
    outcome = outcome_of(pair, changed(pair.earlier, pair.later, pair.day))
    assert (outcome.wrong, outcome.missed) == ((), ())
    assert all(score.value == 1 for score in figures([outcome]))


def test_an_item_is_wrong_by_its_kind_or_its_place(pair) -> None:
    items = changed(pair.earlier, pair.later, pair.day)
    updated = next(item for item in items if item.kind == "updated")
    made = next(e for e in pair.expected if is_right(updated, e))
    assert not is_right(updated.model_copy(update={"kind": "reversed"}), made)
    elsewhere = next(item for item in items if item.kind == "new")
    assert not is_right(updated.model_copy(update={"claim": elsewhere.claim}), made)


def test_nothing_changed_is_found_between_a_brief_and_itself() -> None:
    assert changed(BRIEF, BRIEF, DAY) == ()


def test_figures_of_nothing_have_no_value() -> None:
    assert {score.value for score in figures([])} == {None}


@pytest.mark.parametrize(
    ("told", "later"),
    [
        ("The talks begin today.", "The talks begin yesterday."),
        ("The ferry sank yesterday.", "The ferry sank on Tuesday."),
        ("The ferry sank on Wednesday.", "The ferry sank yesterday."),
        ("The ferry sank on Monday.", None),
    ],
)
def test_a_day_is_said_anew_a_day_later(told: str, later: str | None) -> None:
    assert resaid(told, DAY) == later


def test_a_decision_is_turned_round() -> None:
    (source,) = sentences_of(evidence_of([BRIEF[2]], DAY, id="one"), "one")
    changes = list(decided_otherwise(source, chance_of("one")))
    assert [change.planted for change in changes] == [BRIEF[2].replace("approved", "rejected")]
