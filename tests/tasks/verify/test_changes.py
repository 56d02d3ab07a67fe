"""A saved list of changes re-checked: it holds, until something in it is not as the briefs have it."""

from __future__ import annotations

import json
from datetime import date
from typing import TYPE_CHECKING, Any

import pytest

from briefbot import Briefbot
from briefbot.library.given import GivenLibrary
from briefbot.library.readers.text import brief_from_text

if TYPE_CHECKING:
    from collections.abc import Callable

EARLIER = """Engineers opened two gates of the Orvel dam on Monday.

The mayor of Aalborg will open the new harbour bridge in June.

The museum of Ribe shows three hundred coins found in a bog.

Talks between Lindahl Steel and its workers in Narvik began last week.
"""
LATER = """Engineers opened four gates of the Orvel dam on Monday.

The mayor of Aalborg will not open the new harbour bridge in June.

The museum of Ribe shows three hundred coins found in a bog.

The ferry Alba ran aground off Skagen with forty passengers on board.
"""
REVERSED, UPDATED, NEW, DROPPED = range(4)


@pytest.fixture
def bot() -> Briefbot:
    briefs = [
        brief_from_text(EARLIER, id="a.txt", day=date(2024, 5, 6)),
        brief_from_text(LATER, id="b.txt", day=date(2024, 5, 7)),
    ]
    return Briefbot(GivenLibrary(briefs), model="extractive", environ={})


@pytest.fixture
def saved(bot: Briefbot) -> dict[str, Any]:
    saved = json.loads(bot.changes().model_dump_json())
    assert [i["kind"] for i in saved["items"]] == ["reversed", "updated", "new", "dropped"]
    return saved


def test_they_hold(bot: Briefbot, saved: dict[str, Any]) -> None:
    found = bot.verify(saved)
    assert found.ok, found.problems
    assert found.checked == 6


def swap(items: list[dict[str, Any]], one: int, other: int, field: str) -> None:
    items[one][field], items[other][field] = items[other][field], items[one][field]


FORGED: dict[str, tuple[Callable[[dict[str, Any]], object], str]] = {
    "a value": (
        lambda s: s["items"][UPDATED]["revised"][0].update(after="five"),
        "items[1]: the later day does not give 'five'",
    ),
    "an earlier value": (
        lambda s: s["items"][UPDATED]["revised"][0].update(before="one"),
        "items[1]: the earlier day does not give 'one'",
    ),
    "a quote": (
        lambda s: s["items"][NEW]["claim"]["citations"][0].update(quote="The ferry sank."),
        "items[2]: the quote is not what stands at",
    ),
    "a kind": (
        lambda s: s["items"][UPDATED].update(kind="reversed"),
        "items[1]: the two days' sentences do not show that it was reversed",
    ),
    "new though told": (
        lambda s: s["items"][UPDATED].update(kind="new", before=None, revised=[]),
        "items[1]: not new, the earlier day tells it",
    ),
    "an update without before": (
        lambda s: s["items"][UPDATED].update(before=None, revised=[]),
        "items[1]: updated, and what was said before does not fit that",
    ),
    "dropped though told": (
        lambda s: s["items"][DROPPED].update(claim=s["items"][UPDATED]["before"]),
        "items[3]: not dropped, the later day tells it",
    ),
    "new from the earlier day": (
        lambda s: s["items"][DROPPED].update(kind="new"),
        "items[3]: cites 2024-05-06, not 2024-05-07",
    ),
    "before and after of two things": (
        lambda s: swap(s["items"], REVERSED, UPDATED, "before"),
        "items[0]: the two days' sentences do not show that it was reversed",
    ),
    "a topic": (
        lambda s: s["items"][NEW].update(topic="Titanic"),
        "items[2]: the topic 'Titanic' is not in what it cites",
    ),
    "the days": (lambda s: s.update(earlier="2024-05-05"), "day: the briefs used do not fit it"),
    "the order of the days": (
        lambda s: s.update(earlier=s["later"], later=s["earlier"]),
        "earlier: 2024-05-07 is not before 2024-05-06",
    ),
    "how much is carried": (lambda s: s.update(carried=3), "carried: is 1, not 3"),
}


@pytest.mark.parametrize("name", FORGED)
def test_a_forgery_is_found(bot: Briefbot, saved: dict[str, Any], name: str) -> None:
    forge, problem = FORGED[name]
    forge(saved)
    problems = bot.verify(saved).problems
    assert any(one.startswith(problem) for one in problems), problems


def marked(bot: Briefbot) -> dict[str, Any]:
    return json.loads(bot.summarize(mark_new=True).model_dump_json())


def test_marks_of_what_is_new(bot: Briefbot) -> None:
    summary = bot.summarize(mark_new=True)
    since = {d.claim.text[:9]: d.new_since for d in summary.developments}
    assert since["The ferry"] == date(2024, 5, 6)
    assert since["Engineers"] is None
    assert summary.provenance.options["compared_with"] == "2024-05-06"
    assert bot.verify(summary).ok, bot.verify(summary).problems


def test_nothing_is_marked_unasked(bot: Briefbot) -> None:
    summary = bot.summarize()
    assert all(d.new_since is None for d in summary.developments)
    assert "compared_with" not in summary.provenance.options


def test_the_first_day_has_nothing_to_be_compared_with(bot: Briefbot) -> None:
    summary = bot.summarize("2024-05-06", mark_new=True)
    assert all(d.new_since is None for d in summary.developments)
    assert summary.provenance.options["compared_with"] is None
    assert bot.verify(summary).ok


@pytest.mark.parametrize(
    ("start", "since", "problem"),
    [
        ("Engineers", "2024-05-06", "marked as new since 2024-05-06, it is not new since then"),
        ("The ferry", None, "marked as new since None, it is new since 2024-05-06"),
        ("The ferry", "2024-05-01", "marked as new since 2024-05-01, it is new since 2024-05-06"),
    ],
)
def test_a_forged_mark_is_found(bot: Briefbot, start: str, since: str | None, problem: str) -> None:
    saved = marked(bot)
    (i,) = (n for n, d in enumerate(saved["developments"]) if d["claim"]["text"].startswith(start))
    saved["developments"][i]["new_since"] = since
    assert bot.verify(saved).problems == (f"developments[{i}]: {problem}",)


def test_a_day_compared_with_itself_is_found(bot: Briefbot) -> None:
    saved = marked(bot)
    saved["provenance"]["options"]["compared_with"] = saved["day"]
    assert "day: a brief used is not of 2024-05-07" in bot.verify(saved).problems
