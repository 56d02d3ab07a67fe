"""A process that has everything loaded and forks a child for each run, so that a kill costs no start of Python.

Takes a job as a line of JSON on stdin, answers with one on stdout. Runs under the preloaded shim where there is one.
"""

from __future__ import annotations

import ctypes
import faulthandler
import importlib
import json
import os
import signal
import sys
import time
import traceback
from pathlib import Path
from typing import Any

from benchmarks.kills.workloads import find_workload
from briefbot.cli import main as command
from briefbot.cli import signals
from briefbot.models import bounds, prices
from briefbot.models.base import Message, Request

_LONGEST_S = 60.0
_LOADED = "loaded"
_OURS = ("briefbot", "tantivy", "pydantic", "sentencex", "genai_prices", "rich", "openai", "httpx2")
_SLOW = (
    "openai.resources.chat.completions",
    "briefbot.models.openai",
    "briefbot.cli.ranges",
)
_SLOW_TO_LOAD: tuple[str, ...] = (
    *_SLOW,
    "briefbot.client",
    "briefbot.rendering",
    "briefbot.tasks.summarize",
    "tiktoken",
)
_HEARD = {signal.SIGINT, signal.SIGTERM}


def main() -> None:
    """Serve jobs until stdin ends."""
    for name in _SLOW_TO_LOAD:
        importlib.import_module(name)
    shim = ctypes.CDLL(None) if os.environ.get("LD_PRELOAD") else None
    if shim:
        shim.nth_write_count.restype = shim.nth_write_hit.restype = ctypes.c_long
    for line in sys.stdin:
        job = json.loads(line)
        place = Path(job["place"])
        # Held back until the child listens, as for a process that has started.
        signal.pthread_sigmask(signal.SIG_BLOCK, _HEARD)
        child = os.fork()
        if not child:
            _child(shim, job, place)
        signal.pthread_sigmask(signal.SIG_UNBLOCK, _HEARD)
        sent_s = _send(child, job.get("signals", ()))
        status = _waited(child)
        if job.get("load"):
            _load_what_was_loaded(place)
        answer = {
            "code": os.waitstatus_to_exitcode(status),
            "count": shim.nth_write_count() if shim else 0,
            "hit": shim.nth_write_hit() if shim else 0,
            "late_s": time.monotonic() - sent_s,
        }
        print(json.dumps(answer), flush=True)


def _send(child: int, signals_: list[tuple[int, float]]) -> float:
    """Send each signal, so many seconds after the one before; gives the time of the last."""
    for number, after_s in signals_:
        time.sleep(after_s)
        os.kill(child, number)
    return time.monotonic()


def _child(shim: ctypes.CDLL | None, job: dict[str, Any], place: Path) -> None:
    """Do the work, with the shim armed if there is one; never returns."""
    for number, name in ((1, "stdout"), (2, "stderr")):
        handle = os.open(place / name, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o644)
        os.dup2(handle, number)
    sys.stdout = open(1, "w", encoding="utf-8", closefd=False)
    sys.stderr = open(2, "w", encoding="utf-8", closefd=False, buffering=1)
    faulthandler.enable()
    code = 99
    try:
        if "argv" in job:
            os.environ.update(job["environ"])
            sys.argv = ["briefbot", *job["argv"]]
            # Let through where the command begins to listen, not before it is there to catch them.
            listen = signals.listen
            signals.listen = lambda: (listen(), signal.pthread_sigmask(signal.SIG_UNBLOCK, _HEARD))  # type: ignore[assignment]
            command()
        signal.pthread_sigmask(signal.SIG_UNBLOCK, _HEARD)
        if shim:
            under = os.fsencode(place / "now")
            n = ctypes.c_long(job["n"])
            shim.nth_write_arm(n, job["mode"], job["errno"], job["half"], under)
        code = find_workload(job["work"]).work(place)
        if job.get("load"):
            (place / _LOADED).write_text("\n".join(sys.modules))
    except BaseException:  # noqa: BLE001 - whatever it was is what the test is about
        traceback.print_exc()
    finally:
        if shim:
            shim.nth_write_disarm()
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(code)


def _load_what_was_loaded(place: Path) -> None:
    """Import what the undisturbed child had to, so that the children after it need not."""
    for name in (place / _LOADED).read_text().split():
        if name.split(".")[0] in _OURS and name not in sys.modules:
            importlib.import_module(name)
    if "genai_prices" in sys.modules:
        # The tables of prices and tokens are read at their first use, for two seconds.
        estimate = bounds.estimate_usage(
            Request(messages=(Message("user", "?"),), max_output_tokens=1), model="gpt-5-mini"
        )
        prices.cost_micro_usd("gpt-5-mini", estimate)


def _waited(child: int) -> int:
    """The status of the child; one that hangs is killed by SIGABRT, which no fault sends."""
    ends = time.monotonic() + _LONGEST_S
    while True:
        done, status = os.waitpid(child, os.WNOHANG)
        if done:
            return status
        if time.monotonic() > ends:
            os.kill(child, signal.SIGABRT)
            return os.waitpid(child, 0)[1]
        time.sleep(0.001)


if __name__ == "__main__":
    main()
