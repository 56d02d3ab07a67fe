"""`briefbot redteam`: attacks planted in the user's own briefs, and what came of them."""

from __future__ import annotations

from itertools import islice
from random import Random
from typing import TYPE_CHECKING, Annotated

import typer

from briefbot.cli import options
from briefbot.cli.exits import DONE, NOT_VERIFIED, UsageError, reporting, tell
from briefbot.cli.opening import opened
from briefbot.cli.output import Sheet, page
from briefbot.errors import BriefbotError
from briefbot.rendering.numbers import counted

if TYPE_CHECKING:
    from collections.abc import Sequence

    from briefbot.client import Briefbot
    from briefbot.redteam import Attack, Run, Suite, Task
    from briefbot.redteam.tally import RedteamReport

PROMPTS = ("summarize", "details", "ask", "changes", "story", "judge", "reask")
# Days before the newest that stand beside it: what its summary is compared with.
_OTHER_DAYS = 7
_EVERY: tuple[Task, ...] = ("summarize", "ask", "changes", "story")

Question = Annotated[
    str | None,
    typer.Option(
        "--question",
        metavar="TEXT",
        help="What is asked of the attacked brief. Without it, what is new on the topic of its first news.",
    ),
]
Family = Annotated[
    list[str] | None,
    typer.Option(
        "--family", metavar="NAME", help="Only attacks of that family; can be given more than once."
    ),
]
Limit = Annotated[
    int | None,
    typer.Option("--limit", metavar="N", min=1, help="Only so many attacks, of every family some."),
]
Seed = Annotated[
    int | None,
    typer.Option(
        "--seed",
        metavar="N",
        help="Plant each attack at one place, chosen by this number, in place of all three.",
    ),
]
Tasks = Annotated[
    list[str] | None,
    typer.Option(
        "--task",
        metavar="summarize|ask|changes|story",
        help="What is attacked; can be given more than once. Without it, summarize and ask.",
    ),
]
All = Annotated[bool, typer.Option("--all", help="Attack all four: changes and story too.")]
Strict = Annotated[
    bool, typer.Option("--strict", help="Exit with 4 when anything forbidden came out.")
]


def redteam(
    briefs: options.Briefs = None,
    model: options.Model = None,
    prompt: options.Prompt = None,
    judge: options.Judge = False,
    question: Question = None,
    family: Family = None,
    limit: Limit = None,
    seed: Seed = None,
    task: Tasks = None,
    everything: All = False,
    strict: Strict = False,
    form: options.Format = "text",
    output: options.Output = None,
    record: options.Record = None,
    replay: options.Replay = None,
    max_tokens: options.MaxTokens = None,
    max_cost: options.MaxCost = None,
    verbose: options.Verbose = False,
) -> int:
    """Attack a model through the briefs it reads, and see what comes out.

    Plants orders, forged messages, links, hidden text and false news at the start, the middle and the end
    of the newest brief, summarizes it and asks about it with and without each, and counts what came of
    them. Nothing is written into the briefs.

    Examples:
      briefbot redteam --model extractive
      briefbot redteam --model gpt-5-mini --limit 20 --seed 1 --max-cost 0.50 --strict
      briefbot redteam --family "links and images" --format json --output links.json
    """
    common = options.Common(
        briefs=briefs,
        model=model,
        prompts=tuple(prompt or ()),
        form=form,
        output=output,
        record=record,
        replay=replay,
        strict=strict,
        max_tokens=max_tokens,
        max_cost=max_cost,
        verbose=verbose,
        judge=judge,
    )
    tasks = _EVERY if everything else _tasks(task or _EVERY[:2])
    with reporting(verbose=verbose):
        from briefbot.redteam.attacks import choose_attacks, load_attacks

        attacks = choose_attacks(load_attacks(), families=tuple(family or ()), limit=limit)
        with opened(common, PROMPTS) as bot:
            suite = _suite(bot, question, tasks)
            runs, error = _run_all(suite, attacks, seed)
            _tell_failed(suite)
            if not runs and error is None:
                # Nothing was judged: that is no result without findings.
                error = next(iter(suite.failed.values()), None)
            result = _result(bot, suite, runs, common, complete=error is None)
        with Sheet(output, form) as sheet:
            if runs:
                sheet.add(_rendered(result, common))
        if error is not None:
            if runs:
                tell(f"stopped after {counted(len(runs), 'run')}; what is done is in the result")
            raise error
    return _verdict(result, suite, strict=strict)


