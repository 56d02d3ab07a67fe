"""The model's part of an answer: what it is shown and sent, and the draft its reply becomes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefbot.tasks.showing import Shown, show_paragraphs, show_sentences
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

# For a prompt that does not say how much evidence it wants.
EVIDENCE_TOKENS = 800


def draft_by_model(by: Prompted, asked: Asked, receipt: Receipt) -> tuple[AnswerDraft, Evidence]:
    """What the model claims, and the evidence its handles are of.

    Raises:
        ModelError: it gave nothing to check.
    """
    prompt, reask = by.prompts.load("ask"), by.prompts.load("reask")
    evidence, shown = show(asked, prompt)
    request = request_for(asked, prompt, evidence, shown)
    if prompt.output == "claims":
        written = write(by.model, request, AnswerOutput, prompt=prompt, reask=reask)
        receipt.add(written)
        return written.output.draft(), evidence
    pointed = write(by.model, request, PointingOutput, prompt=prompt, reask=reask)
    receipt.add(pointed)
    return point(pointed.output, evidence, shown), evidence


def show(asked: Asked, prompt: Prompt) -> Shown:
    """The evidence for a prompt, and the handles it is shown, as the prompt wants them."""
    budget = prompt.evidence_tokens or EVIDENCE_TOKENS
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
