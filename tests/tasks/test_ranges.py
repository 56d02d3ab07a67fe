"""Work for each day of a range: several at once, by day, and when the rest is not worth trying."""

from __future__ import annotations

import random
import signal
import subprocess
import sys
import threading
import time
from datetime import date, timedelta
from pathlib import Path
from types import SimpleNamespace
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefbot.errors import (
    BriefbotError,
    BriefNotFoundError,
    BudgetExceededError,
    ContextTooLongError,
    ModelRejectedError,
    ModelUnavailableError,
    OutputInvalidError,
    RunLimitError,
    SettingsError,
)
from briefbot.tasks.ranges import (
    Done,
    Patience,
    choose_days,
    default_jobs,
    each_day,
    in_day_order,
    summaries,
)

if TYPE_CHECKING:
    from types import FrameType

    from _typeshed import TraceFunction

ROOT = Path(__file__).resolve().parents[2]
FIRST = date(2022, 2, 1)
DAYS = [FIRST + timedelta(days=n) for n in range(12)]
SPENT = BudgetExceededError("no more", needed=2, budget=1, unit="tokens")


def test_days_are_done_at_once() -> None:
    met = threading.Barrier(4)
    given_back = list(each_day(DAYS, lambda day: met.wait(5), jobs=4))
    assert sorted(one.day for one in given_back) == DAYS
    assert all(one.error is None for one in given_back)


@pytest.mark.parametrize(("jobs", "most"), [(1, 1), (3, 3), (64, 12)])
def test_never_more_at_once_than_asked_for(jobs: int, most: int) -> None:
    busy, seen, lock = [0], [0], threading.Lock()

    def work(day: date) -> None:
        with lock:
            busy[0] += 1
            seen[0] = max(seen[0], busy[0])
        time.sleep(0.01)
        with lock:
            busy[0] -= 1

    assert len(list(each_day(DAYS, work, jobs=jobs))) == len(DAYS)
    assert 1 <= seen[0] <= most


def test_one_at_a_time_stays_in_this_thread() -> None:
    threads = [one.result for one in each_day(DAYS, lambda day: threading.current_thread())]
    assert set(threads) == {threading.current_thread()}


@given(order=st.permutations(DAYS))
def test_by_day_whatever_the_order_they_are_done_in(order: list[date]) -> None:
    assert [one.day for one in in_day_order(DAYS, map(Done, order))] == DAYS


def test_by_day_as_soon_as_can_be() -> None:
    first, second, third = DAYS[:3]
    left = iter([Done(second), Done(first), Done(third)])
    by_day = in_day_order(DAYS[:3], left)
    assert [next(by_day).day, next(by_day).day] == [first, second]
    assert next(left).day == third, "the third was taken before it was needed"


@pytest.mark.parametrize("jobs", [1, 4])
def test_results_are_the_same_for_any_number_of_jobs(jobs: int) -> None:
    def work(day: date) -> str:
        time.sleep(random.random() / 100)
        return f"news of {day}"

    assert list(summaries(DAYS, work, jobs=jobs)) == [f"news of {day}" for day in DAYS]


@pytest.mark.parametrize("jobs", [1, 4])
def test_what_was_done_is_given_before_the_error(jobs: int) -> None:
    begun: list[date] = []

    def work(day: date) -> date:
        begun.append(day)
        if day == DAYS[5]:
            raise SPENT
        time.sleep(0.02)
        return day

    got: list[date] = []
    with pytest.raises(BudgetExceededError):
        got.extend(summaries(DAYS, work, jobs=jobs))
    # Nothing that was begun, and so paid for, is lost, and no further day was begun.
    assert got == sorted(set(begun) - {DAYS[5]})
    assert set(DAYS[:5]) <= set(got)
    assert len(begun) <= 5 + jobs


def test_a_bug_in_a_thread_reaches_the_caller() -> None:
    def work(day: date) -> None:
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        list(each_day(DAYS, work, jobs=3))


def test_two_threads_never_reach_for_the_same_last_day() -> None:
    def stumble(frame: FrameType, event: str, arg: object) -> TraceFunction | None:
        """Pause before each line of what hands out the days, so that threads come in between."""
        if frame.f_code.co_filename != each_day.__code__.co_filename:
            return None
        time.sleep(pauses.uniform(0, 0.002))
        return stumble

    pauses = random.Random(0)
    before = threading.gettrace()
    threading.settrace(stumble)
    try:
        runs = [list(each_day(DAYS[:6], lambda day: day, jobs=5)) for _ in range(20)]
    finally:
        threading.settrace(before)  # type: ignore[arg-type]
    assert all(sorted(one.day for one in given_back) == DAYS[:6] for given_back in runs)


