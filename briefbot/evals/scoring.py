"""One answer against its case: pure functions, whoever answered."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING

from briefbot.documents import Span
from briefbot.evals.matching import says_any
from briefbot.results import Citation, Result, Usage

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from briefbot.evals.cases import Case
    from briefbot.results import Answer, Check

    # The text of the brief of that id, None when there is none; `dict.get` will do.
    TextOf = Callable[[str], str | None]

# How many statements and citations a reader is taken to look at.
LOOKED_AT = 3


@dataclass(frozen=True, slots=True)
class Response:
    """What a reader of an answer sees, and how it was come by; made from other libraries' answers too.

    Attributes:
        answered: False for an abstention.
        statements: what is stated, best first.
        citations: the cited sentences, in the order they are shown.
        uncited: how many statements have no citation.
        made_up: how many citations point to nothing that was shown (unknown handles, keys, notes).
        drafted_citations: whether the writer had to cite at all; without, `made_up` says nothing.
        proved: statements printed as the writer worded them, not replaced by a quotation.
        rejected: drafted statements that were not printed.
        filled_without_model: whether code answered in the model's place; None without a model.
    """

    answered: bool
    statements: tuple[str, ...] = ()
    citations: tuple[Citation, ...] = ()
    uncited: int = 0
    made_up: int = 0
    drafted_citations: bool = True
    proved: int = 0
    rejected: int = 0
    filled_without_model: bool | None = None
    usage: Usage = field(default_factory=Usage)
    cost_usd: float | None = None


class CaseScore(Result):
    """How one case came out. None where a question makes no sense for the case.

    Attributes:
        fingerprint: of the case as asked and what it expects; two runs compare where it is the same.
        right: what it comes to, see `is_right`.
        error: why there was no answer at all; then the case is neither answered nor abstained.
        answer_stated: one of the first three statements says an expected answer.
        answer_at_1: the first cited sentence says it; `answer_at_3` one of the first three.
        gold_at_1: the first citation overlaps an expected quote; `gold_at_3` one of the first three.
        on_gold: how many citations overlap an expected quote.
        gold: how many quotes are expected; `gold_found` how many of them some citation overlaps.
        is_stale: a statement says something out of date and no expected answer; None when not answered.
        quotes_exact: every quote stands in its brief at its offsets; None without citations.
        handles_valid: nothing was cited that was not shown; None when the writer cited nothing.
        malformed: citations that are not exact or point to nothing, and statements without any.
    """

    id: str
    question: str
    answerable: bool
    fingerprint: str = ""
    answered: bool = False
    abstained: bool = False
    right: bool = False
    error: str | None = None
    answer_stated: bool | None = None
    answer_at_1: bool | None = None
    answer_at_3: bool | None = None
    gold_at_1: bool | None = None
    gold_at_3: bool | None = None
    on_gold: int = 0
    gold: int = 0
    gold_found: int = 0
    is_stale: bool | None = None
    quotes_exact: bool | None = None
    handles_valid: bool | None = None
    malformed: int = 0
    proved: int = 0
    rejected: int = 0
    filled_without_model: bool | None = None
    statements: tuple[str, ...] = ()
    citations: tuple[Citation, ...] = ()
    usage: Usage = Usage()
    cost_usd: float | None = None
    seconds: float | None = None


def score_answer(
    case: Case, answer: Answer, text_of: TextOf, *, seconds: float | None = None
) -> CaseScore:
    """How an answer of briefbot came out."""
    return score_response(case, response_of(answer), text_of, seconds=seconds)


def score_response(
    case: Case, response: Response, text_of: TextOf, *, seconds: float | None = None
) -> CaseScore:
    """How any answer came out; `seconds` is what it took."""
    cited, stated = response.citations, response.statements
    gold = [overlapped(citation, case.quotes, text_of) for citation in cited]
    exact = [_is_exact(citation, text_of) for citation in cited]
    says = [says_any(citation.quote, case.answers) for citation in cited]
    score = CaseScore(
        id=case.id,
        question=case.question,
        answerable=case.answerable,
        fingerprint=case.fingerprint,
        answered=response.answered,
        abstained=not response.answered,
        answer_stated=_any(case.answers, (says_any(s, case.answers) for s in stated[:LOOKED_AT])),
        answer_at_1=_any(case.answers, says[:1]),
        answer_at_3=_any(case.answers, says[:LOOKED_AT]),
        gold_at_1=_any(case.quotes, gold[:1]),
        gold_at_3=_any(case.quotes, gold[:LOOKED_AT]),
        on_gold=sum(map(bool, gold)),
        gold=len(case.quotes),
        gold_found=len(set().union(*gold)),
        is_stale=_is_stale(case, stated) if case.stale and response.answered else None,
        quotes_exact=all(exact) if cited else None,
        handles_valid=not response.made_up if response.drafted_citations else None,
        malformed=exact.count(False) + response.uncited,
        proved=response.proved,
        rejected=response.rejected,
        filled_without_model=response.filled_without_model,
        statements=stated,
        citations=cited,
        usage=response.usage,
        cost_usd=response.cost_usd,
        seconds=seconds,
    )
    return score.model_copy(update={"right": is_right(score)})


def score_error(
    case: Case, error: str, *, usage: Usage | None = None, seconds: float | None = None
) -> CaseScore:
    """How a case came out that ended in an error: wrong wherever a right outcome was possible."""
    return CaseScore(
        id=case.id,
        question=case.question,
        answerable=case.answerable,
        fingerprint=case.fingerprint,
        error=error,
        answer_stated=_any(case.answers, ()),
        answer_at_1=_any(case.answers, ()),
        answer_at_3=_any(case.answers, ()),
        gold_at_1=_any(case.quotes, ()),
        gold_at_3=_any(case.quotes, ()),
        gold=len(case.quotes),
        usage=usage or Usage(),
        seconds=seconds,
    )


def is_right(score: CaseScore) -> bool:
    """Whether a reader was served right.

    An answerable question: it is answered, one of the first three statements says an expected answer
    (where some are given), one of the first three citations is on an expected quote (where some are
    given), and nothing is out of date. A question the briefs do not answer: there is no answer.
    """
    if not score.answerable:
        return score.abstained
    return (
        score.answered
        and score.answer_stated is not False
        and score.gold_at_3 is not False
        and not score.is_stale
    )


def response_of(answer: Answer) -> Response:
    """What a reader of an answer of briefbot sees."""
    citations = dict.fromkeys(c for claim in answer.claims for c in claim.citations)
    checks = [check for claim in answer.claims for check in claim.checks]
    made_up = sum(map(_names_no_handle, checks)) + sum(
        any(reason.startswith(_NO_SUCH_HANDLE) for reason in one.reasons) for one in answer.rejected
    )
    prompted = answer.provenance.writer == "prompted"
    filled = bool(answer.provenance.options.get("filled_without_model"))
    return Response(
        answered=answer.status == "answered",
        statements=tuple(claim.text for claim in answer.claims),
        citations=tuple(citations),
        made_up=made_up,
        drafted_citations=bool(answer.claims or answer.rejected),
        proved=sum(claim.status != "quoted" for claim in answer.claims),
        rejected=len(answer.rejected),
        filled_without_model=filled if prompted and answer.claims else None,
        usage=answer.provenance.usage,
        cost_usd=answer.provenance.cost_usd,
    )


_NO_SUCH_HANDLE = "no such handle"


def _names_no_handle(check: Check) -> bool:
    return not check.passed and check.detail.startswith(_NO_SUCH_HANDLE)


def _any(wanted: Sequence[str], found: Iterable[object]) -> bool | None:
    """Whether anything was found of what is wanted; None when nothing is."""
    return any(found) if wanted else None


def _is_stale(case: Case, statements: Sequence[str]) -> bool:
    return any(says_any(s, case.stale) and not says_any(s, case.answers) for s in statements)


def _is_exact(citation: Citation, text_of: TextOf) -> bool:
    text = text_of(citation.brief)
    within = 0 <= citation.start < citation.end
    return text is not None and within and text[citation.start : citation.end] == citation.quote


def overlapped(citation: Citation, quotes: Sequence[str], text_of: TextOf) -> set[int]:
    """Which of the quotes the citation shares a character with, wherever they stand in its brief."""
    text = text_of(citation.brief)
    if text is None:
        return set()
    there = Span(citation.start, citation.end)
    return {i for i, q in enumerate(quotes) if any(map(there.overlaps, find_quote(text, q)))}


@lru_cache(maxsize=4096)
def find_quote(text: str, quote: str) -> tuple[Span, ...]:
    """Everywhere the quote stands in the text; its white space may be any white space there."""
    pattern = r"\s+".join(map(re.escape, quote.split()))
    return tuple(Span(*match.span()) for match in re.finditer(pattern, text)) if pattern else ()
