"""What may not reach a terminal, and what must."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefbot.rendering.plain import clean, shorten


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("plain words", "plain words", id="as it is"),
        pytest.param("“Łódź” — [Although]…", "“Łódź” — [Although]…", id="letters and marks"),
        pytest.param("a\nb\r\n\tc\u00a0d\u2028e", "a b c d e", id="white space"),
        pytest.param("\x1b[31mred\x1b[0m", "\ufffd[31mred\ufffd[0m", id="colour"),
        pytest.param("\x1b]0;title\x07x", "\ufffd]0;title\ufffdx", id="window title"),
        pytest.param("\x9b2Jx", "\ufffd2Jx", id="one-byte control sequence"),
        pytest.param("nul\x00\x7f", "nul\ufffd\ufffd", id="nul and delete"),
        pytest.param("abc\u202edef\u2066g\u200f", "abcdefg", id="direction marks"),
        pytest.param("so\u00adft\u200bze\ufeffro", "softzero", id="invisible"),
        pytest.param("नम\u200dस्ते", "नम\u200dस्ते", id="joiners stay"),
        pytest.param("half \ud800", "half \ufffd", id="lone surrogate"),
        pytest.param(" \n ", "", id="only white space"),
    ],
)
def test_clean(text: str, expected: str) -> None:
    assert clean(text) == expected


@given(st.text(st.characters()))
def test_clean_text_steers_nothing(text: str) -> None:
    cleaned = clean(text)
    assert not [c for c in cleaned if unicodedata.category(c) in ("Cc", "Cs", "Zl", "Zp")]
    assert not [c for c in cleaned if unicodedata.category(c) == "Cf" and c not in "\u200c\u200d"]
    assert clean(cleaned) == cleaned


@pytest.mark.parametrize(
    ("text", "limit", "expected"),
    [
        pytest.param("one two", 7, "one two", id="fits"),
        pytest.param("one two three", 9, "one two […]", id="at a word"),
        pytest.param("onetwothree", 3, "one […]", id="no word to cut at"),
    ],
)
def test_shorten(text: str, limit: int, expected: str) -> None:
    assert shorten(text, limit) == expected