def test_an_iterator_that_is_left_begins_no_further_day() -> None:
    begun: list[date] = []

    def work(day: date) -> None:
        begun.append(day)
        time.sleep(0.02)

    outcomes = each_day(DAYS, work, jobs=2)
    next(outcomes)
    outcomes.close()
    time.sleep(0.1)
    assert len(begun) <= 5


UNAVAILABLE = ModelUnavailableError("busy")
REFUSED = ModelRejectedError("no such key")
GIVEN_UP = ModelUnavailableError("nothing is sent")
GIVEN_UP.given_up = True
TOO_LONG = ContextTooLongError("longer than m can read")
RUN_OVER = RunLimitError("--deadline", needed=9, budget=9, unit="s")
TASK_OVER = RunLimitError("600 s", needed=600, budget=600, unit="s")
TASK_OVER.whole_run = False
UNUSABLE = OutputInvalidError("no JSON")
GONE = BriefNotFoundError("gone")


@pytest.mark.parametrize(
    ("outcomes", "ends"),
    [
        pytest.param([SPENT], True, id="the budget is spent"),
        pytest.param([SettingsError("disk full")], True, id="nothing can be written"),
        pytest.param([REFUSED], True, id="the very first call is refused"),
        pytest.param([None, REFUSED], False, id="one day is refused, perhaps too long"),
        pytest.param([None, REFUSED, REFUSED, REFUSED], True, id="refused three times running"),
        pytest.param([UNAVAILABLE] * 9, False, id="down for some days, and tried each time"),
        pytest.param([UNAVAILABLE, GIVEN_UP], True, id="the server is given up"),
        pytest.param([TASK_OVER] * 9, False, id="days that take too long"),
        pytest.param([RUN_OVER], True, id="the run takes too long"),
        pytest.param([TOO_LONG] * 9, False, id="days too long for the model"),
        pytest.param([UNAVAILABLE, UNAVAILABLE, None, UNAVAILABLE], False, id="down and up again"),
        pytest.param([UNUSABLE] * 9, False, id="unusable answers"),
        pytest.param([GONE] * 9, False, id="briefs that went"),
    ],
)
def test_when_to_stop(outcomes: list[BriefbotError | None], ends: bool) -> None:
    patience = Patience()
    told = [patience.ends(error) for error in outcomes]
    assert told == [False] * (len(outcomes) - 1) + [ends]
    assert patience.ended_by is (outcomes[-1] if ends else None)


def test_days_of_a_range() -> None:
    there = [DAYS[5], DAYS[1], DAYS[3]]
    assert choose_days(there, None, None) == [DAYS[1], DAYS[3], DAYS[5]]
    assert choose_days(there, DAYS[2], DAYS[5]) == [DAYS[3], DAYS[5]]
    with pytest.raises(BriefNotFoundError, match="go from 2022-02-02 to 2022-02-06"):
        choose_days(there, DAYS[6], None)
    with pytest.raises(SettingsError, match="ends before it begins"):
        choose_days(there, DAYS[3], DAYS[1])


@pytest.mark.parametrize(
    ("spec", "model", "jobs"),
    [("extractive", None, 1), ("gguf:small.gguf", object(), 1), ("gpt-5-mini", object(), 4)],
)
def test_how_many_at_once_suits_the_writer(spec: str, model: object, jobs: int) -> None:
    assert default_jobs(SimpleNamespace(spec=spec, model=model)) == jobs


# Asks a server that doesn't answer, on three threads.
_WAITING = """
import sys, time
from briefbot.tasks.ranges import each_day

def work(day):
    print("begun", flush=True)
    time.sleep(60)

try:
    list(each_day([1, 2, 3], work, jobs=3))
except KeyboardInterrupt:
    sys.exit(130)
"""


def test_ctrl_c_does_not_wait_for_a_server() -> None:
    command = [sys.executable, "-c", _WAITING]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout
        assert [process.stdout.readline() for _ in range(3)] == ["begun\n"] * 3
        process.send_signal(signal.SIGINT)
        assert process.wait(timeout=20) == 130
