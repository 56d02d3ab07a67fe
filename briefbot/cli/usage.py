"""`briefbot usage`: what was sent to models, and what it cost."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from briefbot.cli import options
from briefbot.cli.exits import DONE, reporting, tell
from briefbot.cli.output import Sheet
from briefbot.rendering.numbers import counted

if TYPE_CHECKING:
    from briefbot.models.ledger_reading import Kept
    from briefbot.models.ledger_sums import Key

# A run is known by its day, its name says nothing to anybody.
_KEYS: dict[str | None, tuple[Key, ...]] = {
    None: ("day", "model", "prompt"),
    "day": ("day",),
    "model": ("model",),
    "prompt": ("prompt",),
    "run": ("day", "run"),
}
By = Annotated[
    Literal["day", "model", "prompt", "run"] | None,
    typer.Option(
        "--by",
        metavar="day|model|prompt|run",
        help="What the numbers are added up by. Without it, by day, model and prompt.",
    ),
]


def usage(
    by: By = None,
    since: options.Since = None,
    until: options.Until = None,
    form: options.ShortFormat = "text",
    output: options.Output = None,
    verbose: options.Verbose = False,
) -> int:
    """Show what was sent to models, and what it cost.

    Every request counts, also those that failed; what came from recordings does not. Days are in UTC.

    Examples:
      briefbot usage
      briefbot usage --by model --since 2026-11-01
      briefbot usage --by day --format json
    """
    from briefbot.models.ledger import ledger_folder
    from briefbot.models.ledger_reading import read_ledger
    from briefbot.models.ledger_sums import Sum, add_up
    from briefbot.rendering.usage import usage_json, usage_text
    from briefbot.settings import Settings

    options.check_range(since, until)
    with reporting(verbose=verbose), Sheet(output) as sheet:
        folder = ledger_folder(Settings.from_environ(os.environ).state)
        kept = read_ledger(folder, since=since, until=until)
        keys = _KEYS[by]
        rows = add_up(kept.attempts, keys)
        total = sum((one for _, one in rows), Sum())
        _tell_of(kept, verbose=verbose)
        if form == "json":
            damaged = len(kept.damaged) + kept.unnamed
            sheet.add(usage_json(rows, total, keys, folder=str(folder), damaged=damaged))
        elif rows:
            sheet.add(usage_text(rows, total, keys, folder=str(folder)))
        else:
            when = "in these days" if since or until else "so far"
            tell(f"nothing was sent to a model {when}; the ledger is in {folder}")
    return DONE


def _tell_of(kept: Kept, *, verbose: bool) -> None:
    if kept.damaged and not verbose:
        many = counted(len(kept.damaged) + kept.unnamed, "damaged line")
        tell(f"warning: {many} of the ledger left out; -v names them")
    for line in kept.damaged if verbose else ():
        tell(f"warning: left out {line}")
    if kept.unnamed and verbose:
        tell(f"warning: left out {counted(kept.unnamed, 'more damaged line')}")
