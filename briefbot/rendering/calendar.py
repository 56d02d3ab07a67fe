"""What a timeline announces as an iCalendar file (RFC 5545), through the `calendar` extra."""

from __future__ import annotations

import hashlib
from datetime import UTC, datetime, time, timedelta
from typing import TYPE_CHECKING, Any

from briefbot.errors import SettingsError
from briefbot.rendering.plain import clean, shorten
from briefbot.rendering.wording import in_marks, speaker_label
from briefbot.version import __version__

if TYPE_CHECKING:
    from briefbot.results import Step, Timeline

# Calendars show a summary on one line.
_SUMMARY_CHARACTERS = 120


def announced(timeline: Timeline) -> tuple[Step, ...]:
    """The steps told ahead of their day that no later step updates or takes back, in their order."""
    revised = {step.revises for step in timeline.steps}
    return tuple(
        step
        for i, step in enumerate(timeline.steps)
        if step.day > step.reported and i not in revised
    )


def to_calendar(timeline: Timeline) -> str:
    """The calendar, an all-day event for each step that is announced; without one it has none.

    The same timeline gives the same text: ids come from what was cited, time stamps from the briefs' days.
    No character of a brief can begin a line or a property of its own.

    Raises:
        SettingsError: the `calendar` extra is missing.
    """
    try:
        from icalendar import Calendar
    except ImportError as exc:
        raise SettingsError(
            "a calendar needs the extra for it: pip install 'briefbot[calendar]'"
        ) from exc
    calendar = Calendar()
    calendar.add("prodid", f"-//briefbot//briefbot {__version__}//EN")
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", clean(timeline.query))
    for step in announced(timeline):
        calendar.add_component(_event(step))
    text: str = calendar.to_ical().decode()
    return text


def _event(step: Step) -> Any:  # noqa: ANN401 - the extra is imported lazily
    from icalendar import Event

    event = Event()
    event.add("uid", f"{_id(step)}@briefbot")
    event.add("dtstamp", datetime.combine(step.reported, time(), UTC))
    event.add("dtstart", step.day)
    # The end of an all-day event is the first day that is not its own.
    event.add("dtend", step.last + timedelta(days=1))
    event.add("summary", shorten(_words(step), _SUMMARY_CHARACTERS))
    event.add("description", _description(step))
    event.add("transp", "TRANSPARENT")
    return event


def _id(step: Step) -> str:
    """The same for the same sentence of the same brief, wherever the library lies."""
    cited = step.claim.citations[0]
    said = "\0".join((cited.brief, cited.quote, step.day.isoformat(), step.last.isoformat()))
    return hashlib.sha256(said.encode()).hexdigest()[:32]


def _words(step: Step) -> str:
    speaker = speaker_label(step.claim)
    return clean(f"{speaker}: {step.claim.text}" if speaker else step.claim.text)


def _description(step: Step) -> str:
    """The exact sentences with where they stand, a line each."""
    lines = []
    for cited in step.claim.citations:
        lines.append(in_marks(clean(cited.quote)))
        lines.append(f"{cited.day.isoformat()}, {clean(cited.source)}")
    return "\n".join(lines)
