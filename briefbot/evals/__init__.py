"""Measuring answers: cases with known outcomes, pure scores over them, and two runs compared.

Nothing here asks or knows a model: whatever answers is passed in, so any writer, prompt version or
other library is measured by the same functions.
"""

from briefbot.evals.cases import Case, load_cases
from briefbot.evals.measures import MEASURES, Measure, Score, summarise
from briefbot.evals.scoring import CaseScore, Response, score_answer, score_error, score_response

__all__ = [
    "MEASURES",
    "Case",
    "CaseScore",
    "Measure",
    "Response",
    "Score",
    "load_cases",
    "score_answer",
    "score_error",
    "score_response",
    "summarise",
]
