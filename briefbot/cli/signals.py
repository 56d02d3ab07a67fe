"""Ctrl-C and SIGTERM from the first moment on: what is done is kept, one line says it, the exit code is 130 or 143."""

from __future__ import annotations

import os
import signal
import sys
import threading
import time
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from types import FrameType, TracebackType
    from typing import Protocol

    class Unraisable(Protocol):
        """What `sys.unraisablehook` is given, as far as it matters here."""

        exc_type: type[BaseException]
        exc_value: BaseException | None
        exc_traceback: TracebackType | None


INTERRUPTED: Final = 130
TERMINATED: Final = 143

# One key press may reach a process twice, from the terminal and from what started it. Later ones are meant.
_SAME_PRESS_S: Final = 1.0
# Until then what was running when a signal was lost has ended.
_AGAIN_S: Final = 0.01
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
    sys.unraisablehook = _send_again


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


def _send_again(unraisable: Unraisable) -> None:
    """A signal that came while Python ran what it can't end is lost there: it is sent once more.

    Importing a module and freeing an object run such callbacks. All other errors of theirs are told as ever.
    """
    global _first_s
    lost = {KeyboardInterrupt: signal.SIGINT, Terminated: signal.SIGTERM}
    number = lost.get(unraisable.exc_type)
    if number is None:
        sys.__unraisablehook__(unraisable)  # type: ignore[arg-type]
        return
    _first_s = None
    # Sent from here it would be heard here, and lost again.
    later = threading.Timer(_AGAIN_S, os.kill, (os.getpid(), number))
    later.daemon = True
    later.start()
