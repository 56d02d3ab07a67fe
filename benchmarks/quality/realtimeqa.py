"""Dated news questions, each within its week's brief.

python -m benchmarks.quality.realtimeqa [--data FOLDER] [--limit N]
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from benchmarks.quality.alone import run_alone
from benchmarks.quality.asking import CODE, Asking, Writer, ask_all
from benchmarks.quality.data import first_by_hash, read_rows
from benchmarks.quality.ranking import Outcome, figures
from briefbot.evals.cases import Case

if TYPE_CHECKING:
    from pathlib import Path

    from benchmarks.quality.asking import Bar
    from briefbot import Briefbot
    from briefbot.evals.measures import Score

MEASURES = (
    "gold_at_1_when_answered",
    "gold_ranked_first",
    "answered",
    "answer_at_1_when_answered",
    "answer_ranked_first",
    "abstention_balanced_accuracy",
    "abstention_precision",
    "abstention_recall",
    "quotes_exact",
    "handles_valid",
    "seconds",
)


class Weeks:
    """The weekly briefs. A question of which a paragraph was removed has a brief of its own."""

    def __init__(self, data: Path, writer: Writer) -> None:
        folder = data / "realtimeqa"
        self._text = {r["passage_id"]: r["text"] for r in read_rows(folder / PASSAGES)}
        self._weeks = {r["week"]: r["passages"] for r in read_rows(folder / "weekly_briefs.jsonl")}
        self._writer = writer

    def __call__(self, briefs: str) -> Briefbot:
        """The week's brief without what was removed, named "WEEK" or "WEEK-removed,removed"."""
        week, _, removed = briefs.partition(" without ")
        kept = [id for id in self._weeks[week] if id not in removed.split(",")]
        texts = [self._text[id] for id in kept]
        return self._writer.open(texts, date.fromisoformat(week), id=f"{week}.txt")

    def paragraph(self, id: str) -> str:
        """The text of a paragraph."""
        return str(self._text[id])


PASSAGES = "evidence_passages.jsonl"


def askings(data: Path, weeks: Weeks, limit: int | None = None) -> list[Asking]:
    """The questions in the order of their weeks, those of one brief together."""
    rows = read_rows(data / "realtimeqa" / "brief_qa_600.jsonl")
    made = []
    for row in first_by_hash(rows, limit, key=lambda row: str(row["id"])):
        gold = (weeks.paragraph(row["gold_passage"]),) if row["answerable"] else ()
        case = Case(
            id=row["id"],
            question=row["question"],
            answers=(row["answer"],) if row["answerable"] else (),
            quotes=gold,
            answerable=row["answerable"],
        )
        without = f" without {','.join(row['removed'])}" if row["removed"] else ""
        made.append(Asking(case, f"{row['brief_week']}{without}"))
    return sorted(made, key=lambda asking: asking.briefs)


def outcomes(
    data: Path, *, limit: int | None = None, bar: Bar | None = None, writer: Writer = CODE
) -> list[Outcome]:
    """How every question came out."""
    weeks = Weeks(data, writer)
    return ask_all(askings(data, weeks, limit), weeks, bar)


def measure(data: Path, *, limit: int | None = None, bar: Bar | None = None) -> list[Score]:
    """The figures, without a model."""
    return figures(outcomes(data, limit=limit, bar=bar), MEASURES)


if __name__ == "__main__":
    run_alone("realtimeqa", measure)
