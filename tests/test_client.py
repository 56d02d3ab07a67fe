"""The library's door: wiring, dry runs, budgets, recordings, threads."""

from __future__ import annotations

import shutil
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from briefbot import Briefbot
from briefbot.errors import (
    BriefNotFoundError,
    BudgetExceededError,
    PromptNotFoundError,
    RecordingMissingError,
    SettingsError,
)
from briefbot.models.base import Completion
from briefbot.models.testing import ScriptedModel
from briefbot.results import Usage

QUESTION = "What does Russia demand?"
NOTHING = '{"answer": "not said", "sentence": "none", "also": []}'


def scripted(*replies: str) -> ScriptedModel:
    return ScriptedModel(list(replies))


def test_a_dry_run_shows_what_would_be_sent_and_sends_nothing(seeds: Path) -> None:
    model = scripted()
    bot = Briefbot(seeds, model=model, environ={})
    asked = bot.preview_ask(QUESTION)
    assert asked.messages[0].role == "system"
    assert QUESTION in asked.messages[-1].content
    assert "Russia wants the Western alliance" in asked.messages[-1].content
    assert asked.input_tokens > 200
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


@pytest.mark.parametrize(
    ("days", "shown", "hidden"),
    [
        pytest.param({"as_of": "2024-03-05"}, "12 miners", "41 in total", id="as-of"),
        pytest.param({"until": "2024-03-05"}, "12 miners", "41 in total", id="until"),
        pytest.param({"since": "2024-03-06"}, "41 in total", "12 miners", id="since"),
    ],
)
def test_only_the_days_asked_for_are_shown_and_sent(
    tmp_path: Path, days: dict[str, str], shown: str, hidden: str
) -> None:
    (tmp_path / "2024-03-05.txt").write_text("Officials said 12 miners were trapped in Zharyk.\n")
    (tmp_path / "2024-03-07.txt").write_text("All miners in Zharyk were freed, 41 in total.\n")
    model = scripted(NOTHING)
    bot = Briefbot(tmp_path, model=model, environ={})
    preview = bot.preview_ask("How many miners were trapped in Zharyk?", **days)
    bot.ask("How many miners were trapped in Zharyk?", **days)
    assert preview.messages == model.requests[0].messages
    assert shown in preview.messages[-1].content
    assert hidden not in preview.messages[-1].content


def test_nothing_found_is_nothing_sent(seeds: Path) -> None:
    preview = Briefbot(seeds, model=scripted(), environ={}).preview_ask("Zebra quagga okapi?")
    assert (preview.messages, preview.input_tokens) == ((), 0)


def test_a_dry_run_of_a_summary_shows_both_requests(seeds: Path) -> None:
    statement = '{"sentences": ["1.1"], "text": "", "speaker": ""}'
    model = scripted(
        f'{{"developments": [], "lead": {statement}, "headline": {statement}}}',
        '{"voices": [], "figures": [], "ahead": []}',
    )
    bot = Briefbot(seeds, model=model, environ={})
    preview = bot.preview_summarize()
    bot.summarize()
    assert preview.messages == tuple(m for request in model.requests for m in request.messages)


def test_without_a_model_there_is_nothing_to_show(bot: Briefbot) -> None:
    with pytest.raises(SettingsError, match="nothing is sent"):
        bot.preview_ask(QUESTION)


def test_a_budget_stops_before_the_call(seeds: Path) -> None:
    model = scripted(NOTHING)
    bot = Briefbot(seeds, model=model, max_tokens=300, environ={})
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
    bot = Briefbot(seeds, model=scripted('{"claims": []}'), prompts={"ask": "ask@1"}, environ={})
    assert bot.ask(QUESTION).provenance.prompts[0].version == 1
    bot = Briefbot(seeds, model=scripted(NOTHING), prompts={"ask": "ask@99"}, environ={})
    with pytest.raises(PromptNotFoundError, match="99"):
        bot.ask(QUESTION)


def test_a_folder_of_prompts_is_used(seeds: Path, tmp_path: Path) -> None:
    shutil.copytree(Path(__file__).parent.parent / "prompts" / "ask", tmp_path / "ask")
    file = tmp_path / "ask" / "v2.toml"
    file.write_text(file.read_text().replace("Answer the question", "Answer my question"))
    model = scripted(NOTHING)
    Briefbot(seeds, model=model, prompt_folder=tmp_path, environ={}).ask(QUESTION)
    assert "Answer my question" in model.requests[0].messages[0].content


def test_a_prompt_chosen_for_a_step_of_a_task_is_that_steps(seeds: Path) -> None:
    bot = Briefbot(seeds, model=scripted(), prompts={"summarize": "details@1"}, environ={})
    first = bot.preview_summarize().messages[0]
    assert first == Briefbot(seeds, model=scripted(), environ={}).preview_summarize().messages[0]
    bot = Briefbot(seeds, model=scripted(), prompts={"summarize": "details@99"}, environ={})
    with pytest.raises(PromptNotFoundError, match=r"details.*99"):
        bot.preview_summarize()


def test_prompts_are_given_by_task(seeds: Path) -> None:
    with pytest.raises(SettingsError, match="maps tasks to prompts"):
        Briefbot(seeds, model=scripted(), prompts="ask@1", environ={})  # type: ignore[arg-type]


def test_a_known_price_is_told_before_and_after(seeds: Path) -> None:
    used = Usage(input_tokens=300, output_tokens=50, calls=1)
    model = ScriptedModel([Completion(NOTHING, "gpt-4o-served", used)], name="gpt-4o")
    bot = Briefbot(seeds, model=model, environ={})
    preview = bot.preview_ask(QUESTION)
    assert preview.cost_usd is not None
    cost = bot.ask(QUESTION).provenance.cost_usd
    assert cost is not None
    assert 0 < cost < preview.cost_usd


def test_the_same_name_on_another_server_has_no_known_price(seeds: Path) -> None:
    used = Usage(input_tokens=1_000, output_tokens=100, calls=1)
    model = ScriptedModel([Completion(NOTHING, "gpt-4o", used)], name="gpt-4o")
    bot = Briefbot(seeds, model=model, environ={})
    bot.choice = replace(bot.choice, base_url="http://localhost:1/v1")
    assert bot.preview_ask(QUESTION).cost_usd is None
    assert bot.ask(QUESTION).provenance.cost_usd is None


def test_the_newest_day_is_the_default_and_the_nearest_are_named(tmp_path: Path) -> None:
    for day in (1, 3, 4, 20):
        (tmp_path / f"2024-05-{day:02}.txt").write_text(f"A storm hit town {day}.\n")
    bot = Briefbot(tmp_path, model="extractive", environ={"BRIEFBOT_CACHE": str(tmp_path / ".c")})
    assert bot.summarize().day == date(2024, 5, 20)
    with pytest.raises(BriefNotFoundError) as caught:
        bot.summarize("2024-05-02")
    assert caught.value.nearest == tuple(date(2024, 5, day) for day in (1, 3, 4))


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
        tmp_path / "briefs",
        model="extractive",
        encoder="off",
        environ={"BRIEFBOT_CACHE": str(tmp_path)},
    )
    assert bot.ask(QUESTION).status == "answered"
    assert len(bot.warnings) == 2
    assert any("has no date" in warning for warning in bot.warnings)
