"""Cases, answers and scores made by hand."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

import pytest

from briefbot.evals import Case, CaseScore
from briefbot.results import Answer, Check, Citation, Claim, Provenance, Rejected

if TYPE_CHECKING:
    from collections.abc import Callable

DAY = date(2022, 2, 2)
# Two briefs; the second repeats a sentence of the first.
TEXTS = {
    "a": "Orban met Putin in Moscow. Some 100,000 troops are near. Talks failed.",
    "b": "Talks failed. The toll rose to 26 from 9. Nobody met.",
}


@pytest.fixture
def texts() -> dict[str, str]:
    return TEXTS


@pytest.fixture
def case() -> Callable[..., Case]:
    def make(**given: Any) -> Case:
        return Case.model_validate({"question": "Who?", "id": "1", **given})

    return make


@pytest.fixture
def answer() -> Callable[..., Answer]:
    """An answer that quotes these sentences, one a claim; none is an abstention."""

    def cite(quote: str) -> Citation:
        brief, start = next((b, t.find(quote)) for b, t in TEXTS.items() if quote in t)
        end = start + len(quote)
        return Citation(
            brief=brief, day=DAY, source=brief, sha256="0" * 64, start=start, end=end, quote=quote
        )

    def make(
        *quotes: str,
        claims: tuple[Claim, ...] = (),
        checks: tuple[Check, ...] = (),
        rejected: tuple[Rejected, ...] = (),
        writer: str = "extractive",
        **provenance: Any,
    ) -> Answer:
        claims += tuple(Claim(text=q, citations=(cite(q),), checks=checks) for q in quotes)
        return Answer(
            question="Who?",
            as_of=DAY,
            status="answered" if claims else "abstained",
            reason=None if claims else "not_in_briefs",
            claims=claims,
            rejected=rejected,
            provenance=Provenance(briefbot="0", writer=writer, as_of=DAY, **provenance),
        )

    return make


@pytest.fixture
def score() -> Callable[..., CaseScore]:
    def make(id: str = "1", *, answerable: bool = True, **given: Any) -> CaseScore:
        return CaseScore(id=id, question=f"Q{id}?", answerable=answerable, **given)

    return make