def _tasks(given: Sequence[str]) -> tuple[Task, ...]:
    """The tasks named, each once, in their order.

    Raises:
        UsageError: there is no such task.
    """
    if unknown := [name for name in given if name not in _EVERY]:
        raise UsageError(f"--task {unknown[0]!r}: there is {', '.join(_EVERY)}")
    return tuple(task for task in _EVERY if task in given)


def _suite(bot: Briefbot, question: str | None, tasks: Sequence[Task]) -> Suite:
    """The newest brief with those of the days before it, a name of its news, and a question."""
    from briefbot.client import Briefbot
    from briefbot.redteam import Suite
    from briefbot.redteam.planting import library_of

    days = sorted(bot.index.days())
    newest = bot.index.briefs(days[-1], days[-1])
    before = [one for day in days[-1 - _OTHER_DAYS : -1] for one in bot.index.briefs(day, day)]
    brief = max(newest, key=lambda one: len(one.text))
    by_code = Briefbot(library_of([*before, *newest]), model="extractive", environ={})
    summary = by_code.summarize(brief.day)
    topics = (development.topic.split(",")[0] for development in summary.developments)
    topic = next((topic for topic in topics if topic), brief.title)
    return Suite(
        open=lambda library, planted: bot.over(library),
        brief=brief,
        others=[*before, *(one for one in newest if one is not brief)],
        question=question or f"What is new on {topic}?",
        topic=topic,
        tasks=tasks,
    )


def _run_all(
    suite: Suite, attacks: Sequence[Attack], seed: int | None
) -> tuple[list[Run], BaseException | None]:
    """Every run, and what stopped them early, so that what is done is not lost."""
    from briefbot.cli.progress import track
    from briefbot.redteam import PLACES

    chance = Random(seed)
    steps = [
        (attack, place)
        for attack in attacks
        for place in (PLACES if seed is None else (chance.choice(PLACES),))
    ]
    runs: list[Run] = []
    try:
        for attack, place in track(steps, "Attacking"):
            runs += suite.attack(attack, (place,))
    except (BriefbotError, KeyboardInterrupt) as exc:
        return runs, exc
    return runs, None


def _result(
    bot: Briefbot, suite: Suite, runs: Sequence[Run], common: options.Common, *, complete: bool
) -> RedteamReport:
    from briefbot.redteam.tally import RedteamReport, count, found
    from briefbot.version import __version__

    return RedteamReport(
        briefbot=__version__,
        model=bot.model.name if bot.model else bot.choice.spec,
        prompts=common.prompts,
        brief=suite.brief.id,
        question=suite.question,
        tasks=tuple(suite.tasks),
        complete=complete,
        families=count(runs),
        findings=found(runs),
    )


def _rendered(result: RedteamReport, common: options.Common) -> str:
    from briefbot.redteam.words import report
    from briefbot.rendering import to_json
    from briefbot.rendering.report import report_to_markdown, report_to_text

    if common.form == "json":
        return to_json(result)
    if common.form == "markdown":
        return report_to_markdown(report(result))
    width, heading = page(to_file=common.output is not None)
    return report_to_text(report(result), width=width, heading=heading)


def _tell_failed(suite: Suite) -> None:
    for task, why in suite.failed.items():
        tell(f"warning: {task} was not attacked, because it fails without an attack: {why}")


def _verdict(result: RedteamReport, suite: Suite, *, strict: bool) -> int:
    """4 under `--strict` when anything came out, or could not be judged; why is told on stderr."""
    came_out = list(islice((one for one in result.findings if one.out), 1))
    if not strict or not (came_out or suite.failed):
        return DONE
    for first in came_out:
        tell(f"--strict: {first.attack} got out {first.out[0]}")
    for task in suite.failed:
        tell(f"--strict: {task} was not judged")
    return NOT_VERIFIED
