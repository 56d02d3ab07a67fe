"""A timeline as text and Markdown."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from briefbot.rendering import to_markdown, to_text
from briefbot.rendering.pages.timeline import days_of
from briefbot.results import Citation, Claim, Provenance, Step, Timeline


def step(day: str, text: str = "", *, reported: str | None = None, **fields: Any) -> Step:
    happened, told = date.fromisoformat(day), date.fromisoformat(reported or day)
    text = text or f"It happened on {day}."
    cited = Citation(
        brief=f"{told}.txt",
        day=told,
        source=f"briefs/{told}.txt",
        sha256="0" * 64,
        start=happened.toordinal(),
        end=happened.toordinal() + len(text),
        quote=text,
    )
    claim = Claim(text=text, citations=(cited,))
    return Step(**({"day": happened, "last": happened, "reported": told, "claim": claim} | fields))


def timeline(*steps: Step, **fields: Any) -> Timeline:
    provenance = Provenance(
        briefbot="0.1.0", writer="extractive", briefs=(), as_of=date(2022, 2, 9)
    )
    made = {"query": "Belin", "as_of": date(2022, 2, 9), "found": len(steps)} | fields
    return Timeline(steps=steps, provenance=provenance, **made)


def test_a_line_a_step_and_the_place_of_each() -> None:
    text = to_text(timeline(step("2022-02-01", "A storm reaches Belin.")))
    assert text.startswith("Belin\n\n- 2022-02-01: A storm reaches Belin. [1]\n\nSources\n")
    # The words stand above: the note only says where they are from.
    assert "[1] 2022-02-01, briefs/2022-02-01.txt\n" in text
    assert "1 step told in 1 paragraph." in text


def test_what_is_to_be_said_beside_a_step() -> None:
    told = timeline(
        step("2022-02-01", reported="2022-02-02"),
        step("2022-02-02", kind="updated", revises=0, repeated=(date(2022, 2, 3),)),
        step("2022-02-04", repeated=tuple(date(2022, 2, n) for n in (5, 6, 7, 8))),
        step("2022-02-09", reported="2022-02-04", kind="announced"),
        step("2022-02-10", reported="2022-02-05", kind="reversed", revises=3),
    )
    text = " ".join(to_text(told, width=200).split())
    assert "on 2022-02-01. (reported 2022-02-02) [1]" in text
    assert "on 2022-02-02. (updates 2022-02-01; told again on 2022-02-03) [2]" in text
    assert "(told again on 4 days until 2022-02-08) [3]" in text
    assert "(announced 2022-02-04) [4]" in text
    assert "(announced 2022-02-05; reverses 2022-02-09) [5]" in text


def test_years_are_headings_of_long_ones() -> None:
    long = timeline(*(step(f"20{n}-05-01") for n in range(10, 20)))
    assert "\n2010\n- 2010-05-01: " in to_text(long)
    assert "\n## 2019\n\n- **2019-05-01:** " in to_markdown(long)
    short = timeline(step("2010-05-01"), step("2011-05-01"))
    assert "\n2010\n" not in to_text(short)


def test_left_out_is_said() -> None:
    text = to_text(timeline(step("2022-02-01"), left_out=1_200, found=1_500))
    assert "1 of 1,201 steps told in 1,500 paragraphs, those that matter" in text


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"found": 0}, "No brief up to 2022-02-09 tells of it."),
        ({"found": 0, "nearest": ("bellin",)}, "tells of it. Words they have: bellin."),
        ({"found": 0, "since": date(2022, 2, 1)}, "No brief from 2022-02-01 to 2022-02-09 tells"),
        ({"found": 3}, "The briefs up to 2022-02-09 name it and tell no step of it."),
    ],
)
def test_nothing_to_tell(fields: dict[str, Any], said: str) -> None:
    assert said in to_text(timeline(**fields))


@pytest.mark.parametrize(
    ("first", "last", "said"),
    [
        ("2014-03-16", "2014-03-16", "2014-03-16"),
        ("2014-03-01", "2014-03-31", "2014-03"),
        ("2014-12-01", "2014-12-31", "2014-12"),
        ("2014-01-01", "2014-12-31", "2014"),
        ("2014-01-01", "2016-12-31", "2014 to 2016"),
        ("2014-03-03", "2014-03-09", "2014-03-03 to 2014-03-09"),
        ("2014-03-01", "2014-04-30", "2014-03-01 to 2014-04-30"),
    ],
)
def test_days(first: str, last: str, said: str) -> None:
    assert days_of(date.fromisoformat(first), date.fromisoformat(last)) == said


def test_nothing_of_a_brief_steers_the_terminal_or_the_page() -> None:
    hostile = timeline(step("2022-02-01", "Belin \x1b[2J<b>burns</b> [x](http://e.x)\r\n# again"))
    assert "\x1b" not in to_text(hostile)
    page = to_markdown(hostile)
    assert "<b>" not in page
    assert "\\[x\\](http\\:" in page
    assert "\n# again" not in page
