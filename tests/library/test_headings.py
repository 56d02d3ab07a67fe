"""Which lines are headings."""

from __future__ import annotations

import pytest

from briefbot.library.headings import first_headings, marked_heading, plain_heading


@pytest.mark.parametrize(
    ("line", "heading"),
    [
        ("# Title", "Title"),
        ("### Title ##", "Title"),
        ("## **Title**", "Title"),
        ("**Title**", "Title"),
        ("__Key points__:", "Key points"),
        ("**He said no.**", ""),
        ("#hashtag", ""),
        ("** not bold **", ""),
        ("Title", ""),
    ],
)
def test_marked_heading(line, heading):
    assert marked_heading(line) == heading


@pytest.mark.parametrize(
    ("line", "is_one"),
    [
        ("Feb. 2: What you need to know today", True),
        ("Ukraine", True),
        ("AFP contributed reporting.", False),
        ("He called it “absolutely worthless.”", False),
        ("What now?", False),
        ("- an item", False),
        ("1. an item", False),
        ("---", False),
        ("2022", False),
        ("", False),
        ("word " * 21, False),
    ],
)
def test_plain_heading(line, is_one):
    assert bool(plain_heading(line)) is is_one


def test_first_headings_are_sure_when_marked_or_first():
    text = "The day\n\nA sentence.\n\n# Marked\n\nBelow it\n\nMore."
    assert first_headings(text, 0) == (["The day", "Marked"], ["Below it"])


def test_first_headings_do_not_judge_a_line_cut_by_the_limit():
    assert first_headings("x" * 50 + " and more that goes on", 0, within=52) == ([], [])
