"""Printing: any string wherever a result holds one, and what is printed steers nothing and says the same."""

from __future__ import annotations

import json
from itertools import cycle
from typing import TYPE_CHECKING, Any

from benchmarks.fuzz.pieces import fields
from benchmarks.fuzz.targets.base import Target, expect, expect_printable
from benchmarks.fuzz.targets.seeds import results, sentences
from briefbot.errors import BriefbotError
from briefbot.rendering import to_json, to_markdown, to_text
from briefbot.rendering.plain import clean, shorten
from briefbot.results import Timeline
from briefbot.tasks.results_file import read_result

if TYPE_CHECKING:
    from collections.abc import Iterator

# What is no free text: kinds and days.
_KEPT = frozenset(
    "kind schema_version status reason stance day last reported as_of since until earlier later newest_evidence"
    " nearest_days repeated new_since writer".split()
)


def check_pages(data: bytes) -> None:
    """A result of each kind with the input's lines for its strings is printed in every form."""
    text = fields(data, 1)[0]
    lines = [line for line in text.split("\n") if line.strip()] or ["x"]
    for line in lines:
        expect_clean(line)
    for seed in results():
        words = cycle(lines)
        try:
            result = read_result(_replaced(json.loads(seed), words))
        except BriefbotError:
            continue  # lone surrogates are refused
        saved = to_json(result)
        expect_printable(saved, "JSON", lines=True)
        expect(read_result(json.loads(saved)) == result, "a result comes back from its JSON")
        expect_printable(to_text(result, width=20), "text", lines=True)
        expect_printable(to_markdown(result), "Markdown", lines=True)
        if isinstance(result, Timeline):
            _check_calendar(result)


def expect_clean(text: str) -> None:
    """Nothing, when cleaning a text gives one line that cleaning leaves as it is.

    Raises:
        BrokenError: it does not.
    """
    once = clean(text)
    expect(clean(once) == once, "cleaning twice is cleaning once")
    expect_printable(once, "a clean text")
    expect(len(shorten(once, 20)) <= 24, "a short text is short")


def _check_calendar(timeline: Timeline) -> None:
    try:
        from briefbot.rendering.calendar import announced, to_calendar
    except ImportError:
        return
    text = to_calendar(timeline)
    expect(text.count("BEGIN:VEVENT") >= len(announced(timeline)), "an event for each step")
    begun = [line for line in text.split("\r\n") if line.startswith("BEGIN:VEVENT")]
    expect(len(begun) == len(announced(timeline)), "no text begins an event")


def _replaced(value: Any, words: Iterator[str], key: str = "") -> Any:  # noqa: ANN401 - any JSON value
    if isinstance(value, dict):
        return {k: _replaced(v, words, k) for k, v in value.items()}
    if isinstance(value, list):
        return [_replaced(one, words, key) for one in value]
    return next(words) if isinstance(value, str) and key not in _KEPT else value


TARGETS = (Target("pages", check_pages, sentences, largest=4_000, base_s=2.0, per_byte_s=0.001),)
