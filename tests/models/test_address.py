"""Of an address only what holds no secret is shown."""

from __future__ import annotations

import pytest

from briefbot.errors import SettingsError
from briefbot.models.address import read_address
from briefbot.models.secret import Secret

PASSWORD = "hunter2-canary-9"


@pytest.mark.parametrize(
    ("given", "shown", "login", "query"),
    [
        pytest.param("http://h:8080/v1", "http://h:8080/v1", None, None, id="plain"),
        pytest.param("https://h/v1/", "https://h/v1", None, None, id="slash at the end"),
        pytest.param("https://u:p@h/v1", "https://h/v1", "u:p", None, id="login"),
        pytest.param("https://u@h/v1", "https://h/v1", "u:", None, id="user alone"),
        pytest.param("https://u:a%40b@h/v1", "https://h/v1", "u:a@b", None, id="escaped"),
        pytest.param("https://h/v1?k=s&v=2", "https://h/v1", None, "k=s&v=2", id="query"),
        pytest.param("https://h/v1#frag", "https://h/v1", None, None, id="fragment"),
        pytest.param("https://u:p@[::1]:9/v1", "https://[::1]:9/v1", "u:p", None, id="IPv6"),
    ],
)
def test_what_is_shown_and_what_is_kept(given, shown, login, query):
    address = read_address(Secret(given))
    assert address.shown == shown
    assert (address.login and address.login.reveal()) == login
    assert (address.query and address.query.reveal()) == query


@pytest.mark.parametrize(
    "given",
    [
        f"htps://u:{PASSWORD}@h/v1",
        f"u:{PASSWORD}@h/v1",
        f"https://u:{PASSWORD}@h:99999/v1",
        f"https://u:{PASSWORD}@/v1",
        f"https://u/{PASSWORD}@h/v1",
        f"//h/v1?key={PASSWORD}",
        f"h/v1#{PASSWORD}",
    ],
)
def test_a_bad_address_does_not_repeat_its_password(given):
    with pytest.raises(SettingsError, match="no http address") as caught:
        read_address(Secret(given))
    assert PASSWORD not in str(caught.value)


def test_what_is_looked_for_in_what_comes_back():
    address = read_address(Secret(f"https://user:{PASSWORD}@h/v1?api-key=to%20ken&v=1"))
    values = {secret.reveal() for secret in address.secrets()}
    assert {PASSWORD, f"user:{PASSWORD}", "to%20ken", "to ken"} <= values


@pytest.mark.parametrize(
    ("given", "is_openai"),
    [
        ("https://api.openai.com/v1", True),
        ("https://api.openai.com@evil.example/v1", False),
        ("https://api.openai.com.evil.example/v1", False),
        ("https://evil.example/api.openai.com", False),
    ],
)
def test_only_openai_is_openai(given, is_openai):
    assert read_address(Secret(given)).is_openai is is_openai
