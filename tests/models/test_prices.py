from __future__ import annotations

import socket
import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefbot.models.prices import (
    cost_micro_usd,
    cost_usd,
    in_usd,
    limit_micro_usd,
    total_usd,
)
from briefbot.results import Usage

MILLION = Usage(calls=1, input_tokens=1_000_000, output_tokens=1_000_000)


def test_a_known_model_has_a_price_and_cached_input_is_cheaper():
    full = cost_usd("gpt-4o", MILLION)
    cached = cost_usd("gpt-4o", MILLION.model_copy(update={"cached_tokens": 1_000_000}))
    assert full == pytest.approx(12.5)
    assert cached is not None
    assert cached < full


@pytest.mark.parametrize(
    ("model", "base_url"),
    [
        pytest.param("no-such-model", None, id="unknown name"),
        pytest.param("gguf:small.gguf", None, id="local file"),
        pytest.param("gpt-4o", "http://localhost:8080/v1", id="own server"),
    ],
)
def test_an_unknown_price_is_none_not_nothing(model, base_url):
    assert cost_usd(model, MILLION, base_url=base_url) is None


def test_other_providers_are_known_by_their_address():
    groq = cost_usd("llama-3.3-70b-versatile", MILLION, base_url="https://api.groq.com/openai/v1")
    assert groq is not None
    assert groq > 0


def test_no_network(monkeypatch):
    def refuse(*args, **kwargs):
        raise AssertionError("a price needs no network")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    assert cost_usd("gpt-5-mini", MILLION)


def test_importing_prices_loads_no_table():
    code = "import sys, briefbot.models.prices; print('genai_prices' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"


@pytest.mark.parametrize(
    ("tokens", "micro_usd"),
    [
        pytest.param(0, 0, id="nothing"),
        pytest.param(1, 3, id="a started micro-dollar counts"),
        pytest.param(1_000, 2_500, id="a whole number"),
    ],
)
def test_money_is_whole_micro_dollars(tokens, micro_usd):
    assert cost_micro_usd("gpt-4o", Usage(calls=1, input_tokens=tokens)) == micro_usd


def test_what_nobody_reported_has_no_price():
    assert cost_micro_usd("gpt-4o", Usage(calls=2, input_tokens=9, unreported=1)) is None


@pytest.mark.parametrize(
    ("usd", "micro_usd"), [(0.1, 100_000), (0.3, 300_000), (1e-6, 1), (1.9e-6, 1), (1e9, 10**15)]
)
def test_a_limit_is_what_was_written(usd, micro_usd):
    assert limit_micro_usd(usd) == micro_usd


@given(st.lists(st.integers(0, 10**9), min_size=1, max_size=50))
def test_dollars_add_up_without_drift(costs):
    assert total_usd(in_usd(cost) for cost in costs) == sum(costs) / 1_000_000
    assert total_usd([0.1] * 3) == 0.3
    assert total_usd([*map(in_usd, costs), None]) is None
