"""A model within the limits of its run, behind the circuit of its server, and what it says of what it served."""

from __future__ import annotations

import re
from threading import Lock
from typing import TYPE_CHECKING

from briefbot.models.attempts import complete_told, watching
from briefbot.models.circuit import Circuit

if TYPE_CHECKING:
    from briefbot.models.attempts import Attempt, Ending
    from briefbot.models.base import Completion, Model, Request
    from briefbot.models.limits import RunLimits

# What providers add to a name without making it another model: a date, a version, "latest".
_VERSION = re.compile(r"[-@:](latest|stable|v?\d[\d.-]*|\d{4}-\d{2}-\d{2})")

# A server may say another name with each answer; nobody reads a line for each.
_MOST_NAMED = 5


class Guarded:
    """Keeps a model's requests within the limits, and from a server that is dead. Safe to use from several threads."""

    tells_attempts = True

    def __init__(
        self,
        model: Model,
        limits: RunLimits,
        *,
        base_url: str | None = None,
        circuit: Circuit | None = None,
    ) -> None:
        """A guard around `model`.

        Args:
            model: what is called.
            limits: of the run.
            base_url: the server the model is on, for messages.
            circuit: of that server; None for a new one.
        """
        self._model = model
        self._limits = limits
        self._base_url = base_url
        self._circuit = circuit or Circuit()
        self._served = _Served(model.name)

    @property
    def name(self) -> str:
        """The model's own name."""
        return self._model.name

    @property
    def notices(self) -> tuple[str, ...]:
        """What a person should know of the answers so far: that another model gave them."""
        return self._served.notices

    def complete(self, request: Request) -> Completion:
        """The model's completion.

        Raises:
            RunLimitError: the run, or this task of it, may take no more; nothing more was sent.
            ModelUnavailableError: also when nothing is sent because the server is believed dead.
        """
        with (
            self._limits.holding(),
            self._circuit.one_call() as call,
            watching(call, self._limits, self._served),
        ):
            return complete_told(self._model, request, base_url=self._base_url)


def is_version_of(served: str, asked: str) -> bool:
    """Whether a server that serves `served` gave what was asked for: the same name, or a version of it.

    Like "gpt-5-mini-2025-08-07" for "gpt-5-mini", "openai/gpt-5-mini" and "/models/gpt-5-mini.gguf"; not "gpt-5" and
    not "gpt-5-mini-high".
    """
    names = []
    for name in (served, asked):
        bare = re.split(r"[/\\]", name.strip().casefold())[-1]
        names.append(bare.removesuffix(".gguf"))
    shorter, longer = sorted(names, key=len)
    if shorter == longer:
        return True
    return longer.startswith(shorter) and bool(_VERSION.fullmatch(longer[len(shorter) :]))


class _Served:
    """Notes the names of other models than the one asked for."""

    def __init__(self, asked: str) -> None:
        self._asked = asked
        self._lock = Lock()
        self._others: dict[str, None] = {}

    @property
    def notices(self) -> tuple[str, ...]:
        """One sentence for each other model, and one for all beyond the first few."""
        with self._lock:
            others = tuple(self._others)
        names = list(others[:_MOST_NAMED])
        if more := len(others) - len(names):
            names.append(f"{more:,} more")
        return tuple(
            f"{self._asked} was asked for, and the server says that it served {name}"
            for name in names
        )

    def sending(self, attempt: Attempt) -> None:
        """Nothing: the name comes with the answer."""

    def ended(self, attempt: Attempt, ending: Ending) -> None:
        """Notes a name that is no version of the one asked for."""
        if ending.served and not is_version_of(ending.served, self._asked):
            with self._lock:
                self._others[ending.served] = None
