"""Each request that is sent, told to whoever watches: the budget, the ledger, the limits of a run.

A model wraps every request in `sending`. A watcher hears of it before (and may keep it from being sent by raising) and
after, however it ended: retries and phrasings of the same question are attempts of their own.
"""

from __future__ import annotations

import os
import time
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal, Protocol
from urllib.parse import urlsplit

from briefbot.errors import (
    ModelError,
    ModelRejectedError,
    ModelUnavailableError,
    OutputError,
    OutputRefusedError,
)
from briefbot.results import Usage

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from briefbot.models.base import Completion, Request

Outcome = Literal["answered", "unavailable", "rejected", "refused", "unusable", "cut off"]


@dataclass(frozen=True, slots=True)
class Attempt:
    """One request that is about to be sent.

    Attributes:
        request: what is asked; its `prompt` is the label.
        model: the model asked for.
        server: host and port, "" for a model in this process.
        id: tells this attempt from all others, in all processes.
    """

    request: Request
    model: str
    server: str = ""
    id: str = field(default_factory=lambda: os.urandom(8).hex())


@dataclass(frozen=True, slots=True)
class Ending:
    """How an attempt ended.

    Attributes:
        outcome: "cut off" when this process stopped waiting (a signal, a bug).
        usage: as the server reported it, None when it didn't.
        served: the model the server says it served.
        maybe_billed: it went out and its answer was lost: the provider may charge for it.
        elapsed_s: from sending to the last byte or the failure.
    """

    outcome: Outcome
    usage: Usage | None = None
    served: str | None = None
    maybe_billed: bool = False
    elapsed_s: float = 0.0


class Watcher(Protocol):
    """Hears of every attempt inside `watching`. Called in the thread that sends."""

    def sending(self, attempt: Attempt) -> None:
        """Before the request goes out; what it raises keeps it from going out."""
        ...

    def ended(self, attempt: Attempt, ending: Ending) -> None:
        """After it, however it ended; must not raise."""
        ...


class Told:
    """What the sender tells of one attempt: the completion, once there is one."""

    completion: Completion | None = None


_watchers: ContextVar[tuple[Watcher, ...]] = ContextVar("_watchers", default=())


@contextmanager
def watching(*watchers: Watcher) -> Iterator[None]:
    """Every attempt inside is told to `watchers`, the outermost first."""
    token = _watchers.set((*_watchers.get(), *watchers))
    try:
        yield
    finally:
        _watchers.reset(token)


@contextmanager
def sending(
    request: Request,
    *,
    model: str,
    base_url: str | None = None,
    clock: Callable[[], float] = time.monotonic,
) -> Iterator[Told]:
    """Around one request: the watchers hear of it before, and of how it ended after.

    The body sets `completion` on what it is given when the request was answered. What a watcher raises before
    comes out as it is: nothing was sent, and the watchers asked before it hear of no ending.
    """
    attempt = Attempt(request, model, server_of(base_url))
    watchers = _watchers.get()
    for watcher in watchers:
        watcher.sending(attempt)
    told = Told()
    began = clock()
    try:
        yield told
    except BaseException as error:
        _tell(watchers, attempt, _ending(error, clock() - began))
        raise
    done = told.completion
    usage = done.usage if done and done.usage.input_tokens else None
    served = done.model if done else None
    _tell(watchers, attempt, Ending("answered", usage, served, elapsed_s=clock() - began))


def server_of(base_url: str | None) -> str:
    """Host and port of an address, without user, password or path; "" for none."""
    parts = urlsplit(base_url or "")
    return f"{parts.hostname or ''}{f':{parts.port}' if parts.port else ''}"


def _tell(watchers: Sequence[Watcher], attempt: Attempt, ending: Ending) -> None:
    for watcher in watchers:
        watcher.ended(attempt, ending)


def _ending(error: BaseException, elapsed_s: float) -> Ending:
    outcome: Outcome = "cut off"
    for kind, name in _OUTCOMES:
        if isinstance(error, kind):
            outcome = name
            break
    usage = None
    if isinstance(error, ModelError) and error.input_tokens:
        usage = Usage(calls=1, input_tokens=error.input_tokens, output_tokens=error.output_tokens)
    # An answer that came, whatever it was worth, or may have come, is charged for.
    billed = isinstance(error, OutputError) or outcome == "cut off"
    if isinstance(error, ModelUnavailableError):
        billed = error.maybe_billed
    return Ending(outcome, usage, None, maybe_billed=billed and usage is None, elapsed_s=elapsed_s)


_OUTCOMES: tuple[tuple[type[Exception], Outcome], ...] = (
    (ModelUnavailableError, "unavailable"),
    (ModelRejectedError, "rejected"),
    (OutputRefusedError, "refused"),
    (OutputError, "unusable"),
)
