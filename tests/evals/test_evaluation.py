"""A run over cases: every one scored, nothing lost to an error, and how it was made."""

from __future__ import annotations

import json
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

import pytest

from briefbot import Briefbot
from briefbot.errors import (
    BudgetExceededError,
    ModelRejectedError,
    ModelUnavailableError,
    SettingsError,
)
from briefbot.evals import Evaluation, Run, evaluate, load_evaluation
from briefbot.results import PromptUsed, Usage

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

UNAVAILABLE = ModelUnavailableError("no answer", model="m", attempts=3, input_tokens=70)
REJECTED = ModelRejectedError("bad key", model="m")
BROKE = BudgetExceededError("too much", needed=2, budget=1, unit="tokens")


@pytest.fixture
def scripted(bot: Briefbot, answer: Callable[..., Any]) -> Callable[..., Any]:
    """Something that answers like a client: "troops" is an answer of a model, an error is raised."""

    class Scripted:
        library, model = bot.library, SimpleNamespace(name="small")

        def __init__(self, *replies: Any) -> None:
            self.replies = list(replies)

        def ask(self, question: str, **scope: Any) -> Any:
            reply = self.replies.pop(0)
            if isinstance(reply, Exception):
                raise reply
            usage = Usage(calls=1, input_tokens=100)
            return answer(
                "Some 100,000 troops are near.",
                writer="prompted",
                model="small",
                model_served="small-1",
                usage=usage,
                prompts=(PromptUsed(name="ask", version=1, fingerprint="f"),),
            )

    return Scripted


@pytest.fixture
def troops(case: Callable[..., Any]) -> Callable[..., Any]:
    def make(id: str) -> Any:
        return case(id=id, question="How many troops are near Ukraine?", answers=["100,000"])

    return make


def test_a_run_without_a_model(bot: Briefbot, troops: Callable[..., Any], case: Any) -> None:
    unasked = case(id="b", question="What does France demand?", answerable=False)
    evaluation = evaluate([troops("a"), unasked], bot)
    assert [(s.id, s.right) for s in evaluation.cases] == [("a", True), ("b", True)]
    assert evaluation.score("right").value == 1.0
    how = evaluation.provenance
    assert (how.writer, how.model, how.usage.calls, how.cost_usd) == ("extractive", None, 0, None)
    assert [b.id for b in how.briefs] == ["000_a0fb72cbb98edc44.txt"]


def test_a_run_gives_back_what_it_was_given(bot: Briefbot, case: Any) -> None:
    seen = []

    class Asked:
        library, model = bot.library, None

        def ask(self, question: str, **scope: Any) -> Any:
            seen.append((question, {k: str(v) for k, v in scope.items()}))
            return bot.ask(question)

    Run(Asked()).ask(
        case(question="Q troops?", answers=["x"], as_of="2022-02-03", since="20220201")
    )
    assert seen == [("Q troops?", {"as_of": "2022-02-03", "since": "2022-02-01", "until": "None"})]


def test_the_clock_is_the_runs(bot: Briefbot, troops: Callable[..., Any]) -> None:
    ticks = iter([10.0, 12.5])
    assert Run(bot, clock=lambda: next(ticks)).ask(troops("a")).seconds == 2.5


def test_an_error_on_one_case_is_its_score(
    scripted: Callable[..., Any], troops: Callable[..., Any]
) -> None:
    bot = scripted("troops", UNAVAILABLE, "troops")
    evaluation = evaluate([troops("a"), troops("b"), troops("c")], bot)
    assert [s.right for s in evaluation.cases] == [True, False, True]
    assert evaluation.cases[1].error == "ModelUnavailableError: no answer"
    assert evaluation.score("failed").value == pytest.approx(1 / 3)
    assert evaluation.provenance.usage.calls == 5
    how = evaluation.provenance
    assert [f"{p.name}@{p.version}" for p in how.prompts] == ["ask@1"]
    assert (how.writer, how.model, how.models_served) == ("prompted", "small", ("small-1",))
    assert (how.usage.input_tokens, how.cost_usd) == (270, None)
    assert evaluation.score("quotes_exact").value == 0  # this brief is not in the library


