"""An evaluation, and its comparison with another, as a report."""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefbot.evals.comparison import outcome
from briefbot.evals.measures import ALL_MEASURES, Amount, Measure
from briefbot.rendering.numbers import counted
from briefbot.rendering.plain import clean, shorten
from briefbot.rendering.receipt import cost_words
from briefbot.rendering.report import Items, Report, Row, Table
from briefbot.rendering.wording import in_marks

if TYPE_CHECKING:
    from collections.abc import Iterator

    from briefbot.evals.comparison import Changed, Comparison, Difference
    from briefbot.evals.evaluation import Evaluation, HowRun
    from briefbot.evals.measures import Score
    from briefbot.evals.scoring import CaseScore

NOTHING = "–"
_OUTCOME_CHARACTERS = 160
_CASES_LISTED = 20
_RIGHT = (
    "right: an answerable question is answered, one of the first three statements says an expected answer "
    "and one of the first three citations is on an expected quote (where such are given), and nothing is out of "
    "date; any other question is not answered. An error is neither an answer nor an abstention. "
    "Intervals are 95 %."
)


def report(evaluation: Evaluation) -> Report:
    """The figures by group, what went wrong case by case, and how the run was made."""
    parts: list[Table | Items] = [_figures(evaluation)]
    wrong = [score for score in evaluation.cases if not score.right]
    if wrong:
        parts.append(Items("Not right", tuple(_listed([_wrong(score) for score in wrong]))))
    if evaluation.comparison is not None:
        parts += list(_compared(evaluation.comparison))
    return Report(
        title=_title(evaluation),
        parts=tuple(parts),
        small_print=(_RIGHT, _how(evaluation.provenance)),
    )


def _title(evaluation: Evaluation) -> str:
    cases = evaluation.cases
    answerable = sum(score.answerable for score in cases)
    file = evaluation.provenance.case_file
    done = "" if evaluation.complete else f"{len(cases):,} of "
    where = f" of {file.name}" if file else ""
    return f"{done}{counted(evaluation.total, 'case')}{where}, {answerable:,} answerable"


def _figures(evaluation: Evaluation) -> Table:
    by_name = {score.name: score for score in evaluation.scores}
    rows: list[Row] = []
    for measure in ALL_MEASURES:
        if measure.group not in (row.label for row in rows if not row.cells):
            rows.append(Row(measure.group))
        rows.append(Row(measure.title, _cells(measure, by_name[measure.name])))
    return Table(("", "value", "interval", "over"), tuple(rows))


def _cells(measure: Measure | Amount, score: Score) -> tuple[str, ...]:
    if score.value is None:
        return NOTHING, "", "no cases" if not score.n else _over(measure, score)
    low, high = (_value(measure, v) for v in (score.low, score.high))
    interval = "" if score.low is None else f"{low} to {high}"
    return _value(measure, score.value), interval, _over(measure, score)


def _over(measure: Measure | Amount, score: Score) -> str:
    cases = counted(score.n, "case")
    if isinstance(measure, Amount) or score.hits is None or score.of is None:
        return cases
    if measure.of == "cases":
        return f"{score.hits:,} of {cases}"
    ones = measure.of.removesuffix("s") if score.of == 1 else measure.of
    return f"{score.hits:,} of {score.of:,} {ones}, {cases}"


def _value(measure: Measure | Amount, value: float | None, *, signed: bool = False) -> str:
    if value is None:
        return NOTHING
    sign = "+" if signed else ""
    if isinstance(measure, Measure):
        return f"{value:{sign}.2f}"
    return f"{value:{sign},.0f}" if measure.unit == "tokens" else f"{value:{sign}.3f}"


def _wrong(score: CaseScore) -> str:
    return f"{_named(score.id, score.question)} {_reason(score)}: {_said(outcome(score))}"


def _reason(score: CaseScore) -> str:
    if score.error:
        return "no outcome"
    if not score.answerable:
        return "not in the briefs, yet answered"
    if score.abstained:
        return "answerable, yet not answered"
    if score.is_stale:
        return "out of date"
    if score.answer_stated is False:
        return "an expected answer is not stated"
    return "an expected quote is not cited"


