"""Two runs over the same cases: what differs, and whether it is more than chance."""

from __future__ import annotations

from collections import Counter
from statistics import median
from typing import TYPE_CHECKING, Literal, Protocol

from briefbot.errors import SettingsError
from briefbot.evals.intervals import (
    Counts,
    add_up,
    bootstrap,
    mcnemar,
    median_interval,
    paired_difference,
    permutation,
    share_of,
)
from briefbot.evals.measures import AMOUNTS, MEASURES, Amount, Measure
from briefbot.results import Result

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from briefbot.evals.scoring import CaseScore

LEVEL = 0.05
Verdict = Literal["better", "worse", "no difference shown"]
Pair = tuple["CaseScore", "CaseScore"]


class Difference(Result):
    """One measure in both runs.

    Attributes:
        a: the value in the run compared with, `b` in this one; None when no case has a say.
        difference: b - a; for amounts the median of the cases' own differences.
        low: of its 95 % interval, `high` likewise: Newcombe's for yes or no, else a paired bootstrap over cases; for
            amounts that of a median.
        p: two-sided, None where nothing is tested (amounts, a measure without cases).
        test: McNemar's exact test where the same cases have a yes or no in both runs; else a permutation
            test, each case's counts changing sides.
        n: cases with a say in either run.
        gained: cases with a yes in this run only, `lost` in the other only; None for what is not yes or no.
    """

    name: str
    a: float | None = None
    b: float | None = None
    difference: float | None = None
    low: float | None = None
    high: float | None = None
    p: float | None = None
    test: Literal["mcnemar", "permutation"] | None = None
    n: int = 0
    gained: int | None = None
    lost: int | None = None


class Changed(Result):
    """A case that came out right in one run only."""

    id: str
    question: str
    right: bool
    before: str
    now: str


class Comparison(Result):
    """This run against another over the same cases.

    Attributes:
        against: the other run: its writer, model and prompts, or its file.
        verdict: by the share of right outcomes alone, so that many measures can't make one up by chance;
            an inexact quote that the other run did not have is worse whatever the share.
        changed: cases right in one run only, those lost first.
        otherwise: how many more cases were answered in other words or with other citations.
    """

    against: str
    verdict: Verdict
    differences: tuple[Difference, ...]
    changed: tuple[Changed, ...] = ()
    otherwise: int = 0


def compare(
    before: Sequence[CaseScore], now: Sequence[CaseScore], *, against: str = "the other run"
) -> Comparison:
    """How the run `now` differs from the run `before`; the order of the cases does not matter.

    Raises:
        SettingsError: they are not over the same cases.
    """
    pairs = _paired(before, now)
    differences = (
        *(_differ(measure, pairs) for measure in MEASURES),
        *(_differ_amount(amount, pairs) for amount in AMOUNTS),
    )
    changed = [_change(a, b) for a, b in pairs if a.right != b.right]
    return Comparison(
        against=against,
        verdict=_verdict({d.name: d for d in differences}),
        differences=differences,
        changed=tuple(sorted(changed, key=lambda c: c.right)),
        otherwise=sum(a.right == b.right and _told(a) != _told(b) for a, b in pairs),
    )


class _Identified(Protocol):
    @property
    def id(self) -> str: ...
    @property
    def fingerprint(self) -> str: ...


def check_same(before: Sequence[_Identified], now: Sequence[_Identified]) -> None:
    """Nothing, when both are of the same cases, asking and expecting the same.

    Raises:
        SettingsError: they are not; names the first case that differs.
    """
    a, b = {s.id: s.fingerprint for s in before}, {s.id: s.fingerprint for s in now}
    if alone := sorted(a.keys() ^ b.keys()):
        where = "this run" if alone[0] in b else "the run compared with"
        raise SettingsError(
            f"the two runs are not over the same cases: {alone[0]!r} is in {where} only "
            f"({len(alone)} such cases); compare runs over one file"
        )
    if other := next((id for id in sorted(a) if a[id] != b[id]), None):
        raise SettingsError(
            f"case {other!r} is not the same in both runs: its question or what it expects has "
            "changed; run the older one again"
        )


