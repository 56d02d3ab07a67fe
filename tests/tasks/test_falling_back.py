"""The briefs' own sentences where a model fails: what they keep of it, and what is no reason for them."""

from __future__ import annotations

import json
from datetime import date
from typing import TYPE_CHECKING

import pytest

from briefbot import Briefbot
from briefbot.errors import (
    BriefbotError,
    BriefNotFoundError,
    BudgetExceededError,
    ContextTooLongError,
    ModelRejectedError,
    ModelUnavailableError,
    OutputEmptyError,
    OutputInvalidError,
    OutputRefusedError,
    OutputTruncatedError,
    PromptNotFoundError,
    RecordingMissingError,
    RunLimitError,
    SettingsError,
)
from briefbot.models.base import Completion
from briefbot.models.testing import ScriptedModel
from briefbot.rendering import to_json, to_markdown, to_text
from briefbot.results import Usage

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from briefbot.results import AnyResult

FAILURES = [
    ModelUnavailableError("no connection to http://there: is the server\nrunning there?"),
    ModelRejectedError("OpenAI refused the key: set OPENAI_API_KEY"),
    ContextTooLongError("longer than m can read"),
    OutputEmptyError("m sent an empty answer"),
    OutputRefusedError("m refused"),
    OutputTruncatedError("hit the limit"),
    OutputInvalidError("no JSON"),
    BudgetExceededError("--max-tokens", needed=2, budget=1, unit="tokens"),
    RunLimitError("--deadline", needed=2, budget=1, unit="s"),
]
NO_FAILURES = [
    RecordingMissingError("no recording", key="k"),
    SettingsError("bad path"),
    BriefNotFoundError("gone"),
    PromptNotFoundError("no such prompt"),
]
# What code can't pair by itself, so that a model is asked what changed.
UNPAIRED = (
    "Norrhaven raised its offer to the dockers in Kessel to 4 percent.",
    "Norrhaven withdrew on Wednesday, after a night of calls with its owners, what the dockers in"
    " Kessel had been told.",
)
DAYS = ("2021-03-09", "2021-03-10")


@pytest.fixture
def news(tmp_path: Path) -> Path:
    folder = tmp_path / "news"
    folder.mkdir()
    for n, day in enumerate(DAYS):
        (folder / f"{day}.txt").write_text(
            f"{UNPAIRED[n]}\n\nThe mayor of Kessel promised {n + 2} new cranes for the harbour.\n"
        )
    return folder


TASKS: dict[str, Callable[[Briefbot], AnyResult]] = {
    "summarize": lambda bot: bot.summarize(DAYS[1]),
    "ask": lambda bot: bot.ask("How many cranes did the mayor of Kessel promise?"),
    "changes": lambda bot: bot.changes(*DAYS),
    "story": lambda bot: bot.story(words=60),
}


def client(news: Path, model: object, **more: object) -> Briefbot:
    return Briefbot(news, model=model, environ={}, **{"fallback": "extractive"} | more)


def failing(error: Exception) -> ScriptedModel:
    return ScriptedModel([error] * 9)


@pytest.mark.parametrize("error", FAILURES, ids=lambda e: type(e).__name__)
@pytest.mark.parametrize("task", TASKS)
def test_the_verbatim_result_stands_in(news: Path, task: str, error: BriefbotError) -> None:
    bot = client(news, failing(error))
    result = TASKS[task](bot)
    plain = TASKS[task](Briefbot(news, model="extractive", environ={}))
    how = result.provenance
    assert result.model_dump(exclude={"provenance"}) == plain.model_dump(exclude={"provenance"})
    assert (how.writer, how.model) == ("extractive", "scripted")
    assert how.fallback
    assert " ".join(str(error).split()) in how.fallback
    assert "\n" not in how.fallback
    assert how.usage.calls >= 1
    assert how.cost_usd is None
    assert bot.verify(result).ok
    assert bot.verify(json.loads(to_json(result))).ok
    for shown in (to_text(result), to_markdown(result)):
        assert "the model failed, so these are" in " ".join(shown.split())


