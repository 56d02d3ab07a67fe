"""The same work for each day of a range: several days at once, given back as they are done or by day."""

from __future__ import annotations

import threading
from collections import deque
from dataclasses import dataclass
from queue import SimpleQueue
from typing import TYPE_CHECKING, Generic, TypeVar

from briefbot.errors import (
    BriefbotError,
    BriefError,
    BriefNotFoundError,
    ContextTooLongError,
    ModelError,
    ModelRejectedError,
    ModelUnavailableError,
    RecordingMissingError,
    RunLimitError,
    SettingsError,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from datetime import date

    from briefbot.models.choose import Choice

Result = TypeVar("Result")

# Requests to a server at once: enough to hide its waiting, few enough for the smallest rate limits.
REMOTE_JOBS = 4
LOCAL = "gguf:"
# A server that refuses this many days running refuses all the others too.
_MOST_FAILURES = 3


@dataclass(frozen=True, slots=True)
class Done(Generic[Result]):
    """A day that is done: its result, or the error that it ended with."""

    day: date
    result: Result | None = None
    error: BaseException | None = None


class Patience:
    """Whether the other days are still worth trying after one failed. One object a run.

    Attributes:
        ended_by: the error that ended the run, None while it goes on.
    """

    def __init__(self) -> None:
        self.ended_by: BaseException | None = None
        self._succeeded = False
        self._failures = 0

    def ends(self, error: BaseException | None) -> bool:
        """Takes a day's outcome; true when no further day should be started.

        A day's own trouble (its brief went, the model's answer was of no use, it took too long) is no reason to stop.
        A spent budget is, and so is a server that is given up, or refuses the very first call or several days running.
        """
        if error is None:
            self._succeeded, self._failures = True, 0
        elif self._is_last(error):
            self.ended_by = self.ended_by or error
        return self.ended_by is not None

    def _is_last(self, error: BaseException) -> bool:
        if isinstance(error, RunLimitError):
            return error.whole_run
        if isinstance(error, ModelUnavailableError):
            # Whether the server is dead is known to what sends to it, see `models.circuit`.
            return error.given_up
        if not isinstance(error, ModelError | BriefError | RecordingMissingError):
            return True
        if not isinstance(error, ModelRejectedError) or isinstance(error, ContextTooLongError):
            return False
        self._failures += 1
        return not self._succeeded or self._failures >= _MOST_FAILURES


def choose_days(there: Sequence[date], since: date | None, until: date | None) -> list[date]:
    """The days of a range that have briefs, oldest first; both ends are included.

    Raises:
        SettingsError: the range ends before it begins.
        BriefNotFoundError: there is none; says which days there are.
    """
    if since and until and since > until:
        raise SettingsError(f"the range ends before it begins: swap {since} and {until}")
    days = sorted(d for d in there if (not since or d >= since) and (not until or d <= until))
    if not days:
        span = f"from {since or 'the first day'} to {until or 'the last day'}"
        have = (
            f"the days there are go from {min(there)} to {max(there)}" if there else "none at all"
        )
        raise BriefNotFoundError(f"no brief {span}: {have}; briefbot days lists them")
    return days


def default_jobs(choice: Choice) -> int:
    """How many days at once suit a writer: several for a server, one for a model in this process or none."""
    here = choice.model is None or choice.spec.startswith(LOCAL)
    return 1 if here else REMOTE_JOBS


def summaries(
    days: Sequence[date], work: Callable[[date], Result], *, jobs: int
) -> Iterator[Result]:
    """The result of each day, by day. The first error is raised once all that was begun is given."""
    error: BaseException | None = None
    for done in in_day_order(days, each_day(days, work, jobs=jobs)):
        error = error or done.error
        if done.error is None:
            yield done.result  # type: ignore[misc]
    if error:
        raise error


def each_day(
    days: Sequence[date],
    work: Callable[[date], Result],
    *,
    jobs: int = 1,
    ends: Callable[[BaseException | None], bool] = bool,
) -> Iterator[Done[Result]]:
    """Every day's outcome as it is done, in any order; one job gives them by day.

    Days are started in order. When `ends` says so of an outcome, no further day is started, and those under
    way are still waited for and given: what was paid for is not thrown away. An error that briefbot does not
    raise on purpose is raised here.

    Args:
        days: which days.
        work: what is done for each; with several jobs it is called from several threads.
        jobs: how many days at once.
        ends: whether to stop after a day with this error, None for a good one; by default after any error.
    """
    if min(jobs, len(days)) <= 1:
        for day in days:
            done = _attempt(day, work)
            last = ends(done.error)
            yield done
            if last:
                return
        return
    yield from _at_once(days, work, jobs, ends)


def in_day_order(days: Sequence[date], done: Iterator[Done[Result]]) -> Iterator[Done[Result]]:
    """The outcomes by day, each as soon as all days before it are there; days never started are left out."""
    waiting: dict[date, Done[Result]] = {}
    left = deque(sorted(days))
    for one in done:
        waiting[one.day] = one
        while left and left[0] in waiting:
            yield waiting.pop(left.popleft())
    for day in sorted(waiting):
        yield waiting[day]


def _at_once(
    days: Sequence[date],
    work: Callable[[date], Result],
    jobs: int,
    ends: Callable[[BaseException | None], bool],
) -> Iterator[Done[Result]]:
    waiting, stopped, deciding = deque(days), threading.Event(), threading.Lock()
    outcomes: SimpleQueue[Done[Result] | BaseException | None] = SimpleQueue()

    def next_day() -> date | None:
        # Looking and taking are one step: another thread may take the last day in between.
        with deciding:
            return waiting.popleft() if waiting and not stopped.is_set() else None

    def take() -> None:
        while (day := next_day()) is not None:
            try:
                done = _attempt(day, work)
            except BaseException as exc:  # noqa: BLE001 - a bug must reach the caller, not end with its thread
                outcomes.put(exc)
                break
            with deciding:
                if ends(done.error):
                    stopped.set()
            outcomes.put(done)
        outcomes.put(None)

    working = min(jobs, len(days))
    # Daemons: a process that is told to end doesn't wait for a server's answer.
    for number in range(working):
        threading.Thread(target=take, name=f"days-{number}", daemon=True).start()
    try:
        while working:
            outcome = outcomes.get()
            if isinstance(outcome, BaseException):
                raise outcome
            if outcome is None:
                working -= 1
            else:
                yield outcome
    finally:
        stopped.set()


def _attempt(day: date, work: Callable[[date], Result]) -> Done[Result]:
    try:
        return Done(day, work(day))
    except BriefbotError as exc:
        return Done(day, error=exc)
