"""Measuring answers: cases with known outcomes, pure scores over them, and two runs compared.

Nothing here asks or knows a model: whatever answers is passed in, so any writer, prompt version or
other library is measured by the same functions.

    from briefbot import Briefbot
    from briefbot.evals import evaluate, load_cases

    evaluation = evaluate(load_cases("cases.jsonl"), Briefbot("seeds"))
    evaluation.score("right").value
"""

from briefbot.evals.cases import Case, load_cases
from briefbot.evals.comparison import Comparison, Difference, compare
from briefbot.evals.evaluation import Evaluation, Run, evaluate, load_evaluation
from briefbot.evals.measures import (
    ALL_MEASURES,
    AMOUNTS,
    MEASURES,
    Amount,
    Measure,
    Score,
    summarise,
)
from briefbot.evals.scoring import CaseScore, Response, score_answer, score_error, score_response

__all__ = [
    "ALL_MEASURES",
    "AMOUNTS",
    "MEASURES",
    "Amount",
    "Case",
    "CaseScore",
    "Comparison",
    "Difference",
    "Evaluation",
    "Measure",
    "Response",
    "Run",
    "Score",
    "compare",
    "evaluate",
    "load_cases",
    "load_evaluation",
    "score_answer",
    "score_error",
    "score_response",
    "summarise",
]
