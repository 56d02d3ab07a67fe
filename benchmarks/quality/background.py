"""The story so far of real events, step by step, against three backgrounds people wrote for each step.

python -m benchmarks.quality.background [--data FOLDER] [--limit N]

The briefs are the dated updates three authors wrote; a step's story is told from the days before it. Twice: from
the briefs of one author (the mean of the three), and from those of all three in one library. ROUGE-1 is that of
the rouge-score package (F1 of stemmed words, 0 to 100), the mean over the references and the steps of an event.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, timedelta
from statistics import fmean
from typing import TYPE_CHECKING, Any

from benchmarks.quality.alone import run_alone
from benchmarks.quality.data import DataMissingError, first_by_hash, read_rows
from briefbot import Briefbot
from briefbot.evals.measures import Score
from briefbot.library.given import GivenLibrary
from briefbot.library.readers.text import read_text

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from pathlib import Path

    from benchmarks.quality.asking import Bar
    from briefbot.results import Story

FILE = "background_summaries/timesteps.jsonl"
AUTHORS = ("annotator1", "annotator2", "annotator3")
# The events of the other split are what the writer was fitted on.
SPLIT = "test"
WORDS = 200
_LAST = 4

Rows = list[dict[str, Any]]


@dataclass(frozen=True, slots=True)
class Told:
    """The story of one step by one library, and what plain methods make of the same briefs.

    Attributes:
        authors: those of the library, one or all.
        rouge: ROUGE-1 of the story, of the last four updates and of the first words, by name.
        sentences: those of the story; `exact` of them are verbatim what they cite.
    """

    event: str
    authors: tuple[str, ...]
    rouge: dict[str, float]
    sentences: int
    exact: int


def outcomes(data: Path, *, limit: int | None = None, bar: Bar | None = None) -> list[Told]:
    """How every step came out, one author's briefs before those of all."""
    rouge = _rouge()
    events: defaultdict[str, Rows] = defaultdict(list)
    for row in read_rows(data / FILE):
        if row["split"] == SPLIT:
            events[row["event"]].append(row)
    steps = [row for rows in events.values() for row in rows if _references(row) and row["step"]]
    wanted = first_by_hash(steps, limit, key=lambda row: f"{row['event']} {row['step']}")
    told: list[Told] = []
    for event, rows in events.items():
        chosen = [row for row in rows if row in wanted]
        for authors in [*((author,) for author in AUTHORS), AUTHORS]:
            told += _told(event, rows, chosen, authors, rouge)
            if bar is not None:
                bar(len(told), 4 * len(wanted))
    return told


def measure(data: Path, *, limit: int | None = None, bar: Bar | None = None) -> list[Score]:
    """The figures, without a model."""
    told = outcomes(data, limit=limit, bar=bar)
    one = [each for each in told if len(each.authors) == 1]
    every = [each for each in told if len(each.authors) > 1]
    scores = []
    for whose, of in (("one author's briefs", one), ("three authors' briefs", every)):
        scores.append(_mean(f"{whose}: ROUGE-1", of, "story"))
        scores += [
            _mean(f"{whose}: ROUGE-1, {event}", [t for t in of if t.event == event], "story")
            for event in sorted({t.event for t in of})
        ]
        scores += [
            _mean(f"{whose}: ROUGE-1, {name}", of, name) for name in ("last four updates", "lead")
        ]
    sentences, exact = sum(t.sentences for t in told), sum(t.exact for t in told)
    share = exact / sentences if sentences else None
    return [*scores, Score(name="quotes_exact", value=share, n=sentences, hits=exact, of=sentences)]


def _told(
    event: str,
    rows: Rows,
    chosen: Rows,
    authors: tuple[str, ...],
    rouge: Callable[[str, Sequence[str]], float],
) -> list[Told]:
    """The stories of the chosen steps from one library, which has the later briefs too."""
    updates = [(row["date"], author, _update(row, author)) for row in rows for author in authors]
    library = GivenLibrary(
        read_text(f"date {day}\n\n{text}\n".encode(), id=f"{day}_{author}.txt", source=day)
        for day, author, text in updates
        if text
    )
    bot = Briefbot(library, model="extractive", encoder="off", environ={})
    told = []
    for row in chosen:
        before = [text for day, _, text in updates if day < row["date"] and text]
        if not before:
            continue
        until = date.fromisoformat(row["date"]) - timedelta(days=1)
        story = bot.story(until=until, words=WORDS)
        texts = {
            "story": " ".join(claim.text for claim in story.claims),
            "last four updates": _words(before[-_LAST * len(authors) :]),
            "lead": _words(before),
        }
        scored = {name: rouge(text, _references(row)) for name, text in texts.items()}
        told.append(Told(event, authors, scored, len(story.claims), _exact(story, library, until)))
    return told


def _exact(story: Story, library: GivenLibrary, until: date) -> int:
    """How many sentences are verbatim what they cite, of a brief that could be known."""
    exact = 0
    for claim in story.claims:
        (citation,) = claim.citations
        brief = library.load(citation.brief)
        cut = brief.text[citation.start : citation.end]
        # A line break inside a sentence is told as a space.
        words = claim.text.split() == citation.quote.split()
        exact += words and citation.quote == cut and brief.day <= until
    return exact if story.words <= WORDS else 0


def _words(texts: Iterable[str]) -> str:
    return " ".join(" ".join(texts).split()[:WORDS])


def _update(row: dict[str, Any], author: str) -> str:
    return (row["updates"].get(author) or "").strip()


def _references(row: dict[str, Any]) -> list[str]:
    return [text for a in AUTHORS if (text := (row["backgrounds"].get(a) or "").strip())]


def _mean(name: str, told: Sequence[Told], what: str) -> Score:
    if not told:
        return Score(name=name)
    return Score(name=name, value=fmean(t.rouge[what] for t in told), n=len(told))


def _rouge() -> Callable[[str, Sequence[str]], float]:
    """ROUGE-1 F1 of a text, the mean over its references, 0 to 100."""
    try:
        from rouge_score import rouge_scorer
    except ImportError as exc:
        raise DataMissingError("no rouge-score; pip install rouge-score") from exc
    scorer = rouge_scorer.RougeScorer(["rouge1"], use_stemmer=True)
    return lambda text, references: (
        100 * fmean(scorer.score(reference, text)["rouge1"].fmeasure for reference in references)
    )


if __name__ == "__main__":
    run_alone("background", measure)
