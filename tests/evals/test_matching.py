"""What counts as saying an expected answer."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefbot.evals.matching import normalise, says


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Viktor ORBAN said so", "orban"),
        ("Orban’s plan", "Orban"),
        ("Orbán came", "Orban"),
        ("the members’ demands", "members demands"),
        ("a ban on the Alliance", "ban on alliance"),
        ("some 100,000 troops", "100000"),
        ("a hundred thousand troops", "100,000"),
        ("one hundred and five", "105"),
        ("two hundred fifty thousand and one", "250,001"),
        ("twenty-five dead", "25"),
        ("2.5 million people", "2,500,000"),
        ("$134 million", "134 million dollars"),
        ("134m dollars", "$134 million"),
        ("5k people", "5,000"),
        ("5 percent", "5%"),
        ("five per cent", "5 %"),
        ("on Feb. 2nd", "February 2"),
        ("Sept. 11", "September 11"),
        ("the U.S. and NATO", "US"),
        ("confidence-building", "confidence building"),
        ("1.50", "1.5"),
        ("co\u00adoperation", "cooperation"),
        ("ﬁve", "5"),
        ("five six", "six"),
    ],
)
def test_said(text: str, expected: str) -> None:
    assert says(text, expected)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("15 dead", "5"),
        ("1.5 million", "5 million"),
        ("100,000", "100"),
        ("Manchester", "Man"),
        ("they told us", "US"),
        ("which is who it is", "WHO"),
        ("Putin met Orban", "Orban met Putin"),
        ("twenty-five", "20"),
        ("five million", "5"),
        ("five percent", "5 dollars"),
        ("anything", "the"),
        ("", "x"),
    ],
)
def test_not_said(text: str, expected: str) -> None:
    assert not says(text, expected)


@given(st.text())
def test_a_text_with_words_says_itself(text: str) -> None:
    assert says(text, text) is bool(normalise(text))


@given(st.integers(0, 10**15 - 1))
def test_a_number_is_one_however_it_is_written(n: int) -> None:
    assert normalise(f"{n:,}") == normalise(str(n)) == (str(n),)
