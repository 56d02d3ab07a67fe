"""The measures: what each counts for a case, and the cases' counts as a figure with its interval.

A row is what a case gives to a measure: (hits, of) for a share, (value,) for a median; None when the case
says nothing about it.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from statistics import median
from typing import Literal

from briefbot.evals.intervals import Row, bootstrap, wilson
from briefbot.evals.scoring import CaseScore
from briefbot.results import Result

Kind = Literal["share", "ratio", "balanced", "median"]
Better = Literal["higher", "lower"]


@dataclass(frozen=True, slots=True)
class Measure:
    """One measure.

    Attributes:
        name: for JSON and options; says over which cases it is.
        title: for people.
        kind: a share of cases (Wilson interval), a ratio of counts, the mean of two classes' shares or a
            median (bootstrap over cases).
        row: what a case gives to it.
        better: which way is better, None where neither is.
        unit: of the value, "" for shares.
    """

    name: str
    title: str
    kind: Kind
    row: Callable[[CaseScore], Row | None]
    better: Better | None = "higher"
    unit: str = ""


class Score(Result):
    """One figure.

    Attributes:
        value: None when no case says anything about it.
        low: of the 95 % interval; `high` likewise.
        n: the cases it rests on.
        hits: of `of`, for shares and ratios.
    """

    name: str
    value: float | None = None
    low: float | None = None
    high: float | None = None
    n: int = 0
    hits: int | None = None
    of: int | None = None


def _yes(value: bool | None) -> Row | None:
    return None if value is None else (int(value), 1)


def _answered(name: str) -> Callable[[CaseScore], Row | None]:
    return lambda s: _yes(getattr(s, name)) if s.answered else None


def _all(name: str) -> Callable[[CaseScore], Row | None]:
    return lambda s: _yes(getattr(s, name))


def _counts(hits: str, of: str) -> Callable[[CaseScore], Row | None]:
    return lambda s: (getattr(s, hits), getattr(s, of)) if getattr(s, of) else None


def _amount(value: float | None) -> Row | None:
    return None if value is None else (value,)


_PAIRS = (
    ("answer_stated", "answer in the words of the first three statements"),
    ("answer_at_1", "answer in the first cited sentence"),
    ("answer_at_3", "answer in one of the first three cited sentences"),
    ("gold_at_1", "expected quote cited first"),
    ("gold_at_3", "expected quote among the first three citations"),
)

MEASURES: tuple[Measure, ...] = (
    Measure("right", "right outcome", "share", _all("right")),
    Measure(
        "answered",
        "answered, of the answerable",
        "share",
        lambda s: _yes(s.answered) if s.answerable else None,
    ),
    *(
        measure
        for name, title in _PAIRS
        for measure in (
            Measure(f"{name}_when_answered", f"{title}, when answered", "share", _answered(name)),
            Measure(f"{name}_of_answerable", f"{title}, of all answerable", "share", _all(name)),
        )
    ),
    Measure(
        "citation_precision",
        "citation precision, when answered",
        "ratio",
        lambda s: (s.on_gold, len(s.citations)) if s.gold and s.citations else None,
    ),
    Measure(
        "citation_recall_when_answered",
        "citation recall, when answered",
        "ratio",
        lambda s: (s.gold_found, s.gold) if s.gold and s.answered else None,
    ),
    Measure(
        "citation_recall_of_answerable",
        "citation recall, of all answerable",
        "ratio",
        _counts("gold_found", "gold"),
    ),
    Measure("stale", "stale, when answered", "share", _answered("is_stale"), "lower"),
    Measure(
        "abstention_precision",
        "abstention precision",
        "share",
        lambda s: _yes(not s.answerable) if s.abstained else None,
    ),
    Measure(
        "abstention_recall",
        "abstention recall",
        "share",
        lambda s: None if s.answerable else _yes(s.abstained),
    ),
    Measure(
        "abstention_balanced_accuracy",
        "abstention balanced accuracy",
        "balanced",
        lambda s: (int(s.answerable), int(s.answered if s.answerable else s.abstained)),
    ),
    Measure("quotes_exact", "all quotes exact", "share", _all("quotes_exact")),
    Measure("handles_valid", "all handles valid", "share", _all("handles_valid")),
    Measure(
        "badly_cited",
        "a citation malformed or missing, when answered",
        "share",
        lambda s: _yes(s.malformed > 0) if s.answered else None,
        "lower",
    ),
    Measure(
        "proved",
        "statements proved as worded, not quoted",
        "ratio",
        lambda s: (s.proved, len(s.statements)) if s.statements else None,
    ),
    Measure(
        "filled_without_model",
        "answered by code in the model's place",
        "share",
        _all("filled_without_model"),
        "lower",
    ),
    Measure("failed", "ended in an error", "share", lambda s: _yes(bool(s.error)), "lower"),
    Measure(
        "input_tokens",
        "input tokens a question, median",
        "median",
        lambda s: _amount(s.usage.input_tokens if s.usage.calls else None),
        "lower",
        "tokens",
    ),
    Measure(
        "seconds", "seconds a question, median", "median", lambda s: _amount(s.seconds), None, "s"
    ),
)
BY_NAME = {measure.name: measure for measure in MEASURES}


def summarise(scores: Sequence[CaseScore]) -> tuple[Score, ...]:
    """Every measure over the cases, in the order of `MEASURES`; the order of the cases does not matter."""
    ordered = sorted(scores, key=lambda s: s.id)
    return tuple(measure_cases(measure, ordered) for measure in MEASURES)


def measure_cases(measure: Measure, scores: Sequence[CaseScore]) -> Score:
    """One measure over the cases; its value is None when none of them has a say in it."""
    rows = [row for score in scores if (row := measure.row(score)) is not None]
    value = value_of(measure.kind, rows)
    if value is None:
        return Score(name=measure.name, n=len(rows))
    hits, of = (
        (int(sum(r[0] for r in rows)), int(sum(r[1] for r in rows)))
        if _counted(measure.kind)
        else (None, None)
    )
    low, high = _interval(measure.kind, rows, value)
    return Score(name=measure.name, value=value, low=low, high=high, n=len(rows), hits=hits, of=of)


def value_of(kind: Kind, rows: Sequence[Row]) -> float | None:
    """The figure that rows come to, None when it is not defined for them."""
    if not rows:
        return None
    if kind == "median":
        return float(median(row[0] for row in rows))
    if kind == "balanced":
        shares = [_share([r[1] for r in rows if r[0] == side]) for side in (0, 1)]
        return None if None in shares else sum(s for s in shares if s is not None) / 2
    of = sum(row[1] for row in rows)
    return sum(row[0] for row in rows) / of if of else None


def _counted(kind: Kind) -> bool:
    return kind in ("share", "ratio")


def _share(hits: Sequence[float]) -> float | None:
    return sum(hits) / len(hits) if hits else None


def _interval(kind: Kind, rows: Sequence[Row], value: float) -> tuple[float, float]:
    if kind == "share":
        return wilson(int(sum(row[0] for row in rows)), len(rows))
    low, high = bootstrap(rows, lambda sample: value_of(kind, sample)) or (value, value)
    if low == high and kind != "median":
        # Cases that all agree resample to themselves; that they are few must show all the same.
        return wilson(round(value * len(rows)), len(rows))
    return low, high
