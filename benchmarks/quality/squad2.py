"""Questions on encyclopedia paragraphs, half of them unanswerable and written to look answerable.

python -m benchmarks.quality.squad2 [--data FOLDER] [--limit N]
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from benchmarks.quality.alone import run_alone
from benchmarks.quality.asking import CODE, Asking, Writer, ask_all
from benchmarks.quality.data import first_by_hash, read_rows
from benchmarks.quality.ranking import Outcome, figures
from briefbot.evals.cases import Case
from briefbot.evals.matching import normalise

if TYPE_CHECKING:
    from pathlib import Path

    from benchmarks.quality.asking import Bar
    from briefbot import Briefbot
    from briefbot.evals.measures import Score

MEASURES = (
    "answer_at_1_when_answered",
    "answer_ranked_first",
    "gold_ranked_first",
    "answered",
    "abstention_balanced_accuracy",
    "abstention_precision",
    "abstention_recall",
    "quotes_exact",
    "seconds",
)
_EVERY_ARTICLE = ""


class Articles:
    """The articles, each as one brief; or all paragraphs as one."""

    def __init__(self, data: Path, writer: Writer) -> None:
        self._rows = list(read_rows(data / "squad2_dev" / "paragraphs.jsonl"))
        self._writer = writer

    def __call__(self, briefs: str) -> Briefbot:
        """The brief of an article's title, or of every article."""
        texts = [r["text"] for r in self._rows if briefs in (r["title"], _EVERY_ARTICLE)]
        return self._writer.open(texts, id=f"{briefs or 'all'}.txt")

    def paragraph(self, id: str) -> str:
        """The text of a paragraph."""
        return next(str(row["text"]) for row in self._rows if row["paragraph_id"] == id)


def askings(
    data: Path, articles: Articles, limit: int | None = None, *, whole: bool = False
) -> list[Asking]:
    """The questions, those of one article together; `whole` asks them of all articles at once."""
    rows = read_rows(data / "squad2_dev" / "questions.jsonl")
    made = []
    for row in first_by_hash(rows, limit, key=lambda row: str(row["id"])):
        gold = (articles.paragraph(row["paragraph_id"]),) if row["answerable"] else ()
        case = Case(
            id=row["id"],
            question=row["question"],
            # A few recorded answers are a mark and nothing else.
            answers=tuple(a for a in dict.fromkeys(row["all_answers"]) if normalise(a)),
            quotes=gold,
            answerable=row["answerable"],
        )
        made.append(Asking(case, _EVERY_ARTICLE if whole else row["title"]))
    return sorted(made, key=lambda asking: asking.briefs)


def outcomes(
    data: Path,
    *,
    limit: int | None = None,
    bar: Bar | None = None,
    writer: Writer = CODE,
    whole: bool = False,
) -> list[Outcome]:
    """How every question came out."""
    articles = Articles(data, writer)
    return ask_all(askings(data, articles, limit, whole=whole), articles, bar)


def measure(data: Path, *, limit: int | None = None, bar: Bar | None = None) -> list[Score]:
    """The figures without a model, each question within its article."""
    return figures(outcomes(data, limit=limit, bar=bar), MEASURES)


def measure_whole(data: Path, *, limit: int | None = None, bar: Bar | None = None) -> list[Score]:
    """The figures without a model, all paragraphs of all articles in one brief."""
    return figures(outcomes(data, limit=limit, bar=bar, whole=True), MEASURES)


if __name__ == "__main__":
    run_alone("squad2", measure)
