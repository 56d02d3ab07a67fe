"""The dates a text names, resolved to days: `find_dates` is the door, `DateMention` what comes out of it."""

from briefbot.language.dates.finding import find_dates
from briefbot.language.dates.mention import DateMention, Kind

__all__ = ["DateMention", "Kind", "find_dates"]
