"""Questions for the death toll of a running story in the brief of a day, over the whole dated library.

The question's own words name the day; no option narrows the search. Distractors are the same story's numbers
on other days.

python -m benchmarks.quality.death_toll [--data FOLDER] [--limit N]
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from benchmarks.quality.alone import run_alone
from benchmarks.quality.asking import Asking, ask_all
from benchmarks.quality.current_events import BRIEFS, FOLDER, open_library
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
    "gold_ranked_first",
    "answered",
    "answer_stated_of_answerable",
    "stale",
    "quotes_exact",
    "seconds",
)
# The same questions in other words, each with the day said in another way.
IN_THE_BRIEF = (
    "How many people had been killed in the {topic} according to the {long} brief?",
    "What was the death toll of the {topic} in the brief of {british}?",
    "{topic}: how many dead in the {iso} brief?",
)
ON_THE_DAY = (
    "On {long}, how many deaths were reported from the {topic}?",
    "As of {long}, how many people have died in the {topic}?",
)


@dataclass(frozen=True)
class _Kept:
    """Which library is asked: all of it, or only the days the cases are about."""

    headings: bool = False
    only_days_asked: bool = False
    encoder: str | Encoder = "off"


def read_tolls(data: Path, limit: int | None = None) -> list[dict[str, Any]]:
    """The rows of the set."""
    rows = read_rows(data / FOLDER / "death_toll_as_of.jsonl")
    return list(first_by_hash(rows, limit, key=lambda row: str(row["id"])))


def outcomes(
    data: Path,
    *,
    limit: int | None = None,
    bar: Bar | None = None,
    headings: bool = False,
    only_days_asked: bool = False,
    encoder: str | Encoder = "off",
) -> list[Outcome]:
    """How the set's own questions came out."""
    rows = read_tolls(data, limit)
    cases = [_case(row, str(row["question"]), str(row["id"])) for row in rows]
    return _ask(data, cases, rows, bar, _Kept(headings, only_days_asked, encoder))


def said_otherwise(
    data: Path,
    wordings: tuple[str, ...],
    *,
    limit: int | None = None,
    bar: Bar | None = None,
) -> list[Outcome]:
    """How the same questions in each of these wordings came out."""
    rows = read_tolls(data, limit)
    cases = [
        _case(row, wording.format(topic=row["topic"], **_ways(row["as_of"])), f"{row['id']}.{n}")
        for n, wording in enumerate(wordings)
        for row in rows
    ]
    return _ask(data, cases, rows, bar, _Kept())


def other_stories(data: Path, *, limit: int | None = None, bar: Bar | None = None) -> list[Outcome]:
    """How questions came out for a story that the brief of the day named does not tell.

    Each story is asked for on the day of the one half the set away, if no paragraph of that day has its topic.
    """
    rows = read_tolls(data, limit)
    topics = {
        row["date"]: {topic for p in row["paragraphs"] for topic in p["topics"]}
        for row in read_rows(data / FOLDER / BRIEFS)
    }
    cases = []
    for row, other in zip(rows, rows[len(rows) // 2 :] + rows[: len(rows) // 2], strict=True):
        if row["topic"] not in topics[other["as_of"]]:
            question = str(row["question"]).replace(row["as_of"], other["as_of"])
            cases.append(Case(id=f"{row['id']}.other", question=question, answerable=False))
    return _ask(data, cases, rows, bar, _Kept())


def _case(row: dict[str, Any], question: str, id: str) -> Case:
    return Case(
        id=id,
        question=question,
        answers=(str(row["answer"]),),
        quotes=(row["gold_text"],),
        stale=tuple(dict.fromkeys(str(d["number"]) for d in row["distractors"])),
        answerable=True,
    )


def _ask(
    data: Path, cases: list[Case], rows: list[dict[str, Any]], bar: Bar | None, kept: _Kept
) -> list[Outcome]:
    days = {row["as_of"] for row in rows} | {d["date"] for r in rows for d in r["distractors"]}
    library = open_library(
        data,
        name="tolls" if kept.only_days_asked else "all",
        days=days if kept.only_days_asked else None,
        headings=kept.headings,
        encoder=kept.encoder,
    )
    return ask_all([Asking(case, "current events") for case in cases], library, bar)


def _ways(day: str) -> dict[str, str]:
    """The ways to say a day."""
    said = date.fromisoformat(day)
    return {
        "iso": day,
        "long": f"{said:%B} {said.day}, {said.year}",
        "british": f"{said.day} {said:%B} {said.year}",
    }


def measure(data: Path, *, limit: int | None = None, bar: Bar | None = None) -> list[Score]:
    """The figures of the set's own questions."""
    return figures(outcomes(data, limit=limit, bar=bar), MEASURES)


def measure_headings(
    data: Path, *, limit: int | None = None, bar: Bar | None = None
) -> list[Score]:
    """The same where each brief has its topics as headings."""
    return figures(outcomes(data, limit=limit, bar=bar, headings=True), MEASURES)


def measure_in_the_brief(
    data: Path, *, limit: int | None = None, bar: Bar | None = None
) -> list[Score]:
    """The figures of three other wordings that name the brief."""
    return figures(said_otherwise(data, IN_THE_BRIEF, limit=limit, bar=bar), MEASURES)


def measure_on_the_day(
    data: Path, *, limit: int | None = None, bar: Bar | None = None
) -> list[Score]:
    """The figures of two wordings that name the day and no brief: the newest number up to it is right."""
    return figures(said_otherwise(data, ON_THE_DAY, limit=limit, bar=bar), MEASURES)


def measure_other_stories(
    data: Path, *, limit: int | None = None, bar: Bar | None = None
) -> list[Score]:
    """How often briefbot abstains where the day's brief does not tell of the story."""
    return figures(other_stories(data, limit=limit, bar=bar), ("abstention_recall",))


if __name__ == "__main__":
    run_alone("death_toll", measure)
