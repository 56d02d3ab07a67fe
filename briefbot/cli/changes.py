"""`briefbot changes`: what is new, updated, reversed or dropped since another day."""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefbot.cli import options
from briefbot.cli.exits import DONE, UsageError, reporting, tell_fallback, verdict
from briefbot.cli.opening import opened
from briefbot.cli.output import Sheet, render

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

# What the command can ask a model with; another name on --prompt would go unused, unseen.
PROMPTS = ("changes", "judge", "reask")


def changes(
    day: options.ChangedDay = None,
    later: options.LaterDay = None,
    briefs: options.Briefs = None,
    model: options.Model = None,
    prompt: options.Prompt = None,
    judge: options.Judge = False,
    form: options.Format = "text",
    output: options.Output = None,
    record: options.Record = None,
    replay: options.Replay = None,
    strict: options.Strict = False,
    max_tokens: options.MaxTokens = None,
    max_cost: options.MaxCost = None,
    deadline: options.Deadline = None,
    max_requests: options.MaxRequests = None,
    fallback: options.Fallback = None,
    dry_run: options.DryRun = False,
    verbose: options.Verbose = False,
) -> int:
    """Show what changed from one day to another.

    New is what the earlier day does not tell, updated what it gave another value for, reversed what
    it said the opposite of, and no longer told a running story that the later day leaves out.

    Examples:
      briefbot changes
      briefbot changes 2022-02-02
      briefbot changes 2022-02-01 2022-02-02 --format json --output changes.json
    """
    common = options.Common(
        *(briefs, model, tuple(prompt or ()), form, output, record, replay),
        *(strict, max_tokens, max_cost, dry_run, verbose, judge),
        *(deadline, max_requests, fallback),
    )
    wanted = [given for given in (day, later) if given is not None]
    _check_days(wanted)
    with reporting(verbose=verbose), opened(common, PROMPTS) as bot, Sheet(output, form) as sheet:
        if dry_run:
            from briefbot.cli.preview import show_preview

            sheet.add(show_preview(bot.preview_changes(*wanted), form))
            return DONE
        result = bot.changes(*wanted)
        sheet.add(render(result, form, to_file=output is not None))
        tell_fallback(result.provenance)
    return verdict(len(result.rejected), strict=strict)


def _check_days(days: Sequence[date]) -> None:
    from briefbot.errors import SettingsError
    from briefbot.tasks.changes.days import check_days

    try:
        check_days(days)
    except SettingsError as exc:
        raise UsageError(str(exc)) from exc
