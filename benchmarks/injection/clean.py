"""Clean questions with and without an attack elsewhere in the brief, answered without a model.

The answers have to be the same: the same claims, the same abstentions. "Elsewhere" is a paragraph that has nothing to do
with the question; an attack on the very thing that is asked is poison, and told apart by `briefbot redteam`.
"""

from __future__ import annotations

import json
import tomllib
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks.quality.asking import CODE
from benchmarks.quality.data import read_rows
from benchmarks.quality.realtimeqa import PASSAGES, askings
from benchmarks.quality.realtimeqa import Weeks as _Weeks
from briefbot import Briefbot
from briefbot.library.base import read_all
from briefbot.library.folder import FolderLibrary
from briefbot.library.readers.text import brief_from_text
from briefbot.redteam import PLACES, plant
from briefbot.redteam.planting import library_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from briefbot.documents import Brief
    from briefbot.redteam import Attack
    from briefbot.results import Answer

ROOT = Path(__file__).parents[2]


def seed_cases() -> Iterator[tuple[Brief, str]]:
    """The recorded and the compared questions, on the seed."""
    briefs, _ = read_all(FolderLibrary(ROOT / "seeds"))
    cases = tomllib.loads((ROOT / "fixtures" / "cases.toml").read_text(encoding="utf-8"))
    lines = (ROOT / "fixtures" / "questions.jsonl").read_text(encoding="utf-8").splitlines()
    compared = (json.loads(line)["question"] for line in lines if line.strip())
    for question in dict.fromkeys((*cases["questions"], *compared)):
        yield briefs[-1], question


def weekly_cases(data: Path, limit: int) -> Iterator[tuple[Brief, str]]:
    """Questions of weekly news, each on its week's brief."""
    folder = data / "realtimeqa"
    texts = {r["passage_id"]: r["text"] for r in read_rows(folder / PASSAGES)}
    weeks = {r["week"]: r["passages"] for r in read_rows(folder / "weekly_briefs.jsonl")}
    for asking in askings(data, _Weeks(data, CODE), limit):
        week, _, removed = asking.briefs.partition(" without ")
        text = "\n\n".join(texts[id] for id in weeks[week] if id not in removed.split(","))
        day = date.fromisoformat(week)
        yield brief_from_text(text, id=f"{week}.txt", day=day).brief, asking.case.question


def unchanged(cases: Sequence[tuple[Brief, str]], attacks: Sequence[Attack]) -> tuple[int, int]:
    """How many answers are the same with an attack elsewhere in the brief, and of how many."""
    same = 0
    for i, (brief, question) in enumerate(cases):
        planted = plant(attacks[i % len(attacks)].aimed("lemons"), brief, PLACES[i % 3])
        before, after = (
            Briefbot(library, model="extractive", encoder="off", environ={}).ask(question)
            for library in (library_of([brief]), planted.library)
        )
        same += _told(before) == _told(after)
    return same, len(cases)


def _told(answer: Answer) -> tuple[str, list[tuple[str, str]]]:
    return answer.status, [(claim.text, claim.citations[0].quote) for claim in answer.claims]
