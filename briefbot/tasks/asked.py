"""A question with the days it is about and the paragraphs that may answer it."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cached_property
from typing import TYPE_CHECKING

from briefbot.documents import Evidence
from briefbot.errors import QuestionError
from briefbot.grounding.announcements import find_announcement
from briefbot.grounding.relevance import judge
from briefbot.language.dates import find_dates
from briefbot.language.kinship import kin
from briefbot.language.lexicon import STANCES
from briefbot.language.questions import check_characters, read_question
from briefbot.language.shallow import read
from briefbot.language.words import stem
from briefbot.retrieval.best import Hit
from briefbot.retrieval.scope import find_scope, last_day_known
from briefbot.tasks.alike import add_nearest, find_likeness
from briefbot.tasks.evidence import day_evidence
from briefbot.tasks.newest import WINDOWS, newest_told, runs_on
from briefbot.tasks.withheld import withheld_of
from briefbot.tasks.within import within

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from briefbot.documents import Sentence
    from briefbot.grounding.relevance import Relevance
    from briefbot.language.questions import Question
    from briefbot.retrieval.index import Index
    from briefbot.retrieval.likeness import Likeness
    from briefbot.retrieval.scope import Scope

LONGEST_QUESTION = 2_000
# Paragraphs looked at; a model is shown fewer, those that fit its budget.
_TOP_K = 20
# For a running story more are: what the news was full of then crowds out what is asked for.
_STORY_TOP_K = 60
_A_WEEK = timedelta(days=7)
# A brief may tell what happened so many days before it, where none is nearer.
_SOON = _A_WEEK
# Days named where those asked about have no brief.
_NEAR = 3
# More than any score: what lacks a name, actor or number asked for is shown to a model last.
_BEHIND = 1_000.0
_TO_COME = frozenset(
    map(stem, "will plan schedule expect due next upcoming going ahead until".split())
)


@dataclass(frozen=True)
class Asked:
    """A question with the days it is about and the evidence found for it.

    Attributes:
        has_briefs: there is a brief of the days asked about.
        nearest_days: where there is none, the nearest days that have one.
        withheld: sentences found that are addressed to a language model, and so no evidence.
        likeness: how alike the question and what was found are in meaning, None without an encoder.
    """

    question: Question
    scope: Scope
    hits: tuple[Hit, ...]
    has_briefs: bool
    nearest_days: tuple[date, ...] = ()
    withheld: tuple[Sentence, ...] = ()
    likeness: Likeness | None = None

    @cached_property
    def evidence(self) -> Evidence:
        """Every paragraph found, best first."""
        return Evidence(tuple(hit.chunk for hit in self.hits))

    @cached_property
    def scores(self) -> dict[str, float]:
        """How well each sentence of the evidence answers, those that can't behind all that can."""
        return {h: one.score - _BEHIND * bool(one.misses) for h, one in self.judged.items()}

    @cached_property
    def judged(self) -> dict[str, Relevance]:
        """How each sentence of the evidence relates to the question, by handle."""
        return {
            handle: judge(self.question, self.evidence, handle, self.likeness)
            for handle, _ in self.evidence
        }


def look_up(
    index: Index,
    question: str,
    *,
    as_of: date | None = None,
    since: date | None = None,
    until: date | None = None,
) -> Asked:
    """The question's scope and evidence, best paragraphs first.

    Raises:
        QuestionError: the question is empty, too long, or has no word to look for.
        SettingsError: the options leave no day.
    """
    if len(question) > LONGEST_QUESTION:
        raise QuestionError(
            f"the question has {len(question):,} characters; ask in at most {LONGEST_QUESTION:,}"
        )
    check_characters(question)
    days = list(index.days())
    scope = _scope(question, as_of or last_day_known(question, days[-1]), since, until, days)
    days = days[: bisect_right(days, scope.as_of)]
    taken_apart = read_question(scope.text)
    has_briefs = _has_a_day(scope, days)
    if not taken_apart.terms and not scope.said:
        raise QuestionError(f"nothing to look for in {_short(question)}; ask with words")
    if _asks_past_as_of(scope, question):
        return Asked(taken_apart, scope, (), False, _nearest_days(scope, days))
    if taken_apart.terms:
        said, scope = scope, _up_to_next_brief(scope, days)
        hits = _find(index, taken_apart, scope)
        if scope is not said:
            hits = [hit for hit in (_without_other_days(hit, said) for hit in hits) if hit]
    else:
        hits = _whole_day(index, scope, days)
    near = () if has_briefs else _nearest_days(scope, days)
    withheld = tuple(withheld_of(hit.chunk for hit in hits))
    hits = [hit for hit in hits if hit.chunk.sentences]
    likeness = find_likeness(index, taken_apart, [hit.chunk for hit in hits])
    return Asked(taken_apart, scope, tuple(hits), has_briefs, near, withheld, likeness)


def _scope(
    question: str, as_of: date, since: date | None, until: date | None, days: Sequence[date]
) -> Scope:
    """The question's scope. Of the days there are (oldest first), it knows only those up to its own as-of day."""

    def seen_from(day: date) -> Scope:
        known = days[: bisect_right(days, day)]
        return find_scope(
            question,
            as_of=day,
            since=since,
            until=until,
            first_day=known[0] if known else None,
            last_day=known[-1] if known else None,
        )

    scope = seen_from(as_of)
    if scope.as_of == as_of:
        return scope
    # The question names its own day: as if it had been asked that day. "As of Friday" is another one from there.
    of_its_day = seen_from(scope.as_of)
    return of_its_day if of_its_day.as_of == scope.as_of else scope


