"""The one place that retries. Only `ModelUnavailableError` is worth it, and never past the deadline.

A request whose answer was lost may have been charged for, so it is sent once more, not three times. Waits are
measured on a clock that only goes forward; a date in Retry-After is measured against the server's own clock where it
tells the time.
"""

from __future__ import annotations

import math
import random
from datetime import UTC
from email.utils import parsedate_to_datetime
from typing import TYPE_CHECKING, Final

import tenacity

from briefbot.errors import ModelUnavailableError
from briefbot.models.attempts import before_wait

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

FIRST_WAIT_S: Final = 0.5
LONGEST_WAIT_S: Final = 20.0
# With less time than that no server answers, and its silence would hide why the attempt before failed.
LEAST_LEFT_S: Final = 0.1
# Requests of one call whose answers may be lost after they were paid for.
MOST_LOST: Final = 2
# No server means to be asked again in more than a year; such numbers would only fill a line.
_YEAR_S = 366 * 86_400.0


def make_retrying(
    *,
    max_attempts: int,
    deadline_at: float,
    clock: Callable[[], float],
    sleep: Callable[[float], None],
) -> tenacity.Retrying:
    """A retrier for one call: it raises the last failure itself, and stops before a wait that would pass the deadline.

    Whoever watches the attempts is asked before each wait; what one raises ends the call without it.
    """
    lost = 0

    def is_over(state: tenacity.RetryCallState) -> bool:
        nonlocal lost
        failure = _failure(state)
        lost += bool(failure and failure.maybe_billed)
        past_deadline = clock() + state.upcoming_sleep + LEAST_LEFT_S >= deadline_at
        return past_deadline or lost >= MOST_LOST or state.attempt_number >= max_attempts

    return tenacity.Retrying(
        retry=tenacity.retry_if_exception(_may_pass),
        stop=is_over,
        wait=_wait_s,
        before_sleep=lambda state: before_wait(state.upcoming_sleep),
        sleep=sleep,
        reraise=True,
    )


def parse_retry_after(headers: Mapping[str, str], *, now_s: float) -> float | None:
    """The seconds the server asks to wait, None when it doesn't say or says nonsense.

    Reads `retry-after-ms`, then `Retry-After` as seconds or as an HTTP date. A date counts from the response's own
    `Date`, which is the same clock; without one from `now_s`, the Unix time here.
    """
    milliseconds = _positive(headers.get("retry-after-ms"))
    if milliseconds is not None:
        return min(_YEAR_S, milliseconds / 1000)
    value = headers.get("retry-after")
    seconds = _positive(value)
    if seconds is None:
        at = _unix_time(value)
        if at is None:
            return None
        told = _unix_time(headers.get("date"))
        seconds = max(0.0, at - (now_s if told is None else told))
    return min(_YEAR_S, seconds)


def _unix_time(value: str | None) -> float | None:
    try:
        at = parsedate_to_datetime(value) if value else None
        # One of the three forms of an HTTP date names no zone; all of them mean UTC.
        return None if at is None else (at if at.tzinfo else at.replace(tzinfo=UTC)).timestamp()
    except (ValueError, TypeError, OverflowError):
        return None


def _positive(value: str | None) -> float | None:
    try:
        number = float(value) if value is not None else math.nan
    except ValueError:
        return None
    return number if 0 <= number < math.inf else None


def _may_pass(error: BaseException) -> bool:
    return isinstance(error, ModelUnavailableError) and not error.given_up


def _wait_s(state: tenacity.RetryCallState) -> float:
    """Full jitter on top of what the server asked for, so that many clients don't come back as one."""
    failure = _failure(state)
    asked_s = failure.retry_after_s if failure else None
    ceiling_s = min(LONGEST_WAIT_S, FIRST_WAIT_S * 2.0 ** (state.attempt_number - 1))
    return (asked_s or 0.0) + random.uniform(0, ceiling_s)


def _failure(state: tenacity.RetryCallState) -> ModelUnavailableError | None:
    failure = state.outcome.exception() if state.outcome else None
    return failure if isinstance(failure, ModelUnavailableError) else None
