"""The day a brief is about: from its header, its file name or its heading, in that order."""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from briefbot.errors import SettingsError

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH = (
    r"(?P<month>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?"
    r"|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\.?"
)
_YEAR = r"(?P<year>(?:19|20)\d\d)"
_DAY = r"(?P<day>\d{1,2})(?:st|nd|rd|th)?"
_GAP = r"[ ,._/-]{0,3}"
_EDGE, _END = r"(?<![0-9A-Za-z])", r"(?![0-9A-Za-z])"
# In the order tried; all are anchored by `_EDGE` and `_END` so that hashes hold no dates.
_FULL = tuple(
    re.compile(_EDGE + pattern + _END, re.IGNORECASE)
    for pattern in (
        rf"{_YEAR}(?P<gap>[-_./ ])(?P<number>\d{{1,2}})(?P=gap)(?P<day>\d{{1,2}})(?:T[\d:.+Z-]*)?",
        rf"(?:[A-Za-z]+)?{_YEAR}(?P<number>\d\d)(?P<day>\d\d)(?:T\d+Z?)?",
        rf"{_DAY}{_GAP}{_MONTH}{_GAP}{_YEAR}",
        rf"{_MONTH}{_GAP}{_DAY}{_GAP}{_YEAR}",
        rf"{_YEAR}{_GAP}{_MONTH}{_GAP}{_DAY}",
        rf"(?P<first>\d{{1,2}})(?P<gap>[-_./])(?P<second>\d{{1,2}})(?P=gap){_YEAR}",
    )
)
_WEEKDAY = r"(?:(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?[.,]?\s+)?"
_YEARLESS = re.compile(
    rf"\W*{_WEEKDAY}(?:{_MONTH}\s*{_DAY}|(?P<day2>\d{{1,2}})(?:st|nd|rd|th)?\s+"
    rf"{_MONTH.replace('?P<month>', '?P<month2>')}){_END}"
    # "February 13–17 storm" and "May 2 protests" name events; a day stands on its own.
    r"(?=\W*$|\s*[:|,.;]\s*(?!(?:19|20)\d\d)|\s+[–—-]\s)",
    re.IGNORECASE,
)
_ANY_YEAR = re.compile(r"(?:19|20)\d\d")
_PATH_YEAR = re.compile(rf"(?<!\d){_YEAR}(?!\d)")


class Said(NamedTuple):
    """One place that says a day: where, its words, and the day or why there is none."""

    where: str
    words: str
    day: date | None
    problem: str = ""


class DayFound(NamedTuple):
    """A brief's day (None when nothing gives one), with warnings or the reason."""

    day: date | None
    warnings: tuple[str, ...] = ()
    reason: str = ""


def parse_day(text: str) -> date:
    """The day a person wrote: `2022-02-02`, `20220202`, `Feb 2 2022`, `2 February 2022`.

    Raises:
        SettingsError: no such day, no year, or readable in two ways; says how to write it.
    """
    said = next(_said("", text.strip()), None)
    if said is None or not _is_all(text, said.words):
        raise SettingsError(f"{text!r} is not a day; write it like 2022-02-02")
    if said.day is None:
        raise SettingsError(f"{text!r}: {said.problem}; write it like 2022-02-02")
    return said.day


def find_day(
    *,
    header: Sequence[str] = (),
    name: str = "",
    titles: Sequence[str] = (),
    headings: Sequence[str] = (),
) -> DayFound:
    """The day of a brief from its header lines, its path in the library, its title and headings.

    The first that gives a day wins; each other day named is a warning, and so is an impossible one
    that another place makes good. `titles` may name the day anywhere, `headings` at the beginning;
    without a year they borrow one from the header or the path.
    """
    places = [said for words in header for said in _header_said(words)]
    places += _path_said(name)
    year = next((s.day.year for s in places if s.day), None) or _path_year(name)
    said_above = [said for words in titles for said in _title_said(words, year)]
    said_above += [said for words in headings for said in _heading_said(words, year)]
    places += said_above[:1]
    return _decided(places)


def _decided(places: Sequence[Said]) -> DayFound:
    winner = next((said for said in places if said.day), None)
    if winner is None:
        fix = "add a first line like 'date 2022-02-02' or put the day in the file name"
        problems = "; ".join(f"{s.where} {s.words!r}: {s.problem}" for s in places)
        return DayFound(None, reason=f"{problems or 'has no date'}; {fix}")
    warnings = []
    for said in places:
        if said.day is None:
            warnings.append(f"{said.where} {said.words!r}: {said.problem}; took {winner.day}")
        elif said.day != winner.day:
            warnings.append(
                f"{winner.where} says {winner.day}, {said.where} says {said.day}; took {winner.day}"
            )
    return DayFound(winner.day, tuple(dict.fromkeys(warnings)))


def _header_said(words: str) -> Iterator[Said]:
    said = next(_said("the header", words), None)
    yield said or Said("the header", words, None, "no day can be read from it")


def _path_said(name: str) -> list[Said]:
    stem = re.sub(r"\.[A-Za-z]+$", "", name)
    last = stem.rsplit("/", 1)[-1]
    for place in (last, stem):
        if found := next(_said("the file name", place), None):
            return [found]
    return []


def _path_year(name: str) -> int | None:
    years = {int(m["year"]) for m in _PATH_YEAR.finditer(name)}
    return years.pop() if len(years) == 1 else None


def _title_said(words: str, year: int | None) -> Iterator[Said]:
    """A full date anywhere, or one without a year at the beginning."""
    if full := next(_said("the heading", words), None):
        yield full
    else:
        yield from _yearless_said(words, year)


def _heading_said(words: str, year: int | None) -> Iterator[Said]:
    """A date at the beginning: elsewhere it may be that of an event."""
    full = next(_said("the heading", words), None)
    if full and _is_all(words.partition(full.words)[0], ""):
        yield full
    elif not full:
        yield from _yearless_said(words, year)


def _yearless_said(words: str, year: int | None) -> Iterator[Said]:
    match = _YEARLESS.match(words)
    if match and year:
        month = match["month"] or match["month2"]
        day = int(match["day"] or match["day2"])
        yield _dated("the heading", match[0].strip(), year, _month_number(month), day)


def _said(where: str, words: str) -> Iterator[Said]:
    if not _ANY_YEAR.search(words):
        return
    for pattern in _FULL:
        for match in pattern.finditer(words):
            parts = match.groupdict()
            year = int(parts["year"])
            if parts.get("first"):
                yield _ambiguous(where, match[0], year, int(parts["first"]), int(parts["second"]))
                continue
            month = parts.get("month")
            number = _month_number(month) if month else int(parts["number"])
            yield _dated(where, match[0], year, number, int(parts["day"]))


def _ambiguous(where: str, words: str, year: int, first: int, second: int) -> Said:
    """Day and month in either order: read only when one order alone gives a day."""
    if first == second or second > 12:
        return _dated(where, words, year, first, second)
    if first > 12:
        return _dated(where, words, year, second, first)
    return Said(where, words, None, "day and month can be read in two ways")


def _dated(where: str, words: str, year: int, month: int, day: int) -> Said:
    try:
        return Said(where, words, date(year, month, day))
    except ValueError:
        return Said(where, words, None, "there is no such day")


def _month_number(month: str) -> int:
    return _MONTHS.index(month[:3].lower()) + 1


def _is_all(text: str, words: str) -> bool:
    """Whether nothing but a weekday and punctuation stands beside the day."""
    rest = text.replace(words, " ", 1) if words else text
    return not re.search(r"\w", re.sub(_WEEKDAY.replace(r"\s+", r"\s*"), " ", rest, flags=re.I))
