"""How well the changes found fit the changes made, kind by kind."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from briefbot.evals.intervals import add_up, bootstrap
from briefbot.evals.measures import Score

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from benchmarks.quality.changes.pairs import Expected, Pair
    from briefbot.evals.intervals import Counts
    from briefbot.results import Change, Claim

KINDS = ("new", "updated", "reversed", "dropped")


@dataclass(frozen=True, slots=True)
class Outcome:
    """How one pair came out.

    Attributes:
        right: the items whose kind and citations fit a change that was made.
        wrong: the other items.
        found: the changes that were made and have an item.
        missed: the others.
    """

    pair: Pair
    right: tuple[Change, ...]
    wrong: tuple[Change, ...]
    found: tuple[Expected, ...]
    missed: tuple[Expected, ...]

    def counts(self, kind: str) -> Counts:
        """(right items, items, changes found, changes) of a kind."""
        right = sum(item.kind == kind for item in self.right)
        items = right + sum(item.kind == kind for item in self.wrong)
        found = sum(one.kind == kind for one in self.found)
        return right, items, found, found + sum(one.kind == kind for one in self.missed)


def outcome_of(pair: Pair, items: Sequence[Change]) -> Outcome:
    """How a pair came out whose changes are said to be these."""
    fits = {i: [e for e in pair.expected if is_right(item, e)] for i, item in enumerate(items)}
    found = {id(e) for listed in fits.values() for e in listed}
    return Outcome(
        pair,
        tuple(item for i, item in enumerate(items) if fits[i]),
        tuple(item for i, item in enumerate(items) if not fits[i]),
        tuple(e for e in pair.expected if id(e) in found),
        tuple(e for e in pair.expected if id(e) not in found),
    )


def is_right(item: Change, expected: Expected) -> bool:
    """Whether the kind is right and every day's citations touch what was changed there."""
    if item.kind != expected.kind:
        return False
    if item.kind == "dropped":
        return _touches(item.claim, expected.earlier)
    before = item.before is None or _touches(item.before, expected.earlier)
    return before and _touches(item.claim, expected.later)


def _touches(claim: Claim, text: str) -> bool:
    plain = _plain(text)
    return any(
        (quote := _plain(citation.quote)) in plain or plain in quote for citation in claim.citations
    )


def _plain(text: str) -> str:
    for curly, straight in (("“", '"'), ("”", '"'), ("’", "'")):
        text = text.replace(curly, straight)
    return " ".join(text.split())


def figures(outcomes: Sequence[Outcome]) -> list[Score]:
    """F1, precision and recall over all kinds and of each, with bootstrap intervals over the pairs."""
    scores: list[Score] = []
    for name, kinds in (("all", KINDS), *((kind, (kind,)) for kind in KINDS)):
        rows = [add_up(Counter(o.counts(kind) for kind in kinds)) for o in outcomes]
        scores += _scores(name, rows)
    return scores


def _scores(name: str, rows: Sequence[Counts]) -> Iterable[Score]:
    for measure, statistic in (("F1", _f1), ("precision", _precision), ("recall", _recall)):
        low, high = bootstrap(rows, statistic) or (None, None)
        value = statistic(Counter(rows)) if rows else None
        yield Score(name=f"{name}: {measure}", value=value, low=low, high=high, n=len(rows))


def _precision(rows: Mapping[Counts, int]) -> float | None:
    right, items, _, _ = add_up(rows)
    return right / items if items else None


def _recall(rows: Mapping[Counts, int]) -> float | None:
    _, _, found, made = add_up(rows)
    return found / made if made else None


def _f1(rows: Mapping[Counts, int]) -> float | None:
    precision, recall = _precision(rows), _recall(rows)
    if precision is None or recall is None:
        return None
    return 2 * precision * recall / (precision + recall) if precision + recall else 0.0
