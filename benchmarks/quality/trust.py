"""The few figures that tell a user most, in plain words, for docs/trust.md."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks.quality.targets import shown

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from briefbot.evals.measures import Score

DOCS = Path(__file__).parents[2] / "docs" / "trust.md"

_ROWS = (
    ("planted errors of number, date, name or quotation stopped", "planted", "planted caught: number, date, name, quotation"),
    ("planted errors of meaning stopped: negation, hedge, role, speaker, magnitude …", "planted", "planted caught: meaning"),
    ("true statements in the source's own words, shortened or turned, printed as they are", "true_claims", "true claims passed"),
    ("edited and unedited summaries: true among the sentences printed as they are", "summedits", "summedits: true among passed, sentences"),
    ("… and how many of the true ones those are", "summedits", "summedits: true ones passed, sentences"),
    ("claims of language models: complete support among those printed as they are", "expertqa", "expertqa: complete support among passed"),
    ("… and how many of the supported ones those are", "expertqa", "expertqa: completely supported ones passed"),
    ("news questions, answered: the right paragraph cited first", "realtimeqa", "gold_at_1_when_answered"),
    ("news questions: answerable ones answered", "realtimeqa", "answered"),
    ("news questions: unanswerable ones not answered", "realtimeqa", "abstention_recall"),
    ("encyclopedia questions, answered: the answer in the first cited sentence", "squad2", "answer_at_1_when_answered"),
    ("… unanswerable ones, made to look answerable, not answered", "squad2", "abstention_recall"),
    ("death tolls by day, over 8,587 briefs: the right paragraph cited first", "death_toll", "gold_at_1_of_answerable"),
    ("… answered with the toll of another day", "death_toll", "stale"),
    ("quotations exact, all news questions", "realtimeqa", "quotes_exact"),
)  # fmt: skip


def table(results: Mapping[str, Sequence[Score]]) -> str:
    """The figures as a Markdown table; those that were not measured are left out."""
    rows = ["| | value | 95 % interval | n |", "|---|---|---|---|"]
    for words, set_name, measure in _ROWS:
        for score in results.get(set_name, ()):
            if score.name == measure and score.value is not None:
                interval = f"{shown(score.low or 0)} to {shown(score.high or 0)}"
                rows.append(f"| {words} | {shown(score.value)} | {interval} | {score.n:,} |")
    return "\n".join(rows)
