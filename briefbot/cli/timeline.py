"""`briefbot timeline`: how a story unfolded over many briefs, as text, Markdown, JSON or a calendar."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Literal

import typer

from briefbot.cli import options
from briefbot.cli.exits import ABSTAINED, DONE, reporting, tell
from briefbot.cli.opening import reading
from briefbot.cli.output import Sheet, render

if TYPE_CHECKING:
    from briefbot.results import Timeline

TimelineForm = Literal["text", "markdown", "json", "ics"]
DEFAULT_LIMIT = 30

Query = Annotated[
    str,
    typer.Argument(
        metavar="QUERY",
        help='What the story is about, like Crimea or "Lake Orvel". Names and rare words must be there, in a'
        " paragraph or the heading above it; what stands in quotation marks word for word.",
    ),
]
Limit = Annotated[
    int | None,
    typer.Option(
        "--limit",
        metavar="N",
        min=0,
        help=f"List the N steps that matter most; 0 for all. Without it, {DEFAULT_LIMIT}, and all for ics.",
        show_default=False,
    ),
]
Format = Annotated[
    TimelineForm,
    typer.Option(
        "--format",
        metavar="text|markdown|json|ics",
        help="How the result is written; ics is a calendar of what is announced ahead.",
    ),
]


def timeline(
    query: Query,
    since: options.Since = None,
    until: options.Until = None,
    as_of: options.AsOf = None,
    limit: Limit = None,
    briefs: options.Briefs = None,
    form: Format = "text",
    output: options.Output = None,
    verbose: options.Verbose = False,
) -> int:
    """Show how a story unfolded: one line a step, with the day it happened and its source.

    What is told again is listed once; a changed figure is a step of its own. --since, --until and --as-of
    say which briefs are read, not when things happened. No model is asked, whichever is set. Exits with 3
    when no brief tells of it.

    Examples:
      briefbot timeline "Lake Orvel"
      briefbot timeline Crimea --until 2014-03-31 --limit 0
      briefbot timeline '"Crimean Bridge"' --format json --output bridge.json
      briefbot timeline Brexit --format ics --output brexit.ics
    """
    options.check_range(since, until, as_of)
    options.check_characters(query, "the query")
    if limit is None:
        limit = 0 if form == "ics" else DEFAULT_LIMIT
    with reporting(verbose=verbose), reading(briefs, verbose=verbose) as bot:
        with Sheet(output, "text" if form == "ics" else form) as sheet:
            result = bot.timeline(query, as_of=as_of, since=since, until=until, limit=limit)
            sheet.add(_rendered(result, form, to_file=output is not None))
        if form == "ics" and result.found:
            _tell_announced(result)
        if form == "ics" and not result.found:
            tell(f"no brief tells of {query!r}: the calendar is empty")
    return DONE if result.steps else ABSTAINED


def _rendered(result: Timeline, form: TimelineForm, *, to_file: bool) -> str:
    if form == "ics":
        from briefbot.rendering.calendar import to_calendar

        return to_calendar(result)
    return render(result, form, to_file=to_file)


def _tell_announced(result: Timeline) -> None:
    from briefbot.rendering.calendar import announced

    if not announced(result):
        tell(f"nothing is announced of {result.query!r}: the calendar is empty")
