"""briefbot: daily summaries and answers from dated news briefs, every line tied to its source.

The names below are loaded on first use, so that importing briefbot stays cheap.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

from briefbot.version import __version__

if TYPE_CHECKING:
    from briefbot.client import Briefbot, DayListing, Preview
    from briefbot.documents import Brief
    from briefbot.errors import BriefbotError
    from briefbot.results import Answer, Citation, Claim, DailySummary, Rejected
    from briefbot.tasks.verify import Verification

_HOMES = {
    "Answer": "results",
    "Brief": "documents",
    "Briefbot": "client",
    "BriefbotError": "errors",
    "Citation": "results",
    "Claim": "results",
    "DailySummary": "results",
    "DayListing": "client",
    "Preview": "client",
    "Rejected": "results",
    "Verification": "tasks.verify",
}

__all__ = [
    "Answer",
    "Brief",
    "Briefbot",
    "BriefbotError",
    "Citation",
    "Claim",
    "DailySummary",
    "DayListing",
    "Preview",
    "Rejected",
    "Verification",
    "__version__",
]


def __getattr__(name: str) -> object:
    if name not in _HOMES:
        raise AttributeError(f"module 'briefbot' has no attribute {name!r}")
    return getattr(import_module(f"briefbot.{_HOMES[name]}"), name)
