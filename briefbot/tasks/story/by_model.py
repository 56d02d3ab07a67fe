"""The model's part of a story: which sentences it is shown, and what of its telling holds."""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefbot import tokens
from briefbot.documents import Evidence
from briefbot.drafts import verbatim
from briefbot.grounding.gate import check_claim
from briefbot.results import Claim, Rejected
from briefbot.tasks.shrinking import tokens_of, write_within
from briefbot.writing.evidence_text import as_data
from briefbot.writing.extractive.alone import word_count
from briefbot.writing.prompted import make_request, write
from briefbot.writing.schemas import StoryOutput

if TYPE_CHECKING:
    from collections.abc import Iterable

    from briefbot.drafts import DraftClaim
    from briefbot.models.base import Request
    from briefbot.prompts import Prompt
    from briefbot.tasks.prompting import Prompted
    from briefbot.tasks.provenance import Receipt
    from briefbot.tasks.story.material import Material

# For a prompt that does not say how much evidence it wants.
EVIDENCE_TOKENS = 900
# A model that chooses needs more than will be told, but one with much to read chooses the first.
_CHOICE = 2
_EVERYTHING = "all that these sentences tell"

Shown = tuple[Evidence, list[str]]
Told = tuple[list[Claim], list[Rejected], str | None]


def request_for(prompt: Prompt, material: Material) -> tuple[Request, Evidence]:
    """What is sent for a story, and what its handles are of."""
    shown = _show(material, prompt.evidence_tokens or EVIDENCE_TOKENS)
    return _request(prompt, material, shown), shown[0]


def _request(prompt: Prompt, material: Material, shown: Shown) -> Request:
    evidence, handles = shown
    return make_request(
        prompt,
        StoryOutput,
        evidence,
        only=handles,
        query=as_data(material.query) or _EVERYTHING,
        words=str(material.longest_words),
    )


def tell_by_model(by: Prompted, material: Material, receipt: Receipt) -> Told:
    """The claims, oldest report first, what did not pass, and how much of the story code filled in.

    Raises:
        ModelError: the model gave nothing to check.
    """
    prompt, reask = by.prompts.load("story"), by.prompts.load("reask")
    written, (shown, _) = write_within(
        lambda shown: write(
            by.model, _request(prompt, material, shown), StoryOutput, prompt=prompt, reask=reask
        ),
        _show(material, prompt.evidence_tokens or EVIDENCE_TOKENS),
        lambda budget: _show(material, budget),
        size=lambda shown: tokens_of(*shown),
        prompt=prompt,
        receipt=receipt,
    )
    receipt.add(written)
    claims, rejected = _checked(written.output.drafts(), shown)
    if by.judge:
        from briefbot.tasks.judging import judge_claim

        claims = [judge_claim(claim, by, receipt) for claim in claims]
    claims = _fitting(claims, material.longest_words)
    whole = _filled(claims, material)
    added = len(whole) - len(claims)
    return whole, rejected, f"{added} of {len(whole)} sentences" if added else None


def _show(material: Material, budget_tokens: int) -> Shown:
    """The paragraphs of the best sentences, and the handles of those sentences among them."""
    words = material.longest_words * _CHOICE
    chosen = material.writer.choose(longest_words=words)
    while len(chosen) > 1 and _size(chosen, material) > budget_tokens:
        words = words * 4 // 5
        chosen = material.writer.choose(longest_words=words) or chosen[:1]
    evidence = material.evidence
    shown = Evidence(tuple(dict.fromkeys(evidence.chunk_of(handle) for handle in chosen)))
    return shown, [shown.handle_of(evidence.by_handle[handle]) for handle in chosen]


def _size(handles: Iterable[str], material: Material) -> int:
    return sum(tokens.count(material.evidence.by_handle[handle].text) for handle in handles)


def _checked(drafts: Iterable[DraftClaim], shown: Evidence) -> tuple[list[Claim], list[Rejected]]:
    """What of the model's story holds, in its order, each sentence told once."""
    claims: list[Claim] = []
    rejected: list[Rejected] = []
    told: set[tuple[str, int]] = set()
    for i, drafted in enumerate(drafts):
        part = f"claims[{i}]"
        result = check_claim(drafted, shown, part=part)
        if isinstance(result, Rejected):
            rejected.append(result)
            continue
        places = {(c.brief, c.start) for c in result.citations}
        if places & told:
            why = ("repeats a sentence before it",)
            rejected.append(
                Rejected(
                    part=part,
                    text=drafted.text,
                    speaker=drafted.speaker,
                    handles=drafted.handles,
                    reasons=why,
                )
            )
            continue
        told |= places
        claims.append(result)
    return claims, rejected


def _fitting(claims: Iterable[Claim], longest_words: int) -> list[Claim]:
    """The claims there is room for, the model's first ones first."""
    kept: list[Claim] = []
    left = longest_words
    for claim in claims:
        size = word_count(claim.text)
        if size <= left:
            kept.append(claim)
            left -= size
    return kept


def _filled(claims: list[Claim], material: Material) -> list[Claim]:
    """The claims with what code tells in the room they leave, in the order of the reports."""
    evidence, writer = material.evidence, material.writer
    handles = {(s.brief.id, s.span.start): handle for handle, s in evidence}
    told = {h: claim for claim in claims if (h := handles.get(claim.place))}
    left = material.longest_words - sum(word_count(claim.text) for claim in claims)
    room = left + sum(word_count(evidence.by_handle[h].text) for h in told)
    whole: list[Claim] = []
    for handle in writer.choose(longest_words=room, told=told):
        claim = told.get(handle) or check_claim(verbatim(evidence, handle), evidence, part="claims")
        if isinstance(claim, Claim):
            whole.append(claim)
    return whole
