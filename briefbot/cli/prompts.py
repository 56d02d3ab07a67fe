"""`briefbot prompts`: list, show, compare and check the prompt versions."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Annotated

import typer

from briefbot.cli import exits, options
from briefbot.cli.exits import DONE, NOT_VERIFIED, reporting, tell
from briefbot.cli.output import Sheet
from briefbot.rendering.dump import values_to_json
from briefbot.rendering.numbers import counted
from briefbot.rendering.plain import clean, clean_lines
from briefbot.settings import Settings

if TYPE_CHECKING:
    from collections.abc import Sequence

    from briefbot.prompts import Prompt

prompts = typer.Typer(rich_markup_mode=None)

Spec = Annotated[
    str, typer.Argument(metavar="NAME[@V]", help="The prompt; without @V its newest version.")
]
Name = Annotated[str, typer.Argument(metavar="NAME", help="The prompt, without a version.")]
Old = Annotated[int, typer.Argument(metavar="A", min=1, help="The version to compare from.")]
New = Annotated[int, typer.Argument(metavar="B", min=1, help="The version to compare to.")]


@prompts.callback(invoke_without_command=True)
def overview(context: typer.Context) -> int:
    """List, show, compare and check prompt versions. Alone it lists them.

    Your own folder of prompts is read too when $BRIEFBOT_PROMPTS names one.

    Examples:
      briefbot prompts
      briefbot prompts show ask@1
      briefbot prompts diff ask 1 2
      briefbot prompts check
    """
    return list_() if context.invoked_subcommand is None else exits.DONE


@prompts.command("list")
def list_(
    form: options.ShortFormat = "text",
    output: options.Output = None,
    verbose: options.Verbose = False,
) -> int:
    """List every prompt version, with its fingerprint and what it is for."""
    from briefbot.prompts import list_prompts

    with reporting(verbose=verbose), Sheet(output) as sheet:
        there = list_prompts(folder=_folder())
        sheet.add(_json(there) if form == "json" else _table(there))
    return DONE


@prompts.command()
def show(spec: Spec, output: options.Output = None, verbose: options.Verbose = False) -> int:
    """Show a prompt file as it is."""
    from briefbot.prompts import load_prompt

    with reporting(verbose=verbose), Sheet(output) as sheet:
        prompt = load_prompt(spec, folder=_folder())
        sheet.add(prompt.text if output else clean_lines(prompt.text) + "\n")
        tell(f"{prompt.spec}, fingerprint {prompt.fingerprint}, from {prompt.path}")
    return DONE


@prompts.command()
def diff(
    name: Name,
    old: Old,
    new: New,
    output: options.Output = None,
    verbose: options.Verbose = False,
) -> int:
    """Show how version B of a prompt differs from version A."""
    from briefbot.prompts import diff_prompts

    with reporting(verbose=verbose), Sheet(output) as sheet:
        difference = diff_prompts(name, old, new, folder=_folder())
        if difference:
            sheet.add(clean_lines(difference) + "\n")
        else:
            tell(f"{name}@{old} and {name}@{new} are the same")
    return DONE


@prompts.command()
def check(verbose: options.Verbose = False) -> int:
    """Check that no released prompt has changed.

    Exits with 4 and names the prompts that have, are not locked yet, are gone or are not valid.
    """
    from briefbot.prompts import check_prompts, list_prompts

    with reporting(verbose=verbose), Sheet(None) as sheet:
        own = _folder()
        problems = check_prompts() + (check_prompts(own) if own else [])
        if not problems:
            sheet.add(f"{counted(len(list_prompts(folder=own)), 'prompt version')} in order\n")
            return DONE
        sheet.add("".join(f"{clean(problem.message)}\n" for problem in problems))
    tell(f"{counted(len(problems), 'prompt version')} to put right")
    return NOT_VERIFIED


def _folder() -> str | None:
    return Settings.from_environ(os.environ).prompts


def _table(there: Sequence[Prompt]) -> str:
    width = max((len(prompt.spec) for prompt in there), default=0)
    return "".join(
        f"{prompt.spec:<{width}}  {prompt.short_fingerprint}  {clean(prompt.description)}\n"
        for prompt in there
    )


def _json(there: Sequence[Prompt]) -> str:
    rows = [
        {
            "prompt": prompt.spec,
            "fingerprint": prompt.fingerprint,
            "description": prompt.description,
            "changes": prompt.changes,
            "path": prompt.path,
        }
        for prompt in there
    ]
    return values_to_json({"kind": "prompts", "prompts": rows})
