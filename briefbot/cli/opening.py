"""A `Briefbot` as the options and the environment ask for, and what it has to tell on stderr."""

from __future__ import annotations

import os
import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING

from briefbot.cli.exits import UsageError, tell
from briefbot.settings import Settings

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from briefbot.cli.options import Common
    from briefbot.client import Briefbot
    from briefbot.encoder.finding import Found

_WARNINGS_SHOWN = 5


@contextmanager
def opened(common: Common, prompts: Sequence[str], *, ranks: bool = False) -> Iterator[Briefbot]:
    """A client for one task; says on stderr which model it uses, and afterwards what it warns of.

    Warnings come out after an error too: a skipped file is often the reason for it.

    Args:
        common: the options given.
        prompts: names of the prompts the task uses.
        ranks: whether the task ranks by the encoder, so that a missing one is worth a line.

    Raises:
        UsageError: a prompt of another name was asked for.
        PromptNotFoundError: there is no such version of it.
    """
    chosen = {spec.partition("@")[0]: spec for spec in common.prompts}
    for name, spec in chosen.items():
        if name not in prompts:
            raise UsageError(f"--prompt {spec!r} is not used here; there is {', '.join(prompts)}")
    from briefbot.client import Briefbot
    from briefbot.models.choose import EXTRACTIVE

    settings = Settings.from_environ(os.environ)
    _check_prompts(chosen, settings)
    bot = Briefbot(
        briefs_of(common.briefs, settings),
        model=common.model,
        encoder=common.encoder,
        prompts=chosen or None,
        prompt_folder=settings.prompts,
        judge=common.judge,
        record=common.record,
        replay=common.replay,
        max_tokens=common.max_tokens,
        max_cost_usd=common.max_cost,
        deadline_s=common.deadline,
        max_requests=common.max_requests,
        fallback=common.fallback,
        environ=os.environ,
    )
    tell(bot.choice.why)
    if chosen and bot.choice.spec == EXTRACTIVE:
        tell(f"--prompt {', '.join(chosen.values())} is not used: no model is asked")
    if ranks:
        tell_encoder(bot.found, verbose=common.verbose)
    with warning(bot, verbose=common.verbose, told=bot.found.why if ranks else ""):
        yield bot


def tell_encoder(found: Found, *, verbose: bool) -> None:
    """Say on stderr why there is no encoder, if one was to be expected; with `verbose` also which one there is."""
    if found.missing or verbose:
        tell(found.why)


@contextmanager
def reading(briefs: str | None, *, verbose: bool, encoder: str | None = None) -> Iterator[Briefbot]:
    """A client that only reads briefs: no model is looked for and none is named."""
    from briefbot.client import Briefbot

    settings = Settings.from_environ(os.environ)
    place = briefs_of(briefs, settings)
    bot = Briefbot(place, model="extractive", encoder=encoder, environ=os.environ)
    with warning(bot, verbose=verbose):
        yield bot


def briefs_of(given: str | None, settings: Settings) -> str:
    """Where the briefs are, as given or as the environment says; - on a terminal gets a hint."""
    place = settings.briefs if given is None else given
    if place == "-" and sys.stdin is not None and sys.stdin.isatty():
        tell("reading a brief from the terminal; end it with Ctrl-D")
    return place


def _check_prompts(chosen: Mapping[str, str], settings: Settings) -> None:
    # Now, because a prompt is read only when a model is asked: a typing mistake would pass unseen.
    if chosen:
        from briefbot.prompts import load_prompt

        for spec in chosen.values():
            load_prompt(spec, folder=settings.prompts)


@contextmanager
def warning(bot: Briefbot, *, verbose: bool, told: str = "") -> Iterator[None]:
    """Print the client's warnings on the way out, the first few of many unless `verbose`, and not what was told."""
    try:
        yield
    finally:
        warnings = [line for line in dict.fromkeys(bot.warnings) if line != told]
        shown = warnings if verbose else warnings[:_WARNINGS_SHOWN]
        for line in shown:
            tell(f"warning: {line}")
        if len(shown) < len(warnings):
            tell(f"warning: {len(warnings) - len(shown):,} more like these; -v shows them all")
