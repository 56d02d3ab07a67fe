"""The line that says how a result was made."""

from __future__ import annotations

from datetime import date

import pytest

from briefbot.rendering.receipt import legend, receipt
from briefbot.results import BriefUsed, Check, Citation, Claim, Provenance, Usage

DAY = date(2022, 2, 2)


def brief(name: str) -> BriefUsed:
    return BriefUsed(id=name, day=DAY, source=name, sha256="abcdef0123")


def test_without_a_model_there_is_no_talk_of_tokens_or_cost() -> None:
    made = Provenance(briefbot="1.0", writer="extractive", briefs=(brief("a"),), as_of=DAY)
    assert receipt(made) == "briefbot 1.0 · extractive writer · no model · a (abcdef01)"


@pytest.mark.parametrize(
    ("cost_usd", "said"),
    [
        pytest.param(None, "cost unknown", id="unknown is not zero"),
        pytest.param(0.0, "$0.0000", id="free"),
        pytest.param(0.00001, "under $0.0001", id="tiny"),
        pytest.param(0.0123, "$0.0123", id="usual"),
    ],
)
def test_cost(cost_usd: float | None, said: str, provenance: Provenance) -> None:
    assert f" · {said} · " in receipt(provenance.model_copy(update={"cost_usd": cost_usd}))


def test_served_model_cached_tokens_and_prompt(provenance: Provenance) -> None:
    usage = Usage(calls=1, input_tokens=1200, cached_tokens=1000, output_tokens=5)
    made = provenance.model_copy(update={"model_served": "small-2026", "usage": usage})
    assert "small-model (served small-2026) · prompt summarize@1 (feedc0de)" in receipt(made)
    assert "1 call, 1,200 (1,000 cached) + 5 tokens" in receipt(made)


@pytest.mark.parametrize(
    ("count", "said"),
    [
        pytest.param(9, "and 6 more briefs", id="several"),
        pytest.param(4, "and 1 more brief", id="one"),
    ],
)
def test_many_briefs_are_counted(count: int, said: str, provenance: Provenance) -> None:
    made = provenance.model_copy(update={"briefs": tuple(brief(f"b{i}") for i in range(count))})
    assert receipt(made).endswith(f"b0 (abcdef01), b1 (abcdef01), b2 (abcdef01) {said}")


@pytest.mark.parametrize(
    ("failed", "said"),
    [
        pytest.param("numbers", "could not be proved", id="by code"),
        pytest.param("judge", "the judge did not confirm", id="by the judge"),
    ],
)
def test_the_legend_says_why_a_quote_stands_there(failed: str, said: str) -> None:
    cited = Citation(brief="a", day=DAY, source="a", sha256="0" * 64, start=0, end=2, quote="So")
    checks = (Check(name=failed, passed=False, detail="why"),)
    (line,) = legend([Claim(text="So", citations=(cited,), status="quoted", checks=checks)])
    assert said in line