def test_a_question_without_words_is_an_error_of_its_case(bot: Briefbot, case: Any) -> None:
    score = Run(bot).ask(case(question="?!", answerable=False))
    assert (score.error or "").startswith("QuestionError: ")
    assert not score.right


@pytest.mark.parametrize(
    ("replies", "error", "done"),
    [
        pytest.param([REJECTED], ModelRejectedError, 0, id="the first request refused"),
        pytest.param(["troops", BROKE], BudgetExceededError, 1, id="the budget"),
    ],
)
def test_what_would_end_every_case_stops(
    replies: list[Any],
    error: type[Exception],
    done: int,
    scripted: Callable[..., Any],
    troops: Callable[..., Any],
) -> None:
    run = Run(scripted(*replies))
    for id in "abc"[:done]:
        run.ask(troops(id))
    with pytest.raises(error):
        run.ask(troops("abc"[done]))
    evaluation = run.evaluation(total=3)
    assert (len(evaluation.cases), evaluation.complete) == (done, False)


def test_a_request_refused_later_is_one_case(
    scripted: Callable[..., Any], troops: Callable[..., Any]
) -> None:
    evaluation = evaluate([troops("a"), troops("b")], scripted("troops", REJECTED))
    assert evaluation.cases[1].error == "ModelRejectedError: bad key"


def test_a_quote_that_is_in_no_brief_is_told_before_anything_is_asked(
    scripted: Callable[..., Any], case: Any
) -> None:
    bot = scripted()  # asking would fail: there is no reply
    wrong = case(id="q", quotes=["Moscow has amassed", "Moscow has amased"])
    with pytest.raises(SettingsError, match=r"case 'q' expects a quote .* 'Moscow has amased'"):
        evaluate([wrong], bot)


def test_saved_and_loaded_again(bot: Briefbot, troops: Callable[..., Any], tmp_path: Path) -> None:
    evaluation = evaluate([troops("a")], bot)
    path = tmp_path / "e.json"
    path.write_text(evaluation.model_dump_json(), encoding="utf-8")
    assert load_evaluation(path) == evaluation


@pytest.mark.parametrize(
    ("change", "said"),
    [
        pytest.param({"kind": "answer"}, "holds no evaluation", id="another kind"),
        pytest.param({"schema_version": 9}, "schema version 9", id="another version"),
        pytest.param({"total": "x"}, "is damaged at total", id="damaged"),
        pytest.param({"more": 1}, "is damaged at more", id="unknown field"),
    ],
)
def test_what_is_no_evaluation_is_refused(
    change: dict[str, Any], said: str, bot: Briefbot, tmp_path: Path
) -> None:
    path = tmp_path / "e.json"
    path.write_text(json.dumps(json.loads(Run(bot).evaluation().model_dump_json()) | change))
    with pytest.raises(SettingsError, match=said):
        load_evaluation(path)


def test_a_missing_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="can't read"):
        load_evaluation(tmp_path / "no.json")


def test_an_unknown_figure_is_a_key_error(bot: Briefbot) -> None:
    with pytest.raises(KeyError):
        Run(bot).evaluation().score("nope")


@pytest.mark.parametrize(
    ("costs", "cost"),
    [((0.1, 0.2), 0.3), ((0.1, None), None), ((None,), None), ((), None)],
    ids=["known", "one unknown", "unknown", "none"],
)
def test_an_unknown_cost_is_never_part_of_a_sum(
    costs: tuple[float | None, ...], cost: float | None, bot: Briefbot, score: Any
) -> None:
    run = Run(bot)
    run.scores += [score(str(n), cost_usd=c, usage={"calls": 1}) for n, c in enumerate(costs)]
    run.scores.append(score("abstained"))  # nothing was asked for it
    found: Evaluation = run.evaluation()
    assert found.provenance.cost_usd == (None if cost is None else pytest.approx(cost))
