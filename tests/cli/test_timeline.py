"""`briefbot timeline` from the command line to what it prints."""

from __future__ import annotations

import inspect
import json
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from icalendar import Calendar

from briefbot import Briefbot
from briefbot.cli.timeline import DEFAULT_LIMIT
from briefbot.results import Timeline

if TYPE_CHECKING:
    from collections.abc import Callable

ROOT = Path(__file__).resolve().parents[2]
BRIEFS = ("--briefs", str(ROOT / "fixtures" / "briefs"))


def test_text(briefbot: Callable[..., object]) -> None:
    code, out, err = briefbot("timeline", "Alba", *BRIEFS)
    assert (code, err) == (0, "")
    lines = out.splitlines()
    assert lines[0] == "Alba"
    assert [line[:12] for line in lines if line.startswith("- ")] == [
        "- 2021-03-08",
        "- 2021-03-09",
    ]
    assert "2 steps told in 2 paragraphs." in lines


def test_json_is_whole_and_verifies(briefbot: Callable[..., object], tmp_path: Path) -> None:
    file = str(tmp_path / "dam.json")
    assert briefbot("timeline", "dam", *BRIEFS, "--format", "json", "-o", file).code == 0
    saved = Timeline.model_validate_json(Path(file).read_text(encoding="utf-8"))
    assert (saved.kind, saved.query) == ("timeline", "dam")
    assert briefbot("verify", file, *BRIEFS).code == 0
    changed = json.loads(Path(file).read_text(encoding="utf-8"))
    changed["steps"][0]["day"] = "2021-03-01"
    Path(file).write_text(json.dumps(changed), encoding="utf-8")
    assert briefbot("verify", file, *BRIEFS).code == 4


def test_markdown(briefbot: Callable[..., object]) -> None:
    out = briefbot("timeline", "Alba", *BRIEFS, "--format", "markdown").out
    assert out.startswith("# Alba\n\n- **2021-03-08:** Rescuers searched a second day")


def test_the_calendar_has_what_is_announced(briefbot: Callable[..., object]) -> None:
    code, out, err = briefbot("timeline", "Lindqvist", *BRIEFS, "--format", "ics")
    assert (code, err) == (0, "")
    (event,) = Calendar.from_ical(out).walk("VEVENT")
    assert str(event.decoded("dtstart")) == "2021-03-13"
    assert "Work begins again on Saturday morning" in str(event["description"])


def test_the_calendar_has_all_that_is_announced(
    briefbot: Callable[..., object], tmp_path: Path
) -> None:
    for n in range(1, 29):
        text = f"Belin will elect mayor Anna{n} on April {n}.\n\nBelin buries mayor Otto{n}.\n"
        (tmp_path / f"2022-02-{n:02}.txt").write_text(text, encoding="utf-8")
    out = briefbot("timeline", "Belin", "--briefs", str(tmp_path), "--format", "ics").out
    # A later one may be taken for another date of the one before; a limit of 30 would leave half out.
    assert len(Calendar.from_ical(out).walk("VEVENT")) >= 25


def test_a_calendar_of_nothing_says_so(briefbot: Callable[..., object]) -> None:
    code, out, err = briefbot("timeline", "Alba", *BRIEFS, "--format", "ics")
    assert code == 0
    assert list(Calendar.from_ical(out).walk("VEVENT")) == []
    assert err == "briefbot: nothing is announced of 'Alba': the calendar is empty\n"


def test_limit_and_what_is_left_out(briefbot: Callable[..., object]) -> None:
    out = briefbot("timeline", "Kessel", *BRIEFS, "--limit", "2").out
    assert sum(line.startswith("- ") for line in out.splitlines()) == 2
    assert "those that matter most; --limit 0 lists them all." in " ".join(out.split())


def test_days_limit_what_is_read(briefbot: Callable[..., object]) -> None:
    early = briefbot("timeline", "floods", *BRIEFS, "--as-of", "2021-03-09").out
    assert "seven" not in early
    assert "as of 2021-03-09" in early
    assert early == briefbot("timeline", "floods", *BRIEFS, "--as-of", "2021-03-09").out
    late = briefbot("timeline", "floods", *BRIEFS, "--since", "2021-03-11").out
    assert "- 2021-03-08" not in late


def test_nothing_found_is_3(briefbot: Callable[..., object]) -> None:
    code, out, _ = briefbot("timeline", "Orvul", *BRIEFS)
    assert code == 3
    assert "No brief up to 2021-03-12 tells of it. Words they have: orvel." in out
    code, out, err = briefbot("timeline", "Crimea", *BRIEFS, "--format", "ics")
    assert code == 3
    assert "no brief tells of 'Crimea'" in err
    assert out.startswith("BEGIN:VCALENDAR")


def test_the_limit_is_that_of_the_library() -> None:
    # The command has its own copy: importing the task would slow every start down.
    default = inspect.signature(Briefbot.timeline).parameters["limit"].default
    assert default == DEFAULT_LIMIT


BAD = [
    (("",), 1, "nothing to look for in ''"),
    (("the",), 1, "nothing to look for in 'the'"),
    (("x" * 501,), 1, "the query has 501 characters"),
    (("Alba", "--since", "2021-03-12", "--until", "2021-03-08"), 2, "swap them"),
    (("Alba", "--since", "2021-03-12", "--as-of", "2021-03-08"), 2, "no day is left"),
    (("Alba", "--since", "2022-03-12"), 1, "leaves no day"),
    (("Alba", "--limit", "-1"), 2, "--limit"),
    (("Alba", "--format", "xml"), 2, "xml"),
    (("Alba", "--as-of", "2021-02-30"), 2, "2021-02-30"),
    (("\udcff",), 2, "not valid UTF-8"),
    ((), 2, "QUERY"),
]


@pytest.mark.parametrize(("args", "code", "said"), BAD, ids=[" ".join(b[0])[:40] for b in BAD])
def test_bad_input(
    briefbot: Callable[..., object], args: tuple[str, ...], code: int, said: str
) -> None:
    ended = briefbot("timeline", *args, *BRIEFS)
    assert (ended.code, ended.out) == (code, "")
    assert said in ended.err
    assert ended.err.count("\n") == 1
