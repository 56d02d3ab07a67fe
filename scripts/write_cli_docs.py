"""Writes the command reference in docs/cli.md from the commands themselves.

Run it after changing a command: `python scripts/write_cli_docs.py`. A test compares.
"""

from __future__ import annotations

import inspect
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeAlias

import typer

from briefbot.cli.app import app

if TYPE_CHECKING:
    from collections.abc import Iterator

# Commands and parameters are click's objects, which Typer ships under changing names.
Clicked: TypeAlias = Any

PAGE = Path(__file__).resolve().parents[1] / "docs" / "cli.md"
BEGIN = "<!-- commands: written by scripts/write_cli_docs.py -->"
END = "<!-- end of commands -->"


def reference() -> str:
    """Every command with its usage, help, examples, arguments and options, as Markdown."""
    root: Clicked = typer.main.get_command(app)
    return "\n".join(line for name, command in _walk(root) for line in _section(name, command))


def page(text: str) -> str:
    """The page with its reference part written anew."""
    before, rest = text.split(BEGIN)
    return f"{before}{BEGIN}\n\n{reference()}\n{END}{rest.split(END)[1]}"


def _walk(command: Clicked, path: str = "briefbot") -> Iterator[tuple[str, Clicked]]:
    for name, child in getattr(command, "commands", {}).items():
        yield f"{path} {name}", child
        yield from _walk(child, f"{path} {name}")


def _section(name: str, command: Clicked) -> Iterator[str]:
    arguments = [p for p in command.params if p.param_type_name == "argument"]
    options = [p for p in command.params if p.param_type_name == "option"]
    words = [f"[{_shown(p)}]" if not p.required else _shown(p) for p in arguments]
    more = ["[COMMAND]"] if getattr(command, "commands", None) else []
    yield f"### `{' '.join([name, *words, *more])}`"
    yield ""
    yield from _help(inspect.cleandoc(command.help or ""))
    rows = [(f"`{_shown(p)}`", p.help) for p in arguments]
    rows += [(f"`{_option(p)}`", p.help) for p in options]
    if rows:
        yield from ("| | |", "|---|---|")
        yield from (f"| {left} | {_cell(right)} |" for left, right in rows)
        yield ""


def _help(text: str) -> Iterator[str]:
    for block in text.split("\n\n"):
        block = block.replace("\b\n", "")
        if block.startswith("Examples:"):
            yield from ("```sh", inspect.cleandoc(block.partition("\n")[2]), "```", "")
        elif block:
            yield from (" ".join(block.split()), "")


def _shown(parameter: Clicked) -> str:
    return str(parameter.metavar or parameter.name.upper())


def _option(parameter: Clicked) -> str:
    names = ", ".join(sorted(parameter.opts, key=len))
    return names if parameter.is_flag else f"{names} {_shown(parameter)}".replace("|", "\\|")


def _cell(text: str | None) -> str:
    return (text or "").replace("|", "\\|")


if __name__ == "__main__":
    PAGE.write_text(page(PAGE.read_text(encoding="utf-8")), encoding="utf-8")
    print(f"wrote {PAGE}")
