"""What the gate let through: the checked results users see, save and verify. All frozen pydantic models."""

from briefbot.results.answer import AbstentionReason, Answer, Conflict
from briefbot.results.changes import Change, ChangeKind, Changes, Revised
from briefbot.results.claims import (
    SCHEMA_VERSION,
    Check,
    Citation,
    Claim,
    Rejected,
    Result,
    Status,
)
from briefbot.results.daily_summary import (
    Ahead,
    DailySummary,
    Development,
    Figure,
    Stance,
    Voice,
)
from briefbot.results.provenance import BriefUsed, PromptUsed, Provenance, Usage
from briefbot.results.story import Story
from briefbot.results.timeline import Step, StepKind, Timeline

# Every kind of result that can be rendered, saved and verified.
AnyResult = DailySummary | Answer | Changes | Timeline | Story

__all__ = [
    "SCHEMA_VERSION",
    "AbstentionReason",
    "Ahead",
    "Answer",
    "AnyResult",
    "BriefUsed",
    "Change",
    "ChangeKind",
    "Changes",
    "Check",
    "Citation",
    "Claim",
    "Conflict",
    "DailySummary",
    "Development",
    "Figure",
    "PromptUsed",
    "Provenance",
    "Rejected",
    "Result",
    "Revised",
    "Stance",
    "Status",
    "Step",
    "StepKind",
    "Story",
    "Timeline",
    "Usage",
    "Voice",
]
