"""One row of the table: a fault, and all that is asserted of it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from tests.faults.contents import TOKENS

if TYPE_CHECKING:
    from collections.abc import Callable

    from briefbot.errors import ModelError
    from briefbot.models.attempts import Outcome
    from tests.faults.server import Fault, FaultServer

# How often one request is sent in all: what costs nothing to ask again, and what may have been charged for.
FREE_TRIES = 4
CHARGED_TRIES = 2
# One attempt in rows about a server that does not come to an end.
PATIENCE_S = 0.5


@dataclass(frozen=True)
class Row:
    """A fault with what comes of it.

    Attributes:
        name: the fault in a few words, as docs/reliability.md names it.
        fault: what the server does with a request.
        says: the line the user gets; "" when the answer is printed. {where} is the server, "…" any words.
        warns: the line the user gets beside the answer, "" for none.
        error: what `complete` raises, None when it returns the text.
        outcome: what the ledger says of each attempt.
        tokens: input and output of one attempt as the ledger has them, None for unknown.
        billed: the ledger notes that the provider may charge although it reported nothing.
        tries: how often the same request is sent in all, when it fails each time.
        asked_again: the answer is sent back once with what is wrong with it.
        shrunk: the question is asked once more with half of the evidence.
        waits: the server does not come to an end, so that a limit in seconds has to.
        asks_s: at least so long is waited before the next attempt.
        where: the address that is asked, from the server.
        arrives: whether requests reach the server at all.
        certificate: the server speaks TLS with a certificate nobody has signed.
        exit: how the command ends.
    """

    name: str
    fault: Fault
    says: str = ""
    error: type[ModelError] | None = None
    outcome: Outcome = "answered"
    tokens: tuple[int, int] | None = None
    billed: bool = False
    tries: int = 1
    asked_again: bool = False
    shrunk: bool = False
    waits: bool = False
    asks_s: float = 0.0
    where: Callable[[FaultServer], str] | None = None
    arrives: bool = True
    certificate: bool = False
    warns: str = ""

    @property
    def sent(self) -> int:
        """The requests of one question, that which sends an answer back or less evidence included."""
        return 2 if self.asked_again or self.shrunk else self.tries

    @property
    def cost(self) -> int | None:
        """What an attempt costs: nothing where nothing was done; this server's prices are unknown."""
        return None if self.billed or self.tokens else 0

    @property
    def exit(self) -> int:
        """The exit code of a command that meets it."""
        return 1 if self.says else 0

    def is_said(self, line: str, where: str) -> bool:
        """Whether a line is the one that the row promises."""
        said = self.says.replace("{where}", where)
        return re.fullmatch(".*".join(map(re.escape, said.split("…"))), line) is not None


def answered(name: str, fault: Fault, **more: object) -> Row:
    """A row in which the model gives a text, whatever it is worth."""
    return Row(name, fault, **{"tokens": TOKENS, **more})  # type: ignore[arg-type]
