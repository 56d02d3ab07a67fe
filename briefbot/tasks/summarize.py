"""One day's briefs to its checked summary."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, TypeVar

from briefbot.results import DailySummary
from briefbot.tasks.checking import change_claims, check_summary, fill_empty
from briefbot.tasks.cutting import cut_again, cut_to_budget
from briefbot.tasks.evidence import (
    background_of,
    check_unchanged,
    day_evidence,
    note_unread,
)
from briefbot.tasks.falling_back import falling_back
from briefbot.tasks.omissions import find_omissions
from briefbot.tasks.provenance import Receipt
from briefbot.tasks.shrinking import tokens_of, write_within
from briefbot.tasks.withheld import note_withheld, withheld_of
from briefbot.writing.extractive.summary import draft_summary

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    from pydantic import BaseModel

    from briefbot.documents import Brief, Evidence
    from briefbot.drafts import SummaryDraft
    from briefbot.models.base import Request
    from briefbot.prompts import Prompt
    from briefbot.retrieval.index import Index
    from briefbot.tasks.checking import CheckedSummary
    from briefbot.tasks.prompting import Prompted, Prompts
    from briefbot.tasks.provenance import Options
    from briefbot.writing.prompted import Written

Output = TypeVar("Output", bound="BaseModel")

# Evidence sent to a model for one day; with the prompt and the answer this fits 16,000 tokens of context.
EVIDENCE_TOKENS = 8_000


@falling_back
def summarize(
    index: Index, day: date, *, by: Prompted | None = None, mark_new: bool = False
) -> DailySummary:
    """The summary of a day that has briefs, all of them together.

    Without a model the sentences are chosen by code; with one, it drafts, the gate decides, and code
    fills the parts that stay empty. With `mark_new` each development that the newest day before does not tell
    is marked as new since then.

    Raises:
        BriefNotFoundError: a brief of the day, or of the week before, is gone or changed since it was indexed.
        ModelError: the model gave nothing to check; see its subclasses.
    """
    briefs = index.briefs(day, day)
    evidence, repeated = day_evidence(briefs)
    known = background_of(index, day, repeated)
    check_unchanged(index, day)
    receipt = Receipt(by)
    options: Options = note_withheld(withheld_of(evidence.chunks)) | note_unread(
        index, evidence, of=(day,)
    )
    checked = check_summary(draft_summary(evidence, known), evidence)
    shown = (
        evidence if by is None else cut_to_budget(evidence, known, budget_tokens=EVIDENCE_TOKENS)
    )
    if by is not None and len(shown):
        less = partial(cut_again, shown, evidence, known)
        extracted, checked = checked, check_summary(_prompted(by, shown, day, receipt, less), shown)
        if by.judge:
            from briefbot.tasks.judging import judge_claim

            change_claims(checked, lambda claim: judge_claim(claim, by, receipt))
        # What the model left empty, or got wrong throughout, code still finds.
        options["filled_without_model"] = ", ".join(fill_empty(checked, extracted)) or None
    if mark_new:
        briefs = [*briefs, *_mark_new(index, day, checked, evidence, options)]
    summary = DailySummary(
        day=day,
        headline=checked.headline,
        lead=checked.lead,
        developments=tuple(checked.developments),
        voices=tuple(checked.voices),
        figures=tuple(checked.figures),
        ahead=tuple(checked.ahead),
        rejected=tuple(checked.rejected),
        provenance=receipt.provenance(briefs, as_of=day, options=options),
    )
    omitted, coverage = find_omissions(summary, evidence)
    return summary.model_copy(update={"omitted": omitted, "coverage": coverage})


def _mark_new(
    index: Index, day: date, checked: CheckedSummary, evidence: Evidence, options: Options
) -> list[Brief]:
    """Mark what is new since the newest day before; gives the briefs of that day, none before the first."""
    from briefbot.tasks.changes.days import day_before
    from briefbot.tasks.changes.marking import mark_new

    earlier = day_before(index, day)
    options |= {"mark_new": True, "compared_with": earlier.isoformat() if earlier else None}
    if earlier is None:
        return []
    briefs = index.briefs(earlier, earlier)
    before = day_evidence(briefs)[0]
    checked.developments = mark_new(checked.developments, evidence, before, earlier)
    return briefs


def requests(index: Index, day: date, prompts: Prompts) -> tuple[tuple[Prompt, Request], ...]:
    """What would be sent for a day, without sending it."""
    from briefbot.writing.prompted import make_request
    from briefbot.writing.schemas import DetailsOutput, SummaryOutput

    evidence, repeated = day_evidence(index.briefs(day, day))
    known = background_of(index, day, repeated)
    shown = cut_to_budget(evidence, known, budget_tokens=EVIDENCE_TOKENS)
    if not len(shown):
        return ()
    return tuple(
        (prompt, make_request(prompt, output, shown, day=day.isoformat()))
        for prompt, output in (
            (prompts.load("summarize"), SummaryOutput),
            (prompts.load("details"), DetailsOutput),
        )
    )


def _prompted(
    by: Prompted,
    evidence: Evidence,
    day: date,
    receipt: Receipt,
    less: Callable[[int], tuple[str, ...]],
) -> SummaryDraft:
    from briefbot.writing.prompted import make_request, write
    from briefbot.writing.schemas import DetailsOutput, SummaryOutput, summary_draft

    reask = by.prompts.load("reask")
    shown = everything = tuple(evidence.by_handle)

    def written(task: str, output: type[Output]) -> Output:
        nonlocal shown
        prompt = by.prompts.load(task)

        def ask(handles: tuple[str, ...]) -> Written[Output]:
            request = make_request(prompt, output, evidence, only=handles, day=day.isoformat())
            return write(by.model, request, output, prompt=prompt, reask=reask)

        made, shown = write_within(
            ask,
            shown,
            # What was cut for the first call is cut for the second, and no further.
            lambda budget: less(budget) if shown == everything else None,
            size=lambda handles: tokens_of(evidence, handles),
            prompt=prompt,
            receipt=receipt,
        )
        receipt.add(made)
        return made.output

    return summary_draft(written("summarize", SummaryOutput), written("details", DetailsOutput))
