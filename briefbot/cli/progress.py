"""A progress bar on stderr, where a person can see it."""

from __future__ import annotations

import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING, TypeVar

from briefbot.rendering.numbers import counted

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from datetime import date

    from rich.progress import TaskID

    from briefbot.models.budget import Metered

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


@contextmanager
def counting(label: str) -> Iterator[Callable[[int, int], None]]:
    """A function to call with how many of how many are done; the bar comes with its first call and goes away at the end.

    Without a terminal nothing is shown.
    """
    if not sys.stderr.isatty():
        yield lambda done, total: None
        return
    from rich.console import Console
    from rich.progress import (
        BarColumn,
        MofNCompleteColumn,
        Progress,
        TextColumn,
        TimeRemainingColumn,
    )

    columns = (TextColumn(label), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    bar = Progress(*columns, console=Console(stderr=True), transient=True, redirect_stdout=False)
    tasks: list[TaskID] = []

    def step(done: int, total: int) -> None:
        if not tasks:
            bar.start()
            tasks.append(bar.add_task("", total=total))
        bar.update(tasks[0], completed=done)

    try:
        yield step
    finally:
        bar.stop()


class Spent:
    """What a run has taken so far, days that failed or are under way included."""

    def __init__(self, meter: Metered | None) -> None:
        """Reads `meter`; None when nothing is sent, as for a replay."""
        self._meter = meter

    @property
    def words(self) -> list[str]:
        """Tokens, then what they cost as far as it is known; nothing when nothing was spent."""
        if self._meter is None:
            return []
        from briefbot.rendering.receipt import cost_words

        usage, cost_usd = self._meter.usage, self._meter.cost_usd
        tokens = usage.input_tokens + usage.output_tokens
        words = [f"{tokens:,} tokens"] if tokens else []
        if usage.unreported:
            return [*words, f"{counted(usage.unreported, 'request')} of unknown cost"]
        return [*words, cost_words(cost_usd)] if words and cost_usd is not None else words
