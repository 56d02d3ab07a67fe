"""A model that can't read all the evidence: half of it, once, then an error that says what to do."""

from __future__ import annotations

import json
import re
from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest

from briefbot import Briefbot
from briefbot.errors import ContextTooLongError, RecordingMissingError
from briefbot.models.testing import ScriptedModel
from briefbot.tokens import count

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from briefbot.models.base import Request

DAYS = [date(2024, 5, 1) + timedelta(days=n) for n in range(2)]
_HANDLE = re.compile(r"^\d+\.\d+ ", re.MULTILINE)


# What code can't pair by itself, so that a model is asked.
UNPAIRED = (
    (
        "About 35 ships are waiting outside the harbour.",
        "Norrhaven raised its offer to the dockers in Kessel to 4 percent.",
    ),
    (
        "Off Kessel 50 ships were counted, more than the harbour can take.",
        "Norrhaven withdrew on Wednesday, after a night of calls with its owners, what the dockers in"
        " Kessel had been told.",
    ),
)


def write_news(folder: Path) -> Path:
    """Two days of the same twelve stories, each with other numbers."""
    folder.mkdir()
    towns = "Odense Aarhus Aalborg Esbjerg Randers Kolding Horsens Vejle Roskilde Herning Silkeborg Fredericia"
    for n, day in enumerate(DAYS):
        paragraphs = [
            f"The harbour of {town} closed {n + 2 + i} piers after a storm damaged its cranes. "
            f"Repairs in {town} will cost {n + 20 + i} million crowns, the mayor of {town} said."
            for i, town in enumerate(towns.split())
        ]
        (folder / f"{day}.txt").write_text("\n\n".join([*paragraphs, *UNPAIRED[n]]) + "\n")
    return folder


@pytest.fixture
def news(tmp_path: Path) -> Path:
    return write_news(tmp_path / "news")


def reply(request: Request) -> str:
    """The least that each prompt wants."""
    name = request.prompt.split("@")[0]
    one = {"sentences": [request_handles(request)[0]], "speaker": "", "text": ""}
    answers = {
        "summarize": {"developments": [one | {"topic": "Harbour"}], "lead": one, "headline": one},
        "details": {"voices": [], "figures": [], "ahead": []},
        "ask": {"answer": "not said", "sentence": "none", "also": []},
        "changes": {"changes": []},
        "story": {"story": []},
    }
    return json.dumps(answers[name])


def request_handles(request: Request) -> list[str]:
    return [h.strip() for h in _HANDLE.findall(request.messages[-1].content)]


def reading(most: int) -> Callable[[Request], str]:
    """A model that reads so many sentences and no more."""

    def answer(request: Request) -> str:
        if len(request_handles(request)) > most:
            raise ContextTooLongError("the request is longer than m can read")
        return reply(request)

    return answer


TASKS: dict[str, Callable[[Briefbot], object]] = {
    "summarize": lambda bot: bot.summarize(DAYS[1]),
    "ask": lambda bot: bot.ask("How many piers did the harbour of Odense close?"),
    "changes": lambda bot: bot.changes(*DAYS),
    "story": lambda bot: bot.story(words=200),
}


def client(news: Path, model: ScriptedModel, **more: object) -> Briefbot:
    return Briefbot(news, model=model, environ={}, **more)


def size_of(news: Path, task: str) -> tuple[int, list[Request]]:
    """How many sentences the task shows to a model that reads them all."""
    model = ScriptedModel(reply)
    result = TASKS[task](client(news, model))
    assert "evidence_cut" not in result.provenance.options
    return len(request_handles(model.requests[0])), model.requests


@pytest.mark.parametrize("task", TASKS)
def test_half_of_the_evidence_is_shown_once(news: Path, task: str) -> None:
    whole, requests = size_of(news, task)
    model = ScriptedModel(reading(whole - 1))
    provenance = TASKS[task](client(news, model)).provenance
    shown = [request_handles(request) for request in model.requests]
    assert len(shown) == len(requests) + 1
    assert len(shown[0]) == whole
    assert 0.25 * whole <= len(shown[1]) <= 0.6 * whole
    assert set(shown[1]) <= set(shown[0]) or task in ("story", "ask")
    cut = provenance.options["evidence_cut"]
    tokens = [count(request.messages[-1].content) for request in model.requests[:2]]
    assert 0 < cut <= tokens[0] - tokens[1]
    assert provenance.usage.calls == len(model.requests)
    assert provenance.writer == "prompted"


