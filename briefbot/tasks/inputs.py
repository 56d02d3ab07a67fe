"""All that decides a day's summary, small enough to keep beside it: the same again gives the same."""

from __future__ import annotations

import hashlib
import json
from datetime import timedelta
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

from briefbot.results import DailySummary
from briefbot.tasks.changes.days import day_before
from briefbot.tasks.evidence import DAYS_KNOWN
from briefbot.tasks.summarize import summarize
from briefbot.version import __version__

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from briefbot.retrieval.index import Index
    from briefbot.tasks.prompting import Prompted
    from briefbot.tasks.provenance import Options

Inputs: TypeAlias = "dict[str, str | Options | None]"


class Made(NamedTuple):
    """A summary with all that it was made of."""

    summary: DailySummary
    inputs: Inputs


# What to say of a summary that was made of other inputs, by the first of them that differs.
_CHANGED = {
    "briefs": "the briefs of the day changed",
    "before": "the briefs before the day changed",
    "model": "another model",
    "prompts": "other prompts",
    "options": "other options",
    "briefbot": "another version of briefbot",
    "fallback": "the model had failed",
}


def make_summary(
    index: Index, day: date, *, by: Prompted | None = None, mark_new: bool = False
) -> Made:
    """A day's summary with its inputs, both of the same briefs.

    Raises:
        BriefNotFoundError: a brief that counts went or changed since it was indexed.
        ModelError: the model gave nothing to check.
        BudgetExceededError: a call would exceed the budget; it was not made.
    """
    inputs = summary_inputs(index, day, by=by, mark_new=mark_new)
    summary = summarize(index, day, by=by, mark_new=mark_new)
    if summary.provenance.fallback:
        # It is as good as can be now, and to be made again once the model is back.
        inputs["fallback"] = "extractive"
    return Made(summary, inputs)


def summary_inputs(
    index: Index, day: date, *, by: Prompted | None = None, mark_new: bool = False
) -> Inputs:
    """What a day's summary is made of, as JSON: version, model, prompts, options and hashes of briefs.

    `before` stands for the briefs the day is compared with. No brief is read. Where a brief lies does not count,
    only its id and content.

    Args:
        index: the library.
        day: the day to summarize.
        by: the model with its prompts.
        mark_new: whether developments are marked as new since the newest day before.

    Raises:
        PromptError: a prompt is missing or not valid.
    """
    first = day - timedelta(days=DAYS_KNOWN)
    if mark_new:
        first = min(first, day_before(index, day) or first)
    before = index.hashes(first, day - timedelta(days=1))
    return {
        "briefbot": __version__,
        "model": by.model.name if by else None,
        "prompts": _fingerprints(by) if by else {},
        "options": {"mark_new": True} if mark_new else {},
        "briefs": _hash(index.hashes(day, day)),
        "before": _hash(before),
    }


def tell_difference(made_of: Mapping[str, object], now: Mapping[str, object]) -> str | None:
    """In a few words what changed since, None when nothing did."""
    for name, words in _CHANGED.items():
        if made_of.get(name) != now.get(name):
            return words
    return None if made_of == now else "made in another way"


def _fingerprints(by: Prompted) -> Options:
    names = ("summarize", "details", "reask", *(("judge",) if by.judge else ()))
    prompts = [by.prompts.load(name) for name in names]
    return {prompt.spec: prompt.fingerprint for prompt in prompts}


def _hash(hashes: Mapping[str, str]) -> str:
    return hashlib.sha256(json.dumps(sorted(hashes.items())).encode()).hexdigest()