def _compared(comparison: Comparison) -> Iterator[Table | Items]:
    differing = {d.name: d for d in comparison.differences if _differs(d)}
    alike = sum(bool(d.n) for d in comparison.differences) - len(differing)
    note = _verdict(comparison)
    if alike:
        note += f"; {counted(alike, 'measure')} came out the same in every case"
    yield Items(f"Compared with {comparison.against}", (), note)
    if differing:
        rows: list[Row] = []
        for measure in (m for m in ALL_MEASURES if m.name in differing):
            if measure.group not in (row.label for row in rows if not row.cells):
                rows.append(Row(measure.group))
            rows.append(Row(measure.title, _difference(measure, differing[measure.name])))
        yield Table(("", "before", "now", "difference", "interval", "p", "cases"), tuple(rows))
    if comparison.changed:
        changed = _listed([_changed(change) for change in comparison.changed])
        yield Items("Changed", tuple(changed), _otherwise(comparison.otherwise))


def _differs(d: Difference) -> bool:
    if d.test == "mcnemar":
        return bool(d.gained or d.lost)
    return bool(d.difference or d.low or d.high or (d.a is None) != (d.b is None))


def _difference(measure: Measure | Amount, d: Difference) -> tuple[str, ...]:
    low, high = (_value(measure, v, signed=True) for v in (d.low, d.high))
    flips = f" (+{d.gained} -{d.lost})" if d.gained or d.lost else ""
    return (
        _value(measure, d.a),
        _value(measure, d.b),
        _value(measure, d.difference, signed=True),
        f"{low} to {high}" if d.low is not None else "",
        NOTHING if d.p is None else _p(d.p),
        f"{d.n:,}{flips}",
    )


def _p(p: float) -> str:
    return "<0.001" if p < 0.001 else f"{p:.3f}"


def _verdict(comparison: Comparison) -> str:
    right = next(d for d in comparison.differences if d.name == "right")
    p = "" if right.p is None else f" (p = {_p(right.p)}, exact McNemar test)"
    words = {
        "better": f"better: more cases come out right than chance explains{p}",
        "worse": f"worse: fewer cases come out right than chance explains{p}",
        "no difference shown": f"no difference shown in how many cases come out right{p}",
    }
    if comparison.verdict == "worse" and (right.difference or 0) >= 0:
        return "worse: a quote is not exact"
    return words[comparison.verdict]


def _changed(change: Changed) -> str:
    now = "now right" if change.right else "no longer right"
    return (
        f"{_named(change.id, change.question)} {now}; before: {_said(change.before)}; "
        f"now: {_said(change.now)}"
    )


def _otherwise(count: int) -> str:
    if not count:
        return ""
    return f"{counted(count, 'case')} more came out in other words, as right or wrong as before."


def _named(id: str, question: str) -> str:
    return f"{id}: {shorten(clean(question), _OUTCOME_CHARACTERS)}"


def _said(words: str) -> str:
    short = shorten(clean(words), _OUTCOME_CHARACTERS)
    return short if words.startswith("error: ") or words == "no answer" else in_marks(short)


def _listed(lines: list[str]) -> Iterator[str]:
    yield from lines[:_CASES_LISTED]
    if len(lines) > _CASES_LISTED:
        yield f"{len(lines) - _CASES_LISTED:,} more: the JSON has them all"


def _how(how: HowRun) -> str:
    parts = [f"briefbot {how.briefbot}", f"{how.writer} writer", how.model or "no model"]
    if served := [name for name in how.models_served if name != how.model]:
        parts[-1] += f" (served {', '.join(served)})"
    if how.encoder is not None:
        parts.append(f"ranked with {how.encoder}")
    parts += [f"prompt {p.name}@{p.version} ({p.fingerprint[:8]})" for p in how.prompts]
    if how.model is not None:
        usage = how.usage
        parts.append(counted(usage.calls, "call"))
        parts.append(f"{usage.input_tokens:,} + {usage.output_tokens:,} tokens")
        parts.append(cost_words(how.cost_usd))
    parts.append(f"{counted(len(how.briefs), 'brief')} used")
    if how.case_file:
        parts.append(f"{how.case_file.name} ({how.case_file.sha256[:8]})")
    return " · ".join(parts)
