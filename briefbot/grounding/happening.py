"""When it happened: the days a sentence tells of, apart from the day of the brief that tells it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from functools import lru_cache
from typing import TYPE_CHECKING

from briefbot.grounding.announcements import find_announcement
from briefbot.grounding.attribution import find_attributions
from briefbot.grounding.clauses import (
    is_past,
    main_verbs,
    speaks_of_the_past,
    subordinates,
    verb_chain,
)
from briefbot.grounding.ledger import dated_verb
from briefbot.grounding.subjects import DAYS
from briefbot.language.dates import find_dates
from briefbot.language.lexicon import (
    ARTICLES,
    AUXILIARIES,
    BE,
    CONDITIONS,
    PREPOSITIONS,
    SPEECH,
    is_adverb,
    is_content,
    is_negation,
)
from briefbot.language.shallow import is_break, read
from briefbot.language.words import is_irregular, only_verb, stem

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from briefbot.language.dates import DateMention
    from briefbot.language.shallow import Shallow

# News is told within days: a date this near is that of what is told wherever in its clause it stands. A farther one
# has to stand with the verb itself, in a sentence that speaks of the past.
_NEAR = timedelta(days=10)
# "since Monday" and "by Monday" bound something, "the attacks of September 11" names it.
_BOUNDING = frozenset(
    "since until till by before after from to of for than between through over about".split()
)
_PARTS_OF_DAY = frozenset("night morning evening afternoon day hours noon midnight".split())
# With these a date hangs on the noun behind them: "sentenced for a bombing in 2012".
_HANGING = frozenset("for of over about against since after before from with amid on".split())
_WHEN = frozenset("on in at during late early next".split())
# What is put off or given up is not to be on its day any more.
_GIVING_UP = frozenset(map(stem, "postpone delay cancel abandon scrap drop withdraw".split()))
_STARTING = frozenset(map(stem, "start begin".split()))
_VAGUE = frozenset(["late", "early"])
_HAVE = frozenset(["has", "have"])


@dataclass(frozen=True, slots=True)
class Happening:
    """The days of what a sentence tells.

    Attributes:
        first: first day it happened or is to happen; the day of the brief where the sentence names none.
        last: last of those days, the same for a single one.
        words: the sentence's own words for them, "" where the day is the brief's.
        announced: it is told ahead.
        aside: it names days of the past, but none for what it tells: in news, that is background.
    """

    first: date
    last: date
    words: str = ""
    announced: bool = False
    aside: bool = False


@lru_cache(maxsize=8192)
def when_happened(text: str, day: date) -> Happening:
    """When that happened which a sentence of a brief of `day` tells.

    Of several dates the one of the main verb counts, behind "he said" that of what is said. Dates in
    quotation marks, in subordinate clauses, and those that bound something ("since Monday") or name it
    ("Friday's attack") are none of its own. "In 2014" in today's news is a part of it only where the
    sentence speaks of the past. Without a date of its own, it happened on the day of the brief.
    """
    found = find_dates(text, day)
    if not found:
        return Happening(day, day)
    sentence = read(text)
    verbs = list(main_verbs(text, sentence))
    ahead_from = _ahead_from(text, sentence, verbs)
    if ahead_from is not None:
        found = _read_ahead(text, day, found, ahead_from)
    for verb in verbs:
        own = [m for m in found if _is_own(m, sentence, verb, day)]
        if own:
            best = min(own, key=lambda m: (abs(_index(m, sentence) - verb), m.start))
            return _happening(best, day, sentence, verb)
    aside = any(m.last < day - _NEAR for m in found) and speaks_of_the_past(sentence)
    return Happening(day, day, aside=aside)


def _happening(mention: DateMention, day: date, sentence: Shallow, verb: int) -> Happening:
    announced = mention.first > day
    if announced and _is_doubtful(mention, sentence, verb):
        return Happening(day, day)
    return Happening(mention.first, mention.last, mention.text, announced=announced)


def _is_doubtful(mention: DateMention, sentence: Shallow, verb: int) -> bool:
    """Whether what is dated later is negated, put off or given up, or stands under a condition."""
    end = _end(mention, sentence)
    for i, word in enumerate(sentence.words):
        if sentence.quoted[i]:
            continue
        if word.norm in CONDITIONS and not (word.norm == "once" and i < verb):
            return True
        if is_negation(word) and verb - 2 <= i < end:
            return True
    return any(sentence.words[i].stem in _GIVING_UP for i in verb_chain(sentence, verb))


def _ahead_from(text: str, sentence: Shallow, verbs: Sequence[int]) -> int | None:
    """Where the sentence begins to tell of what is to come, None where it doesn't.

    Behind "will" and "plans to", also negated; at the verb of "Work begins on Saturday, he said", which
    would be "began" of a Saturday that is over.
    """
    announcing = find_announcement(sentence)
    willing = (i for i, w in enumerate(sentence.words) if w.norm == "will" and sentence.verbs[i])
    if (at := announcing if announcing is not None else next(willing, None)) is not None:
        return sentence.words[at].start
    said = any(is_past(sentence.words[a.verb]) for a in find_attributions(text))
    told = sentence.words[verbs[0]] if verbs else None
    if said and told is not None and not is_past(told) and told.norm not in _HAVE:
        return told.start
    return None


def _read_ahead(text: str, day: date, found: list[DateMention], start: int) -> list[DateMention]:
    """The dates, with weekdays from `start` on read as coming: "will meet on Friday"."""
    coming = {m.start: m for m in find_dates(text, day, ahead=True)}
    return [coming.get(m.start, m) if m.start > start else m for m in found]


def _is_own(mention: DateMention, sentence: Shallow, verb: int, day: date) -> bool:
    """Whether a date is when that happened which `verb` tells."""
    words, at = sentence.words, _index(mention, sentence)
    if at >= len(words) or sentence.quoted[at] or _bounds(mention, sentence, at):
        return False
    if _names(mention, sentence, at) or _holds(mention, day):
        return False
    if at < verb and not _leads_to(mention, sentence, at, verb):
        return False
    if any(subordinates(sentence, j) for j in range(verb + 1, at)):
        return False
    if any(_adds(mention, sentence, j) for j in range(verb + 1, at)):
        return False
    if at > verb and (_closes_subject(mention, sentence, at) or _has_other(sentence, verb, at)):
        return False
    if mention.first > day:
        return _is_planned(mention, sentence, verb, at)
    return _is_near(mention, day) or _is_with(sentence, verb, at)


def _adds(mention: DateMention, sentence: Shallow, i: int) -> bool:
    """Whether something else is added there: "…, with a case confirmed on Monday".

    "…, killing 12 on Monday" is as good as the main clause; "…, denying a report of last week" is not.
    """
    norm = sentence.words[i].norm
    adds = norm == "with" or (norm.endswith("ing") and not mention.is_day)
    return adds and is_break(sentence.words[i - 1])


def _closes_subject(mention: DateMention, sentence: Shallow, at: int) -> bool:
    """Whether the date belongs to a participle in a subject: "files released on Monday show"."""
    end, nearest = _end(mention, sentence), dated_verb(sentence, at)
    follows = end < len(sentence.words) and sentence.verbs[end]
    return follows and nearest is not None and is_past(sentence.words[nearest])


def _has_other(sentence: Shallow, verb: int, at: int) -> bool:
    """Whether another verb than `verb`, and what goes on from it, has the date: "frees girls taken on Monday".

    "Attacked and fled", "began work, killing two" and "a ban starting on" are as good as the verb itself.
    """
    owner = dated_verb(sentence, at)
    if owner is None or owner > at or owner in verb_chain(sentence, verb):
        return False
    announcing = find_announcement(sentence)
    if announcing is not None and owner in verb_chain(sentence, announcing):
        return False
    word = sentence.words[owner]
    if not (only_verb(word) or is_irregular(word) or word.norm.endswith(("ed", "ing"))):
        return False  # "long range" may be no verb at all
    before = sentence.words[owner - 1] if owner else None
    joined = before is not None and (before.norm in ("and", "but") or is_break(before))
    goes_on = joined and (word.norm.endswith("ing") or sentence.words[owner - 1].kind == "word")
    return not goes_on and word.stem not in _STARTING | SPEECH


def _index(mention: DateMention, sentence: Shallow) -> int:
    """The first word of a date."""
    return next(
        (i for i, w in enumerate(sentence.words) if w.start >= mention.start), len(sentence.words)
    )


def _end(mention: DateMention, sentence: Shallow) -> int:
    """The word after a date."""
    return next(
        (i for i, w in enumerate(sentence.words) if w.start >= mention.end), len(sentence.words)
    )


def _bounds(mention: DateMention, sentence: Shallow, at: int) -> bool:
    """Whether the date only bounds something, or says which one is meant: "until Friday", "attacks of 2015"."""
    if at == 0:
        return False
    before = sentence.words[at - 1].norm
    if before in ARTICLES and at > 1 and sentence.words[at - 2].norm in _BOUNDING - {"of"}:
        return True  # "by the 2030s"
    if before == "of" and at > 1:
        return sentence.words[at - 2].norm not in _PARTS_OF_DAY
    if before == "for" and at > 1 and sentence.verbs[at - 2]:
        return False  # "is scheduled for Friday"
    return before in _BOUNDING or before in ("and", "or")


def _names(mention: DateMention, sentence: Shallow, at: int) -> bool:
    """Whether the date is part of a name or phrase: "Friday's attack", "the 2016 elections", "a May 5 vote"."""
    words = sentence.words
    inside = [w for w in words if mention.start <= w.start < mention.end]
    if any(w.possessive for w in inside) or (
        mention.kind == "relative" and at and inside[0].capital
    ):
        return True  # "India Today"
    before = words[at - 1] if at else None
    after = words[_end(mention, sentence)] if _end(mention, sentence) < len(words) else None
    if after is None or after.kind == "mark" or after.norm in _PARTS_OF_DAY:
        return after is not None and after.text == "-"
    if before is not None and (before.norm in ARTICLES or before.possessive):
        return not inside[0].norm.startswith(("past", "last", "next"))
    plain = after.kind == "word" and is_content(after) and not after.capital
    acts = sentence.verbs[_end(mention, sentence)] or is_adverb(after)
    opens = at > 0 and (is_break(words[at - 1]) or (at == 1 and words[0].norm in PREPOSITIONS))
    return plain and not acts and not opens and after.norm not in DAYS


def _holds(mention: DateMention, day: date) -> bool:
    """Whether a stretch has the brief's own day in it: "this year" says no more than today does."""
    within = mention.first < day <= mention.last or mention.first <= day < mention.last
    return within and not mention.text.lower().startswith("earlier")


