"""The model's part of an answer: what it is shown and sent, and the draft its reply becomes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefbot.tasks.showing import Shown, show_paragraphs, show_sentences
from briefbot.tasks.shrinking import tokens_of, write_within
from briefbot.writing.evidence_text import as_data
from briefbot.writing.pointing import point
from briefbot.writing.prompted import make_request, write
from briefbot.writing.schemas import AnswerOutput, PointingOutput

if TYPE_CHECKING:
    from briefbot.documents import Evidence
    from briefbot.drafts import AnswerDraft
    from briefbot.models.base import Request
    from briefbot.prompts import Prompt
    from briefbot.tasks.asked import Asked
    from briefbot.tasks.prompting import Prompted
    from briefbot.tasks.provenance import Receipt
    from briefbot.writing.prompted import Written

# For a prompt that does not say how much evidence it wants.
EVIDENCE_TOKENS = 800


def draft_by_model(by: Prompted, asked: Asked, receipt: Receipt) -> tuple[AnswerDraft, Evidence]:
    """What the model claims, and the evidence its handles are of.

    Raises:
        ModelError: it gave nothing to check.
    """
    prompt, reask = by.prompts.load("ask"), by.prompts.load("reask")
    output = AnswerOutput if prompt.output == "claims" else PointingOutput

    def ask(shown: Shown) -> Written[AnswerOutput | PointingOutput]:
        request = request_for(asked, prompt, *shown)
        return write(by.model, request, output, prompt=prompt, reask=reask)

    written, (evidence, handles) = write_within(
        ask,
        show(asked, prompt),
        lambda budget: show(asked, prompt, budget_tokens=budget),
        size=lambda shown: tokens_of(*shown),
        prompt=prompt,
        receipt=receipt,
    )
    receipt.add(written)
    if isinstance(written.output, AnswerOutput):
        return written.output.draft(), evidence
    return point(written.output, evidence, handles), evidence


def show(asked: Asked, prompt: Prompt, *, budget_tokens: int | None = None) -> Shown:
    """The evidence for a prompt, and the handles it is shown, as the prompt wants them."""
    budget = budget_tokens or prompt.evidence_tokens or EVIDENCE_TOKENS
    if prompt.evidence == "sentences":
        return show_sentences(asked, budget_tokens=budget)
    return show_paragraphs(asked, budget_tokens=budget)


def request_for(
    asked: Asked, prompt: Prompt, evidence: Evidence, shown: tuple[str, ...]
) -> Request:
    """What is sent for a question."""
    return make_request(
        prompt,
        AnswerOutput if prompt.output == "claims" else PointingOutput,
        evidence,
        only=shown,
        question=as_data(asked.question.text),
        as_of=asked.scope.as_of.isoformat(),
    )
