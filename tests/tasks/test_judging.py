"""A model's second opinion: it can make a claim a quote and nothing else."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from briefbot import Briefbot
from briefbot.errors import ModelUnavailableError, SettingsError
from briefbot.models.testing import ScriptedModel
from briefbot.results import Check, Citation, Claim
from briefbot.tasks.judging import judge_claim
from briefbot.tasks.prompting import Prompted
from briefbot.tasks.provenance import Receipt

if TYPE_CHECKING:
    from pathlib import Path

QUOTE = "The port of Odense closed on Sunday after a storm, the harbor master said."


def claim(text: str = "The port closed on Sunday.", **changed: object) -> Claim:
    citation = Citation(
        brief="a.txt", day="2022-02-02", source="a.txt", sha256="0" * 64, start=0, end=len(QUOTE), quote=QUOTE
    )  # fmt: skip
    proved = Check(name="words", passed=True)
    return Claim(text=text, citations=(citation,), checks=(proved,), **changed)


def verdict(holds: bool, problem: str = "none") -> str:
    return json.dumps({"problem": problem, "holds": holds})


def judged(one: Claim, *replies: object) -> tuple[Claim, Receipt, ScriptedModel]:
    model = ScriptedModel(replies)
    by = Prompted(model)
    receipt = Receipt(by)
    return judge_claim(one, by, receipt), receipt, model


def test_a_judge_that_agrees_is_one_more_check() -> None:
    result, receipt, model = judged(claim(), verdict(True))
    assert (result.text, result.status) == (claim().text, "supported")
    assert result.checks[-1] == Check(name="judge", passed=True)
    assert receipt.usage.calls == 1
    assert [p.name for p in receipt.prompts] == ["judge"]
    sent = model.requests[0].messages[-1].content
    assert QUOTE in sent
    assert "The port closed on Sunday." in sent


def test_a_judge_that_doubts_makes_it_a_quote() -> None:
    result, _, _ = judged(claim(), verdict(False, "Sunday"))
    assert (result.text, result.status) == (QUOTE, "quoted")
    assert result.drafted == "The port closed on Sunday."
    assert result.checks[-1].detail == "the judge doubts 'Sunday'"


@pytest.mark.parametrize(
    "one",
    [
        pytest.param(claim(QUOTE), id="the-whole-sentence"),
        pytest.param(claim("The port of Odense closed on Sunday"), id="its-words-in-a-row"),
        pytest.param(claim(QUOTE, status="quoted"), id="a-quote"),
    ],
)
def test_the_sources_own_words_are_not_judged(one: Claim) -> None:
    result, _, model = judged(one)
    assert result == one
    assert not model.requests


def test_the_words_of_one_of_two_sentences_are_not_judged_and_one_is_quoted() -> None:
    (first,) = claim().citations
    second = first.model_copy(update={"quote": "A ferry sank.", "start": 90, "end": 103})
    both = (first, second)
    result, _, model = judged(
        claim(
            "A ferry sank",
        ).model_copy(update={"citations": both})
    )
    assert (result.text, model.requests) == ("A ferry sank", [])
    doubted, _, model = judged(claim().model_copy(update={"citations": both}), verdict(False))
    assert (doubted.text, doubted.citations) == (QUOTE, (first,))
    assert f"{QUOTE} A ferry sank." in model.requests[0].messages[-1].content


def test_the_speaker_is_judged_too() -> None:
    _, _, model = judged(claim(speaker="the harbor master"), verdict(True))
    assert "Statement: the harbor master: The port closed" in model.requests[0].messages[-1].content


def test_no_verdict_counts_as_a_no_and_is_paid_for() -> None:
    result, receipt, _ = judged(claim(), "well", "who knows")
    assert result.status == "quoted"
    assert "no verdict" in result.checks[-1].detail
    assert [p.name for p in receipt.prompts] == ["judge"]
    assert receipt.usage.calls == 2


def test_no_answer_at_all_is_an_error() -> None:
    with pytest.raises(ModelUnavailableError):
        judged(claim(), ModelUnavailableError("no connection"))


def test_a_judge_needs_a_model(seeds: Path) -> None:
    with pytest.raises(SettingsError, match="choose one with --model"):
        Briefbot(seeds, model="extractive", judge=True, environ={})


def _reply(request) -> str:
    if request.schema_name == "judge":
        return verdict(False, "everything")
    handle = next(
        line.split()[0] for line in request.messages[-1].content.splitlines() if "Russia wants" in line
    )  # fmt: skip
    statement = {"sentences": [handle], "speaker": "", "text": TEXT}
    if request.schema_name == "details":
        return json.dumps({"voices": [], "figures": [], "ahead": []})
    if request.schema_name == "summarize":
        empty = {"sentences": [], "speaker": "", "text": ""}
        developments = [statement | {"topic": "forces"}]
        return json.dumps({"developments": developments, "lead": statement, "headline": empty})
    return json.dumps({"claims": [statement]})


# The source says more between the words, so it is no quotation.
TEXT = "Russia wants the alliance to pull back its forces."


def test_every_claim_of_a_summary_and_an_answer_is_judged(seeds: Path) -> None:
    prompts = {"ask": "ask@1"}
    sure = Briefbot(seeds, model=ScriptedModel(_reply), prompts=prompts, environ={})
    doubting = Briefbot(seeds, model=ScriptedModel(_reply), prompts=prompts, judge=True, environ={})
    assert sure.ask("What does Russia demand?").claims[0].status == "supported"
    assert doubting.ask("What does Russia demand?").claims[0].status == "quoted"
    assert sure.summarize().lead.status == "supported"
    summary = doubting.summarize()
    assert summary.lead.status == summary.developments[0].claim.status == "quoted"
    assert not doubting.verify(summary).problems
