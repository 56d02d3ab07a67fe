"""The `briefbot` command: its parts, and how it ends."""

from __future__ import annotations

import functools
import io
import sys
from typing import TYPE_CHECKING, Annotated, Any

import typer

from briefbot.cli import exits
from briefbot.cli.ask import ask
from briefbot.cli.changes import changes
from briefbot.cli.days import days
from briefbot.cli.eval import eval_
from briefbot.cli.index import index
from briefbot.cli.models import models
from briefbot.cli.prompts import overview, prompts
from briefbot.cli.redteam import redteam
from briefbot.cli.signals import INTERRUPTED
from briefbot.cli.story import story
from briefbot.cli.summarize import summarize
from briefbot.cli.timeline import timeline
from briefbot.cli.usage import usage
from briefbot.cli.verify import verify
from briefbot.cli.wording import help_of
from briefbot.version import __version__

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

# Rich help and rich tracebacks cost 0.11 s of every start, a local's repr could show a key.
app = typer.Typer(
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)


def _version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"briefbot {__version__}")
        raise typer.Exit


def briefbot(
    context: typer.Context,
    version: Annotated[
        bool,
        typer.Option("--version", callback=_version, is_eager=True, help="Show the version."),
    ] = False,
) -> None:
    """Summaries and answers from dated news briefs, every claim tied to its source.

    Works with no key and no network; with a model it writes better, never less verifiably.

    Examples:
      briefbot summarize
      briefbot ask "What does Russia demand?"
      briefbot summarize --format json --output day.json && briefbot verify day.json

    Exit codes:
      0 done, 1 an error, 2 usage, 3 no answer in the briefs,
      4 not verified, worse than eval's --baseline or --require, or --strict and something was
      rejected, 130 and 143 on signals.
    """
    if context.invoked_subcommand is None:
        typer.echo(context.get_help(), err=True)
        raise typer.Exit(exits.USAGE)


app.callback(invoke_without_command=True, help=help_of(briefbot))(briefbot)
for command in (
    *(summarize, ask, changes, story, timeline, verify),
    *(models, days, index, usage, redteam),
):
    app.command(help=help_of(command))(command)
app.command("eval", help=help_of(eval_))(eval_)
app.add_typer(prompts, name="prompts", help=help_of(overview))


@functools.cache
def parser() -> Callable[..., Any]:
    """The parser of command lines, which takes 25 ms to build."""
    return typer.main.get_command(app)


def run(args: Sequence[str] | None = None) -> int:
    """The exit code of one command line (`sys.argv` without `args`), everything printed."""
    try:
        code = parser()(args=args, prog_name="briefbot", standalone_mode=False)
        if code == INTERRUPTED:
            exits.tell("interrupted")
        sys.stdout.flush()
        return int(code or exits.DONE)
    except exits.UsageError as exc:
        message: Any = exc
        # Typer checks choices by pydantic, whose errors begin so.
        told = message.format_message().replace("Value error, ", "")
        exits.tell(f"{told} (briefbot --help shows what there is)")
        return exits.USAGE
    except (typer.Abort, KeyboardInterrupt):
        exits.tell("interrupted")
        return INTERRUPTED
    except OSError as exc:
        exits.drop_stdout()
        exits.tell(f"can't write to stdout: {exc.strerror}")
        return exits.FAILED


def printed() -> int:
    """The exit code of this process's own command line: UTF-8 out, then `run`."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            # A pipe gets UTF-8 whatever the locale; a terminal that can't show a letter gets "?".
            encoding = stream.encoding if stream.isatty() else "utf-8"
            stream.reconfigure(encoding=encoding, errors="replace")
    return run()
