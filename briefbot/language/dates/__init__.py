"""The dates a text names, resolved to days: `find_dates` is the door, `DateMention` what comes out of it."""

from briefbot.language.dates.finding import DateMention, Kind, find_dates

__all__ = ["DateMention", "Kind", "find_dates"]