def _paired(before: Sequence[CaseScore], now: Sequence[CaseScore]) -> list[Pair]:
    check_same(before, now)
    a, b = {s.id: s for s in before}, {s.id: s for s in now}
    return [(a[id], b[id]) for id in sorted(a)]


def _differ(measure: Measure, pairs: Sequence[Pair]) -> Difference:
    counts = [(measure.counts(a), measure.counts(b)) for a, b in pairs]
    told = [(a, b) for a, b in counts if a is not None or b is not None]
    if measure.of == "cases" and all(a is not None and b is not None for a, b in told):
        return _differ_yes_or_no(measure.name, Counter((a[0], b[0]) for a, b in told if a and b))
    width = max(len(a or b or ()) for a, b in told) if told else 0
    rows: list[tuple[Counts, Counts]] = [(a or (0,) * width, b or (0,) * width) for a, b in told]
    value_a, value_b = (
        (share_of(add_up(Counter(side))) for side in zip(*rows, strict=True))
        if (rows)
        else (None, None)
    )
    if value_a is None or value_b is None:
        return Difference(name=measure.name, a=value_a, b=value_b, n=len(rows))
    same = all(a == b for a, b in rows)
    low, high = (0.0, 0.0) if same else bootstrap(rows, _resampled_difference) or (None, None)
    return Difference(
        name=measure.name,
        a=value_a,
        b=value_b,
        difference=value_b - value_a,
        low=low,
        high=high,
        p=permutation(rows),
        test="permutation",
        n=len(rows),
    )


def _differ_yes_or_no(name: str, pairs: Mapping[tuple[int, int], int]) -> Difference:
    """A measure that every case has a yes or a no for in both runs."""
    both, only_a, only_b, neither = (pairs.get(k, 0) for k in ((1, 1), (1, 0), (0, 1), (0, 0)))
    n = both + only_a + only_b + neither
    if not n:
        return Difference(name=name)
    low, high = paired_difference(both, only_a, only_b, neither)
    return Difference(
        name=name,
        a=(both + only_a) / n,
        b=(both + only_b) / n,
        difference=(only_b - only_a) / n,
        low=low,
        high=high,
        p=mcnemar(only_a, only_b),
        test="mcnemar",
        n=n,
        gained=only_b,
        lost=only_a,
    )


def _resampled_difference(drawn: Mapping[tuple[Counts, Counts], int]) -> float | None:
    width = len(next(iter(drawn))[0])
    both = add_up({(*a, *b): n for (a, b), n in drawn.items()})
    before, after = share_of(both[:width]), share_of(both[width:])
    return None if before is None or after is None else after - before


def _differ_amount(amount: Amount, pairs: Sequence[Pair]) -> Difference:
    rows = [(amount.amount(a), amount.amount(b)) for a, b in pairs]
    known = [(a, b) for a, b in rows if a is not None and b is not None]
    if not known:
        return Difference(name=amount.name)
    steps = [b - a for a, b in known]
    low, high = median_interval(steps) or (None, None)
    return Difference(
        name=amount.name,
        a=median(a for a, _ in known),
        b=median(b for _, b in known),
        difference=median(steps),
        low=low,
        high=high,
        n=len(known),
    )


def _verdict(differences: Mapping[str, Difference]) -> Verdict:
    exact, right = differences["quotes_exact"], differences["right"]
    if exact.b is not None and exact.b < (1.0 if exact.a is None else exact.a):
        return "worse"
    if right.p is None or right.p >= LEVEL or not right.difference:
        return "no difference shown"
    return "better" if right.difference > 0 else "worse"


def _told(score: CaseScore) -> object:
    return score.answered, score.error, score.statements, score.citations


def _change(a: CaseScore, b: CaseScore) -> Changed:
    return Changed(id=b.id, question=b.question, right=b.right, before=outcome(a), now=outcome(b))


def outcome(score: CaseScore) -> str:
    """What happened to a case in a few words: the error, "no answer", or its first statement."""
    if score.error:
        return f"error: {score.error}"
    if score.abstained:
        return "no answer"
    return score.statements[0] if score.statements else "an empty answer"
