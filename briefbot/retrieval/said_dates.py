"""Which dates of a question limit the briefs, and how: "since Monday", "between A and B", "as of Feb. 1"."""

from __future__ import annotations

import re
from collections import deque
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Literal, cast

from briefbot.language.dates import find_dates
from briefbot.language.dates.calendar import ONE_DAY

if TYPE_CHECKING:
    from datetime import date

    from briefbot.language.dates import DateMention

A_MONTH = timedelta(days=28)  # the shortest

Role = Literal["within", "since", "after", "until", "before", "as_of"]


@dataclass(frozen=True, slots=True)
class SaidDate:
    """One or two dates of a question that limit the briefs.

    Attributes:
        mentions: the date, or the two of "between A and B".
        role: how it limits. `after` and `before` exclude the days themselves.
        first: first day.
        last: last day.
        start: first character of the question that belongs to it, prepositions included.
        end: one past the last one.
        of_brief: the question means the brief of that day, not what happened on it.
    """

    mentions: tuple[DateMention, ...]
    role: Role
    first: date
    last: date
    start: int
    end: int
    of_brief: bool = False


@dataclass(frozen=True, slots=True)
class Library:
    """First and last day of the library, None when unknown."""

    first_day: date | None = None
    last_day: date | None = None

    @property
    def is_known(self) -> bool:
        """Whether both ends are known."""
        return self.first_day is not None and self.last_day is not None

    def overlaps(self, first: date, last: date) -> bool:
        """Whether one of the days may be in the library; an unknown end excludes nothing."""
        return (self.last_day is None or first <= self.last_day) and (
            self.first_day is None or self.first_day <= last
        )


_ROLE = re.compile(
    r"(?:(?P<as_of>\bas\s+of)"
    r"|(?P<since>\b(?:since|starting(?:\s+(?:on|from|in))?|beginning(?:\s+(?:on|in))?|on\s+or\s+after))"
    r"|(?P<until>\b(?:until|till|up\s+(?:to|until)|through|by|on\s+or\s+before|no\s+later\s+than))"
    r"|(?P<after>\bafter)|(?P<before>\b(?:before|prior\s+to))"
    r"|(?P<within>\b(?:on|in|during|at|of|for|over|within|throughout|from|to|dated)))"
    r"(?:\s+the)?\s+$",
    re.IGNORECASE,
)
_BRIEF = r"\b(?:daily\s+)?(?:brief(?:ing)?s?|summary|digest)"
_BRIEF_BEFORE = re.compile(rf"(?:\b(?:in|from|of|by)\s+)?(?:\bthe\s+)?{_BRIEF}\s+$", re.IGNORECASE)
_BRIEF_AFTER = re.compile(rf"(?:['’]s)?\s+{_BRIEF}\b", re.IGNORECASE)
# "What death toll did the brief of … report for …", "According to the brief of …": a frame, not content.
_FRAME_BEFORE = re.compile(
    r"(?:\b(?:according(?:\s+to)?|as\s+per|per|based(?:\s+on)?)|(?P<asks>\b(?:did|does|do)))\s+(?:the\s+)?$",
    re.IGNORECASE,
)
_FRAME_AFTER = re.compile(
    r"\s+(?:report|say|state|give|mention|show|tell|note|list|name|record)\b", re.IGNORECASE
)
_ONWARD = re.compile(r"\s+(?:on|onwards?|forward)\b", re.IGNORECASE)
_TAIL = re.compile(r"['’]s\b|\s+(?:morning|afternoon|evening|night)\b", re.IGNORECASE)
_PAIR = {
    "between": re.compile(r"\s+and\s+(?:the\s+)?", re.IGNORECASE),
    "from": re.compile(r"\s+(?:to|until|till|through)\s+(?:the\s+)?", re.IGNORECASE),
}
_PAIR_START = re.compile(r"\b(?P<word>between|from)\s+(?:the\s+)?$", re.IGNORECASE)

# "than in 2014", "where they were in 1997", "the borders of 1967": a year the news itself looks back to.
_COMPARED = re.compile(
    r"\b(?:than|like|as|where|when|compared|levels?|borders?|positions?|back)\b[^.?!;]*$",
    re.IGNORECASE,
)
_YEAR_WORD = re.compile(
    r"\b(?:in|during|throughout|since|until|till|before|after|as\s+of)\s+$", re.IGNORECASE
)
# "higher than last year", "compared with a month ago": what the news compares with, of any kind.
_COMPARED_WITH = re.compile(
    r"\b(?:than|compared\s+(?:to|with)|like)\s+(?:(?:it|they|there|he|she)\s+(?:is|was|are|were|had)\s+)?"
    r"(?:(?:in|on|at|the|during)\s+)*$",
    re.IGNORECASE,
)
_TO_NOW = re.compile(r"(?:last|this|past|next|early|late|mid)\b", re.IGNORECASE)
_THE = re.compile(r"\bthe\s+$", re.IGNORECASE)
# "What will they do by Friday?" means the coming one; "What did he say on Friday he will do?" does not.
_FUTURE = re.compile(r"\b(?:will|won['’]t|shall|may|might|going\s+to|upcoming|plans?)\b", re.I)
_PAST = re.compile(r"\b(?:did|was|were|had|has|have|said|happened)\b", re.IGNORECASE)
_ASKED_CHARACTERS = 1000  # where the tense of a question shows; the rest may be pasted text
_CONTEXT = 80  # characters before a date that decide its role; keeps long questions linear


