"""Statements that once came out proved and say another thing than their sentence."""

from __future__ import annotations

from datetime import date

import pytest

from briefbot.grounding.support import Source, prove

DAY = date(2022, 2, 2)  # a Wednesday

FALSE: dict[str, list[tuple[str, str]]] = {
    "amount": [
        ("The temperature fell to -5 degrees.", "The temperature fell to 5 degrees."),
        ("Growth was -0.5%.", "Growth was 0.5%."),
        ("Growth was −0.5%.", "Growth was 0.5%."),
        ("Growth was .5%.", "Growth was 5%."),
        ("A$5 billion was paid.", "$5 billion was paid."),
        ("US$5 billion was paid.", "A$5 billion was paid."),
        ("10–20 people died.", "20 people died."),
        ("Humans settled there 10,000 years ago.", "Humans settled there 10,000 decades ago."),
    ],
    "another's act": [
        ("The minister, whose son attacked a guard, resigned.", "A guard was attacked by the minister."),
    ],
}  # fmt: skip

TRUE: dict[str, list[tuple[str, str]]] = {
    "amount": [
        ("The temperature fell to −5 degrees.", "The temperature fell to -5 degrees."),
        ("The deal is worth US$5 billion.", "The deal is worth $5 billion."),
        ("Growth was .5%.", "Growth was 0.5%."),
        ("The team won 3-1 in Rome.", "The team won 3-1."),
        ("Humans settled there 10,000 years ago.", "Humans settled there 10,000 years ago."),
    ],
}


@pytest.mark.parametrize(
    ("sentence", "statement"),
    [
        pytest.param(sentence, statement, id=f"{kind}: {statement}")
        for kind, rows in FALSE.items()
        for sentence, statement in rows
    ],
)
def test_it_is_not_proved(sentence: str, statement: str) -> None:
    proof = prove(statement, None, Source(sentence, DAY))
    assert not proof.ok
    assert all(proof.reasons)


@pytest.mark.parametrize(
    ("sentence", "statement"),
    [
        pytest.param(sentence, statement, id=f"{kind}: {statement}")
        for kind, rows in TRUE.items()
        for sentence, statement in rows
    ],
)
def test_what_is_true_beside_it_still_is(sentence: str, statement: str) -> None:
    assert prove(statement, None, Source(sentence, DAY)).reasons == ()
