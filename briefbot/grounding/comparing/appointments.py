"""A day or place that something planned is moved to, told in other words."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from briefbot.grounding.comparing.sorts import slice_of
from briefbot.grounding.comparing.subject import (
    disagree,
    shared_names,
    shared_words,
    subject_of,
    weigh_subject,
)
from briefbot.language.words import stem

if TYPE_CHECKING:
    from briefbot.grounding.comparing.statement import Statement

_LATELY = timedelta(days=21)
# What says when something planned takes place.
_SCHEDULE = frozenset(
    map(
        stem,
        """begin start hold vote plan due schedule move put postpone delay meet open close hear launch lift
        take place until extend run go appear convene come arrive end resume reopen will expect""".split(),
    )
)
_MOVED = frozenset(map(stem, "put move postpone delay".split()))
_SHARE, _LEAST = 0.6, 5.0


def day_moved(earlier: Statement, later: Statement) -> tuple[str, str] | None:
    """The days of something planned, (earlier, later), where the later statement has another; else None."""
    days = [(s, _planned(s)) for s in (earlier, later)]
    if any(len(planned) != 1 for _, planned in days):
        return None
    (_, (e,)), (_, (n,)) = days
    first, second = earlier.words[e].stem.split(" ")[0], later.words[n].stem.split(" ")[0]
    if first == second or not timedelta(0) <= later.day - earlier.day <= _LATELY:
        return None
    if (
        first.partition("/")[0] != first.partition("/")[2]
        or second.partition("/")[0] != second.partition("/")[2]
    ):
        return None
    if not _is_one_plan(earlier, later):
        return None
    return slice_of(earlier, [e]), slice_of(later, [n])


def _planned(statement: Statement) -> list[int]:
    """The words that are days from the brief's own on, of a sentence that schedules something."""
    words = statement.words
    if not any(word.stem in _SCHEDULE for word in words):
        return []
    # "Moved to Tuesday" is no Tuesday gone by.
    moved = any(word.stem in _MOVED for word in words)
    today = "" if moved else statement.day.isoformat()
    dates = [i for i in statement.compared if words[i].kind == "date" and words[i].stem]
    return [i for i in dates if words[i].stem.partition("/")[0] > today]


def _is_one_plan(earlier: Statement, later: Statement) -> bool:
    mine, theirs = subject_of(earlier), subject_of(later)
    names = shared_names(mine, theirs)
    if not names or disagree(mine, theirs):
        return False
    plans = [{w for w in s.nouns if w not in _SCHEDULE} for s in (mine, theirs)]
    words = shared_words(*plans)
    own = min(weigh_subject(plan, s.names) for plan, s in zip(plans, (mine, theirs), strict=True))
    shared = weigh_subject(words, names)
    return bool(words) and shared >= _LEAST and shared >= _SHARE * own
