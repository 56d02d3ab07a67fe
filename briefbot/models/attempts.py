"""Each request that is sent, told to whoever watches: the budget, the ledger, the limits of a run.

A model wraps every request in `sending`. A watcher hears of it before (and may keep it from being sent by raising) and
after, however it ended: retries and phrasings of the same question are attempts of their own. A model that does not,
because its user wrote it, is told of by `complete_told`, once a call.
"""

from __future__ import annotations

import os
import time
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Literal, Protocol
from urllib.parse import urlsplit

from briefbot.errors import (
    ModelError,
    ModelRejectedError,
    ModelUnavailableError,
    OutputError,
    OutputRefusedError,
)
from briefbot.models.base import usage_of
from briefbot.tokens import count

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from briefbot.models.base import Completion, Model, Request
    from briefbot.results import Usage

Outcome = Literal[
    "answered", "unavailable", "rejected", "refused", "unusable", "cut off", "passed on"
]


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
        outcome: "cut off" when this process stopped waiting (a signal, a bug); "passed on" when a model around
            another turned out to tell of its requests one by one, so that this is none of its own.
        usage: as the server reported it, None when it didn't.
        served: the model the server says it served.
        maybe_billed: the provider may charge for it, and nobody said how much.
        elapsed_s: from sending to the last byte or the failure.
        calls: how many requests it stands for: more than one where a model tried again without telling.
        output_seen: tokens of the text that came, where nobody reported them and it is longer than was allowed.
        error: what the sender raised, None for an answer and for what is no error of a model.
    """

    outcome: Outcome
    usage: Usage | None = None
    served: str | None = None
    maybe_billed: bool = False
    elapsed_s: float = 0.0
    calls: int = 1
    output_seen: int = 0
    error: ModelError | None = None


class Watcher(Protocol):
    """Hears of every attempt inside `watching`. Called in the thread that sends.

    One that also has a method `waiting(wait_s)` is asked before a wait for another attempt; what it raises ends the
    call without the wait.
    """

    def sending(self, attempt: Attempt) -> None:
        """Before the request goes out; what it raises keeps it from going out."""
        ...

    def ended(self, attempt: Attempt, ending: Ending) -> None:
        """After it, however it ended; must not raise."""
        ...


class Told:
    """What the sender tells of one attempt.

    Attributes:
        completion: once there is one.
        said: gives what the model wrote, whether or not it can be used; asked where nobody counted it.
    """

    def __init__(self) -> None:
        self.completion: Completion | None = None
        self.said: Callable[[], str] = str
        self.passed_on = False


_watchers: ContextVar[tuple[Watcher, ...]] = ContextVar("_watchers", default=())
# The call of a model that may tell of its requests itself, or may not.
_around: ContextVar[Told | None] = ContextVar("_around", default=None)


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
    around = _around.get()
    if around is not None:
        around.passed_on = True
    attempt = Attempt(request, model, server_of(base_url))
    watchers = _watchers.get()
    for watcher in watchers:
        watcher.sending(attempt)
    told = Told()
    began = clock()
    try:
        yield told
    except BaseException as error:
        _tell(watchers, attempt, _failed(error, told, request, clock() - began))
        raise
    _tell(watchers, attempt, _answered(told, request, clock() - began))


def complete_told(model: Model, request: Request, *, base_url: str | None = None) -> Completion:
    """The model's completion, told to whoever watches also where the model tells nobody of what it sends."""
    if getattr(model, "tells_attempts", False):
        return model.complete(request)
    with sending(request, model=model.name, base_url=base_url) as told:
        token = _around.set(told)
        try:
            told.completion = _counted(model.complete(request))
        finally:
            _around.reset(token)
        return told.completion


def _counted(done: Completion) -> Completion:
    """The completion, whose usage says so where it leaves out what was used."""
    if done.usage.input_tokens or done.usage.unreported:
        return done
    calls = max(1, done.usage.calls)
    return replace(done, usage=done.usage.model_copy(update={"calls": calls, "unreported": calls}))


def before_wait(wait_s: float) -> None:
    """Asks the watchers whether another attempt after `wait_s` makes sense; what one raises says that it doesn't."""
    for watcher in _watchers.get():
        waiting = getattr(watcher, "waiting", None)
        if waiting is not None:
            waiting(wait_s)


def server_of(base_url: str | None) -> str:
    """Host and port of an address, without user, password or path; "" for none."""
    parts = urlsplit(base_url or "")
    return f"{parts.hostname or ''}{f':{parts.port}' if parts.port else ''}"


def _tell(watchers: Sequence[Watcher], attempt: Attempt, ending: Ending) -> None:
    for watcher in watchers:
        watcher.ended(attempt, ending)


def _answered(told: Told, request: Request, elapsed_s: float) -> Ending:
    done = told.completion
    if done is None or told.passed_on:
        return Ending("passed on" if told.passed_on else "cut off", elapsed_s=elapsed_s)
    usage = done.usage if done.usage.input_tokens else None
    return Ending(
        "answered",
        usage,
        done.model,
        maybe_billed=usage is None,
        elapsed_s=elapsed_s,
        calls=max(1, done.usage.calls),
        output_seen=0 if usage else _overlong(told.said() or done.text, request),
    )


def _failed(error: BaseException, told: Told, request: Request, elapsed_s: float) -> Ending:
    if told.passed_on:
        return Ending("passed on", elapsed_s=elapsed_s)
    outcome: Outcome = "cut off"
    for kind, name in _OUTCOMES:
        if isinstance(error, kind):
            outcome = name
            break
    usage, calls = None, 1
    if isinstance(error, ModelError):
        calls = max(1, error.attempts)
        usage = usage_of(error) if error.input_tokens else None
    # An answer that came, whatever it was worth, or may have come, is charged for.
    billed = isinstance(error, OutputError) or outcome == "cut off"
    if isinstance(error, ModelUnavailableError):
        billed = error.maybe_billed
    return Ending(
        outcome,
        usage,
        maybe_billed=billed and usage is None,
        elapsed_s=elapsed_s,
        calls=calls,
        output_seen=0 if usage else _overlong(told.said(), request),
        error=error if isinstance(error, ModelError) else None,
    )


def _overlong(text: str, request: Request) -> int:
    """The tokens of a text that is longer than was allowed, else 0."""
    size = len(text.encode("utf-8", "replace"))
    # No token is shorter than a byte, so a short text needs no counting; a huge one counts as its bytes.
    if size <= request.max_output_tokens:
        return 0
    seen = size if size > _LONGEST_COUNTED else count(text)
    return seen if seen > request.max_output_tokens else 0


_LONGEST_COUNTED = 1_000_000
_OUTCOMES: tuple[tuple[type[Exception], Outcome], ...] = (
    (ModelUnavailableError, "unavailable"),
    (ModelRejectedError, "rejected"),
    (OutputRefusedError, "refused"),
    (OutputError, "unusable"),
)
