"""briefbot: daily summaries and answers from dated news briefs, every line tied to its source.

The names below are loaded on first use, so that importing briefbot stays cheap.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

from briefbot.version import __version__

if TYPE_CHECKING:
    from briefbot.client import Briefbot
    from briefbot.documents import Brief
    from briefbot.errors import BriefbotError
    from briefbot.results import (
        Answer,
        Changes,
        Citation,
        Claim,
        DailySummary,
        Rejected,
        Story,
        Timeline,
    )
    from briefbot.tasks.days import DayListing
    from briefbot.tasks.preview import Preview
    from briefbot.tasks.verify import Verification

_HOMES = {
    "Answer": "results",
    "Brief": "documents",
    "Briefbot": "client",
    "BriefbotError": "errors",
    "Changes": "results",
    "Citation": "results",
    "Claim": "results",
    "DailySummary": "results",
    "DayListing": "tasks.days",
    "Preview": "tasks.preview",
    "Rejected": "results",
    "Story": "results",
    "Timeline": "results",
    "Verification": "tasks.verify",
}

__all__ = [
    "Answer",
    "Brief",
    "Briefbot",
    "BriefbotError",
    "Changes",
    "Citation",
    "Claim",
    "DailySummary",
    "DayListing",
    "Preview",
    "Rejected",
    "Story",
    "Timeline",
    "Verification",
    "__version__",
]


def __getattr__(name: str) -> object:
    if name not in _HOMES:
        raise AttributeError(f"module 'briefbot' has no attribute {name!r}")
    return getattr(import_module(f"briefbot.{_HOMES[name]}"), name)
