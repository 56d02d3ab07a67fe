"""One number of one dated paragraph is masked; the question asks for it over the whole dated library.

python -m benchmarks.quality.number_cloze [--data FOLDER] [--limit N]
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from benchmarks.quality.alone import run_alone
from benchmarks.quality.asking import Asking, ask_all
from benchmarks.quality.current_events import FOLDER, open_library
from benchmarks.quality.data import first_by_hash, read_rows
from benchmarks.quality.ranking import Outcome, figures
from briefbot.evals.cases import Case

if TYPE_CHECKING:
    from pathlib import Path

    from benchmarks.quality.asking import Bar
    from briefbot.encoder.base import Encoder
    from briefbot.evals.measures import Score

MEASURES = (
    "gold_at_1_of_answerable",
    "answer_at_1_of_answerable",
    "answered",
    "quotes_exact",
    "seconds",
)


def outcomes(
    data: Path,
    *,
    limit: int | None = None,
    bar: Bar | None = None,
    only_days_asked: bool = False,
    encoder: str | Encoder = "off",
) -> list[Outcome]:
    """How every question came out; `only_days_asked` makes the library as small as can be."""
    rows = read_rows(data / FOLDER / "number_cloze_1000.jsonl")
    chosen = first_by_hash(rows, limit, key=lambda row: str(row["id"]))
    cases = [
        Case(
            id=row["id"],
            question=row["question"],
            answers=(row["answer"],),
            quotes=(row["text"],),
            answerable=True,
        )
        for row in chosen
    ]
    days = {str(row["date"]) for row in chosen} if only_days_asked else None
    library = open_library(
        data, name="cloze" if only_days_asked else "all", days=days, encoder=encoder
    )
    return ask_all([Asking(case, "current events") for case in cases], library, bar)


def measure(data: Path, *, limit: int | None = None, bar: Bar | None = None) -> list[Score]:
    """The figures, without a model."""
    return figures(outcomes(data, limit=limit, bar=bar), MEASURES)


if __name__ == "__main__":
    run_alone("number_cloze", measure)
