"""The measures: what each counts for a case, and the cases' counts as a figure with its interval."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from statistics import median
from typing import Literal

from briefbot.evals.intervals import Counts, add_up, bootstrap, median_interval, share_of, wilson
from briefbot.evals.scoring import CaseScore
from briefbot.results import Result

Better = Literal["higher", "lower"]
Group = Literal["Outcome", "Answer found", "Citations", "Abstention", "Writing", "Cost"]


@dataclass(frozen=True, slots=True)
class Measure:
    """A measure that is a share of cases, a ratio of counts or the mean of two classes' shares.

    Attributes:
        name: for JSON and options; says over which cases it is.
        title: for people.
        counts: what a case adds, `(hits, of)` or `(hits, of, hits, of)`; None when it has no say.
        better: which way is better.
        of: what is counted: of "cases" the interval is Wilson's, else it is a bootstrap over cases.
    """

    name: str
    group: Group
    title: str
    counts: Callable[[CaseScore], Counts | None]
    better: Better = "higher"
    of: str = "cases"


@dataclass(frozen=True, slots=True)
class Amount:
    """A measure that is a median of amounts; lower is better, but never makes a run worse.

    Attributes:
        amount: that of a case, None when it has none.
    """

    name: str
    group: Group
    title: str
    amount: Callable[[CaseScore], float | None]
    unit: str


class Score(Result):
    """One figure.

    Attributes:
        value: None when no case has a say in it, never 0 or 1 for that.
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


def _yes(value: bool | None) -> Counts | None:
    return None if value is None else (int(value), 1)


def _answered(name: str) -> Callable[[CaseScore], Counts | None]:
    return lambda s: _yes(getattr(s, name)) if s.answered else None


def _all(name: str) -> Callable[[CaseScore], Counts | None]:
    return lambda s: _yes(getattr(s, name))


def _balanced(s: CaseScore) -> Counts:
    if s.answerable:
        return (int(s.answered), 1, 0, 0)
    return (0, 0, int(s.abstained), 1)


# Each over the cases that were answered, and over all that could have been.
_PLACES: tuple[tuple[str, Group, str], ...] = (
    ("answer_stated", "Answer found", "in the first three statements"),
    ("answer_at_1", "Answer found", "in the first cited sentence"),
    ("answer_at_3", "Answer found", "in one of the first three cited"),
    ("gold_at_1", "Citations", "expected quote cited first"),
    ("gold_at_3", "Citations", "expected quote in the first three"),
)

