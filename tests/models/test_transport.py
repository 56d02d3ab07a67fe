from __future__ import annotations

import pytest

from briefbot.errors import SettingsError
from briefbot.models.address import Address
from briefbot.models.openai import OpenAIModel
from briefbot.models.transport import find_proxy, open_client

PROXIES = ("http_proxy", "https_proxy", "all_proxy", "no_proxy")


@pytest.fixture
def env(monkeypatch):
    for name in PROXIES:
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.upper(), raising=False)
    return monkeypatch


@pytest.mark.parametrize(
    ("variables", "url", "expected"),
    [
        pytest.param({}, "https://x.org/v1", None, id="none"),
        pytest.param({"HTTPS_PROXY": "http://p:1"}, "https://x.org/v1", "http://p:1", id="https"),
        pytest.param({"HTTPS_PROXY": "http://p:1"}, "http://x.org/v1", None, id="other scheme"),
        pytest.param({"ALL_PROXY": "p:1"}, "http://x.org/v1", "http://p:1", id="without a scheme"),
        pytest.param(
            {"ALL_PROXY": "http://p", "NO_PROXY": "x.org"}, "http://x.org", None, id="excepted"
        ),
    ],
)
def test_the_proxy_of_the_environment(env, variables, url, expected):
    for name, value in variables.items():
        env.setenv(name, value)
    assert find_proxy(url) == expected


def test_requests_go_through_the_proxy(env, server, wire, request_):
    env.setenv("HTTP_PROXY", server.url.removesuffix("/v1"))
    server.replies = [wire.Reply()]
    OpenAIModel("m1", base_url="http://model.invalid/v1").complete(request_)
    assert server.request_headers[0]["host"] == "model.invalid"


def test_a_proxy_that_cannot_be_used(env):
    env.setenv("HTTP_PROXY", "ftp://p:1")
    with pytest.raises(SettingsError, match="the proxy set in the environment"):
        open_client(Address("http://x.org/v1"), None, clock=lambda: 0.0, max_body_bytes=1)