@pytest.mark.parametrize("task", TASKS)
def test_what_is_too_long_by_half_is_an_error(news: Path, task: str) -> None:
    model = ScriptedModel(reading(0))
    with pytest.raises(ContextTooLongError, match="half of the evidence was too long too"):
        TASKS[task](client(news, model))
    assert len(model.requests) == 2


def test_the_second_call_of_a_summary_is_cut_like_the_first(news: Path) -> None:
    whole, _ = size_of(news, "summarize")
    model = ScriptedModel(reading(whole - 1))
    client(news, model).summarize(DAYS[1])
    first, half, details = (request_handles(request) for request in model.requests)
    assert half == details != first


def test_only_the_second_call_may_be_too_long(news: Path) -> None:
    def answer(request: Request) -> str:
        long = request.prompt.startswith("details") and len(request_handles(request)) > 16
        return reading(0 if long else 99)(request)

    model = ScriptedModel(answer)
    summary = client(news, model).summarize(DAYS[1])
    assert [request.prompt[:7] for request in model.requests] == ["summari", "details", "details"]
    assert summary.provenance.options["evidence_cut"] > 0


def test_what_was_not_shown_is_still_told_as_left_out(news: Path) -> None:
    brief = news / f"{DAYS[1]}.txt"
    sports = (f"Team {i} of the northern league met team {i + 1} in the rain." for i in range(30))
    brief.write_text("\n\n".join([brief.read_text().strip(), *sports]) + "\n")
    whole, _ = size_of(news, "summarize")
    model = ScriptedModel(reading(whole - 1))
    summary = client(news, model).summarize(DAYS[1])
    cited = [c for _, claim in summary.named_claims() for c in claim.citations]
    text = brief.read_text()
    starts = [text.index(paragraph) for paragraph in text.strip().split("\n\n")]
    told = {max(start for start in starts if start <= c.start) for c in cited}
    assert {c.start for c in summary.omitted} == set(starts) - told
    shown = model.requests[-1].messages[-1].content
    assert any(c.quote not in shown for c in summary.omitted)


def test_the_best_is_kept(news: Path) -> None:
    whole, _ = size_of(news, "ask")
    model = ScriptedModel(reading(whole - 1))
    client(news, model).ask("How many piers did the harbour of Odense close?")
    assert "harbour of Odense closed" in model.requests[1].messages[-1].content


def test_one_sentence_can_not_be_halved(tmp_path: Path) -> None:
    (tmp_path / "2024-05-01.txt").write_text("The port of Odense closed two piers.\n")
    model = ScriptedModel(reading(0))
    with pytest.raises(ContextTooLongError) as caught:
        client(tmp_path, model).summarize()
    assert "half" not in str(caught.value)
    assert len(model.requests) == 1


@pytest.mark.parametrize("task", TASKS)
def test_a_cut_run_is_replayed(news: Path, tmp_path: Path, task: str) -> None:
    whole, _ = size_of(news, task)
    folder = tmp_path / "recordings"
    made = TASKS[task](client(news, ScriptedModel(reading(whole - 1)), record=folder))
    again = TASKS[task](client(news, ScriptedModel([]), replay=folder))
    same = {"provenance"}
    assert again.model_dump(exclude=same) == made.model_dump(exclude=same)
    assert again.provenance.options == made.provenance.options


def test_a_replay_of_neither_names_the_whole_one(news: Path, tmp_path: Path) -> None:
    whole, _ = size_of(news, "story")
    folder = tmp_path / "recordings"
    TASKS["story"](client(news, ScriptedModel(reading(whole)), record=folder))
    (news / f"{DAYS[0]}.txt").write_text("Something else was reported by the harbour of Odense.\n")
    bot = client(news, ScriptedModel([]), replay=folder)
    with pytest.raises(RecordingMissingError, match="differs in"):
        bot.story(words=200)
