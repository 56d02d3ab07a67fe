"""`briefbot story`: what the briefs up to a day tell of an event, in few words."""

from __future__ import annotations

from typing import Annotated

import typer

from briefbot.cli import options
from briefbot.cli.exits import ABSTAINED, DONE, reporting, tell_fallback, verdict
from briefbot.cli.opening import opened
from briefbot.cli.output import Sheet, render

# What the command can ask a model with; another name on --prompt would go unused, unseen.
PROMPTS = ("story", "judge", "reask")

Query = Annotated[
    str | None,
    typer.Argument(
        metavar="QUERY",
        help='The event, like "Lake Orvel"; names and rare words must be there. Without it, all that the'
        " briefs tell.",
        show_default=False,
    ),
]
Words = Annotated[
    int,
    typer.Option(
        "--words",
        metavar="N",
        min=1,
        help="The longest story, in words; 200 without it. Where there is little to tell it is shorter.",
    ),
]


def story(
    query: Query = None,
    until: options.Until = None,
    since: options.Since = None,
    words: Words = 200,
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
    """Tell the story so far: how it began, what it was about, where it stands.

    Exact sentences, each with the day of its brief, oldest first. The briefs of --until count too: for
    the background to a day's news, give the day before. Exits with 3 when the briefs tell nothing of it.

    Examples:
      briefbot story
      briefbot story "Lake Orvel" --until 2021-03-11
      briefbot story Kessel --words 80 --format json --output kessel.json
    """
    common = options.Common(
        *(briefs, model, tuple(prompt or ()), form, output, record, replay),
        *(strict, max_tokens, max_cost, dry_run, verbose, judge),
        *(deadline, max_requests, fallback),
    )
    options.check_range(since, until)
    with reporting(verbose=verbose), opened(common, PROMPTS) as bot, Sheet(output, form) as sheet:
        if dry_run:
            from briefbot.cli.preview import show_preview

            sheet.add(
                show_preview(bot.preview_story(query, until=until, since=since, words=words), form)
            )
            return DONE
        told = bot.story(query, until=until, since=since, words=words)
        sheet.add(render(told, form, to_file=output is not None))
        tell_fallback(told.provenance)
    return verdict(len(told.rejected), strict=strict) or (DONE if told.claims else ABSTAINED)