def find_said(
    question: str, *, as_of: date, library: Library
) -> tuple[list[SaidDate], list[DateMention]]:
    """The dates that limit the briefs, and those that are content, each in the question's order.

    Content is what lies after `as_of`, what the library has no day of and was not asked for by the day, and
    years that tell an event apart ("the 2014 annexation") or that the news looks back to.
    """
    head = question[:_ASKED_CHARACTERS]
    announced = bool(_FUTURE.search(head)) and not _PAST.search(head)
    mentions = deque(find_dates(question, as_of, ahead=announced))
    said: list[SaidDate] = []
    content: list[DateMention] = []
    while mentions:
        found = _pair(question, mentions) or _single(question, mentions[0])
        limits = _limits(question, found, as_of, library)
        if not limits and len(found.mentions) == 2:
            found = _single(question, mentions[0])
            limits = _limits(question, found, as_of, library)
        for _ in found.mentions:
            mentions.popleft()
        if limits:
            said.append(found)
        else:
            content.extend(found.mentions)
    if any(s.of_brief for s in said):
        # "the brief of Feb. 1" is where to look, whatever else is dated. It tells its dates without a
        # year as of its own day, so none that was read as still to come is.
        content += [m for s in said if not s.of_brief for m in s.mentions]
        content = [m for m in content if m.first <= as_of]
        said = [s for s in said if s.of_brief]
    return said, sorted(content, key=lambda mention: mention.start)


def _before(question: str, start: int) -> str:
    return question[max(0, start - _CONTEXT) : start]


def _pair(question: str, mentions: deque[DateMention]) -> SaidDate | None:
    """The first two as one range where the question says "between A and B" or "from A to B"."""
    if len(mentions) < 2:
        return None
    one, two = mentions[0], mentions[1]
    before = _before(question, one.start)
    match = _PAIR_START.search(before)
    if not match or not _PAIR[match["word"].lower()].fullmatch(question, one.end, two.start):
        return None
    first, last = one.first, two.last
    if first > last and one.kind == "weekday":
        first -= timedelta(days=7)  # asked on a Tuesday, "from Monday to Wednesday" is last week's
    start = one.start - len(before) + match.start()
    return SaidDate((one, two), "within", min(first, last), max(first, last), start, two.end)


def _single(question: str, mention: DateMention) -> SaidDate:
    before = _before(question, mention.start)
    match = _ROLE.search(before)
    word = match[0] if match else ""
    role = cast("Role", match.lastgroup) if match else "within"
    start, end, of_brief = mention.start - len(word), mention.end, False
    onward = _ONWARD.match(question, end) if word[:4].lower() == "from" else None
    brief_before = _BRIEF_BEFORE.search(_before(question, start)) if role == "within" else None
    brief_after = _BRIEF_AFTER.match(question, end) if role == "within" else None
    if onward:
        role, end = "since", onward.end()
    elif brief_before:
        start, of_brief = start - len(brief_before[0]), True
    elif brief_after:
        the = _THE.search(_before(question, start))
        start, end, of_brief = start - len(the[0] if the else ""), brief_after.end(), True
    elif tail := _TAIL.match(question, end):
        end = tail.end()
    if of_brief:
        start, end = _framed(question, start, end)
    if role in {"after", "before"} and _names_event(word, question, mention):
        role = "since" if role == "after" else "until"
    return SaidDate((mention,), role, mention.first, mention.last, start, end, of_brief)


def _framed(question: str, start: int, end: int) -> tuple[int, int]:
    """The characters of a brief's date with the words that only say the brief is what is asked."""
    frame = _FRAME_BEFORE.search(_before(question, start))
    if frame is None:
        return start, end
    said = _FRAME_AFTER.match(question, end) if frame["asks"] else None
    if frame["asks"] and not said:
        return start, end
    return start - len(frame[0]), said.end() if said else end


def _names_event(word: str, question: str, mention: DateMention) -> bool:
    """Whether the date belongs to an event: "after the Feb. 1 call" is that very day's news too."""
    return _is_possessive(question, mention) or (
        mention.kind != "relative" and bool(_THE.search(word))
    )


def _is_possessive(question: str, mention: DateMention) -> bool:
    return question[mention.end : mention.end + 2] in {"'s", "’s"}


def _limits(question: str, found: SaidDate, as_of: date, library: Library) -> bool:
    """Whether it limits the briefs; otherwise it is content."""
    mention = found.mentions[0]
    if found.first > as_of and found.role != "as_of":
        return False
    if _COMPARED_WITH.search(_before(question, mention.start)):
        return False
    if _is_possessive(question, mention) and mention.last - mention.first + ONE_DAY >= A_MONTH:
        return False  # "last year's coup" is told of to this day
    inside = library.overlaps(found.first, found.last)
    named_by_date = _tells_apart(question, found)
    if mention.kind == "month":
        return inside and not named_by_date
    if mention.kind == "date":
        has_year = mention.text[-4:].isdigit()
        return not named_by_date or (inside and not has_year)
    if mention.kind == "year":
        if not inside:
            return False
        return len(found.mentions) == 2 or _is_year_of_briefs(question, mention, as_of, library)
    return True


def _tells_apart(question: str, found: SaidDate) -> bool:
    """Whether the date is part of a name: "the January 2016 blizzard", "the Feb. 12, 2015 agreement"."""
    mention = found.mentions[0]
    if found.of_brief or _TO_NOW.match(mention.text):
        return False
    return found.start == mention.start or bool(_THE.search(_before(question, mention.start)))


def _is_year_of_briefs(question: str, mention: DateMention, as_of: date, library: Library) -> bool:
    before = _before(question, mention.start)
    word = _YEAR_WORD.search(before)
    if word is None or _COMPARED.search(before[: word.start()]):
        return False
    # Without a library to ask, only this year and the last one are years news is asked about.
    return library.is_known or mention.last.year >= as_of.year - 1
