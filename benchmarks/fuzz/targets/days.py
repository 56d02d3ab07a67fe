"""Whole results without a model, made of two small briefs that nobody wrote: they hold, and they can be printed."""

from __future__ import annotations

import json
from datetime import date
from typing import TYPE_CHECKING

from benchmarks.fuzz.pieces import fields
from benchmarks.fuzz.targets.base import Target, expect, expect_printable
from benchmarks.fuzz.targets.seeds import libraries
from briefbot import Briefbot
from briefbot.errors import BriefbotError, BriefError, QuestionError
from briefbot.library.given import GivenLibrary
from briefbot.library.readers.text import read_text
from briefbot.rendering import to_json, to_markdown, to_text
from briefbot.tasks.results_file import read_result

if TYPE_CHECKING:
    from briefbot.library.base import Reading
    from briefbot.results import AnyResult

DAYS = (date(2022, 2, 1), date(2022, 2, 2))


def check_summary(data: bytes) -> None:
    """A summary of a day, and what is new in it, hold."""
    bot = _bot(*_readings(data)[0])
    expect_sound(bot, bot.summarize())
    expect_sound(bot, bot.summarize(mark_new=True))


def check_ask(data: bytes) -> None:
    """An answer holds, reads nothing later than its day, and is the same in whatever order the files come."""
    readings, question = _readings(data)
    bot = _bot(*readings)
    answer = bot.ask(question)
    expect_sound(bot, answer)
    expect((answer.status == "answered") == bool(answer.claims), "an answer has claims")
    turned = _bot(*reversed(readings)).ask(question)
    expect(to_json(turned) == to_json(answer), "the order of files does not matter")
    if len(readings) == 2:
        before = _bot(readings[0]).ask(question, as_of=DAYS[0])
        now = bot.ask(question, as_of=DAYS[0])
        expect(now.claims == before.claims, "a later brief changes no earlier answer")


def check_changes(data: bytes) -> None:
    """What changed between two days holds; between a day and the same again, nothing did."""
    readings, _ = _readings(data)
    if len(readings) == 2:
        bot = _bot(*readings)
        expect_sound(bot, bot.changes())
    text = fields(data, 3)[0].encode("utf-8", "surrogateescape")
    same = _bot(*(read_text(text, id=f"{day}.txt", source="x", day=day) for day in DAYS)).changes()
    expect(not same.items, "days that tell the same have no changes")
    expect(not same.rejected, "days that tell the same have nothing to reject")


def check_story(data: bytes) -> None:
    """A story so far and a timeline hold; words that nothing can be found by are refused."""
    readings, query = _readings(data)
    bot = _bot(*readings)
    expect_sound(bot, bot.story(words=60))
    refused: BriefbotError | None = None
    for make in (bot.timeline, bot.story):
        try:
            expect_sound(bot, make(query))
        except QuestionError as exc:
            refused = exc
    if refused is not None:
        raise refused


def expect_sound(bot: Briefbot, result: AnyResult) -> None:
    """Nothing, when a result verifies, comes back from JSON as it was, and prints without steering a terminal.

    Raises:
        BrokenError: it does not.
    """
    found = bot.verify(result)
    expect(found.ok, f"a {result.kind} holds when verified: {_first(found.problems)}")
    saved = to_json(result)
    expect(read_result(json.loads(saved)) == result, "a result comes back from its JSON")
    expect_printable(saved, "JSON", lines=True)
    expect_printable(to_text(result), "text", lines=True)
    expect_printable(to_markdown(result), "Markdown", lines=True)


def _first(problems: tuple[str, ...]) -> str:
    """What kind of problem the first is, without the words of the brief."""
    return problems[0].partition(": ")[2][:40] if problems else ""


def _readings(data: bytes) -> tuple[list[Reading], str]:
    """The briefs of an input that can be read, and what is asked."""
    *said, question = fields(data, 3)
    readings: list[Reading] = []
    refused: BriefError | None = None
    for day, text in zip(DAYS, said, strict=True):
        try:
            data_ = text.encode("utf-8", "surrogateescape")
            readings.append(read_text(data_, id=f"{day}.txt", source=f"{day}.txt", day=day))
        except BriefError as exc:
            refused = exc
    if not readings and refused is not None:
        raise refused
    return readings, question


def _bot(*readings: Reading) -> Briefbot:
    return Briefbot(GivenLibrary(readings), model="extractive", encoder="off", environ={})


_COSTS = {"largest": 6_000, "base_s": 3.0, "per_byte_s": 0.001}
TARGETS = (
    Target("summary", check_summary, libraries, **_COSTS),  # type: ignore[arg-type]
    Target("ask", check_ask, libraries, **_COSTS),  # type: ignore[arg-type]
    Target("changes", check_changes, libraries, **_COSTS),  # type: ignore[arg-type]
    Target("story", check_story, libraries, **_COSTS),  # type: ignore[arg-type]
)
