"""`briefbot summarize`: one day, or every day of a range."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from briefbot.cli import options
from briefbot.cli.day_folder import is_folder
from briefbot.cli.exits import DONE, UsageError, reporting, tell_fallback, verdict
from briefbot.cli.opening import opened
from briefbot.cli.output import Sheet, render

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from briefbot.client import Briefbot

# What the command can ask a model with; another name on --prompt would go unused, unseen.
PROMPTS = ("summarize", "details", "judge", "reask")

Output = Annotated[
    str | None,
    typer.Option(
        "--output",
        "-o",
        metavar="FILE|FOLDER/",
        help="Write the result there instead of to stdout. In a folder each day is a file of its own,"
        " and a second run goes on where the first one stopped.",
    ),
]
MarkNew = Annotated[
    bool,
    typer.Option(
        "--mark-new", help="Mark the developments that the newest day before does not tell."
    ),
]
Jobs = Annotated[
    int | None,
    typer.Option(
        "--jobs",
        metavar="N",
        min=1,
        max=64,
        help="How many days of a range to ask a model about at once. Without it, 4 for a server, 1 for"
        " a gguf file.",
    ),
]
Fresh = Annotated[
    bool,
    typer.Option(
        "--fresh", help="Make every day again, also those in the folder that are current."
    ),
]


def summarize(
    day: options.DayArgument = None,
    since: options.Since = None,
    until: options.Until = None,
    briefs: options.Briefs = None,
    model: options.Model = None,
    prompt: options.Prompt = None,
    judge: options.Judge = False,
    form: options.Format = "text",
    output: Output = None,
    record: options.Record = None,
    replay: options.Replay = None,
    strict: options.Strict = False,
    max_tokens: options.MaxTokens = None,
    max_cost: options.MaxCost = None,
    deadline: options.Deadline = None,
    max_requests: options.MaxRequests = None,
    fallback: options.Fallback = None,
    mark_new: MarkNew = False,
    jobs: Jobs = None,
    fresh: Fresh = False,
    dry_run: options.DryRun = False,
    verbose: options.Verbose = False,
) -> int:
    """Summarize a day, or each day of a range.

    Every statement cites the sentences that prove it. With --since or --until, one summary a day.
    With a folder as --output each day is a file there, written as soon as it is done; a second run
    leaves the days alone that are still current and makes the others.

    Examples:
      briefbot summarize
      briefbot summarize 2022-02-02 --format markdown --output today.md
      briefbot summarize --since 2022-02-01 --until 2022-02-07 --format json
      briefbot summarize --since 2022-01-01 --until 2022-12-31 --output summaries/
      briefbot summarize --briefs - < brief.txt
    """
    common = options.Common(
        *(briefs, model, tuple(prompt or ()), form, output, record, replay),
        *(strict, max_tokens, max_cost, dry_run, verbose, judge),
        *(deadline, max_requests, fallback),
    )
    options.check_range(since, until)
    folder = is_folder(output)
    if fresh and not folder:
        raise UsageError("--fresh is for --output FOLDER/, where earlier summaries are kept")
    if folder and dry_run:
        raise UsageError(
            "--dry-run writes no summaries; leave --output out to see what would be sent"
        )
    if day and (since or until):
        raise UsageError("give either a DAY or a range with --since and --until")
    with reporting(verbose=verbose), opened(common, PROMPTS) as bot:
        many = bool(since or until)
        if dry_run:
            return _show(bot, _range(bot, since, until) if many else [day], common, many=many)
        if not many and not folder:
            return _one(bot, day, common, mark_new=mark_new)
        from briefbot.cli.ranges import into_folder, into_sheet

        days = _range(bot, since, until) if many else [day or bot.days()[-1].day]
        if not folder:
            return into_sheet(bot, days, common, mark_new=mark_new, jobs=jobs)
        return into_folder(bot, days, common, mark_new=mark_new, fresh=fresh, jobs=jobs)


def _range(bot: Briefbot, since: date | None, until: date | None) -> list[date]:
    """The days of the range that have briefs, oldest first; says how many have none."""
    from briefbot.cli.ranges import tell_gaps
    from briefbot.tasks.ranges import choose_days

    days = choose_days([listing.day for listing in bot.days()], since, until)
    tell_gaps(days, since, until)
    return days


def _show(bot: Briefbot, days: Sequence[date | None], common: options.Common, *, many: bool) -> int:
    """What would be sent for each day."""
    from briefbot.cli.preview import show_preview

    with Sheet(common.output, common.form, many=many) as sheet:
        for day in days:
            sheet.add(show_preview(bot.preview_summarize(day), common.form))
    return DONE


def _one(bot: Briefbot, day: date | None, common: options.Common, *, mark_new: bool) -> int:
    """Put out the summary of one day; gives the exit code."""
    with Sheet(common.output, common.form) as sheet:
        summary = bot.summarize(day, mark_new=mark_new)
        sheet.add(render(summary, common.form, to_file=common.output is not None))
        tell_fallback(summary.provenance)
    return verdict(len(summary.rejected), strict=common.strict)
