"""What a timeline announces as iCalendar, read back with the library."""

from __future__ import annotations

import sys
from datetime import UTC, date, datetime
from typing import Any

import pytest
from icalendar import Calendar

from briefbot.errors import SettingsError
from briefbot.rendering.calendar import to_calendar
from briefbot.results import Citation, Claim, Provenance, Step, StepKind, Timeline

REPORTED = date(2022, 2, 2)


def step(
    text: str,
    day: date,
    *,
    last: date | None = None,
    kind: StepKind = "announced",
    revises: int | None = None,
    reported: date = REPORTED,
) -> Step:
    cited = Citation(
        brief="a.txt",
        day=reported,
        source="briefs/a.txt",
        sha256="0" * 64,
        start=0,
        end=len(text),
        quote=text,
    )
    claim = Claim(text=text, citations=(cited,))
    fields: dict[str, Any] = {"kind": kind, "revises": revises}
    return Step(day=day, last=last or day, reported=reported, claim=claim, **fields)


def timeline(*steps: Step, query: str = "Belin") -> Timeline:
    provenance = Provenance(briefbot="0.1.0", writer="extractive", briefs=(), as_of=REPORTED)
    return Timeline(query=query, as_of=REPORTED, steps=steps, found=1, provenance=provenance)


def events(text: str) -> list[Any]:
    return list(Calendar.from_ical(text).walk("VEVENT"))


def test_an_all_day_event_for_what_is_announced() -> None:
    vote = step("Belin votes on Friday.", date(2022, 2, 4))
    happened = step("Belin burns.", REPORTED, kind="new")
    (event,) = events(to_calendar(timeline(happened, vote)))
    assert event.decoded("dtstart") == date(2022, 2, 4)
    assert event.decoded("dtend") == date(2022, 2, 5)
    assert event.decoded("dtstamp") == datetime(2022, 2, 2, tzinfo=UTC)
    assert str(event["summary"]) == "Belin votes on Friday."
    assert str(event["description"]) == "“Belin votes on Friday.”\n2022-02-02, briefs/a.txt"


def test_several_days_end_behind_the_last() -> None:
    month = step("Belin votes in March.", date(2022, 3, 1), last=date(2022, 3, 31))
    (event,) = events(to_calendar(timeline(month)))
    assert (event.decoded("dtstart"), event.decoded("dtend")) == (
        date(2022, 3, 1),
        date(2022, 4, 1),
    )


def test_a_date_that_was_moved_is_there_once() -> None:
    first = step("Belin votes on Friday.", date(2022, 2, 4))
    moved = step("Belin votes on Sunday.", date(2022, 2, 6), kind="updated", revises=0)
    (event,) = events(to_calendar(timeline(first, moved)))
    assert event.decoded("dtstart") == date(2022, 2, 6)


def test_the_same_timeline_gives_the_same_bytes_and_lasting_ids() -> None:
    vote, march = (
        step("Belin votes on Friday.", date(2022, 2, 4)),
        step("Belin marches on Sunday.", date(2022, 2, 6)),
    )
    both = to_calendar(timeline(vote, march))
    assert both == to_calendar(timeline(vote, march))
    ids = [str(event["uid"]) for event in events(both)]
    assert len(set(ids)) == 2
    other = step("Belin sings on Sunday.", date(2022, 2, 6))
    assert str(events(to_calendar(timeline(march, other)))[1]["uid"]) not in ids
    (alone,) = events(to_calendar(timeline(march)))
    assert str(alone["uid"]) == ids[1]


def test_nothing_announced_is_a_calendar_without_events() -> None:
    text = to_calendar(timeline())
    calendar = Calendar.from_ical(text)
    assert (str(calendar["version"]), events(text)) == ("2.0", [])
    assert text.startswith("BEGIN:VCALENDAR\r\n")


HOSTILE = [
    "Belin votes\r\nEND:VEVENT\r\nBEGIN:VALARM\r\nACTION:DISPLAY",
    "Belin votes\nATTACH:file:///etc/passwd",
    "a;b,c\\n\\;d:e\"f'g",
    "Belin \x00\x07\x1b[2J votes\x85X-EVIL:1\u2028Y-EVIL:2",
    "ö" * 200,
    "END:VCALENDAR",
    "\\",
]


@pytest.mark.parametrize("text", HOSTILE)
def test_no_text_can_break_out(text: str) -> None:
    made = to_calendar(timeline(step(text, date(2022, 2, 4)), query=text))
    calendar = Calendar.from_ical(made)
    (event,) = calendar.subcomponents
    assert event.subcomponents == []
    assert sorted(event) == sorted(
        ["UID", "DTSTAMP", "DTSTART", "DTEND", "SUMMARY", "DESCRIPTION", "TRANSP"]
    )
    assert sorted(calendar) == sorted(["PRODID", "VERSION", "X-WR-CALNAME"])
    lines = made.encode().split(b"\r\n")
    assert all(len(line) <= 75 for line in lines)
    assert not any(c < 32 and c != 9 for line in lines for c in line)


def test_text_comes_back_as_it_was() -> None:
    text = 'Belin; votes, on Friday\\ at "noon": yes.'
    (event,) = events(to_calendar(timeline(step(text, date(2022, 2, 4)))))
    assert str(event["summary"]) == text


def test_a_missing_extra_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "icalendar", None)
    with pytest.raises(SettingsError, match=r"pip install 'briefbot\[calendar\]'"):
        to_calendar(timeline())
