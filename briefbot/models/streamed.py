"""An answer that comes piece by piece, put together to the body it would be in one piece."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable


class Streamed:
    """Takes the pieces of a Chat Completions stream; what it gives back tells the sender whether to stop.

    Attributes:
        late: whether it was stopped because its time was over.
        broken: what was raised while a piece was taken, a signal for instance; the sender would drop it.
    """

    def __init__(self, limit_s: float, *, clock: Callable[[], float] = time.monotonic) -> None:
        """A stream that may take `limit_s` from now on."""
        self._ends_at = clock() + limit_s
        self._clock = clock
        self._text: list[str] = []
        self._choice: dict[str, Any] = {}
        self._body: dict[str, Any] = {}
        self.late = False
        self.broken: BaseException | None = None

    def __call__(self, piece: object) -> bool:
        """Takes a piece; true when no further one is wanted."""
        try:
            self._take(piece)
        except BaseException as exc:  # noqa: BLE001 - native code would drop it; it is raised after
            self.broken = exc
            return True
        if "error" not in self._body and not self._choice.get("finish_reason"):
            self.late = self._clock() >= self._ends_at
        return self.late

    @property
    def body(self) -> dict[str, Any]:
        """The body, with an error in the place of an answer where one came."""
        if "error" in self._body or not self._body:
            return self._body
        message = {"role": "assistant", "content": "".join(self._text)}
        return self._body | {"choices": [{**self._choice, "message": message}]}

    def _take(self, piece: object) -> None:
        if not isinstance(piece, dict):
            return
        choices = piece.get("choices")
        self._body |= {name: value for name, value in piece.items() if name != "choices"}
        for choice in choices if isinstance(choices, list) else []:
            delta = choice.get("delta") or {}
            self._text.append(delta.get("content") or "")
            if choice.get("finish_reason"):
                self._choice = {"finish_reason": choice["finish_reason"]}
