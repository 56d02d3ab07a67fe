"""A whole summary through the gate, part by part; what does not pass is kept as rejected."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, TypeVar

from briefbot.grounding.fields import (
    figure_problems,
    find_stance,
    is_announced,
    topic_holds,
    when_of,
)
from briefbot.grounding.gate import check_claim
from briefbot.results import Ahead, Claim, Development, Figure, Rejected, Voice
from briefbot.writing.extractive.labels import topic_of

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from briefbot.documents import Evidence
    from briefbot.drafts import (
        DraftAhead,
        DraftClaim,
        DraftDevelopment,
        DraftFigure,
        DraftVoice,
        SummaryDraft,
    )

Drafted = TypeVar("Drafted")
Passed = TypeVar("Passed")


@dataclass(slots=True)
class CheckedSummary:
    """The parts of a summary that passed, and everything that did not."""

    headline: Claim | None = None
    lead: Claim | None = None
    developments: list[Development] = field(default_factory=list)
    voices: list[Voice] = field(default_factory=list)
    figures: list[Figure] = field(default_factory=list)
    ahead: list[Ahead] = field(default_factory=list)
    rejected: list[Rejected] = field(default_factory=list)


def check_summary(draft: SummaryDraft, evidence: Evidence) -> CheckedSummary:
    """The checked summary; the order of the draft is kept, repeats are rejected."""
    checked = CheckedSummary()
    checker = _Checker(evidence, checked.rejected)
    checked.headline = checker.claim(draft.headline, "headline")
    checked.lead = checker.claim(draft.lead, "lead")
    checked.developments = checker.every("developments", draft.developments, checker.development)
    checked.voices = checker.every("voices", draft.voices, checker.voice)
    checked.figures = checker.every("figures", draft.figures, checker.figure)
    checked.ahead = checker.every("ahead", draft.ahead, checker.ahead)
    return checked


def change_claims(checked: CheckedSummary, change: Callable[[Claim], Claim]) -> None:
    """Put what `change` gives in the place of every claim."""
    checked.headline = checked.headline and change(checked.headline)
    checked.lead = checked.lead and change(checked.lead)
    for items in (checked.developments, checked.voices, checked.figures, checked.ahead):
        items[:] = [i.model_copy(update={"claim": change(i.claim)}) for i in items]  # type: ignore[misc]


def fill_empty(checked: CheckedSummary, other: CheckedSummary) -> list[str]:
    """Take the parts that `checked` lacks from `other`; gives their names."""
    filled = []
    for part in ("headline", "lead", "developments", "voices", "figures", "ahead"):
        if not getattr(checked, part) and getattr(other, part):
            setattr(checked, part, getattr(other, part))
            filled.append(part)
    return filled


@dataclass(slots=True)
class _Checker:
    evidence: Evidence
    rejected: list[Rejected]

    def claim(self, draft: DraftClaim | None, part: str) -> Claim | None:
        if draft is None:
            return None
        result = check_claim(draft, self.evidence, part=part)
        if isinstance(result, Rejected):
            self.rejected.append(result)
            return None
        return result

    def reject(self, draft: DraftClaim, part: str, *reasons: str) -> None:
        self.rejected.append(
            Rejected(
                part=part,
                text=draft.text,
                speaker=draft.speaker,
                handles=draft.handles,
                reasons=reasons,
            )
        )

    def every(
        self,
        name: str,
        drafts: Sequence[Drafted],
        check: Callable[[Drafted, str], tuple[Passed, object] | None],
    ) -> list[Passed]:
        """Each draft checked; one that says the same as one before it is rejected."""
        passed: list[Passed] = []
        places: dict[object, str] = {}
        for i, draft in enumerate(drafts):
            result = check(draft, f"{name}[{i}]")
            if result is None:
                continue
            item, key = result
            if key in places:
                claim: DraftClaim = draft.claim  # type: ignore[attr-defined]
                self.reject(claim, f"{name}[{i}]", f"repeats {places[key]}")
                continue
            places[key] = f"{name}[{len(passed)}]"
            passed.append(item)
        return passed

    def development(self, draft: DraftDevelopment, part: str) -> tuple[Development, object] | None:
        claim = self.claim(draft.claim, part)
        if claim is None:
            return None
        topic = draft.topic
        if not topic_holds(topic, claim):
            topic = topic_of(self.evidence, self._handle(claim))
        return Development(topic=topic, claim=claim), claim.citations[0]

    def voice(self, draft: DraftVoice, part: str) -> tuple[Voice, object] | None:
        if not draft.claim.speaker:
            self.reject(draft.claim, part, "a voice without a speaker")
            return None
        claim = self.claim(draft.claim, part)
        if claim is None:
            return None
        if claim.speaker is None:
            self.reject(draft.claim, part, "the source attributes this to nobody")
            return None
        stance = find_stance(claim, draft.stance)
        return Voice(speaker=claim.speaker, stance=stance, claim=claim), (claim.speaker, claim.text)

    def figure(self, draft: DraftFigure, part: str) -> tuple[Figure, object] | None:
        claim = self.claim(self._whole(draft.claim), part)
        if claim is None:
            return None
        problems = figure_problems(draft.value, draft.unit, draft.what, claim)
        if problems:
            shown = replace(draft.claim, text=f"{draft.value} {draft.unit} {draft.what}".strip())
            self.reject(shown, part, *problems)
            return None
        figure = Figure(value=draft.value, unit=draft.unit, what=draft.what, claim=claim)
        return figure, (draft.value, claim.citations[0])

    def ahead(self, draft: DraftAhead, part: str) -> tuple[Ahead, object] | None:
        claim = self.claim(draft.claim, part)
        if claim is None:
            return None
        if not is_announced(claim):
            self.reject(draft.claim, part, "the source does not announce it for later")
            return None
        when, day = when_of(draft.when, claim)
        return Ahead(when=when, day=day, claim=claim), claim.citations[0]

    def _whole(self, draft: DraftClaim) -> DraftClaim:
        """A figure's claim is its sentence: the first cited one, where the draft has no words."""
        sentences = [s for h in draft.handles if (s := self.evidence.find(h))]
        return replace(draft, text=sentences[0].text) if sentences and not draft.text else draft

    def _handle(self, claim: Claim) -> str:
        first = claim.citations[0]
        return next(
            handle
            for handle, sentence in self.evidence
            if (sentence.brief.id, sentence.span.start) == (first.brief, first.start)
        )
