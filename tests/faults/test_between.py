"""Faults that one request does not show: between two calls, before a connection, at another host, in real time."""

from __future__ import annotations

import os
import time
from typing import TYPE_CHECKING

import pytest

from briefbot import Briefbot
from briefbot.errors import ModelRejectedError, ModelUnavailableError
from briefbot.models import dialect
from briefbot.models.openai import OpenAIModel
from tests.faults import wire
from tests.faults.conftest import KEY, staged
from tests.faults.contents import QUESTION
from tests.faults.row import Row
from tests.faults.rows import row_of
from tests.faults.server import FaultServer
from tests.faults.test_model import REQUEST, called, kept

if TYPE_CHECKING:
    from pathlib import Path


def asking(server: FaultServer, **options: object) -> OpenAIModel:
    dialect.forget_dialects()
    return OpenAIModel("m1", api_key=KEY, base_url=server.where, **options)  # type: ignore[arg-type]


def test_a_connection_is_kept_for_the_next_call() -> None:
    with FaultServer([wire.good]) as server:
        model = asking(server)
        for _ in range(3):
            model.complete(REQUEST)
    assert (len(server.asked), server.connections) == (3, 1)


def test_a_kept_connection_that_was_closed_is_opened_anew() -> None:
    with FaultServer([wire.good_then_close]) as server:
        model = asking(server)
        for _ in range(2):
            assert model.complete(REQUEST).usage.calls == 1
            time.sleep(0.05)
    assert (len(server.asked), server.connections) == (2, 2)


def test_a_kept_connection_that_dies_under_a_request_is_tried_again() -> None:
    """Whether the request had arrived nobody can tell, so it is one of the two that may be charged for."""
    waits: list[float] = []
    with FaultServer([wire.good, wire.reset_after(b""), wire.good]) as server:
        model = asking(server, sleep=waits.append)
        assert model.complete(REQUEST).usage.calls == 1
        assert model.complete(REQUEST).usage.calls == 2
    assert (len(server.asked), server.connections, len(waits)) == (3, 2, 1)


def test_a_server_that_accepts_late_is_waited_for() -> None:
    with FaultServer([wire.good], accepts_after_s=0.4) as server:
        began = time.monotonic()
        assert asking(server).complete(REQUEST).usage.calls == 1
        assert 0.3 < time.monotonic() - began < 25
    assert len(server.asked) == 1


def test_a_proxy_that_refuses_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    refusal = wire.raw(b"HTTP/1.1 407 Proxy Authentication Required\r\nContent-Length: 0\r\n\r\n")
    waits: list[float] = []
    with FaultServer([refusal]) as proxy:
        monkeypatch.setenv("https_proxy", f"http://user:secret-word@127.0.0.1:{proxy.port}")
        model = OpenAIModel("m1", base_url="https://nowhere.invalid/v1", sleep=waits.append)
        with pytest.raises(
            ModelUnavailableError, match=r"the proxy on the way to .*407.*HTTPS_PROXY"
        ) as caught:
            model.complete(REQUEST)
    assert "secret-word" not in str(caught.value)
    assert [asked.line for asked in proxy.asked] == ["CONNECT nowhere.invalid:443 HTTP/1.1"] * 4
    assert len(waits) == 3


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_the_host_of_a_redirect_gets_nothing(status: int) -> None:
    """Neither the brief nor the key goes to a host that nobody chose."""
    with FaultServer([wire.good]) as other:
        redirect = wire.redirect_to(f"{other.where}/chat/completions", status)
        with FaultServer([redirect]) as server:
            with pytest.raises(ModelRejectedError, match=r"redirects elsewhere.*OPENAI_BASE_URL"):
                asking(server).complete(REQUEST)
    assert (len(server.asked), len(other.asked), other.connections) == (1, 0, 0)


@pytest.mark.parametrize(
    ("name", "least_s"), [("429, Retry-After: 1", 1.0), ("503", 0.0)], ids=lambda value: value
)
def test_the_waits_are_real(name: str, least_s: float, tmp_path: Path) -> None:
    """The one test with the real sleep: a second asked for is a second waited, and little more."""
    with staged(row_of(name), once=True) as scene:
        scene.limits.clear()
        began = time.monotonic()
        assert called(scene, tmp_path).usage.calls == 2
        assert least_s <= time.monotonic() - began < least_s + 25
    first, second = kept(tmp_path)
    assert (second.sent - first.sent).total_seconds() >= least_s


@pytest.mark.parametrize(
    ("row", "endings"),
    [
        pytest.param(Row("priced", wire.good), [("answered", 15)], id="answered"),
        pytest.param(row_of("503"), [("unavailable", 0), ("answered", 15)], id="not billed"),
        pytest.param(
            row_of("a body shorter than announced"),
            [("unavailable", None), ("answered", 15)],
            id="lost",
        ),
        pytest.param(row_of("usage missing"), [("answered", None)], id="usage missing"),
        pytest.param(row_of("usage absurd"), [("answered", None)], id="usage absurd"),
        pytest.param(row_of("extra keys"), [("answered", 15), ("answered", 15)], id="asked again"),
    ],
)
def test_what_it_cost(
    row: Row,
    endings: list[tuple[str, int | None]],
    briefs: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """A model with a known price, in millionths of a dollar; the server stands in as the proxy on the way to it."""
    with staged(row, once=True) as scene:
        monkeypatch.setenv("http_proxy", f"http://127.0.0.1:{scene.server.port}")
        paid = scene.model(base_url="http://api.openai.com/v1", name="gpt-5-mini")
        answer = Briefbot(briefs, model=paid, environ=os.environ).ask(QUESTION)
    found = [one.ending for one in kept(tmp_path) if one.ending]
    told = [(ending.outcome, ending.cost_micro_usd) for ending in found]
    assert told == endings
    # What nobody reported is unknown, not nothing.
    known = [cost for _, cost in endings if cost is not None]
    assert answer.provenance.usage.unreported == len(endings) - len(known)
    expected = sum(known) / 1_000_000 if len(known) == len(endings) else None
    assert answer.provenance.cost_usd == expected