def _has_a_day(scope: Scope, days: Sequence[date]) -> bool:
    """Whether one of the days (oldest first) is in scope; of thousands, without looking at each."""
    first = bisect_left(days, scope.since) if scope.since else 0
    return first < len(days) and days[first] <= scope.until


def _nearest_days(scope: Scope, days: Sequence[date]) -> tuple[date, ...]:
    """The days with a brief that are nearest to those asked about, oldest first; none after the as-of day."""
    first = scope.since or scope.until
    away = sorted(days, key=lambda day: min(abs(day - first), abs(day - scope.until)))
    return tuple(sorted(away[:_NEAR]))


def _asks_past_as_of(scope: Scope, question: str) -> bool:
    """Whether the question asks what happened on a day that is still to come as of its day.

    "What will happen on Feb. 4?" asks for an announcement and is no such question.
    """
    # A year to come is part of what is asked: "Who runs for president in 2032?"
    later = any(m.first == m.last > scope.as_of for m in scope.mentioned)
    return later and not any(word.stem in _TO_COME for word in read(question).words)


def _up_to_next_brief(scope: Scope, days: Sequence[date]) -> Scope:
    """The scope up to the next brief after the days the question says, where they have none themselves.

    A weekly brief tells what happened on Tuesday, or last week. The scope itself comes back where it has
    a brief, has no first day, or the next brief comes more than a week later.
    """
    if not scope.said or scope.since is None or _has_a_day(scope, days):
        return scope
    following = min((day for day in days if scope.until < day <= scope.as_of), default=None)
    if following is None or following - scope.until > _SOON:
        return scope
    return replace(scope, until=following, report_until=max(following, scope.report_until))


def _without_other_days(hit: Hit, scope: Scope) -> Hit | None:
    """The hit without sentences that name other days, or tell what is to come; None with nothing left."""
    day = hit.chunk.brief.day
    left = tuple(
        s
        for s in hit.chunk.sentences
        if (not find_dates(s.text, day) or scope.is_named_in(s.text, day))
        and find_announcement(read(s.text)) is None
    )
    kept = left or hit.chunk.withheld
    return Hit(replace(hit.chunk, sentences=left), hit.score) if kept else None


def _find(index: Index, question: Question, scope: Scope) -> list[Hit]:
    words = " ".join(term.text for term in (*question.terms, *question.setting))
    if question.stance not in (None, "said"):
        # Who "demands" also "wants" and "insists": BM25 should see them, the ranking sorts them out.
        words += " " + " ".join(sorted(STANCES[question.stance]))
    top_k = _STORY_TOP_K if question.deaths and question.title else _TOP_K
    hits = index.search(words, since=scope.since, until=scope.report_until, top_k=top_k)
    if runs_on(question, scope):
        hits = _newest(index, question, words, scope) or hits
    elif len(hits) < top_k:
        # In a small library what tells it in other words ("movie" for "film") is affordable.
        words += " " + " ".join(other for term in question.terms for other in kin(term.stem))
        further = index.search(words, since=scope.since, until=scope.report_until, top_k=top_k)
        known = {(hit.chunk.brief.id, hit.chunk.span) for hit in hits}
        hits = [*hits, *(h for h in further if (h.chunk.brief.id, h.chunk.span) not in known)]
    hits = hits[:top_k]
    if not runs_on(question, scope):
        hits = add_nearest(index, question, hits, scope)
    found = (Hit(within(h.chunk, scope), h.score) for h in hits if not h.chunk.boilerplate)
    return [hit for hit in found if hit.chunk.sentences or hit.chunk.withheld]


def _newest(index: Index, question: Question, words: str, scope: Scope) -> list[Hit]:
    """What the newest day that answers tells, empty when it was not told lately."""
    for window in WINDOWS:
        first = date.fromordinal(max(1, scope.until.toordinal() - window.days))
        hits = index.search(words, since=first, until=scope.report_until, top_k=_STORY_TOP_K)
        if told := newest_told(question, hits):
            return told
    return []


def _whole_day(index: Index, scope: Scope, days: Iterable[date]) -> list[Hit]:
    """For "What happened on Feb. 2?": everything of the days in scope, or what is told of them later.

    Of more than a week's days only the newest counts: a year has too much to choose three developments from.
    """
    inside = [day for day in days if scope.contains(day)]
    if not inside:
        # No brief of that day: what the next ones say of it.
        later = index.briefs(scope.since or scope.until, scope.report_until)
        told = (within(c, scope) for c in day_evidence(later)[0].chunks if not c.boilerplate)
        return [Hit(chunk, 0.0) for chunk in told if chunk.sentences]
    first = min(inside) if max(inside) - min(inside) < _A_WEEK else max(inside)
    evidence, repeated = day_evidence(index.briefs(first, max(inside)))
    return [Hit(c, 0.0) for n, c in enumerate(evidence.chunks, 1) if n not in repeated]


def _short(question: str) -> str:
    return repr(question if len(question) <= 40 else question[:40] + "…")
