"""Two runs over the same cases: what differs, and whether it is more than chance."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Literal

from briefbot.errors import SettingsError
from briefbot.evals.intervals import (
    Counts,
    add_up,
    bootstrap,
    mcnemar,
    permutation,
    share_of,
)
from briefbot.evals.measures import AMOUNTS, MEASURES, Amount, Measure, median_of
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
        difference: b - a, with its 95 % interval `low` to `high` (paired bootstrap over cases).
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


def _paired(before: Sequence[CaseScore], now: Sequence[CaseScore]) -> list[Pair]:
    a, b = {s.id: s for s in before}, {s.id: s for s in now}
    if alone := sorted(a.keys() ^ b.keys()):
        where = "this run" if alone[0] in b else "the run compared with"
        raise SettingsError(
            f"the two runs are not over the same cases: {alone[0]!r} is in {where} only "
            f"({len(alone)} such cases); compare runs over one file"
        )
    if other := next((id for id in sorted(a) if a[id].fingerprint != b[id].fingerprint), None):
        raise SettingsError(
            f"case {other!r} is not the same in both runs: its question or what it expects has "
            "changed; run the older one again"
        )
    return [(a[id], b[id]) for id in sorted(a)]


def _differ(measure: Measure, pairs: Sequence[Pair]) -> Difference:
    counts = [(measure.counts(a), measure.counts(b)) for a, b in pairs]
    told = [(a, b) for a, b in counts if a is not None or b is not None]
    if not told:
        return Difference(name=measure.name)
    width = len(told[0][0] or told[0][1] or ())
    rows: list[tuple[Counts, Counts]] = [(a or (0,) * width, b or (0,) * width) for a, b in told]
    value_a, value_b = (share_of(add_up(Counter(side))) for side in zip(*rows, strict=True))
    if value_a is None or value_b is None:
        return Difference(name=measure.name, a=value_a, b=value_b, n=len(rows))
    yes_or_no = measure.of == "cases" and all(a is not None and b is not None for a, b in told)
    gained = sum(b[0] > a[0] for a, b in rows)
    lost = sum(a[0] > b[0] for a, b in rows)
    low, high = bootstrap(rows, _paired_difference) or (None, None)
    return Difference(
        name=measure.name,
        a=value_a,
        b=value_b,
        difference=value_b - value_a,
        low=low,
        high=high,
        p=mcnemar(lost, gained) if yes_or_no else permutation(rows),
        test="mcnemar" if yes_or_no else "permutation",
        n=len(rows),
        gained=gained if yes_or_no else None,
        lost=lost if yes_or_no else None,
    )


def _paired_difference(drawn: Mapping[tuple[Counts, Counts], int]) -> float | None:
    width = len(next(iter(drawn))[0])
    both = add_up({(*a, *b): n for (a, b), n in drawn.items()})
    before, after = share_of(both[:width]), share_of(both[width:])
    return None if before is None or after is None else after - before


def _differ_amount(amount: Amount, pairs: Sequence[Pair]) -> Difference:
    rows = [(amount.amount(a), amount.amount(b)) for a, b in pairs]
    known = [(a, b) for a, b in rows if a is not None and b is not None]
    if not known:
        return Difference(name=amount.name)
    low, high = bootstrap(known, _median_difference) or (None, None)
    return Difference(
        name=amount.name,
        a=median_of(Counter(a for a, _ in known)),
        b=median_of(Counter(b for _, b in known)),
        difference=_median_difference(Counter(known)),
        low=low,
        high=high,
        n=len(known),
    )


def _median_difference(drawn: Mapping[tuple[float, float], int]) -> float:
    a, b = Counter[float](), Counter[float]()
    for (before, after), n in drawn.items():
        a[before] += n
        b[after] += n
    return median_of(b) - median_of(a)


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
