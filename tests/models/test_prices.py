from __future__ import annotations

import socket
import subprocess
import sys

import pytest

from briefbot.models.prices import cost_usd
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


def test_calls_without_a_count_cost_an_unknown_sum():
    assert cost_usd("gpt-4o", Usage(calls=1)) is None
    assert cost_usd("gpt-4o", Usage()) == 0


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
