"""A saved timeline re-checked: everything holds until one thing is changed."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from briefbot import Briefbot

BRIEFS = Path(__file__).resolve().parents[3] / "fixtures" / "briefs"


@pytest.fixture(scope="module")
def bot(tmp_path_factory: pytest.TempPathFactory) -> Briefbot:
    cache = str(tmp_path_factory.mktemp("cache"))
    return Briefbot(BRIEFS, model="extractive", environ={"BRIEFBOT_CACHE": cache})


@pytest.fixture
def saved(bot: Briefbot) -> dict[str, Any]:
    return json.loads(bot.timeline("floods").model_dump_json())


@pytest.mark.parametrize(
    "query", ["floods", "Kessel", "dam", "Lake Orvel", "Dalen", "nothing at all"]
)
@pytest.mark.parametrize("limit", [0, 2])
def test_it_holds(bot: Briefbot, query: str, limit: int) -> None:
    timeline = bot.timeline(query, limit=limit)
    assert bot.verify(timeline).problems == ()


def change(saved: dict[str, Any], path: str, value: Any) -> dict[str, Any]:
    *way, last = path.split(".")
    place: Any = saved
    for key in way:
        place = place[int(key) if key.isdigit() else key]
    place[last] = value
    return saved


WRONG = [
    ("steps.1.day", "2021-03-08", "the source says 2021-03-09"),
    ("steps.1.last", "2021-03-10", "the source says"),
    ("steps.1.when", "Tuesday", "the source says"),
    ("steps.0.kind", "announced", "is not told ahead"),
    ("steps.1.reported", "2021-03-08", "was reported on 2021-03-09"),
    ("steps.1.repeated", ["2021-03-08"], "not later ones in order"),
    ("steps.1.repeated", ["2021-03-30"], "a brief later than 2021-03-12"),
    ("steps.1.revises", 1, "no step 1 to revise"),
    ("steps.1.revises", 40, "no step 40 to revise"),
    ("steps.1.revises", 3, "reported later"),
    ("steps.1.revises", None, "does not fit"),
    ("steps.0.revises", 1, "does not fit"),
    ("as_of", "2021-03-10", "a brief later than 2021-03-10"),
    ("since", "2021-03-10", "a brief earlier than 2021-03-10"),
    ("query", "Norrhaven", "does not tell of 'Norrhaven'"),
    ("query", "the", "nothing to look for"),
]


@pytest.mark.parametrize(("path", "value", "problem"), WRONG, ids=[f"{w[0]}={w[1]}" for w in WRONG])
def test_what_is_changed_is_found(
    bot: Briefbot, saved: dict[str, Any], path: str, value: Any, problem: str
) -> None:
    found = bot.verify(change(saved, path, value)).problems
    assert any(problem in said for said in found), found


def test_another_order_is_found(bot: Briefbot, saved: dict[str, Any]) -> None:
    for step in saved["steps"]:
        step["kind"], step["revises"] = "new", None
    saved["steps"].reverse()
    assert any("happened before" in said for said in bot.verify(saved).problems)
