"""A progress bar on stderr, where a person can see it."""

from __future__ import annotations

import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING, TypeVar

from briefbot.models.prices import total_usd

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from datetime import date

    from briefbot.results import Usage

T = TypeVar("T")


def wanted(steps: Sequence[object]) -> bool:
    """Whether a bar makes sense: more than one step, and stderr is a terminal."""
    return len(steps) > 1 and sys.stderr.isatty()


def track(steps: Sequence[T], label: str) -> Iterator[T]:
    """The steps one by one, with a bar that goes away when they are done."""
    if not wanted(steps):
        yield from steps
        return
    from rich.console import Console
    from rich.progress import Progress

    with Progress(console=Console(stderr=True), transient=True, redirect_stdout=False) as bar:
        yield from bar.track(steps, description=label)


@contextmanager
def showing(
    days: Sequence[date], *, total: int | None = None
) -> Iterator[Callable[[date, Spent], None]]:
    """A function to call with each day that is done and what all of them took; the bar goes away at the end.

    `total` is for days that were done before. Without a terminal nothing is shown.
    """
    if not wanted(days):
        yield lambda day, spent: None
        return
    from rich.console import Console
    from rich.progress import (
        BarColumn,
        MofNCompleteColumn,
        Progress,
        TextColumn,
        TimeRemainingColumn,
    )

    columns = (
        TextColumn("Summarizing"),
        BarColumn(),
        MofNCompleteColumn(),
        TextColumn("{task.fields[now]}"),
        TimeRemainingColumn(),
    )
    total = total or len(days)
    with Progress(
        *columns, console=Console(stderr=True), transient=True, redirect_stdout=False
    ) as bar:
        task = bar.add_task("", total=total, completed=total - len(days), now=str(days[0]))

        def step(day: date, spent: Spent) -> None:
            bar.update(task, advance=1, now=", ".join([str(day), *spent.words]))

        yield step


class Spent:
    """What a run has taken so far: tokens, and their cost where every price is known."""

    def __init__(self) -> None:
        self._tokens = 0
        self._cost_usd: float | None = 0.0

    def add(self, usage: Usage, cost_usd: float | None) -> None:
        """Count one summary in."""
        if not usage.calls:
            return
        self._tokens += usage.input_tokens + usage.output_tokens
        self._cost_usd = total_usd((self._cost_usd, cost_usd))

    def add_failed(self, error: BaseException | None) -> None:
        """Count in what a day took that gave nothing; what its model costs is not known here."""
        from briefbot.errors import ModelError

        if isinstance(error, ModelError) and error.input_tokens:
            self._tokens += error.input_tokens + error.output_tokens
            self._cost_usd = None

    @property
    def words(self) -> list[str]:
        """Tokens, then cost if it is known; nothing when nothing was spent."""
        if not self._tokens:
            return []
        cost = [f"${self._cost_usd:.4f}"] if self._cost_usd is not None else []
        return [f"{self._tokens:,} tokens", *cost]
