"""What a run may take: seconds and requests, over everything that is sent in it.

Without a limit of one's own, each task (an answer, a day's summary, a comparison, a story) has one: nobody waits for
ever for a provider that neither answers nor refuses, and a range is bounded day by day.
"""

from __future__ import annotations

import math
import time
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from threading import Lock
from typing import TYPE_CHECKING, Final

from briefbot.errors import RunLimitError, SettingsError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from briefbot.models.attempts import Attempt, Ending

# Two calls of a summary may take 300 s each, with all their retries; most answers take under a minute.
TASK_DEADLINE_S: Final = 600.0
# Two calls, re-asked, are at most 16 requests; a judge of thirty claims sends thirty more, and some again.
TASK_REQUESTS: Final = 100


@dataclass
class _Task:
    """What one task has taken."""

    began: float
    sent: int = 0


_task: ContextVar[_Task | None] = ContextVar("_task", default=None)
_holding: ContextVar[RunLimits | None] = ContextVar("_holding", default=None)


@contextmanager
def one_task(*, clock: Callable[[], float] = time.monotonic) -> Iterator[None]:
    """What is sent inside counts as one task; one inside another is part of it."""
    if _task.get() is not None:
        yield
        return
    token = _task.set(_Task(clock()))
    try:
        yield
    finally:
        _task.reset(token)


def time_left_s() -> float:
    """The seconds that the run leaves to what is being sent, infinite without a limit. Asking starts its clock."""
    limits = _holding.get()
    return limits.left_s() if limits else math.inf


class RunLimits:
    """The limits of one run. Several threads may share them."""

    def __init__(
        self,
        *,
        deadline_s: float | None = None,
        max_requests: int | None = None,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        """Limits over all that is sent; one that is None leaves each task its own.

        Args:
            deadline_s: from the first request on, waits included.
            max_requests: retries, re-asks and judge calls included.
            clock: seconds that only go forward.

        Raises:
            SettingsError: a limit that is not more than 0.
        """
        if (deadline_s is not None and not 0 < deadline_s < math.inf) or (
            max_requests is not None and max_requests <= 0
        ):
            raise SettingsError(
                "a limit must be more than 0: raise --deadline or --max-requests, or leave it out"
            )
        self._deadline_s = deadline_s
        self._max_requests = max_requests
        self._clock = clock
        self._lock = Lock()
        self._began: float | None = None
        self._sent = 0
        self._last = ""

    @contextmanager
    def holding(self) -> Iterator[None]:
        """All waits for answers inside end with the run, or with the task.

        Raises:
            RunLimitError: it has ended already.
        """
        with self._lock:
            self._check(_task.get())
        token = _holding.set(self)
        try:
            yield
        finally:
            _holding.reset(token)

    def left_s(self) -> float:
        """The seconds left to the run, or to the task where the run has no limit of its own."""
        task = _task.get()
        with self._lock:
            self._began = self._clock() if self._began is None else self._began
            if self._deadline_s is not None:
                return self._began + self._deadline_s - self._clock()
        return task.began + TASK_DEADLINE_S - self._clock() if task else math.inf

    def sending(self, attempt: Attempt) -> None:
        """Counts a request.

        Raises:
            RunLimitError: the limit is reached; it is not sent.
        """
        task = _task.get()
        with self._lock:
            self._began = self._clock() if self._began is None else self._began
            self._check(task)
            self._sent += 1
            if task:
                task.sent += 1

    def ended(self, attempt: Attempt, ending: Ending) -> None:
        """Remembers why it failed. Takes back what was none: a model around another told of it, and then the other did."""
        task = _task.get()
        with self._lock:
            self._last = str(ending.error or "")
            if ending.outcome == "passed on":
                self._sent -= 1
                if task:
                    task.sent -= 1

    def _check(self, task: _Task | None) -> None:
        """Raises when no further request may be sent. Needs the lock."""
        now, began = self._clock(), self._began
        if self._max_requests is not None:
            if self._sent >= self._max_requests:
                raise self._over(self._max_requests, "requests", whole_run=True)
        elif task and task.sent >= TASK_REQUESTS:
            raise self._over(TASK_REQUESTS, "requests", whole_run=False)
        if self._deadline_s is not None:
            if began is not None and now >= began + self._deadline_s:
                raise self._over(self._deadline_s, "s", whole_run=True)
        elif task and now >= task.began + TASK_DEADLINE_S:
            raise self._over(TASK_DEADLINE_S, "s", whole_run=False)

    def _over(self, limit: float, unit: str, *, whole_run: bool) -> RunLimitError:
        option = "--deadline" if unit == "s" else "--max-requests"
        message = (
            f"the run has taken the {limit:g} {unit} that {option} allows: raise it, or ask over fewer days"
            if whole_run
            else f"this took {limit:g} {unit}, the most for one result: set {option} to allow more"
        )
        if self._last:
            message += f"; the last request failed: {self._last}"
        error = RunLimitError(message, needed=limit, budget=limit, unit=unit)
        error.whole_run = whole_run
        return error
