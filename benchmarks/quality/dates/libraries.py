"""Date libraries behind one signature, each with the settings that suit news best."""

from __future__ import annotations

import importlib
import importlib.metadata
import warnings
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING, NamedTuple

from briefbot.language.dates import find_dates

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator


class Found(NamedTuple):
    """A date expression as found: offsets in the sentence, first and last day."""

    start: int
    end: int
    first: date
    last: date


if TYPE_CHECKING:
    Finds = Callable[[str, date], list[Found]]


def _briefbot() -> Finds:
    return lambda text, day: [Found(m.start, m.end, m.first, m.last) for m in find_dates(text, day)]


def _dateparser() -> Finds:
    search = importlib.import_module("dateparser.search").search_dates

    def found(text: str, day: date) -> list[Found]:
        settings = {
            "RELATIVE_BASE": datetime.combine(day, time()),
            "PREFER_DATES_FROM": "past",
            "PREFER_DAY_OF_MONTH": "first",
            "PREFER_MONTH_OF_YEAR": "first",
        }
        pairs = search(text, languages=["en"], settings=settings) or []
        return list(_placed(text, [(said, moment.date()) for said, moment in pairs]))

    return found


def _parsedatetime() -> Finds:
    module = importlib.import_module("parsedatetime")
    constants = module.Constants(localeID="en_US")
    constants.DOWParseStyle = -1
    calendar = module.Calendar(constants)

    def found(text: str, day: date) -> list[Found]:
        hits = calendar.nlp(text, sourceTime=datetime.combine(day, time()).timetuple()) or ()
        # 2 is a time of day without a date
        return [Found(s, e, d.date(), d.date()) for d, kind, s, e, _ in hits if kind != 2]

    return found


def _timefhuman() -> Finds:
    module = importlib.import_module("timefhuman")
    previous = importlib.import_module("timefhuman.utils").Direction.previous

    def found(text: str, day: date) -> list[Found]:
        now = datetime.combine(day, time())
        config = module.tfhConfig(now=now, return_matched_text=True, direction=previous)
        hits = module.timefhuman(text, config=config)
        return [Found(*where, *_ends(value)) for _, where, value in hits if _ends(value)]

    return found


def _ends(value: object) -> tuple[date, date] | tuple[()]:
    if isinstance(value, datetime):
        return value.date(), value.date()
    if isinstance(value, tuple | list) and all(isinstance(v, datetime) for v in value):
        return value[0].date(), value[-1].date()
    return ()  # a length of time, or a time of day


def _datefinder() -> Finds:
    find = importlib.import_module("datefinder").find_dates

    def found(text: str, day: date) -> list[Found]:
        hits = find(text, index=True, base_date=datetime.combine(day, time()))
        return [Found(start, end, d.date(), d.date()) for d, (start, end) in hits]

    return found


def _metadate() -> Finds:
    module = importlib.import_module("metadate")

    def found(text: str, day: date) -> list[Found]:
        hits = module.parse_date(text, reference_date=datetime.combine(day, time()), multi=True)
        one = timedelta(microseconds=1)  # the end is exclusive
        return [
            Found(
                h.spans[0][0], h.spans[-1][1], h.start_date.date(),
                max(h.start_date, h.end_date - one).date(),
            )
            for h in hits or ()
            if h.spans
        ]  # fmt: skip

    return found


def _dateutil() -> Finds:
    parse = importlib.import_module("dateutil.parser").parse

    def found(text: str, day: date) -> list[Found]:
        moment, rest = parse(
            text, fuzzy_with_tokens=True, ignoretz=True, default=datetime.combine(day, time())
        )
        start = len(rest[0]) if rest and text.startswith(rest[0]) else 0
        end = len(text) - len(rest[-1]) if rest and text.endswith(rest[-1]) else len(text)
        return [Found(start, max(start + 1, end), moment.date(), moment.date())]

    return found


def _placed(text: str, said: list[tuple[str, date]]) -> Iterator[Found]:
    at = 0
    for words, day in said:
        start = text.find(words, at)
        if start >= 0:
            at = start + len(words)
            yield Found(start, at, day, day)


_OPENED: dict[str, Callable[[], Finds]] = {
    "dateparser": _dateparser,
    "parsedatetime": _parsedatetime,
    "timefhuman": _timefhuman,
    "datefinder": _datefinder,
    "metadate": _metadate,
    "python-dateutil": _dateutil,
}


def installed() -> Iterator[tuple[str, Finds]]:
    """Briefbot and each of the libraries that is installed, by name and version."""
    yield "briefbot", _briefbot()
    for name, opened in _OPENED.items():
        try:
            version = importlib.metadata.version(name)
        except importlib.metadata.PackageNotFoundError:
            continue
        yield f"{name} {version}", _quiet(opened())


def _quiet(finds: Finds) -> Finds:
    """The same, with what it raises on a sentence counted as nothing found."""

    def found(text: str, day: date) -> list[Found]:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            try:
                return finds(text, day)
            except (ValueError, TypeError, OverflowError, AttributeError, KeyError, IndexError):
                return []

    return found
