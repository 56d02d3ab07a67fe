"""Long questions, each with the one passage that may answer it.

python -m benchmarks.quality.clapnq [--data FOLDER] [--limit N]
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from benchmarks.quality.alone import run_alone
from benchmarks.quality.asking import CODE, Asking, Writer, ask_all
from benchmarks.quality.data import first_by_hash, read_rows
from benchmarks.quality.ranking import Outcome, figures
from briefbot.evals.cases import Case

if TYPE_CHECKING:
    from pathlib import Path

    from benchmarks.quality.asking import Bar
    from briefbot.evals.measures import Score

MEASURES = (
    "abstention_balanced_accuracy",
    "abstention_precision",
    "abstention_recall",
    "answered",
    "gold_at_1_when_answered",
    "gold_ranked_first",
    "citation_precision",
    "quotes_exact",
    "seconds",
)


def outcomes(
    data: Path, *, limit: int | None = None, bar: Bar | None = None, writer: Writer = CODE
) -> list[Outcome]:
    """How every question came out, each asked of its passage."""
    rows = read_rows(data / "clapnq_dev" / "questions.jsonl")
    chosen = first_by_hash(rows, limit, key=lambda row: str(row["id"]))
    passages = {str(row["id"]): row["passage"] for row in chosen}
    cases = [
        Case(
            id=str(row["id"]),
            question=row["question"],
            quotes=tuple(row["gold_sentences"]),
            answerable=row["answerable"],
        )
        for row in chosen
    ]
    made = [Asking(case, case.id) for case in cases]
    return ask_all(made, lambda briefs: writer.open([passages[briefs]], id=f"{briefs}.txt"), bar)


def measure(data: Path, *, limit: int | None = None, bar: Bar | None = None) -> list[Score]:
    """The figures, without a model."""
    return figures(outcomes(data, limit=limit, bar=bar), MEASURES)


if __name__ == "__main__":
    run_alone("clapnq", measure)
