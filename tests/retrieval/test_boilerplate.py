"""Furniture is told from news."""

from __future__ import annotations

import pytest

from briefbot.retrieval.boilerplate import is_boilerplate


@pytest.mark.parametrize(
    "text",
    [
        "AFP contributed reporting.",
        "Jane Doe in Kyiv and John Roe in London contributed to this report.",
        "(Reporting by Jane Doe; Editing by John Roe)",
        "With reporting by Reuters and AFP",
        "Read more: Why the talks failed",
        "READ ALSO: Why the talks failed",
        "See also: the map",
        "Photo: Reuters",
        "Photo by Jane Doe",
        "Subscribe to our newsletter.",
        "Sign up here to get the brief every morning.",
        "© 2022 The Desk. All rights reserved.",
        "This story was first published on Feb. 1.",
        "Related stories",
        "https://example.org/a",
        "*AFP contributed reporting.*",
        "Reuters",
    ],
)
def test_furniture(text):
    assert is_boilerplate(text)


@pytest.mark.parametrize(
    "text",
    [
        "AFP reporter Jane Doe was freed on Tuesday.",
        "Photographs of the site show armored divisions moving towards Ukraine.",
        "Reading is a town west of London.",
        "Read, the minister, resigned on Tuesday.",
        "Reporting by the BBC showed that the minister knew." * 7,
        "Sources said that the talks had failed.",
        "The rains contributed to flooding.",
        "Share prices fell on Tuesday.",
        "Germany contributed 5,000 helmets.",
        "Copyrighted works were seized.",
        "He will see more of Moscow.",
        "Reuters said that its office was searched.",
    ],
)
def test_news(text):
    assert not is_boilerplate(text)
