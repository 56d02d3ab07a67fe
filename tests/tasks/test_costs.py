"""What a result says it cost is what the ledger says was sent for it."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from briefbot import Briefbot
from briefbot.errors import ModelUnavailableError, OutputInvalidError, OutputTruncatedError
from briefbot.models.base import Completion, Request
from briefbot.models.ledger_reading import read_ledger
from briefbot.models.testing import ScriptedModel
from briefbot.results import Usage

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

USED = Usage(calls=1, input_tokens=1_000, cached_tokens=200, output_tokens=30)
CALL_USD = 0.00255  # 800 at 2.50, 200 at 1.25 and 30 at 10 dollars a million
TEXT = "The mayor of Aalborg opened the new bridge over the fjord on Monday."
SAID = {"sentences": ["1.1"], "speaker": "", "text": "The mayor of Aalborg opened the new bridge."}
SUMMARY = json.dumps(
    {"developments": [{"topic": "bridge", **SAID}], "lead": SAID, "headline": SAID}
)
DETAILS = json.dumps({"voices": [], "figures": [], "ahead": []})
VERDICT = json.dumps({"problem": "", "holds": True})


def reply(request: Request) -> str:
    """What the prompt asks for."""
    name = request.prompt.partition("@")[0]
    return {"summarize": SUMMARY, "details": DETAILS, "judge": VERDICT}[name]


def opened(folder: Path, script: Sequence[object], **options: object) -> Briefbot:
    """A client whose model answers from the script, and then as it should."""
    (folder / "briefs").mkdir()
    (folder / "briefs" / "2024-05-06.txt").write_text(TEXT + "\n")
    left = list(script)

    def answer(request: Request) -> Completion:
        said = left.pop(0) if left else reply(request)
        if isinstance(said, Exception):
            raise said
        return said if isinstance(said, Completion) else Completion(str(said), "gpt-4o", USED)

    model = ScriptedModel(answer, name="gpt-4o")
    state = {"BRIEFBOT_STATE": str(folder)}
    return Briefbot(folder / "briefs", model=model, environ=state, **options)


@pytest.mark.parametrize(
    ("script", "options", "least"),
    [
        pytest.param([], {}, 2, id="two calls"),
        pytest.param(["no JSON"], {}, 3, id="asked again"),
        pytest.param([], {"judge": True}, 3, id="judged"),
        pytest.param(
            [SUMMARY, DETAILS, OutputTruncatedError("cut", input_tokens=1_000, output_tokens=53)],
            {"judge": True}, 3, id="a judge that failed",
        ),
        pytest.param(
            [SUMMARY, DETAILS, "no JSON",
             OutputTruncatedError("cut", input_tokens=1_000, output_tokens=53)],
            {"judge": True}, 4, id="a judge that failed when asked again",
        ),
        pytest.param(
            ["no JSON", OutputTruncatedError("cut", input_tokens=1_000, output_tokens=53)],
            {"fallback": "extractive"}, 2, id="failed, and the briefs' own sentences stand in",
        ),
    ],
)  # fmt: skip
def test_a_result_costs_what_was_sent_for_it(tmp_path, script, options, least):
    told = opened(tmp_path, script, **options).summarize().provenance
    kept = read_ledger(tmp_path / "ledger").attempts
    assert told.usage.calls == len(kept) >= least
    costs = [one.ending.cost_micro_usd for one in kept]
    assert told.cost_usd == sum(costs) / 1_000_000
    if not any(isinstance(one, Exception) for one in script):
        assert told.cost_usd == pytest.approx(len(kept) * CALL_USD)


@pytest.mark.parametrize(
    ("script", "options"),
    [
        pytest.param([Completion(SUMMARY, "gpt-4o", Usage(calls=1, unreported=1))], {}, id="no report"),
        pytest.param(
            [ModelUnavailableError("lost")], {"fallback": "extractive"}, id="lost on the way back"
        ),
        pytest.param(
            [SUMMARY, OutputTruncatedError("cut")], {"fallback": "extractive"}, id="cut without one"
        ),
    ],
)  # fmt: skip
def test_a_cost_with_an_unknown_part_is_unknown(tmp_path, script, options):
    for one in script:
        if isinstance(one, ModelUnavailableError):
            one.maybe_billed = True
    told = opened(tmp_path, script, **options).summarize().provenance
    assert told.usage.unreported == 1
    assert told.cost_usd is None


def test_a_failure_that_is_not_billed_costs_nothing(tmp_path):
    options = {"fallback": "extractive"}
    told = opened(tmp_path, [ModelUnavailableError("busy")], **options).summarize().provenance
    assert (told.usage.calls, told.cost_usd) == (1, 0)


def test_an_error_tells_of_all_that_its_task_took(tmp_path):
    bot = opened(tmp_path, ["no JSON", "no JSON"])
    with pytest.raises(OutputInvalidError) as caught:
        bot.summarize()
    assert (caught.value.attempts, caught.value.input_tokens) == (2, 2_000)
    assert caught.value.unreported == 0
