"""A folder with a brief for each of some days, and what a range of summaries left of it."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from briefbot.cli.day_folder import RECORD

if TYPE_CHECKING:
    from pathlib import Path

FIRST = date(2024, 5, 1)


def write_news(folder: Path, days: int) -> Path:
    """Make the folder, with two paragraphs of each day's own."""
    folder.mkdir()
    for n in range(days):
        day = FIRST + timedelta(days=n)
        (folder / f"{day}.txt").write_text(
            f"The port of Odense closed on day {n} after a storm damaged {n + 2} cranes.\n\n"
            f"Parliament rejected plan {n} to raise fuel taxes, with {n + 40} members voting for it.\n"
        )
    return folder


def days_of(news: Path) -> list[date]:
    """The days it has news of."""
    return sorted(date.fromisoformat(path.stem) for path in news.iterdir())


def contents(folder: Path) -> dict[str, bytes]:
    """What a run wrote, without its own record."""
    return {path.name: path.read_bytes() for path in folder.iterdir() if path.name != RECORD}
