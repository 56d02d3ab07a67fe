"""Exit codes, and every error as one line on stderr."""

from __future__ import annotations

import os
import sys
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING

import typer

from briefbot.cli.signals import INTERRUPTED
from briefbot.errors import BriefbotError
from briefbot.rendering.numbers import counted
from briefbot.rendering.plain import clean, clean_lines

if TYPE_CHECKING:
    from collections.abc import Iterator

    from briefbot.results import Provenance

DONE = 0
FAILED = 1
USAGE = 2
ABSTAINED = 3
NOT_VERIFIED = 4
BROKEN_PIPE = 141

# Typer has brought click under two names; the base of its own public error is right in all of them.
UsageError: type[Exception] = typer.BadParameter.__bases__[0]


def tell(message: str) -> None:
    """Write one line for the person at the terminal to stderr; never part of a result."""
    print(f"briefbot: {clean(message)}", file=sys.stderr)  # noqa: T201 - this is the door


def tell_traceback(error: BaseException) -> None:
    """Write the error with where it came from to stderr; nothing in its words steers the terminal."""
    import traceback

    lines = clean_lines("".join(traceback.format_exception(error)))
    print(lines, file=sys.stderr)  # noqa: T201 - this is the door


def verdict(rejected: int, *, strict: bool) -> int:
    """The exit code of a result: 4 under `--strict` when a drafted statement did not pass, else 0."""
    if not (strict and rejected):
        return DONE
    tell(f"--strict: {counted(rejected, 'drafted statement')} did not pass")
    return NOT_VERIFIED


def tell_fallback(provenance: Provenance) -> None:
    """Say on stderr where a model failed and the briefs' own sentences stand in."""
    if provenance.fallback:
        tell(
            f"{provenance.model} failed, these are the briefs' own sentences: {provenance.fallback}"
        )


@contextmanager
def reporting(*, verbose: bool) -> Iterator[None]:
    """Turn an error briefbot raises on purpose into one line on stderr and exit code 1.

    With `verbose` the traceback comes first. Everything else passes: a bug shows its traceback.
    """
    try:
        yield
    except BrokenPipeError as exc:
        drop_stdout()
        raise typer.Exit(BROKEN_PIPE) from exc
    except KeyboardInterrupt as exc:
        # Told by `run`, as Typer turns one that comes outside of here into the same.
        raise typer.Exit(INTERRUPTED) from exc
    except (BriefbotError, OSError) as exc:
        if verbose:
            tell_traceback(exc)
        tell(_described(exc))
        raise typer.Exit(FAILED) from exc


def drop_stdout() -> None:
    """Send what stdout still holds nowhere: a flush at exit would fail a second time, and noisily."""
    with suppress(OSError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _described(exc: BriefbotError | OSError) -> str:
    if isinstance(exc, OSError) and exc.strerror:
        return f"{exc.filename}: {exc.strerror}" if exc.filename else exc.strerror
    notes = "".join(f" ({note})" for note in getattr(exc, "__notes__", ()))
    return (str(exc) or type(exc).__name__) + notes
