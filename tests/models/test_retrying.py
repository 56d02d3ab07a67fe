from __future__ import annotations

import pytest

from briefbot.errors import BudgetExceededError, ModelRejectedError, ModelUnavailableError
from briefbot.models.attempts import watching
from briefbot.models.retrying import make_retrying, parse_retry_after

NOW_S = 1_643_803_200.0  # 2022-02-02 12:00:00 UTC


@pytest.mark.parametrize(
    ("headers", "expected"),
    [
        pytest.param({}, None, id="absent"),
        pytest.param({"retry-after": "7"}, 7.0, id="seconds"),
        pytest.param({"retry-after": "0.5"}, 0.5, id="part of a second"),
        pytest.param({"retry-after": "0"}, 0.0, id="at once"),
        pytest.param({"retry-after-ms": "1500", "retry-after": "9"}, 1.5, id="milliseconds first"),
        pytest.param({"retry-after-ms": "x", "retry-after": "9"}, 9.0, id="bad milliseconds"),
        pytest.param({"retry-after": "Wed, 02 Feb 2022 12:00:30 GMT"}, 30.0, id="date"),
        pytest.param({"retry-after": "Wed, 02 Feb 2022 11:00:00 GMT"}, 0.0, id="date gone by"),
        pytest.param({"retry-after": "-3"}, None, id="negative"),
        pytest.param({"retry-after": "nan"}, None, id="nan"),
        pytest.param({"retry-after": "inf"}, None, id="infinite"),
        pytest.param({"retry-after": "1e999"}, None, id="too large for a number"),
        pytest.param({"retry-after": "1e300"}, 31_622_400.0, id="more than a year"),
        pytest.param({"retry-after": "121"}, 121.0, id="two minutes"),
        pytest.param({"retry-after": "Wed Feb  2 12:00:30 2022"}, 30.0, id="date without a zone"),
        pytest.param(
            {
                "retry-after": "Thu, 03 Feb 2022 09:00:30 GMT",
                "date": "Thu, 03 Feb 2022 09:00:00 GMT",
            },
            30.0,
            id="date on the server's own clock",
        ),
        pytest.param(
            {"retry-after": "Wed, 02 Feb 2022 12:00:30 GMT", "date": "yesterday"},
            30.0,
            id="date beside no date",
        ),
        pytest.param({"retry-after": "soon"}, None, id="word"),
        pytest.param({"retry-after": ""}, None, id="empty"),
        pytest.param({"retry-after": "Wed, 99 Feb 2022 12:00:30 GMT"}, None, id="impossible date"),
    ],
)
def test_retry_after(headers, expected):
    assert parse_retry_after(headers, now_s=NOW_S) == expected


class Clock:
    """Time that passes only by sleeping."""

    def __init__(self) -> None:
        self.now_s = 100.0
        self.waits: list[float] = []

    def sleep(self, seconds: float) -> None:
        self.waits.append(seconds)
        self.now_s += seconds


def failing(error, calls):
    def call():
        calls.append(1)
        raise error

    return call


def retry(clock, call, *, max_attempts=5, deadline_s=1000.0):
    retrying = make_retrying(
        max_attempts=max_attempts,
        deadline_at=clock.now_s + deadline_s,
        clock=lambda: clock.now_s,
        sleep=clock.sleep,
    )
    return retrying(call)


def test_it_never_sleeps_past_the_deadline():
    clock, calls, busy = Clock(), [], ModelUnavailableError("busy")
    busy.retry_after_s = 10.0
    with pytest.raises(ModelUnavailableError) as caught:
        retry(clock, failing(busy, calls), max_attempts=99, deadline_s=35)
    assert caught.value is busy
    assert clock.now_s < 135
    assert len(calls) in (3, 4)
    assert all(wait >= 10 for wait in clock.waits)


def test_what_cannot_pass_is_not_tried_again():
    clock, calls = Clock(), []
    with pytest.raises(ModelRejectedError):
        retry(clock, failing(ModelRejectedError("no"), calls))
    assert (len(calls), clock.waits) == (1, [])


def test_a_lost_answer_is_asked_for_once_more():
    clock, calls, lost = Clock(), [], ModelUnavailableError("gone")
    lost.maybe_billed = True
    with pytest.raises(ModelUnavailableError):
        retry(clock, failing(lost, calls))
    assert len(calls) == 2


def test_what_was_given_up_is_not_tried_again():
    clock, calls, gone = Clock(), [], ModelUnavailableError("gone")
    gone.given_up = True
    with pytest.raises(ModelUnavailableError):
        retry(clock, failing(gone, calls))
    assert (len(calls), clock.waits) == (1, [])


def test_a_watcher_ends_the_call_before_the_wait():
    class Watcher:
        def sending(self, attempt): ...

        def ended(self, attempt, ending): ...

        def waiting(self, wait_s):
            raise BudgetExceededError("enough", needed=2, budget=1, unit="tokens")

    clock, calls = Clock(), []
    with watching(Watcher()), pytest.raises(BudgetExceededError, match="enough"):
        retry(clock, failing(ModelUnavailableError("busy"), calls))
    assert (len(calls), clock.waits) == (1, [])


def test_waits_grow_and_are_capped():
    clock, calls = Clock(), []
    with pytest.raises(ModelUnavailableError):
        retry(clock, failing(ModelUnavailableError("busy"), calls), max_attempts=40, deadline_s=1e9)
    assert len(calls) == 40
    assert max(clock.waits[:3]) <= 2
    assert 2 < max(clock.waits) <= 20