def _leads_to(mention: DateMention, sentence: Shallow, at: int, verb: int) -> bool:
    """Whether a date before the verb opens its clause ("On Monday, …") or stands right before it."""
    words, end = sentence.words, _end(mention, sentence)
    if all(not is_content(w) or is_adverb(w) or w.norm in AUXILIARIES for w in words[end:verb]):
        return not any(map(is_break, words[end:verb]))
    start = at
    while start and not is_break(words[start - 1]):
        start -= 1
    opening = words[start:at]
    return all(
        not subordinates(sentence, i) and (not is_content(w) or w.norm in _PARTS_OF_DAY | _VAGUE)
        for i, w in enumerate(opening, start)
    )


def _is_near(mention: DateMention, day: date) -> bool:
    """Whether news of `day` may tell of it as news; "two weeks ago" and "last week" look back."""
    return mention.is_day and abs(mention.first - day) <= _NEAR and "ago" not in mention.text


def _is_with(sentence: Shallow, verb: int, at: int) -> bool:
    """Whether a date that is not near stands with the verb itself, in a sentence that speaks of the past."""
    if at < verb:
        return is_past(sentence.words[verb])
    hangs = _hangs(sentence, verb, at)
    return is_past(sentence.words[verb]) and not hangs and dated_verb(sentence, at) is not None


def _hangs(sentence: Shallow, verb: int, at: int) -> bool:
    """Whether the date may hang on a noun behind the verb: "sentenced for a bombing in 2012"."""
    words = sentence.words
    # "on" in front of the date itself is its own; "of Belin" is part of a name.
    return any(
        is_break(words[j]) or (words[j].norm in _HANGING and not words[j + 1].capital)
        for j in range(verb + 1, at - 1)
    )


def _is_planned(mention: DateMention, sentence: Shallow, verb: int, at: int) -> bool:
    """Whether what is to be then is told, not only what it is for: "votes for the country to leave in May".

    Nor what is only named, as in "announces May 5, 2022, as the deadline".
    """
    announcing = find_announcement(sentence)
    if announcing is not None and announcing < at:
        return True
    words = sentence.words
    if mention.kind in ("date", "month", "year") and at and words[at - 1].norm not in _WHEN:
        return False
    chain = verb_chain(sentence, verb)
    if words[verb].norm in BE and len(chain) > 1:
        return True  # "is to deploy" plans by itself
    aims = (j for j in range(max(chain) + 1, at) if words[j].norm == "to")
    return not any(sentence.verbs[j + 1] for j in aims) and not _hangs(sentence, max(chain), at)
