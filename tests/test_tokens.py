from __future__ import annotations

import gzip
import sys
from dataclasses import dataclass

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefbot import tokens
from briefbot.errors import SettingsError


@dataclass(frozen=True)
class Said:
    content: str


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("", 0, id="empty"),
        pytest.param("hello world", 2, id="words"),
        # Reference counts of tiktoken's own o200k_base.
        pytest.param("Russia demands NATO pull back to 1997 lines.", 11, id="sentence"),
        pytest.param("<|endoftext|>", 7, id="control token is ordinary text"),
        pytest.param("a\ud800b", 3, id="lone surrogate"),
        pytest.param("Зеленский 泽连斯基", 8, id="other scripts"),
    ],
)
def test_count(text, expected):
    assert tokens.count(text) == expected


@given(st.text(max_size=200))
def test_never_more_tokens_than_bytes_and_none_only_for_nothing(text):
    counted = tokens.count(text)
    assert counted <= len(text.encode())
    assert (counted == 0) == (text == "")


@given(st.text(min_size=1, max_size=60))
def test_long_texts_are_counted_like_short_ones(text):
    assert tokens.count(text) == tokens._count(text)


def test_long_texts_are_not_kept_in_the_cache():
    before = tokens._count_cached.cache_info().currsize
    assert tokens.count("word " * 2_000) == 2_001
    assert tokens._count_cached.cache_info().currsize == before


def test_messages_cost_their_text_and_the_stated_overhead():
    messages = [Said("hello world"), Said("")]
    assert tokens.count_messages(messages) == (
        2 + 2 * tokens.MESSAGE_OVERHEAD_TOKENS + tokens.REPLY_OVERHEAD_TOKENS
    )
    assert tokens.count_messages([]) == tokens.REPLY_OVERHEAD_TOKENS


def test_importing_tokens_does_not_load_tiktoken(run_python):
    done = run_python("import sys, briefbot.tokens; print('tiktoken' in sys.modules)")
    assert done.strip() == "False"


def test_a_changed_table_is_refused(monkeypatch):
    monkeypatch.setattr(gzip, "decompress", lambda packed: b"IQ== 0\n")
    with pytest.raises(SettingsError, match="install briefbot again"):
        tokens._load_ranks()


@pytest.fixture
def run_python():
    import subprocess

    def run(code: str) -> str:
        return subprocess.run(
            [sys.executable, "-c", code], check=True, capture_output=True, text=True, timeout=60
        ).stdout

    return run
