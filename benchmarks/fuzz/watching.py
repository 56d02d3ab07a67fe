"""One input run under watch: how long it took, and what was found, if anything."""

from __future__ import annotations

import signal
import time
import traceback
from dataclasses import dataclass
from typing import TYPE_CHECKING, NoReturn

from benchmarks.fuzz.targets.base import BrokenError, expect_told
from briefbot.errors import BriefbotError

if TYPE_CHECKING:
    from benchmarks.fuzz.targets.base import Target


class TooSlowError(BaseException):
    """An input took more processor time than its size allows; no handler of errors may catch it."""


@dataclass(frozen=True, slots=True)
class Run:
    """What one input did.

    Attributes:
        seconds: processor time.
        finding: what is wrong, the same words for the same fault; "" when all is well.
        trace: where, for people.
    """

    seconds: float
    finding: str = ""
    trace: str = ""


def run(target: Target, data: bytes, *, slower: float = 1.0) -> Run:
    """The outcome of one input; `slower` is how much slower the code runs while it is measured.

    Only in the main thread: the time limit is a signal, on the processor time of this process, so that other load
    on the machine makes no finding.
    """
    limit_s = target.limit_s(data) * slower
    before = signal.signal(signal.SIGVTALRM, _stop)
    started = time.process_time()
    finding = trace = ""
    try:
        # Again and again: one exception can get lost in a callback of native code.
        signal.setitimer(signal.ITIMER_VIRTUAL, limit_s, 0.5)
        try:
            _checked(target, data)
        finally:
            signal.setitimer(signal.ITIMER_VIRTUAL, 0)
    except (Exception, TooSlowError) as exc:  # noqa: BLE001 - whatever it is, it is a finding
        finding, trace = _told(exc), traceback.format_exc(limit=-12)
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        signal.signal(signal.SIGVTALRM, before)
    seconds = time.process_time() - started
    if not finding and seconds > limit_s:
        finding = "too slow in native code"
    return Run(seconds, finding, trace)


def _checked(target: Target, data: bytes) -> None:
    try:
        target.check(data)
    except BriefbotError as exc:
        expect_told(exc)


def _stop(number: int, frame: object) -> NoReturn:
    raise TooSlowError


def _told(exc: BaseException) -> str:
    """A finding in words that are the same for the same fault: kind of error and innermost own function."""
    own = [f for f in traceback.extract_tb(exc.__traceback__) if "/briefbot/" in f.filename]
    where = f" in {own[-1].filename.rpartition('/briefbot/')[2]}:{own[-1].name}" if own else ""
    if isinstance(exc, BrokenError):
        return f"broken: {exc}"
    return "too slow" + where if isinstance(exc, TooSlowError) else f"{type(exc).__name__}{where}"
