"""`briefbot ask`: one question, answered from the briefs or not at all."""

from __future__ import annotations

from typing import Annotated

import typer

from briefbot.cli import options
from briefbot.cli.exits import ABSTAINED, DONE, reporting, tell_fallback, verdict
from briefbot.cli.opening import opened
from briefbot.cli.output import Sheet, render

# What the command can ask a model with; another name on --prompt would go unused, unseen.
PROMPTS = ("ask", "judge", "reask")

Question = Annotated[
    str, typer.Argument(metavar="QUESTION", help="The question; quote it for the shell.")
]


def ask(
    question: Question,
    as_of: options.AsOf = None,
    since: options.Since = None,
    until: options.Until = None,
    briefs: options.Briefs = None,
    model: options.Model = None,
    prompt: options.Prompt = None,
    judge: options.Judge = False,
    encoder: options.Encoder = None,
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
    """Answer a question, with the sentences that prove it.

    Exits with 3 when the briefs do not answer it. Dates in the question count too: "on Feb. 1",
    "yesterday" and "last week" are seen from --as-of.

    Examples:
      briefbot ask "What does Russia demand?"
      briefbot ask "What did Orban say?" --as-of 2022-02-02
      briefbot ask "How many troops are near Ukraine?" --since 2022-01-30 --format json
      briefbot ask "What does China support?" --model gpt-5-mini --max-cost 0.02
    """
    common = options.Common(
        *(briefs, model, tuple(prompt or ()), form, output, record, replay),
        *(strict, max_tokens, max_cost, dry_run, verbose, judge),
        *(deadline, max_requests, fallback, encoder),
    )
    options.check_range(since, until, as_of)
    options.check_characters(question, "the question")
    with (
        reporting(verbose=verbose),
        opened(common, PROMPTS, ranks=True) as bot,
        Sheet(output, form) as sheet,
    ):
        if dry_run:
            from briefbot.cli.preview import show_preview

            preview = bot.preview_ask(question, as_of=as_of, since=since, until=until)
            sheet.add(show_preview(preview, form))
            return DONE
        answer = bot.ask(question, as_of=as_of, since=since, until=until)
        sheet.add(render(answer, form, to_file=output is not None))
        tell_fallback(answer.provenance)
    code = verdict(len(answer.rejected), strict=strict)
    return code or (ABSTAINED if answer.status == "abstained" else DONE)
