"""Ctrl-C and SIGTERM from the first moment on: what is done is kept, one line says it, the exit code is 130 or 143."""

from __future__ import annotations

import os
import signal
import sys
import time
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from types import FrameType

INTERRUPTED: Final = 130
TERMINATED: Final = 143

# One key press may reach a process twice, from the terminal and from what started it. Later ones are meant.
_SAME_PRESS_S: Final = 1.0
_first_s: float | None = None


class Terminated(SystemExit):
    """SIGTERM came; passes through everything that leaves `SystemExit` alone."""


def listen() -> None:
    """From now on a signal ends the process in order, and a second one, a second or more later, at once.

    A signal that whoever started the process wants ignored, as for commands in the background, stays so.
    """
    for number in (signal.SIGINT, signal.SIGTERM):
        if signal.getsignal(number) is not signal.SIG_IGN:
            signal.signal(number, _end)


def leave(code: int) -> None:
    """End the process here and now, with what was printed written out.

    Threads that wait for a server's answer are not waited for, and nothing of theirs can run while Python is taken
    down around them: native code in them would abort.
    """
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, signal.SIG_IGN)
    for stream in (sys.stdout, sys.stderr):
        try:
            stream.flush()
        except (OSError, ValueError):
            # What stdout could not take was told, or its reader is gone.
            continue
    os._exit(code)


def _end(number: int, frame: FrameType | None) -> None:
    global _first_s
    code = INTERRUPTED if number == signal.SIGINT else TERMINATED
    now_s = time.monotonic()
    if _first_s is not None:
        if now_s - _first_s < _SAME_PRESS_S:
            return
        os._exit(code)
    _first_s = now_s
    if number == signal.SIGINT:
        raise KeyboardInterrupt
    raise Terminated(code)
