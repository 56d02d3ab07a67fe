"""The library's door: briefs and a model wired to what can be done with them. Holds no logic of its own."""

from __future__ import annotations

from datetime import date
from functools import partial
from typing import TYPE_CHECKING, Any

from briefbot.library.dates import parse_day
from briefbot.opened import Opened
from briefbot.tasks.ask import ask, request
from briefbot.tasks.asked import look_up
from briefbot.tasks.changes import changes, changes_request, find_days
from briefbot.tasks.days import DayListing, find_day, list_days
from briefbot.tasks.inputs import Made, make_summary, summary_inputs
from briefbot.tasks.preview import Preview, check_model, preview
from briefbot.tasks.ranges import choose_days, default_jobs, summaries
from briefbot.tasks.results_file import read_result
from briefbot.tasks.story import DEFAULT_WORDS, story, story_request
from briefbot.tasks.summarize import requests, summarize
from briefbot.tasks.timeline import DEFAULT_LIMIT, timeline
from briefbot.tasks.verify import Verification, verify

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from briefbot.results import Answer, AnyResult, Changes, DailySummary, Story, Timeline
    from briefbot.tasks.inputs import Inputs

Day = date | str


class Briefbot(Opened):
    """Summaries and answers from dated briefs. One object may be used from several threads.

    Example:
        >>> from briefbot import Briefbot
        >>> bot = Briefbot(briefs="seeds", model="extractive")
        >>> answer = bot.ask("What does Russia demand?", as_of="2022-02-02")
        >>> answer.claims[0].citations[0].brief
        '000_a0fb72cbb98edc44.txt'
    """

    def days(self) -> list[DayListing]:
        """The days that have briefs, oldest first; no brief is read for it."""
        return list_days(self.index)

    def summarize(self, day: Day | None = None, *, mark_new: bool = False) -> DailySummary:
        """The summary of a day, by default the newest.

        With `mark_new` its developments are marked as new that the newest day before does not tell.

        Raises:
            BriefNotFoundError: the day has no brief; its `nearest` says which days have.
            ModelError: the model gave nothing to check.
            BudgetExceededError: a call would exceed the budget; it was not made.
        """
        day = find_day(self.index, _parsed(day))
        return summarize(self.index, day, by=self._by, mark_new=mark_new)

    def summarize_range(
        self,
        since: Day | None = None,
        until: Day | None = None,
        *,
        mark_new: bool = False,
        jobs: int | None = None,
    ) -> Iterator[DailySummary]:
        """The summary of each day from `since` to `until` that has briefs, oldest first, as they are done.

        Several days at once when a server writes; `jobs` says how many. All share one budget. What `summarize`
        raises is raised after the days that were done by then.

        Raises:
            SettingsError: the range ends before it begins.
        """
        days = choose_days(list(self.index.days()), _parsed(since), _parsed(until))
        work = partial(summarize, self.index, by=self._by, mark_new=mark_new)
        return summaries(days, work, jobs=jobs or default_jobs(self.choice))

    def make_summary(self, day: date, *, mark_new: bool = False) -> Made:
        """The summary of a day with all that it was made of; raises what `summarize` does."""
        day = find_day(self.index, day)
        return make_summary(self.index, day, by=self._by, mark_new=mark_new)

    def summary_inputs(self, day: date, *, mark_new: bool = False) -> Inputs:
        """All that would decide the summary of a day now; while it is the same, so is the summary."""
        return summary_inputs(self.index, day, by=self._by, mark_new=mark_new)

    def ask(
        self,
        question: str,
        *,
        as_of: Day | None = None,
        since: Day | None = None,
        until: Day | None = None,
    ) -> Answer:
        """The answer as of a day, by default the newest; abstained when the briefs do not answer.

        Raises:
            QuestionError: the question is empty, too long, or has no word to look for.
            ModelError: the model gave nothing to check.
            BudgetExceededError: the call would exceed the budget; it was not made.
        """
        days = _parsed_all(as_of=as_of, since=since, until=until)
        return ask(self.index, question, **days, by=self._by)

    def changes(self, *days: Day) -> Changes:
        """What changed from one day to a later one; identical days have no items.

        Args:
            *days: the earlier and the later day; one for that day against the newest before it; none for
                the two newest.

        Raises:
            SettingsError: the days are more than two, the same, or in the wrong order.
            BriefNotFoundError: a day has no brief, or there is none before it.
            ModelError: the model gave nothing to check.
            BudgetExceededError: the call would exceed the budget; it was not made.
        """
        earlier, later = find_days(self.index, [_as_day(day) for day in days])
        return changes(self.index, earlier, later, by=self._by)

    def story(
        self,
        query: str | None = None,
        *,
        until: Day | None = None,
        since: Day | None = None,
        words: int = DEFAULT_WORDS,
    ) -> Story:
        """The story so far of an event, or of all that the briefs tell, up to a day, by default the newest.

        Raises:
            BriefNotFoundError: there is no brief of these days.
            QuestionError: the query has no word to look for, or too much is told of it.
            SettingsError: the options leave no day, or the words are too few for a sentence.
            ModelError: the model gave nothing to check.
            BudgetExceededError: the call would exceed the budget; it was not made.
        """
        days = _parsed_all(until=until, since=since)
        return story(self.index, query, **days, words=words, by=self._by)

    def timeline(
        self,
        query: str,
        *,
        as_of: Day | None = None,
        since: Day | None = None,
        until: Day | None = None,
        limit: int = DEFAULT_LIMIT,
    ) -> Timeline:
        """How a story unfolded, a step an entry, in the order they happened; no model is asked.

        Raises:
            QuestionError: the query has no word to look for, or is told of nearly everywhere.
            SettingsError: the options leave no day.
        """
        days = _parsed_all(as_of=as_of, since=since, until=until)
        return timeline(self.index, query, **days, limit=limit)

    def verify(self, result: AnyResult | Mapping[str, Any] | Path | str) -> Verification:
        """A result, or the JSON or file of one, re-checked against the briefs without a model.

        Raises:
            SettingsError: the file is missing or holds no result.
        """
        return verify(read_result(result), self.library)

    def preview_changes(self, *days: Day) -> Preview:
        """What `changes` would send; nothing is sent.

        Raises:
            SettingsError: no model is chosen, so nothing would be.
        """
        check_model(self.choice)
        earlier, later = find_days(self.index, [_as_day(day) for day in days])
        made = changes_request(self.index, earlier, later, self._prompts)
        return preview([made] if made else [], self.choice)

    def preview_summarize(self, day: Day | None = None) -> Preview:
        """What `summarize` would send; nothing is sent.

        Raises:
            SettingsError: no model is chosen, so nothing would be.
        """
        check_model(self.choice)
        made = requests(self.index, find_day(self.index, _parsed(day)), self._prompts)
        return preview([one for _, one in made], self.choice)

    def preview_ask(
        self,
        question: str,
        *,
        as_of: Day | None = None,
        since: Day | None = None,
        until: Day | None = None,
    ) -> Preview:
        """What `ask` would send; nothing is sent.

        Raises:
            SettingsError: no model is chosen, so nothing would be.
        """
        check_model(self.choice)
        asked = look_up(self.index, question, **_parsed_all(as_of=as_of, since=since, until=until))
        made = [request(asked, self._prompts)[1]] if len(asked.evidence) else []
        return preview(made, self.choice)

    def preview_story(
        self,
        query: str | None = None,
        *,
        until: Day | None = None,
        since: Day | None = None,
        words: int = DEFAULT_WORDS,
    ) -> Preview:
        """What `story` would send; nothing is sent.

        Raises:
            SettingsError: no model is chosen, so nothing would be.
        """
        check_model(self.choice)
        days = _parsed_all(until=until, since=since)
        made = story_request(self.index, query, self._prompts, **days, words=words)
        return preview([made] if made else [], self.choice)


def _parsed(day: Day | None) -> date | None:
    return None if day is None else _as_day(day)


def _parsed_all(**days: Day | None) -> dict[str, date | None]:
    return {name: _parsed(day) for name, day in days.items()}


def _as_day(day: Day) -> date:
    return parse_day(day) if isinstance(day, str) else day
