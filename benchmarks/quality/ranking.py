"""How a case came out, with what stood first even where briefbot abstained."""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefbot.evals.intervals import wilson
from briefbot.evals.matching import says_any
from briefbot.evals.measures import AMOUNTS, MEASURES, Amount, Measure, Score, summarise
from briefbot.evals.scoring import CaseScore, overlapped, score_answer

if TYPE_CHECKING:
    from collections.abc import Sequence

    from briefbot.evals.cases import Case
    from briefbot.evals.scoring import TextOf
    from briefbot.results import Answer, Citation


class Outcome(CaseScore):
    """How a case came out.

    Attributes:
        gold_ranked_first: what is cited first, or stands first among the nearest where there is no answer,
            is on an expected quote: ranking, whatever was decided about answering.
        answer_ranked_first: the same sentence says an expected answer.
    """

    gold_ranked_first: bool | None = None
    answer_ranked_first: bool | None = None


def outcome_of(case: Case, answer: Answer, text_of: TextOf, *, seconds: float) -> Outcome:
    """How an answer came out."""
    scored = score_answer(case, answer, text_of, seconds=seconds)
    first = _first(answer)
    return Outcome(
        **dict(scored),
        gold_ranked_first=(
            first is not None and bool(overlapped(first, case.quotes, text_of))
            if case.quotes
            else None
        ),
        answer_ranked_first=(
            first is not None and says_any(first.quote, case.answers) if case.answers else None
        ),
    )


def _first(answer: Answer) -> Citation | None:
    if answer.claims:
        return answer.claims[0].citations[0]
    return answer.nearest[0] if answer.nearest else None


OWN = {
    "gold_ranked_first": "Citations: expected quote ranked first, answered or not",
    "answer_ranked_first": "Citations: answer in the sentence ranked first, answered or not",
}


def figures(outcomes: Sequence[Outcome], names: Sequence[str]) -> list[Score]:
    """The named measures over the outcomes: those of `briefbot eval`, and what stands first."""
    known = {score.name: score for score in summarise(outcomes)}
    for name in OWN:
        said = [value for o in outcomes if (value := getattr(o, name)) is not None]
        known[name] = share(name, sum(said), len(said))
    return [known[name] for name in names]


def share(name: str, hits: int, n: int) -> Score:
    """A share of cases with its interval, without a value when there is no case."""
    if not n:
        return Score(name=name)
    low, high = wilson(hits, n)
    return Score(name=name, value=hits / n, low=low, high=high, n=n, hits=hits, of=n)


def title_of(measure: str) -> str:
    """A measure in words."""
    known: dict[str, Measure | Amount] = {one.name: one for one in MEASURES}
    known |= {one.name: one for one in AMOUNTS}
    if measure in known:
        return f"{known[measure].group}: {known[measure].title}"
    return OWN.get(measure, measure.replace("_", " "))
