"""`briefbot eval`: measured without a key, compared, cut short, and fed with what is bad."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from briefbot.client import Briefbot
from briefbot.errors import BudgetExceededError, ModelUnavailableError
from briefbot.evals import load_evaluation

if TYPE_CHECKING:
    from collections.abc import Callable

ROOT = Path(__file__).resolve().parents[2]
QUESTIONS = str(ROOT / "fixtures" / "questions.jsonl")
TROOPS = '{"id": "troops", "question": "How many troops are near Ukraine?", "answers": ["100,000"]}'
FRANCE = '{"id": "france", "question": "What does France demand?", "answerable": false}'
# The briefs do answer this one, so a case that says they don't comes out wrong.
WRONG = '{"id": "wrong", "question": "What did Orban say?", "answerable": false}'


@pytest.fixture(autouse=True)
def _seeds(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("BRIEFBOT_BRIEFS", str(ROOT / "seeds"))
    monkeypatch.chdir(tmp_path)


@pytest.fixture
def cases(tmp_path: Path) -> Callable[..., str]:
    def write(*lines: str, name: str = "cases.jsonl") -> str:
        (tmp_path / name).write_text("\n".join(lines), encoding="utf-8")
        return name

    return write


@pytest.fixture
def ask_or_raise(monkeypatch: pytest.MonkeyPatch) -> Callable[[str, BaseException], None]:
    """Makes one question raise."""
    ask = Briefbot.ask

    def install(question: str, error: BaseException) -> None:
        def instead(self: Briefbot, asked: str, **scope: Any) -> Any:
            if asked == question:
                raise error
            return ask(self, asked, **scope)

        monkeypatch.setattr(Briefbot, "ask", instead)

    return install


def test_the_example_set_end_to_end(briefbot: Callable[..., Any]) -> None:
    code, out, err = briefbot("eval", QUESTIONS)
    assert code == 0
    assert out.startswith(f"10 cases of {QUESTIONS}, 7 answerable\n")
    assert "every quote exact                                      1.00" in out
    assert "precision" in out
    assert err.count("\n") == 1


def test_the_json_is_the_evaluation(briefbot: Callable[..., Any], tmp_path: Path) -> None:
    code, out, _ = briefbot("eval", QUESTIONS, "--format", "json", "--output", "e.json")
    assert (code, out) == (0, "")
    evaluation = load_evaluation("e.json")
    assert (evaluation.kind, evaluation.schema_version, evaluation.total) == ("evaluation", 1, 10)
    assert evaluation.score("quotes_exact").value == 1.0
    assert evaluation.score("handles_valid").value == 1.0
    assert evaluation.provenance.case_file is not None
    assert evaluation.provenance.case_file.name == QUESTIONS
    assert len(evaluation.provenance.case_file.sha256) == 64
    assert [case.id for case in evaluation.cases][:2] == ["demands", "troops"]


def test_a_case_that_comes_out_wrong_is_named(
    briefbot: Callable[..., Any], cases: Callable[..., str]
) -> None:
    out = briefbot("eval", cases(TROOPS, WRONG)).out
    assert "Not right\n- wrong: What did Orban say? not in the briefs, yet answered: “" in out
    assert "troops:" not in out


def test_markdown(briefbot: Callable[..., Any], cases: Callable[..., str]) -> None:
    out = briefbot("eval", cases(TROOPS, FRANCE), "--format", "markdown").out
    assert out.startswith(
        "# 2 cases of cases.jsonl, 1 answerable\n\n|  | value | interval | over |\n"
    )
    assert "| right, as told below | 1.00 | 0.34 to 1.00 | 2 of 2 cases |\n" in out
    assert "| out of date, when answered | – |  | no cases |\n" in out


def test_a_saved_evaluation_is_shown_again_without_asking(
    briefbot: Callable[..., Any], cases: Callable[..., str], ask_or_raise: Callable[..., None]
) -> None:
    path = cases(TROOPS, FRANCE)
    first = briefbot("eval", path).out
    briefbot("eval", path, "--format", "json", "--output", "e.json")
    ask_or_raise("How many troops are near Ukraine?", AssertionError("asked"))
    code, again, err = briefbot("eval", "e.json")
    assert (code, err) == (0, "")
    # All but the seconds.
    assert again.split("Cost")[0] == first.split("Cost")[0]


def test_compared_with_itself_nothing_differs(
    briefbot: Callable[..., Any], cases: Callable[..., str]
) -> None:
    path = cases(TROOPS, FRANCE)
    briefbot("eval", path, "--format", "json", "--output", "e.json")
    code, out, _ = briefbot("eval", path, "--baseline", "e.json")
    assert code == 0
    assert "Compared with e.json (extractive)\nno difference shown" in out


def test_worse_than_the_baseline_is_4(
    briefbot: Callable[..., Any], cases: Callable[..., str], ask_or_raise: Callable[..., None]
) -> None:
    path = cases(*(TROOPS.replace('"troops"', f'"{n}"') for n in range(6)), FRANCE)
    briefbot("eval", path, "--format", "json", "--output", "good.json")
    ask_or_raise("How many troops are near Ukraine?", ModelUnavailableError("down"))
    code, out, err = briefbot("eval", path, "--baseline", "good.json")
    assert code == 4
    assert "worse: fewer cases come out right than chance explains (p = 0.031" in out
    told = " ".join(out.split())
    assert "no longer right; before: “Moscow has amassed" in told
    assert "now: error: ModelUnavailableError: down" in told
    assert "--baseline: worse than good.json" in err
    # The comparison is in the JSON, which is an evaluation all the same.
    assert briefbot("eval", path, "--format", "json", "-o", "bad.json").code == 0
    code, out, _ = briefbot("eval", "good.json", "--baseline", "bad.json", "--format", "json")
    assert (code, json.loads(out)["comparison"]["verdict"]) == (0, "better")


def test_a_model_error_is_one_case(
    briefbot: Callable[..., Any], cases: Callable[..., str], ask_or_raise: Callable[..., None]
) -> None:
    ask_or_raise("How many troops are near Ukraine?", ModelUnavailableError("do\x1b[31mwn"))
    code, out, err = briefbot("eval", cases(TROOPS, FRANCE))
    assert code == 0
    assert "1 of 2 cases" in out
    assert "1 of 2 cases ended in an error, the first in ModelUnavailableError: do" in err
    assert "troops: How many troops are near Ukraine? no outcome: error: ModelUnavail" in out
    assert "\x1b" not in out


def test_errors_alone_are_no_evaluation_to_pass(
    briefbot: Callable[..., Any], cases: Callable[..., str], ask_or_raise: Callable[..., None]
) -> None:
    ask_or_raise("How many troops are near Ukraine?", ModelUnavailableError("down"))
    code, out, err = briefbot("eval", cases(TROOPS, TROOPS.replace("troops", "t", 1)))
    assert code == 1
    assert "2 of 2 cases" in out
    assert "2 of 2 cases ended in an error, the first in ModelUnavailableError: down" in err


@pytest.mark.parametrize(
    "args",
    [
        pytest.param(["--model", "extractive"], id="model"),
        pytest.param(["--prompt", "ask@1"], id="prompt"),
        pytest.param(["--judge"], id="judge"),
        pytest.param(["--briefs", "elsewhere"], id="briefs"),
        pytest.param(["--replay", "recordings"], id="replay"),
    ],
)
def test_what_would_be_asked_with_is_refused_where_nothing_is_asked(
    args: list[str], briefbot: Callable[..., Any], cases: Callable[..., str]
) -> None:
    briefbot("eval", cases(TROOPS), "--format", "json", "-o", "e.json")
    ended = briefbot("eval", "e.json", *args)
    assert (ended.code, ended.out) == (2, "")
    assert f"'e.json' is a saved evaluation and nothing is asked: leave out {args[0]}" in ended.err


def test_a_prompt_without_a_model_is_said_to_go_unused(
    briefbot: Callable[..., Any], cases: Callable[..., str]
) -> None:
    code, _, err = briefbot("eval", cases(TROOPS), "--prompt", "ask@1")
    assert code == 0
    assert "--prompt ask@1 is not used: no model is asked" in err


@pytest.mark.parametrize(
    ("error", "code", "said"),
    [
        pytest.param(KeyboardInterrupt(), 130, "interrupted", id="interrupted"),
        pytest.param(
            BudgetExceededError("over", needed=2, budget=1, unit="USD"), 1, "over", id="budget"
        ),
    ],
)
def test_what_is_done_is_kept_when_a_run_is_cut_short(
    error: BaseException,
    code: int,
    said: str,
    briefbot: Callable[..., Any],
    cases: Callable[..., str],
    ask_or_raise: Callable[..., None],
) -> None:
    path = cases(TROOPS, FRANCE, WRONG)
    briefbot("eval", path, "--format", "json", "-o", "whole.json")
    ask_or_raise("What does France demand?", error)
    ended = briefbot(
        "eval", path, "--format", "json", "-o", "part.json", "--baseline", "whole.json"
    )
    assert ended.code == code
    assert (
        f"stopped after 1 of 3 cases; what is done is in the result\nbriefbot: {said}\n"
        in ended.err
    )
    part = load_evaluation("part.json")
    assert ([c.id for c in part.cases], part.total, part.comparison) == (["troops"], 3, None)
    assert "1 of 3 cases" in briefbot("eval", "part.json").out
    ended = briefbot("eval", path, "--baseline", "part.json")
    assert ended.code == 1
    assert "cut short after 1 of 3 cases" in ended.err


def test_nothing_is_written_when_nothing_was_done(
    briefbot: Callable[..., Any], cases: Callable[..., str], ask_or_raise: Callable[..., None]
) -> None:
    ask_or_raise("What does France demand?", KeyboardInterrupt())
    ended = briefbot("eval", cases(FRANCE), "-o", "e.txt")
    assert ended.code == 130
    assert not Path("e.txt").exists()


@pytest.mark.parametrize(
    ("required", "code", "said"),
    [
        pytest.param(["right=0.5"], 0, "", id="met"),
        pytest.param(["right=0.51"], 4, "--require right=0.51 is not met: 0.5", id="not met"),
        pytest.param(["failed=0", "right=.4"], 0, "", id="lower is better"),
        pytest.param(["stale=0"], 4, "stale=0 is not met: no case has a say in it", id="no cases"),
        pytest.param(["rigth=1"], 2, "there is right, answered", id="no such measure"),
        pytest.param(["right=much"], 2, "write it like right=0.8", id="no number"),
        pytest.param(["right"], 2, "write it like right=0.8", id="no value"),
        pytest.param(["right=80"], 2, "a share is from 0 to 1", id="per cent"),
        pytest.param(
            ["input_tokens=300"], 4, "no case has a say in it", id="an amount is no share"
        ),
        pytest.param(["right=nan"], 2, "write it like right=0.8", id="not a number"),
    ],
)
def test_required(
    required: list[str],
    code: int,
    said: str,
    briefbot: Callable[..., Any],
    cases: Callable[..., str],
) -> None:
    options = [word for one in required for word in ("--require", one)]
    ended = briefbot("eval", cases(TROOPS, WRONG), *options)
    assert ended.code == code
    assert said in ended.err
    assert bool(ended.out) is (code != 2)


@pytest.mark.parametrize(
    ("args", "code", "said"),
    [
        pytest.param(["no.jsonl"], 1, "can't read 'no.jsonl'", id="no file"),
        pytest.param(["bad.jsonl"], 1, "bad.jsonl, line 1: unknown field 'answer'", id="bad line"),
        pytest.param(["quote.jsonl"], 1, "a quote that is in no brief", id="no such quote"),
        pytest.param(["good.jsonl", "--baseline", "good.jsonl"], 1, "no evaluation", id="baseline"),
        pytest.param(["-", "--briefs", "-"], 2, "can't both come from stdin", id="one stdin"),
        pytest.param(["good.jsonl", "--prompt", "summarize@1"], 2, "is not used here", id="prompt"),
        pytest.param(["good.jsonl", "-o", "no/such/file"], 1, "no folder", id="output"),
        pytest.param(["good.jsonl", "--record", "a", "--replay", "b"], 2, "together", id="both"),
        pytest.param(["good.jsonl", "--briefs", "no/such"], 1, "no briefs at", id="briefs"),
    ],
)
def test_bad_input_is_one_clear_line(
    args: list[str],
    code: int,
    said: str,
    briefbot: Callable[..., Any],
    cases: Callable[..., str],
) -> None:
    cases(TROOPS, name="good.jsonl")
    cases('{"question": "Who?", "answer": "x"}', name="bad.jsonl")
    cases('{"question": "Who?", "quotes": ["Nobody wrote this"]}', name="quote.jsonl")
    ended = briefbot("eval", *args)
    assert (ended.code, ended.out) == (code, "")
    lines = [line for line in ended.err.splitlines() if "No model, the briefs' own" not in line]
    assert len(lines) == 1, ended.err
    assert said in lines[0]


def test_other_cases_than_the_baselines_are_told_before_anything_is_asked(
    briefbot: Callable[..., Any], cases: Callable[..., str], ask_or_raise: Callable[..., None]
) -> None:
    briefbot("eval", cases(TROOPS), "--format", "json", "-o", "e.json")
    ask_or_raise("How many troops are near Ukraine?", AssertionError("asked"))
    ended = briefbot("eval", cases(TROOPS.replace("100,000", "9")), "--baseline", "e.json")
    assert ended.code == 1
    assert "case 'troops' is not the same in both runs" in ended.err
