"""The library's door: wiring, dry runs, budgets, recordings, threads."""

from __future__ import annotations

import shutil
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from briefbot import Briefbot
from briefbot.errors import (
    BudgetExceededError,
    PromptNotFoundError,
    RecordingMissingError,
    SettingsError,
)
from briefbot.models.testing import ScriptedModel

QUESTION = "What does Russia demand?"
NOTHING = '{"claims": []}'


def scripted(*replies: str) -> ScriptedModel:
    return ScriptedModel(list(replies))


def test_a_dry_run_shows_what_would_be_sent_and_sends_nothing(seeds: Path) -> None:
    model = scripted()
    bot = Briefbot(seeds, model=model, environ={})
    asked = bot.preview_ask(QUESTION)
    assert asked.messages[0].role == "system"
    assert QUESTION in asked.messages[-1].content
    assert "Russia wants the Western alliance" in asked.messages[-1].content
    assert asked.input_tokens > 500
    assert asked.cost_usd is None
    summarized = bot.preview_summarize()
    assert summarized.input_tokens > asked.input_tokens
    assert not model.requests


def test_a_dry_run_and_the_call_are_the_same_request(seeds: Path) -> None:
    model = scripted(NOTHING)
    bot = Briefbot(seeds, model=model, environ={})
    preview = bot.preview_ask(QUESTION)
    bot.ask(QUESTION)
    assert preview.messages == model.requests[0].messages


def test_without_a_model_there_is_nothing_to_show(bot: Briefbot) -> None:
    with pytest.raises(SettingsError, match="nothing is sent"):
        bot.preview_ask(QUESTION)


def test_a_budget_stops_before_the_call(seeds: Path) -> None:
    model = scripted(NOTHING)
    bot = Briefbot(seeds, model=model, max_tokens=500, environ={})
    with pytest.raises(BudgetExceededError):
        bot.ask(QUESTION)
    assert not model.requests


def test_a_budget_holds_over_the_re_ask(seeds: Path) -> None:
    needed = Briefbot(seeds, model=scripted(), environ={}).preview_ask(QUESTION)
    model = scripted("no JSON", NOTHING)
    budget = needed.input_tokens + needed.max_output_tokens + 100
    bot = Briefbot(seeds, model=model, max_tokens=budget, environ={})
    with pytest.raises(BudgetExceededError):
        bot.ask(QUESTION)
    assert len(model.requests) == 1


def test_recordings_replay_without_the_model(seeds: Path, tmp_path: Path) -> None:
    model = scripted(NOTHING)
    first = Briefbot(seeds, model=model, recordings=tmp_path, environ={}).ask(QUESTION)
    again = Briefbot(seeds, model=model, recordings=tmp_path, environ={}).ask(QUESTION)
    replayed = Briefbot(seeds, replay=tmp_path, environ={}).ask(QUESTION)
    assert first == again == replayed
    assert len(model.requests) == 1
    with pytest.raises(RecordingMissingError):
        Briefbot(seeds, replay=tmp_path, environ={}).ask("What did Orban say?")


def test_a_changed_brief_is_not_answered_from_old_recordings(seeds: Path, tmp_path: Path) -> None:
    shutil.copytree(seeds, tmp_path / "briefs")
    recordings = tmp_path / "recordings"
    Briefbot(tmp_path / "briefs", model=scripted(NOTHING), record=recordings, environ={}).ask(
        QUESTION
    )
    (brief,) = (tmp_path / "briefs").glob("*.txt")
    brief.write_text(brief.read_text().replace("1997", "1998"))
    with pytest.raises(RecordingMissingError, match="199"):
        Briefbot(tmp_path / "briefs", replay=recordings, environ={}).ask(QUESTION)


def test_one_recording_mode_at_a_time(seeds: Path, tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="one of"):
        Briefbot(seeds, model=scripted(), record=tmp_path, replay=tmp_path, environ={})


def test_a_prompt_can_be_chosen_and_a_wrong_one_is_named(seeds: Path) -> None:
    bot = Briefbot(seeds, model=scripted(NOTHING), prompts={"ask": "ask@1"}, environ={})
    assert bot.ask(QUESTION).provenance.prompts[0].version == 1
    bot = Briefbot(seeds, model=scripted(NOTHING), prompts={"ask": "ask@99"}, environ={})
    with pytest.raises(PromptNotFoundError, match="99"):
        bot.ask(QUESTION)


def test_one_client_serves_several_threads(seeds: Path, tmp_path: Path) -> None:
    bot = Briefbot(seeds, model="extractive", environ={"BRIEFBOT_CACHE": str(tmp_path)})
    questions = [QUESTION, "What did Orban say?", "What does China support?"] * 4
    with ThreadPoolExecutor(8) as pool:
        together = list(pool.map(bot.ask, questions))
    assert together == [bot.ask(question) for question in questions]


def test_days_tell_what_is_there(bot: Briefbot, seed_text: str) -> None:
    (listing,) = bot.days()
    assert listing.day.isoformat() == "2022-02-02"
    assert listing.bytes == len(seed_text.encode())


def test_one_bad_file_does_not_stop_the_others(seeds: Path, tmp_path: Path) -> None:
    shutil.copytree(seeds, tmp_path / "briefs")
    (tmp_path / "briefs" / "undated.txt").write_text("No day is given here.\n")
    (tmp_path / "briefs" / "2022-02-03.md").write_bytes(b"\x00\x01binary")
    bot = Briefbot(
        tmp_path / "briefs", model="extractive", environ={"BRIEFBOT_CACHE": str(tmp_path)}
    )
    assert bot.ask(QUESTION).status == "answered"
    assert len(bot.warnings) == 2
    assert any("has no date" in warning for warning in bot.warnings)
