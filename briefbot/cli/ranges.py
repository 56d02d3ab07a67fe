"""Summaries of many days: to one file or stdout, or to a folder where a second run goes on."""

from __future__ import annotations

import sys
from collections import Counter
from contextlib import contextmanager
from functools import partial
from typing import TYPE_CHECKING

from briefbot.cli.day_folder import DayFolder
from briefbot.cli.exits import FAILED, tell, verdict
from briefbot.cli.outcomes import ByReason, named
from briefbot.cli.output import Sheet, render
from briefbot.cli.progress import Spent, showing, wanted
from briefbot.rendering.numbers import counted
from briefbot.tasks.ranges import Done, Patience, default_jobs, each_day, in_day_order

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from datetime import date

    from briefbot.cli.options import Common
    from briefbot.client import Briefbot
    from briefbot.tasks.inputs import Inputs, Made

_VERBATIM = "are the briefs' own sentences, the model failed"


def tell_gaps(days: Sequence[date], since: date | None, until: date | None) -> None:
    """Say on stderr how many days of the range have no brief, if any."""
    first, last = since or days[0], until or days[-1]
    missing = (last - first).days + 1 - len(days)
    if missing:
        verb = "has" if missing == 1 else "have"
        tell(
            f"{counted(missing, 'day')} of the range {verb} no brief; briefbot days shows the gaps"
        )


def into_sheet(
    bot: Briefbot, days: Sequence[date], common: Common, *, mark_new: bool, jobs: int | None
) -> int:
    """Put out the summaries by day, one after the other; gives the exit code.

    The first error ends it. What was done by then is put out all the same.
    """
    rejected = done = 0
    failed: Done[Made] | None = None
    verbatim = ByReason()
    spent = Spent(bot.choice.meter)
    hold = wanted(days) and sys.stdout.isatty()
    with (
        Sheet(common.output, common.form, many=True, hold=hold) as sheet,
        showing(days) as step,
    ):
        make = partial(bot.make_summary, mark_new=mark_new)
        outcomes = each_day(days, make, jobs=_jobs(bot, jobs))
        for one in in_day_order(days, outcomes):
            if one.result is None:
                failed = failed or one
                continue
            summary = one.result.summary
            step(one.day, spent)
            to_file = common.output is not None
            sheet.add(render(summary, common.form, to_file=to_file, many=True))
            rejected += len(summary.rejected)
            done += 1
            if summary.provenance.fallback:
                verbatim.add(one.day, summary.provenance.fallback)
    verbatim.tell(_VERBATIM)
    if failed and failed.error:
        failed.error.add_note(
            f"{failed.day}; {done} of {len(days)} days are done; with --output FOLDER/ a second run goes on"
        )
        raise failed.error
    tell(", ".join([counted(done, "day"), *spent.words]))
    return verdict(rejected, strict=common.strict)


def into_folder(
    bot: Briefbot,
    days: Sequence[date],
    common: Common,
    *,
    mark_new: bool,
    fresh: bool,
    jobs: int | None,
) -> int:
    """Put each summary into a file of its own as it is done; gives the exit code.

    A day whose summary is there and current is left alone, unless `fresh`. A day that fails doesn't stop the
    others, see `Patience`.
    """
    folder = DayFolder(str(common.output), common.form, briefs=bot.library.location)
    run = _Run(folder, days, Spent(bot.choice.meter))
    _tell_orphans(folder, {listing.day for listing in bot.days()})
    with run.told():
        inputs = partial(bot.summary_inputs, mark_new=mark_new)
        todo = list(days) if fresh else run.look(inputs)
        patience = Patience()
        make = partial(bot.make_summary, mark_new=mark_new)
        outcomes = each_day(todo, make, jobs=_jobs(bot, jobs), ends=patience.ends)
        if todo:
            with showing(todo, total=len(days)) as step:
                for one in outcomes:
                    # What ended the run is told once, at the end; its days have not failed, they wait.
                    if one.result or not patience.ended_by:
                        run.take(one, common)
                        step(one.day, run.spent)
        if patience.ended_by:
            raise patience.ended_by
    return FAILED if run.failed else verdict(run.rejected, strict=common.strict)


def _tell_orphans(folder: DayFolder, there: set[date]) -> None:
    """Say on stderr which summaries are of days whose brief is gone: they stay, and look like the others."""
    if orphans := folder.without_brief(there):
        tell(
            f"{named(orphans)}: no brief of that day any more, but its summary is still in {folder.path!r};"
            " delete it if it should go"
        )


class _Run:
    """One run over a folder: what was kept, made and not made."""

    def __init__(self, folder: DayFolder, days: Sequence[date], spent: Spent) -> None:
        self.folder = folder
        self.days = days
        self.kept: list[date] = []
        self.made: list[date] = []
        self.failed: list[date] = []
        self.failures = ByReason()
        self.verbatim = ByReason()
        self.rejected = 0
        self.spent = spent

    def look(self, inputs: Callable[[date], Inputs]) -> list[date]:
        """The days to do, in order; says on stderr how many are done and why others are made again."""
        todo: list[date] = []
        reasons: Counter[str] = Counter()
        for day in self.days:
            found = self.folder.find(day, inputs(day))
            if found.current:
                self.kept.append(day)
                self.rejected += found.rejected
                continue
            todo.append(day)
            if found.why_again:
                reasons[found.why_again] += 1
        if self.kept and todo:
            tell(f"{len(self.kept):,} of {counted(len(self.days), 'day')} were done before")
        for why, number in sorted(reasons.items()):
            tell(f"{counted(number, 'day')} made again: {why}")
        return todo

    def take(self, one: Done[Made], common: Common) -> None:
        """Write down a day that is done, or say why it failed."""
        if one.result is None:
            self.failed.append(one.day)
            if self.failures.add(one.day, str(one.error)):
                tell(f"{one.day} failed: {one.error}")
            return
        summary, inputs = one.result
        text = render(summary, common.form, to_file=True)
        aside = self.folder.put(one.day, text, inputs=inputs, rejected=len(summary.rejected))
        if aside:
            tell(f"{self.folder.name(one.day)} was not as briefbot wrote it; it is now {aside}")
        self.made.append(one.day)
        if summary.provenance.fallback:
            self.verbatim.add(one.day, summary.provenance.fallback)
        self.rejected += len(summary.rejected)

    @contextmanager
    def told(self) -> Iterator[None]:
        """However it ends, the last word is how far it got; when it was cut short, also how to go on."""
        try:
            yield
        except BaseException:
            if left := sorted({*self.days} - {*self.made, *self.kept, *self.failed}):
                days = counted(len(left), "day")
                tell(f"stopped at {left[0]}, {days} left; the same command goes on from there")
            self._tell()
            raise
        self._tell()

    def _tell(self) -> None:
        tell(self._words())
        self.verbatim.tell(_VERBATIM, end="; the same command makes them again")
        self.failures.tell("failed", end="; the same command tries them again")

    def _words(self) -> str:
        counts = f"{len(self.made):,} made, {len(self.kept):,} kept, {len(self.failed):,} failed"
        return ", ".join([f"{counted(len(self.days), 'day')}: {counts}", *self.spent.words])


def _jobs(bot: Briefbot, wanted: int | None) -> int:
    if bot.choice.model is None:
        if wanted is not None and wanted > 1:
            tell(f"--jobs {wanted} is not used: without a model the days come one after another")
        return 1
    return wanted or default_jobs(bot.choice)
