"""What may become a link is found, and what is news is not."""

from __future__ import annotations

import time

import pytest

from briefbot.language.addresses import find_addresses, without_addresses


@pytest.mark.parametrize(
    "address",
    [
        "https://example.org/x",
        "HTTP://192.0.2.7:80",
        "ftp://example.org",
        "//example.org/x",
        "(www.example.org)",
        "[here](x)",
        "a.b@example.org",
        "@example.org",
        "mailto:a",
        "javascript:alert(1)",
        "data:text/html,x",
        "tel:+45123",
        "example.org/x",
    ],
)
def test_an_address_is_found(address: str) -> None:
    text = f"The text is at {address} now."
    assert [text[start:end] for start, end in find_addresses(text)] == [address]
    assert without_addresses(text) == "The text is at  now."


@pytest.mark.parametrize(
    "text",
    [
        "Booking.com and St. Petersburg",
        "60 km/h, and/or 3.5/4",
        "He said: no. Data: none.",
        "The U.S./Canada border",
        "an @ sign, #12",
        "",
    ],
)
def test_news_holds_none(text: str) -> None:
    assert find_addresses(text) == []


def test_a_long_word_takes_no_time() -> None:
    began = time.perf_counter()
    find_addresses("a." * 200_000)
    assert time.perf_counter() - began < 2
