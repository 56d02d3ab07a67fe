"""A model's second opinion on claims that code has proved. It can only make a claim a quote, never pass one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefbot.errors import OutputError
from briefbot.results import Check, Claim

if TYPE_CHECKING:
    from briefbot.models.base import Request
    from briefbot.prompts import Prompt
    from briefbot.tasks.prompting import Prompted, Prompts
    from briefbot.tasks.provenance import Receipt

_NAME = "judge"


def judge_claim(claim: Claim, by: Prompted, receipt: Receipt) -> Claim:
    """The claim with the judge's verdict among its checks, or the quote that stands in its place.

    A claim in the very words of its source is no matter of opinion and comes back as it is; so does a
    quote. A judge that gives no verdict counts as one that says no.

    Raises:
        ModelError: no answer came at all.
    """
    if claim.status == "quoted" or any(claim.text in c.quote for c in claim.citations):
        return claim
    source = "\n".join(citation.quote for citation in claim.citations)
    said_by = f"{claim.speaker}: " if claim.speaker else ""
    verdict = ask_judge(said_by + claim.text, source, by, receipt)
    checks = (*claim.checks, verdict)
    if verdict.passed:
        return claim.model_copy(update={"checks": checks})
    return Claim(
        text=claim.citations[0].quote,
        citations=claim.citations[:1],
        speaker=claim.speaker,
        status="quoted",
        checks=checks,
        drafted=claim.drafted or claim.text,
    )


def ask_judge(statement: str, source: str, by: Prompted, receipt: Receipt) -> Check:
    """Whether the model says that the source says everything the statement says, as a check.

    Raises:
        ModelError: no answer came at all.
    """
    from briefbot.writing.prompted import used, write
    from briefbot.writing.schemas import JudgeOutput

    prompt, request = judge_request(statement, source, by.prompts)
    try:
        written = write(
            by.model, request, JudgeOutput, prompt=prompt, reask=by.prompts.load("reask")
        )
    except OutputError as exc:
        receipt.add_failed(exc, used(prompt))
        return Check(name=_NAME, passed=False, detail=f"the judge gave no verdict: {exc}")
    receipt.add(written)
    detail = "" if written.output.holds else f"the judge doubts {written.output.problem!r}"
    return Check(name=_NAME, passed=written.output.holds, detail=detail)


def judge_request(statement: str, source: str, prompts: Prompts) -> tuple[Prompt, Request]:
    """What is sent to the judge."""
    from briefbot.writing.evidence_text import as_data
    from briefbot.writing.prompted import request_for
    from briefbot.writing.schemas import JudgeOutput, json_schema

    prompt = prompts.load(_NAME)
    filled = {"statement": as_data(statement), "source": as_data(source)}
    return prompt, request_for(prompt, prompt.render(**filled), json_schema(JudgeOutput, ()))