MEASURES: tuple[Measure, ...] = (
    Measure("right", "Outcome", "right, as told below", _all("right")),
    Measure(
        "answered",
        "Outcome",
        "answered, of the answerable",
        lambda s: _yes(s.answered) if s.answerable else None,
    ),
    Measure("stale", "Outcome", "out of date, when answered", _answered("is_stale"), "lower"),
    Measure("failed", "Outcome", "ended in an error", lambda s: _yes(bool(s.error)), "lower"),
    *(
        measure
        for name, group, title in _PLACES
        for measure in (
            Measure(f"{name}_when_answered", group, f"{title}, when answered", _answered(name)),
            Measure(f"{name}_of_answerable", group, f"{title}, of all answerable", _all(name)),
        )
    ),
    Measure(
        "citation_precision",
        "Citations",
        "precision, when answered",
        lambda s: (s.on_gold, len(s.citations)) if s.gold and s.citations else None,
        of="citations",
    ),
    Measure(
        "citation_recall_when_answered",
        "Citations",
        "recall, when answered",
        lambda s: (s.gold_found, s.gold) if s.gold and s.answered else None,
        of="quotes",
    ),
    Measure(
        "citation_recall_of_answerable",
        "Citations",
        "recall, of all answerable",
        lambda s: (s.gold_found, s.gold) if s.gold else None,
        of="quotes",
    ),
    Measure("quotes_exact", "Citations", "every quote exact", _all("quotes_exact")),
    Measure("handles_valid", "Citations", "every handle valid", _all("handles_valid")),
    Measure(
        "badly_cited",
        "Citations",
        "malformed or missing, when answered",
        lambda s: _yes(s.malformed > 0) if s.answered else None,
        "lower",
    ),
    Measure(
        "abstention_precision",
        "Abstention",
        "precision",
        lambda s: _yes(not s.answerable) if s.abstained else None,
    ),
    Measure(
        "abstention_recall",
        "Abstention",
        "recall",
        lambda s: None if s.answerable else _yes(s.abstained),
    ),
    Measure(
        "abstention_balanced_accuracy",
        "Abstention",
        "balanced accuracy",
        _balanced,
        of="two classes",
    ),
    Measure(
        "proved",
        "Writing",
        "proved as worded, not quoted",
        lambda s: (s.proved, len(s.statements)) if s.statements else None,
        of="statements",
    ),
    Measure(
        "right_by_model",
        "Writing",
        "right by the model itself, of the answerable",
        lambda s: (
            _yes(s.right and not s.filled_without_model) if s.answerable and s.usage.calls else None
        ),
    ),
    Measure(
        "filled_without_model",
        "Writing",
        "by code in the model's place",
        _all("filled_without_model"),
        "lower",
    ),
)
AMOUNTS: tuple[Amount, ...] = (
    Amount(
        "input_tokens",
        "Cost",
        "input tokens a question, median",
        lambda s: s.usage.input_tokens if s.usage.calls else None,
        "tokens",
    ),
    Amount("seconds", "Cost", "seconds a question, median", lambda s: s.seconds, "seconds"),
)
ALL_MEASURES: tuple[Measure | Amount, ...] = (*MEASURES, *AMOUNTS)


def summarise(scores: Sequence[CaseScore]) -> tuple[Score, ...]:
    """Every measure over the cases, then every amount; the order of the cases does not matter."""
    ordered = sorted(scores, key=lambda s: s.id)
    return (
        *(measure_cases(measure, ordered) for measure in MEASURES),
        *(_measure_amount(amount, ordered) for amount in AMOUNTS),
    )


def measure_cases(measure: Measure, scores: Sequence[CaseScore]) -> Score:
    """One measure over the cases; its value is None when none of them has a say in it."""
    rows = [counts for score in scores if (counts := measure.counts(score)) is not None]
    total = add_up(Counter(rows))
    value = share_of(total)
    if value is None:
        return Score(name=measure.name, n=len(rows))
    low, high = _interval(measure, rows, value)
    one = len(total) == 2
    return Score(
        name=measure.name,
        value=value,
        low=low,
        high=high,
        n=len(rows),
        hits=total[0] if one else None,
        of=total[1] if one else None,
    )


def is_met(score: Score, bound: float) -> bool:
    """Whether a figure is at least the bound, or at most where lower is better; without a value it is not."""
    if score.value is None:
        return False
    higher = any(m.name == score.name and m.better == "higher" for m in MEASURES)
    # As it is shown: .8 is met by 4 of 5, whatever the last bit says.
    return score.value >= bound - 1e-9 if higher else score.value <= bound + 1e-9


def _interval(measure: Measure, rows: Sequence[Counts], value: float) -> tuple[float, float]:
    if measure.of == "cases":
        return wilson(sum(row[0] for row in rows), len(rows))
    low, high = bootstrap(rows, lambda drawn: share_of(add_up(drawn))) or (value, value)
    if low == high:
        # Cases that all agree resample to themselves; that they are few must show all the same.
        return wilson(round(value * len(rows)), len(rows))
    return low, high


def _measure_amount(amount: Amount, scores: Sequence[CaseScore]) -> Score:
    values = [value for score in scores if (value := amount.amount(score)) is not None]
    if not values:
        return Score(name=amount.name)
    low, high = median_interval(values) or (None, None)
    return Score(name=amount.name, value=median(values), low=low, high=high, n=len(values))
