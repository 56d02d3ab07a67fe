"""Chunks are exact slices; sentences cover them; headings and repeats are told apart."""

from __future__ import annotations

import itertools
import re
import time
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefbot.documents import Brief
from briefbot.library.folder import FolderLibrary
from briefbot.retrieval.chunking import LONGEST_CHUNK, chunk, distinct, normalized, paragraphs
from briefbot.retrieval.layout import blocks

SEED = FolderLibrary(Path(__file__).parents[2] / "seeds").load("000_a0fb72cbb98edc44.txt")


def brief(text, body_start=0):
    return Brief("b.txt", date(2022, 2, 2), "", text, "", "b.txt", body_start=body_start)


def texts(text):
    return [one.text for one in chunk(brief(text))]


def visible(text):
    return re.sub(r"\s", "", text)


# Everything the layout treats specially, in any order.
PIECES = st.sampled_from(
    [
        "Talks failed. ",
        "“We stay. We go.” he said",
        "\n",
        "\n\n",
        "\r\n",
        "\r\n\r\n",
        "\r",
        "# ",
        "- ",
        "1. ",
        "**Bold**",
        "---",
        "===",
        "U.S. ",
        "Heading",
        " ",
        "\t",
        "\u2028",
        "\x85",
        "“",
        "”",
        "…",
        "x" * 300,
        "Prices rose 3.5 percent. " * 20,
        "😀",
        "\ufeff",
        "\xa0",
        "\u200b",
        "(AP)",
    ]
)
BRIEFS = st.lists(PIECES, max_size=40).map("".join) | st.text(max_size=200)


@given(BRIEFS, st.integers(0, 5))
def test_chunks_and_sentences_are_slices_that_cover_everything_once(text, body_start):
    one = brief(text, min(body_start, len(text)))
    at = one.body_start
    for number, c in enumerate(chunk(one)):
        assert c.number == number
        assert at <= c.span.start < c.span.end
        assert c.text == text[c.span.start : c.span.end] == c.text.strip()
        assert len(c.text) <= LONGEST_CHUNK
        assert visible("".join(s.text for s in c.sentences)) == visible(c.text)
        for s in c.sentences:
            assert c.span.start <= s.span.start < s.span.end <= c.span.end
            assert s.text == s.text.strip()
        starts = [s.span for s in c.sentences]
        assert all(a.end <= b.start for a, b in itertools.pairwise(starts))
        at = c.span.end


@given(BRIEFS)
def test_blocks_cover_every_non_space_character_once(text):
    found = blocks(text)
    assert visible("".join(text[b.start : b.end] for b in found)).replace("\u200b", "").replace(
        "\ufeff", ""
    ) == visible(text).replace("\u200b", "").replace("\ufeff", "")
    assert all(a.end <= b.start for a, b in itertools.pairwise(found))


def test_the_seed_has_its_introduction_once_and_its_heading_above_the_news():
    chunks = chunk(SEED)
    assert len(chunks) == 15 - 3 + 3
    once = distinct(chunks)
    assert len(once) == 12
    assert once[0].text.startswith("High-stakes talks")
    assert [c.heading for c in once[:4]] == ["", "", "", "Feb. 2: What you need to know today"]
    assert [c.text for c in once if c.boilerplate] == ["AFP contributed reporting."]
    assert not any(c.text.startswith("Feb. 2:") for c in chunks)


def test_the_seed_splits_into_its_sentences():
    sentences = [s.text for c in distinct(chunk(SEED)) for s in c.sentences]
    assert len(sentences) == 19
    assert (
        "Moscow said this was unacceptable and awaited written responses from the U.S on each of"
        " its demands." in sentences
    )
    assert (
        "“[Although] the differences are substantial… it is possible to make such an agreement"
        " that both guarantees peace and Russia's security, and that is also acceptable for NATO"
        " members,” Orban told a joint press conference." in sentences
    )


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("One.\n\nTwo.", ["One.", "Two."], id="blank line"),
        pytest.param("One.\r\n\r\nTwo.\r\n", ["One.", "Two."], id="CRLF"),
        pytest.param("One.\n \t\nTwo.", ["One.", "Two."], id="blank line with spaces"),
        pytest.param("One.\r\rTwo.", ["One.", "Two."], id="old Mac"),
        pytest.param("# T\nOne.\n## U\nTwo.", ["One.", "Two."], id="headings glued to text"),
        pytest.param("Talks\n===\nOne.", ["One."], id="underlined heading"),
        pytest.param("- One.\n  more\n- Two.", ["- One.\n  more", "- Two."], id="list"),
        pytest.param("1. One.\n2. Two.", ["1. One.", "2. Two."], id="numbered list"),
        pytest.param("One.\n\n---\n\nTwo.", ["One.", "Two."], id="rule"),
        pytest.param(
            "This first line is a whole paragraph that ends here.\n"
            "And this second line is another one that ends here.",
            [
                "This first line is a whole paragraph that ends here.",
                "And this second line is another one that ends here.",
            ],
            id="one paragraph a line",
        ),
        pytest.param(
            "The talks went on through the night and nobody at the\n"
            "table was ready to say when they would end. It rained.",
            [
                "The talks went on through the night and nobody at the\n"
                "table was ready to say when they would end. It rained."
            ],
            id="hard-wrapped",
        ),
        pytest.param("Just a line", ["Just a line"], id="a lone short line is not a heading"),
        pytest.param("A\n\nBb\n\nCc\n\nDd\n\nOne.", ["A", "Bb", "Cc", "One."], id="short items"),
        pytest.param("", [], id="empty"),
        pytest.param(" \n\n ", [], id="white space"),
    ],
)
def test_paragraphs(text, expected):
    assert texts(text) == expected


def test_headings_are_carried_until_the_next():
    one = brief("# Ukraine\n\nOne.\n\nTwo.\n\nMarkets\n\nThree.")
    assert [(c.heading, c.text) for c in chunk(one)] == [
        ("Ukraine", "One."),
        ("Ukraine", "Two."),
        ("Markets", "Three."),
    ]


def test_a_long_paragraph_is_cut_between_sentences():
    sentence = "The delegation said that it would stay in the city for another week. "
    pieces = texts(sentence * 100)
    assert all(piece.endswith("week.") for piece in pieces)
    assert all(LONGEST_CHUNK // 4 < len(piece) <= LONGEST_CHUNK for piece in pieces[:-1])


def test_a_line_of_20_megabytes_takes_seconds():
    started = time.monotonic()
    found = paragraphs("Talks failed on Tuesday and nobody was surprised. " * 400_000)
    assert time.monotonic() - started < 10
    assert sum(p.end - p.start for p in found) > 19_900_000
    assert max(p.end - p.start for p in found) <= LONGEST_CHUNK


@pytest.mark.parametrize("unit", ["x", "“", '"', "(", "😀", "U.S. ", "\n", " ", "\n \n", "a.“"])
def test_two_hostile_megabytes_take_seconds(unit):
    text = unit * (2_000_000 // len(unit))
    started = time.monotonic()
    found = paragraphs(text)
    assert time.monotonic() - started < 5
    assert all(p.end - p.start <= LONGEST_CHUNK for p in found)


@pytest.mark.parametrize(
    ("a", "b", "same"),
    [
        ("Russia’s “no”.", 'Russia\'s "no"', True),
        ("Two  words\nhere", "two words here", True),
        ("100 troops", "101 troops", False),
        ("up 5%", "up 5", False),
        ("1.5 million", "15 million", False),
    ],
)
def test_normalized_tells_repeats_from_other_paragraphs(a, b, same):
    assert (normalized(a) == normalized(b)) is same
