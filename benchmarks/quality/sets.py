"""Every set by its name: what measures it, and what it is called in the docs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from benchmarks.quality import (
    background,
    clapnq,
    death_toll,
    gate_time,
    leaks,
    number_cloze,
    realtimeqa,
    squad2,
)
from benchmarks.quality.changes import measure as changes
from benchmarks.quality.gate import expertqa, planted, summedits, true_claims

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from benchmarks.quality.asking import Bar
    from briefbot.evals.measures import Score

    Measured = Callable[[Path, int | None, Bar], list[Score]]


def _with_bar(measure: Callable[..., list[Score]]) -> Measured:
    return lambda data, limit, bar: measure(data, limit=limit, bar=bar)


def _without_bar(measure: Callable[..., list[Score]]) -> Measured:
    return lambda data, limit, bar: measure(data, limit=limit)


SETS: dict[str, Measured] = {
    "realtimeqa": _with_bar(realtimeqa.measure),
    "squad2": _with_bar(squad2.measure),
    "squad2_whole": _with_bar(squad2.measure_whole),
    "clapnq": _with_bar(clapnq.measure),
    "death_toll": _with_bar(death_toll.measure),
    "death_toll_headings": _with_bar(death_toll.measure_headings),
    "death_toll_in_the_brief": _with_bar(death_toll.measure_in_the_brief),
    "death_toll_on_the_day": _with_bar(death_toll.measure_on_the_day),
    "death_toll_other_stories": _with_bar(death_toll.measure_other_stories),
    "number_cloze": _with_bar(number_cloze.measure),
    "leaks": _with_bar(leaks.measure),
    "planted": _without_bar(planted.measure),
    "true_claims": _without_bar(true_claims.measure),
    "summedits": _without_bar(summedits.measure),
    "expertqa": _without_bar(expertqa.measure),
    "changes": _with_bar(changes.measure),
    "background": _with_bar(background.measure),
    "time": _with_bar(gate_time.measure),
}
TITLES = {
    "realtimeqa": "realtimeqa: news questions within their week's brief",
    "squad2": "squad2: questions within their article",
    "squad2_whole": "squad2, all articles in one brief",
    "clapnq": "clapnq: long questions and one passage each",
    "death_toll": "death_toll_as_of: the toll in the brief of a day, over 8,587 briefs",
    "death_toll_headings": "death_toll_as_of, topics as headings",
    "death_toll_in_the_brief": "death_toll_as_of in three other wordings that name the brief",
    "death_toll_on_the_day": "death_toll_as_of in two wordings that name only the day",
    "death_toll_other_stories": "death tolls of stories that the day's brief does not tell",
    "number_cloze": "number_cloze: one masked number, over 8,587 briefs",
    "leaks": "leaks: answers as of a day that differ once later briefs are hidden",
    "planted": "the gate: errors planted in true sentences",
    "true_claims": "the gate: true statements in the source's own words",
    "summedits": "the gate: subtly edited summaries",
    "expertqa": "the gate: claims of language models with the passages they cite",
    "changes": "changes: real briefs and edited copies as the next day's",
    "background": "background_summaries: the story so far within 200 words, four events step by step",
    "time": "time: the gate on one answer of three claims (ms)",
}
