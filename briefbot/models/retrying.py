"""The one place that retries. Only `ModelUnavailableError` is worth it, and never past the deadline."""

from __future__ import annotations

import math
import random
from email.utils import parsedate_to_datetime
from typing import TYPE_CHECKING

import tenacity

from briefbot.errors import ModelUnavailableError

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

FIRST_WAIT_S = 0.5
LONGEST_WAIT_S = 20.0


def make_retrying(
    *,
    max_attempts: int,
    deadline_at: float,
    clock: Callable[[], float],
    sleep: Callable[[float], None],
) -> tenacity.Retrying:
    """A retrier that raises the last failure itself, and stops before a wait that would pass the deadline."""

    def is_over(state: tenacity.RetryCallState) -> bool:
        past_deadline = clock() + state.upcoming_sleep >= deadline_at
        return past_deadline or state.attempt_number >= max_attempts

    return tenacity.Retrying(
        retry=tenacity.retry_if_exception_type(ModelUnavailableError),
        stop=is_over,
        wait=_wait_s,
        sleep=sleep,
        reraise=True,
    )


def parse_retry_after(headers: Mapping[str, str], *, now_s: float) -> float | None:
    """The seconds the server asks to wait, None when it doesn't say or says nonsense.

    Reads `retry-after-ms`, then `Retry-After` as seconds or as an HTTP date. `now_s` is the Unix time.
    """
    milliseconds = _positive(headers.get("retry-after-ms"))
    if milliseconds is not None:
        return milliseconds / 1000
    value = headers.get("retry-after")
    seconds = _positive(value)
    if seconds is not None or value is None:
        return seconds
    try:
        return max(0.0, parsedate_to_datetime(value).timestamp() - now_s)
    except (ValueError, TypeError, OverflowError):
        return None


def _positive(value: str | None) -> float | None:
    try:
        number = float(value) if value is not None else math.nan
    except ValueError:
        return None
    return number if 0 <= number < math.inf else None


def _wait_s(state: tenacity.RetryCallState) -> float:
    """Full jitter on top of what the server asked for, so that many clients don't come back as one."""
    failure = state.outcome.exception() if state.outcome else None
    asked_s = failure.retry_after_s if isinstance(failure, ModelUnavailableError) else None
    ceiling_s = min(LONGEST_WAIT_S, FIRST_WAIT_S * 2.0 ** (state.attempt_number - 1))
    return (asked_s or 0.0) + random.uniform(0, ceiling_s)
