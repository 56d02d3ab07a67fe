"""`briefbot summarize`: one day, or every day of a range."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from briefbot.cli import options
from briefbot.cli.exits import UsageError, reporting, verdict
from briefbot.cli.opening import opened
from briefbot.cli.output import Sheet, render
from briefbot.errors import BriefbotError, BriefNotFoundError

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from briefbot.client import Briefbot

# What the command can ask a model with; another name on --prompt would go unused, unseen.
PROMPTS = ("summarize", "details", "judge", "reask")


def summarize(
    day: options.DayArgument = None,
    since: options.Since = None,
    until: options.Until = None,
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
    dry_run: options.DryRun = False,
    verbose: options.Verbose = False,
) -> int:
    """Summarize a day, or each day of a range.

    Every statement cites the sentences that prove it. With --since or --until, one summary a day.

    Examples:
      briefbot summarize
      briefbot summarize 2022-02-02 --format markdown --output today.md
      briefbot summarize --since 2022-02-01 --until 2022-02-07 --format json
      briefbot summarize --briefs - < brief.txt
    """
    common = options.Common(
        *(briefs, model, tuple(prompt or ()), form, output, record, replay),
        *(strict, max_tokens, max_cost, dry_run, verbose, judge),
    )
    options.check_range(since, until)
    if day and (since or until):
        raise UsageError("give either a DAY or a range with --since and --until")
    with reporting(verbose=verbose), opened(common, PROMPTS) as bot:
        if since or until:
            return _each(bot, _days(bot, since, until), common, many=True)
        return _each(bot, [day], common, many=False)


def _days(bot: Briefbot, since: date | None, until: date | None) -> list[date | None]:
    """The days of the range that have briefs, oldest first."""
    there = sorted(listing.day for listing in bot.days())
    days = [d for d in there if (not since or d >= since) and (not until or d <= until)]
    if not days:
        span = f"from {since or 'the first day'} to {until or 'the last day'}"
        have = f"the days there are go from {there[0]} to {there[-1]}" if there else "none at all"
        raise BriefNotFoundError(f"no brief {span}: {have}; briefbot days lists them")
    return list(days)


def _each(bot: Briefbot, days: Sequence[date | None], common: options.Common, *, many: bool) -> int:
    """Put out the summary of each day in turn; gives the exit code."""
    from briefbot.cli.progress import track, wanted

    rejected = 0
    hold = wanted(days) and sys.stdout.isatty()
    with Sheet(common.output, common.form, many=many, hold=hold) as sheet:
        for done, day in enumerate(track(days, "Summarizing")):
            try:
                rejected += _one(bot, day, common, sheet, many=many)
            except BriefbotError as exc:
                if many:
                    exc.add_note(f"{day}; {done} of {len(days)} days are done")
                raise
    return verdict(rejected, strict=common.strict)


def _one(
    bot: Briefbot, day: date | None, common: options.Common, sheet: Sheet, *, many: bool
) -> int:
    """Put out one day; gives how many drafted statements did not pass."""
    if common.dry_run:
        from briefbot.cli.preview import show_preview

        sheet.add(show_preview(bot.preview_summarize(day), common.form))
        return 0
    summary = bot.summarize(day)
    to_file = common.output is not None
    sheet.add(render(summary, common.form, to_file=to_file, many=many))
    return len(summary.rejected)
