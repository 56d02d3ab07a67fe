"""A progress bar on stderr, where a person can see it."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

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
