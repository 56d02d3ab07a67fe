"""Small results with every part filled, built by hand so that a rendering shows all it can."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from briefbot.results import (
    Ahead,
    Answer,
    BriefUsed,
    Citation,
    Claim,
    DailySummary,
    Development,
    Figure,
    PromptUsed,
    Provenance,
    Rejected,
    Usage,
    Voice,
)

DAY = date(2022, 2, 2)
ORBAN = "The differences are “bridgeable,” Orban told a press conference."
TROOPS = "Moscow has amassed some 100,000 troops close to the border."
CHINA = "China supports Russia's demands for security guarantees."


def cite(quote: str, start: int = 0, *, source: str = "seeds/a.txt", day: date = DAY) -> Citation:
    return Citation(
        brief="a.txt",
        day=day,
        source=source,
        sha256="0123456789abcdef" * 4,
        start=start,
        end=start + len(quote),
        quote=quote,
    )


def claim(text: str, quote: str | None = None, start: int = 0, **fields: Any) -> Claim:
    return Claim(text=text, citations=(cite(quote or text, start),), **fields)


@pytest.fixture
def provenance() -> Provenance:
    return Provenance(
        briefbot="0.1.0",
        writer="prompted",
        model="small-model",
        prompts=(PromptUsed(name="summarize", version=1, fingerprint="feedc0de12345678"),),
        briefs=(BriefUsed(id="a.txt", day=DAY, source="seeds/a.txt", sha256="01234567" * 8),),
        usage=Usage(calls=2, input_tokens=1200, output_tokens=345),
        as_of=DAY,
    )


@pytest.fixture
def summary(provenance: Provenance) -> DailySummary:
    orban = claim(ORBAN, start=100, speaker="Viktor Orban")
    troops = claim("Moscow has amassed 100,000 troops.", TROOPS, start=0, status="repaired")
    china = claim(CHINA, start=200, speaker="Yury Ushakov", status="quoted")
    return DailySummary(
        day=DAY,
        headline=claim("Moscow has amassed troops.", TROOPS, start=0),
        lead=orban,
        developments=(
            Development(topic="Build-up", claim=troops),
            Development(topic="China", claim=china),
        ),
        voices=(Voice(speaker="Viktor Orban", stance="said", claim=orban),),
        figures=(Figure(value="100,000", unit="troops", what="close to the border", claim=troops),),
        ahead=(Ahead(when="Friday", day=date(2022, 2, 4), claim=claim("They meet.", start=300)),),
        omitted=(cite("A paragraph nobody cites.", 400),),
        coverage=0.75,
        rejected=(
            Rejected(
                part="developments[2]",
                text="Moscow withdrew 200,000 troops.",
                reasons=("the number 200,000 is not in the cited sentences",),
            ),
        ),
        provenance=provenance,
    )


@pytest.fixture
def answer(provenance: Provenance) -> Answer:
    return Answer(
        question="What did Orban say?",
        as_of=DAY,
        status="answered",
        claims=(claim(ORBAN, start=100, speaker="Viktor Orban"), claim(TROOPS)),
        provenance=provenance,
    )


@pytest.fixture
def abstention(provenance: Provenance) -> Answer:
    return Answer(
        question="What does France demand?",
        as_of=DAY,
        status="abstained",
        reason="not_in_briefs",
        nearest=(cite(CHINA, 200),),
        provenance=provenance,
    )
