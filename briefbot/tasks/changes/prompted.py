"""The model's part of changes: what code could not pair is shown to it, and what it points at is checked."""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefbot import tokens
from briefbot.tasks.shrinking import tokens_of, write_within
from briefbot.writing.evidence_text import show_evidence
from briefbot.writing.pointed_changes import point_changes, show_sides
from briefbot.writing.prompted import request_for, write
from briefbot.writing.schemas import ChangesOutput, changes_schema

if TYPE_CHECKING:
    from briefbot.models.base import Request
    from briefbot.prompts import Prompt
    from briefbot.results import Rejected
    from briefbot.tasks.prompting import Prompted, Prompts
    from briefbot.tasks.provenance import Receipt
    from briefbot.writing.compared import Compared, Pair
    from briefbot.writing.pointed_changes import Shown
    from briefbot.writing.prompted import Written

# For a prompt that does not say how much evidence it wants.
EVIDENCE_TOKENS = 500


def ask_for_changes(
    compared: Compared, by: Prompted, receipt: Receipt
) -> tuple[list[Pair], list[Rejected]]:
    """The changes the model points at that hold, and those that do not; nothing is asked without candidates.

    Raises:
        ModelError: it gave nothing to check.
    """
    prompt, reask = by.prompts.load("changes"), by.prompts.load("reask")
    shown = _show(compared, prompt)
    if not shown.later:
        return [], []

    def ask(shown: Shown) -> Written[ChangesOutput]:
        request = _request(compared, shown, prompt)
        return write(by.model, request, ChangesOutput, prompt=prompt, reask=reask)

    def less(budget: int) -> Shown | None:
        half = show_sides(compared, budget_tokens=budget, count=tokens.count)
        return half if half.later else None

    written, shown = write_within(
        ask,
        shown,
        less,
        size=lambda shown: tokens_of(shown.evidence, (*shown.earlier, *shown.later)),
        prompt=prompt,
        receipt=receipt,
    )
    receipt.add(written)
    return point_changes(written.output, compared, shown)


def request_for_changes(compared: Compared, prompts: Prompts) -> Request | None:
    """What would be sent for two days, without sending it; None when nothing would be."""
    prompt = prompts.load("changes")
    shown = _show(compared, prompt)
    return _request(compared, shown, prompt) if shown.later else None


def _show(compared: Compared, prompt: Prompt) -> Shown:
    budget = prompt.evidence_tokens or EVIDENCE_TOKENS
    return show_sides(compared, budget_tokens=budget, count=tokens.count)


def _request(compared: Compared, shown: Shown, prompt: Prompt) -> Request:
    days = (side.chunks[0].brief.day for side in (compared.earlier, compared.later))
    earlier, later = (f"{day:%A} {day.isoformat()}" for day in days)
    rendered = prompt.render(
        evidence=show_evidence(shown.evidence, (*shown.earlier, *shown.later)),
        earlier=earlier,
        later=later,
    )
    return request_for(prompt, rendered, changes_schema(shown.earlier, shown.later))
