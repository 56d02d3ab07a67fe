"""What is sent to models, written down in the user's state directory: when, to whom, how much, never what.

One file a month, two lines an attempt: one before it goes out, so that a process that is killed leaves a trace, and
one when it ended. Lines are appended whole by a single write, so several processes may share a file. A ledger that
can't be written never stops a run.
"""

from __future__ import annotations

import os
import sys
import time
from datetime import UTC, datetime
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING, Any

from briefbot.models.attempts import complete_told, watching
from briefbot.models.bounds import estimate_usage
from briefbot.models.ledger_lines import to_line
from briefbot.models.prices import cost_micro_usd
from briefbot.models.replies import clip

if TYPE_CHECKING:
    from collections.abc import Callable

    from briefbot.models.attempts import Attempt, Ending
    from briefbot.models.base import Completion, Model, Request

# Names come from users and servers; no real one is longer.
_LONGEST_NAME = 200
_FLAGS = os.O_WRONLY | os.O_APPEND | os.O_CREAT
# A pipe in the place of the file must not hang the run, and a link to elsewhere is none of ours.
for _name in ("O_NONBLOCK", "O_CLOEXEC", "O_NOFOLLOW", "O_BINARY"):
    _FLAGS |= getattr(os, _name, 0)


def state_dir() -> Path:
    """`BRIEFBOT_STATE`, else the platform's place for what programs keep, with "briefbot" in it."""
    if own := os.environ.get("BRIEFBOT_STATE", "").strip():
        return Path(own)
    if sys.platform == "win32":
        local = os.environ.get("LOCALAPPDATA")
        return (Path(local) if local else Path("~") / "AppData" / "Local") / "briefbot"
    if sys.platform == "darwin":
        return Path("~") / "Library" / "Application Support" / "briefbot"
    # The XDG specification says that a relative path is to be ignored.
    xdg = os.environ.get("XDG_STATE_HOME", "")
    return (Path(xdg) if os.path.isabs(xdg) else Path("~") / ".local" / "state") / "briefbot"


def ledger_folder(state: Path | str | None = None) -> Path:
    """Where the files of the ledger are, under `state` or else the user's state directory; it need not exist."""
    return Path(os.path.expanduser((Path(state) if state else state_dir()) / "ledger"))


class Noted:
    """A model whose every attempt is written into a ledger."""

    tells_attempts = True

    def __init__(self, model: Model, ledger: Ledger, *, base_url: str | None = None) -> None:
        self._model = model
        self._ledger = ledger
        self._base_url = base_url

    @property
    def name(self) -> str:
        """The model's own name."""
        return self._model.name

    def complete(self, request: Request) -> Completion:
        """The model's completion; a ledger that can't be written changes nothing about it."""
        with watching(self._ledger):
            return complete_told(self._model, request, base_url=self._base_url)


class Ledger:
    """Writes down every attempt it hears of. Safe to use from several threads and processes.

    Attributes:
        folder: where its files are.
    """

    def __init__(
        self,
        folder: Path,
        *,
        base_url: str | None = None,
        clock: Callable[[], float] = time.time,
    ) -> None:
        """A ledger in `folder`, which is made when there is something to write.

        Args:
            folder: see `ledger_folder`.
            base_url: the server the model is on, for its price; only its host is written down.
            clock: the Unix time. It may jump: the order of lines is their order in the file.
        """
        self.folder = folder
        self._base_url = base_url
        self._clock = clock
        self._run = os.urandom(6).hex()
        self._lock = Lock()
        self._open: dict[str, tuple[Path, dict[str, Any]]] = {}
        self._missing: set[str] = set()
        self._problem = ""

    @property
    def notices(self) -> tuple[str, ...]:
        """What could not be written, in one line; none when all was."""
        with self._lock:
            if not self._missing:
                return ()
            many = len(self._missing)
            what = "1 request is" if many == 1 else f"{many:,} requests are"
            return (
                f"{str(self.folder)!r} can't be written ({self._problem}): {what} missing from `briefbot usage`;"
                " set BRIEFBOT_STATE to a folder that can",
            )

    def sending(self, attempt: Attempt) -> None:
        """Writes that it goes out, with the most it may use."""
        worst = estimate_usage(attempt.request, model=attempt.model, base_url=self._base_url)
        moment = datetime.fromtimestamp(self._clock(), UTC)
        about = {
            "id": attempt.id,
            "run": self._run,
            "sent": moment.isoformat(timespec="milliseconds"),
            "model": clip(attempt.model, _LONGEST_NAME),
            "server": clip(attempt.server, _LONGEST_NAME),
            "prompt": clip(attempt.request.prompt, _LONGEST_NAME),
            "most_input_tokens": worst.input_tokens,
            "most_output_tokens": worst.output_tokens,
            "most_micro_usd": cost_micro_usd(attempt.model, worst, base_url=self._base_url),
        }
        path = self.folder / f"{moment:%Y-%m}.jsonl"
        with self._lock:
            self._open[attempt.id] = path, about
        self._write(path, {"kind": "sent", **about}, attempt.id)

    def ended(self, attempt: Attempt, ending: Ending) -> None:
        """Writes how it ended, into the same file, with all that the first line says: either may be damaged."""
        with self._lock:
            path, about = self._open.pop(attempt.id)
        told = ending.usage
        fields = {
            "kind": "ended",
            **about,
            "outcome": ending.outcome,
            "calls": ending.calls,
            "input_tokens": told.input_tokens if told else None,
            "cached_tokens": told.cached_tokens if told else None,
            "output_tokens": told.output_tokens if told else None,
            "served": clip(ending.served, _LONGEST_NAME) if ending.served else None,
            "elapsed_ms": round(ending.elapsed_s * 1000),
            "micro_usd": self._cost(attempt, ending),
            "maybe_billed": ending.maybe_billed,
            "output_seen": ending.output_seen,
        }
        self._write(path, fields, attempt.id, lasting=True)

    def _cost(self, attempt: Attempt, ending: Ending) -> int | None:
        """What it cost, None when nobody said how much was used or what that costs."""
        if ending.maybe_billed:
            return None
        if ending.usage is None:
            return 0
        return cost_micro_usd(attempt.model, ending.usage, base_url=self._base_url)

    def _write(self, path: Path, fields: dict[str, Any], id: str, *, lasting: bool = False) -> None:
        try:
            if path.parts[0].startswith("~"):
                raise ValueError("there is no home directory")
            _append(path, to_line(fields), lasting=lasting)
        except (OSError, ValueError) as exc:
            with self._lock:
                self._missing.add(id)
                self._problem = (exc.strerror if isinstance(exc, OSError) else None) or str(exc)


def _append(path: Path, line: bytes, *, lasting: bool) -> None:
    """Appends a line by one write, on a fresh line whatever a torn one before it left.

    Raises:
        OSError: it can't be written, or not whole.
    """
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    file = os.open(path, _FLAGS, 0o600)
    try:
        data = b"\n" + line
        if os.write(file, data) < len(data):
            raise OSError(0, "only part of a line could be written")
        if lasting:
            os.fsync(file)
    finally:
        os.close(file)
