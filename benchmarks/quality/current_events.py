"""The big dated library: 8,587 daily briefs, written once to a cache folder, one file a day."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any

from benchmarks.quality.data import read_rows
from briefbot import Briefbot
from briefbot.retrieval.cache import cache_dir

if TYPE_CHECKING:
    from collections.abc import Collection
    from pathlib import Path

    from benchmarks.quality.asking import Asks
    from briefbot.encoder.base import Encoder

FOLDER = "wikipedia_current_events"
BRIEFS = "briefs_2002_2026.jsonl.gz"


def open_library(
    data: Path,
    *,
    name: str = "all",
    days: Collection[str] | None = None,
    headings: bool = False,
    encoder: str | Encoder = "off",
) -> Asks:
    """Opens the library, whatever it is called: of all days, or of some under a `name` of their own.

    `headings` puts the names of each paragraph's topics above it; else a brief is its paragraphs alone.
    """
    rows = read_rows(data / FOLDER / BRIEFS)
    kind = f"{name}_headings" if headings else name
    folder = cache_dir() / "benchmarks" / "current_events" / kind
    folder.mkdir(parents=True, exist_ok=True)
    there = {path.name: path for path in folder.iterdir()}
    for row in rows:
        if days is None or row["date"] in days:
            _write(folder / f"{row['date']}.txt", _text(row, headings=headings))
            there.pop(f"{row['date']}.txt", None)
    for left in there.values():
        left.unlink()
    environ = {"BRIEFBOT_CACHE": os.environ.get("BRIEFBOT_CACHE", "")}
    bot = Briefbot(str(folder), model="extractive", environ=environ, encoder=encoder)
    return lambda briefs: bot


def _text(row: dict[str, Any], *, headings: bool) -> str:
    blocks = []
    for paragraph in row["paragraphs"]:
        if headings and paragraph["topics"]:
            blocks.append(f"## {', '.join(paragraph['topics'])}")
        blocks.append(paragraph["text"])
    return "\n\n".join(blocks) + "\n"


def _write(path: Path, text: str) -> None:
    """Write a file, or leave it as it is when it says just that: a changed one is indexed anew."""
    if not path.exists() or path.read_text(encoding="utf-8") != text:
        path.write_text(text, encoding="utf-8")