@pytest.mark.parametrize("error", NO_FAILURES, ids=lambda e: type(e).__name__)
@pytest.mark.parametrize("task", TASKS)
def test_what_is_no_failure_of_the_model_is_an_error(
    news: Path, task: str, error: BriefbotError
) -> None:
    with pytest.raises(type(error)):
        TASKS[task](client(news, failing(error)))


@pytest.mark.parametrize("task", TASKS)
def test_without_the_option_it_is_an_error(news: Path, task: str) -> None:
    with pytest.raises(ModelUnavailableError):
        TASKS[task](client(news, failing(FAILURES[0]), fallback=None))


def test_what_the_failed_calls_took_is_kept(news: Path) -> None:
    statement = {"sentences": ["1.1"], "speaker": "", "text": ""}
    summary = {"developments": [], "lead": statement, "headline": statement}
    paid = Completion(json.dumps(summary), "served-1", Usage(calls=2, input_tokens=300, output_tokens=40))  # fmt: skip
    cut = OutputTruncatedError("hit the limit", attempts=1, input_tokens=200, output_tokens=99)
    how = client(news, ScriptedModel([paid, cut])).summarize(DAYS[1]).provenance
    assert (how.usage.calls, how.usage.input_tokens, how.usage.output_tokens) == (3, 500, 139)
    assert (how.model_served, how.writer) == ("served-1", "extractive")
    with pytest.raises(OutputTruncatedError) as caught:
        client(news, ScriptedModel([paid, cut]), fallback=None).summarize(DAYS[1])
    error = caught.value
    assert (error.attempts, error.input_tokens, error.output_tokens) == (3, 500, 139)


def test_a_budget_that_is_spent_on_the_way_keeps_what_it_took(news: Path) -> None:
    paid = Completion("{}", "m", Usage(calls=1, input_tokens=2_000, output_tokens=40))
    bot = client(news, ScriptedModel([paid, paid]), max_tokens=6_000)
    how = bot.summarize(DAYS[1]).provenance
    assert "over --max-tokens" in (how.fallback or "")
    assert (how.usage.calls, how.usage.input_tokens) == (1, 2_000)


def test_cost_is_that_of_the_model_that_failed(news: Path) -> None:
    cut = OutputTruncatedError("hit the limit", input_tokens=1_000_000, output_tokens=0)
    how = client(news, ScriptedModel([cut], name="gpt-5-mini")).ask(
        "How many cranes did the mayor of Kessel promise?"
    )
    assert how.provenance.cost_usd == pytest.approx(0.25)


def test_a_model_that_answers_is_no_fallback(news: Path) -> None:
    model = ScriptedModel(['{"answer": "2", "sentence": "1.1", "also": []}'] * 2)
    how = client(news, model).ask("How many cranes did the mayor of Kessel promise?").provenance
    assert (how.fallback, how.writer) == (None, "prompted")


def test_a_range_goes_on_and_asks_a_dead_server_no_more(news: Path) -> None:
    for day in range(11, 31):
        (news / f"2021-03-{day}.txt").write_text("The harbour of Kessel was quiet.\n")
    model = ScriptedModel(lambda request: (_ for _ in ()).throw(FAILURES[0]))
    results = list(client(news, model).summarize_range(jobs=4))
    assert len(results) == 22
    assert all(result.provenance.fallback for result in results)
    assert len(model.requests) <= 2 + 3
    # What was not sent is not counted.
    assert sum(result.provenance.usage.calls for result in results) == len(model.requests)


def test_another_fallback_is_none(news: Path) -> None:
    with pytest.raises(SettingsError, match='there is "extractive"'):
        client(news, failing(FAILURES[0]), fallback="cache")


def test_inputs_of_a_fallback_are_never_current(news: Path) -> None:
    bot = client(news, failing(FAILURES[0]))
    made = bot.make_summary(date.fromisoformat(DAYS[1]))
    assert made.inputs["fallback"] == "extractive"
    assert "fallback" not in bot.summary_inputs(date.fromisoformat(DAYS[1]))
