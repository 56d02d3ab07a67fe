"""Stops asking a server that is dead: nothing is sent for a while, then one request tries it.

Source: M. Nygard, "Release It!", circuit breaker: closed, open, half-open.
"""

from __future__ import annotations

import time
from contextlib import contextmanager
from threading import Lock
from typing import TYPE_CHECKING, Final

from briefbot.errors import ModelUnavailableError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from briefbot.models.attempts import Attempt, Ending

# Two calls with all their retries. A whole restart of a server fits between the first and the last of them.
MOST_FAILURES: Final = 8
# Each costs minutes: the two of one call are enough.
_TIMEOUT_COUNTS: Final = 4
# Calls that failed in spite of their retries; the busy ones count only here.
MOST_CALLS: Final = 2
COOL_DOWN_S: Final = 30.0


class Circuit:
    """What is known of one server's health. Several threads share it: those under way stop with the others."""

    def __init__(
        self, *, cool_down_s: float = COOL_DOWN_S, clock: Callable[[], float] = time.monotonic
    ) -> None:
        """A closed circuit.

        Args:
            cool_down_s: how long nothing is sent once it is open.
            clock: seconds that only go forward.
        """
        self._cool_down_s = cool_down_s
        self._clock = clock
        self._lock = Lock()
        self._failures = self._calls = 0
        self._last = ""
        self._open_until: float | None = None
        self._probe: _Call | None = None

    @contextmanager
    def one_call(self) -> Iterator[_Call]:
        """A watcher for one call, whose failure in spite of its retries counts too."""
        call = _Call(self)
        try:
            yield call
        except ModelUnavailableError as error:
            if not error.given_up:
                self._call_failed(error)
            raise
        finally:
            with self._lock:
                if self._probe is call:
                    self._probe = None

    def _check(self, call: _Call, server: str) -> None:
        with self._lock:
            if self._open_until is None or self._probe is call:
                return
            left_s = self._open_until - self._clock()
            if left_s <= 0 and self._probe is None:
                self._probe = call
                return
            error = ModelUnavailableError(
                f"nothing is sent to {server or 'the model'} for {max(1, round(left_s))} s,"
                f" because it failed too often in a row, at last so: {self._last}",
                attempts=0,
            )
            error.given_up = True
            raise error

    def _attempt_ended(self, ending: Ending) -> None:
        error = ending.error
        with self._lock:
            if not isinstance(error, ModelUnavailableError):
                if ending.outcome not in ("cut off", "passed on"):
                    self._failures = self._calls = 0
                    self._open_until = None
                return
            # A server that is busy is alive: only when no retry helps it is as good as dead.
            if not error.busy:
                self._failures += _TIMEOUT_COUNTS if error.timed_out else 1
            self._open_if_due(error)

    def _call_failed(self, error: ModelUnavailableError) -> None:
        with self._lock:
            self._calls += 1
            self._open_if_due(error)

    def _open_if_due(self, error: ModelUnavailableError) -> None:
        """Opens it when too much failed, for longer after a probe did. Needs the lock."""
        self._last = str(error)
        if self._failures >= MOST_FAILURES or self._calls >= MOST_CALLS:
            self._open_until = self._clock() + self._cool_down_s
            self._probe = None


class _Call:
    """One call while it is under way, as a watcher of its attempts."""

    def __init__(self, circuit: Circuit) -> None:
        self._circuit = circuit
        self._server = ""

    def sending(self, attempt: Attempt) -> None:
        """Lets the request go while the server is believed to be alive."""
        self._server = attempt.server or attempt.model
        self._circuit._check(self, self._server)

    def ended(self, attempt: Attempt, ending: Ending) -> None:
        """Counts how it ended."""
        self._circuit._attempt_ended(ending)

    def waiting(self, wait_s: float) -> None:
        """Ends the call where others have found the server dead meanwhile."""
        self._circuit._check(self, self._server)
