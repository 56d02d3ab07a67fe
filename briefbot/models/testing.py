"""A scripted model for tests, users' own included: it answers from a queue and keeps what it was asked."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable
from threading import Lock
from typing import TypeAlias

from briefbot.models.base import Completion, Request
from briefbot.results import Usage

Reply: TypeAlias = "str | Completion | Exception | Callable[[Request], str | Completion]"


class OutOfRepliesError(AssertionError):
    """A `ScriptedModel` was called more often than it has replies."""


class ScriptedModel:
    """A model that answers from `replies`, first to first. Safe to use from several threads.

    Attributes:
        requests: everything asked so far, oldest first.
    """

    def __init__(
        self, replies: Iterable[Reply] | Callable[[Request], str], *, name: str = "scripted"
    ) -> None:
        """A model with a script.

        Args:
            replies: each a text, a whole `Completion`, an exception to raise, or a function of the request. One
                function in place of the queue answers every request.
            name: the name in provenance and recordings.
        """
        self._always = replies if callable(replies) else None
        self._replies: deque[Reply] = deque() if callable(replies) else deque(replies)
        self._name = name
        self._lock = Lock()
        self.requests: list[Request] = []

    @property
    def name(self) -> str:
        """The name it was given."""
        return self._name

    @property
    def left(self) -> int:
        """How many replies have not been used."""
        return len(self._replies)

    def complete(self, request: Request) -> Completion:
        """The next reply.

        Raises:
            OutOfRepliesError: there is none left.
        """
        with self._lock:
            self.requests.append(request)
            reply = self._always or self._next(request)
        if callable(reply):
            reply = reply(request)
        if isinstance(reply, Exception):
            raise reply
        if isinstance(reply, Completion):
            return reply
        return Completion(text=reply, model=self._name, usage=Usage(calls=1))

    def _next(self, request: Request) -> Reply:
        if not self._replies:
            raise OutOfRepliesError(
                f"the scripted model has no reply for request {len(self.requests)} "
                f"({request.prompt or 'no prompt label'}): give it one more"
            )
        return self._replies.popleft()
