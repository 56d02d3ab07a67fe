"""The ledger under kills: questions asked one after the other, each told once it is answered."""

from __future__ import annotations

import json
import sys
from typing import TYPE_CHECKING

from briefbot.models.base import Completion, Message, Request
from briefbot.models.ledger import Ledger, Noted
from briefbot.models.ledger_reading import read_ledger
from briefbot.results import Usage

if TYPE_CHECKING:
    from pathlib import Path

    from briefbot.models.ledger_reading import KeptAttempt

_QUESTIONS = 4
# 1 May 2024: the ledger's only file is that of this month, whenever the work runs.
_NOW_S = 1_714_550_400.0


class _Counting:
    """A model whose n-th answer takes n tokens, so that no attempt can pass for another."""

    name = "gpt-5-mini"

    def __init__(self) -> None:
        self._calls = 0

    def complete(self, request: Request) -> Completion:
        self._calls += 1
        usage = Usage(calls=1, input_tokens=100, output_tokens=self._calls)
        return Completion("An answer.", usage=usage, model=self.name)


def prepare(place: Path) -> None:
    """A ledger that a run of an earlier day wrote."""
    (place / "start").mkdir(parents=True)
    _ask(place / "start" / "ledger", told=False)


def ask(place: Path) -> int:
    """Ask the questions; each is told with its number as soon as it is answered."""
    for notice in _ask(place / "now" / "ledger", told=True):
        print(notice, file=sys.stderr)
    return 0


def _ask(folder: Path, *, told: bool) -> tuple[str, ...]:
    ledger = Ledger(folder, clock=lambda: _NOW_S)
    model = Noted(_Counting(), ledger)
    for n in range(1, _QUESTIONS + 1):
        request = Request(messages=(Message("user", f"{n}?"),), max_output_tokens=9, prompt="ask@2")
        model.complete(request)
        if told:
            print(n, flush=True)
    return ledger.notices


def lost(place: Path, told: str) -> list[str]:
    """What was told and is not in the ledger, though no warning said so; and what is there and was never sent."""
    kept = read_ledger(place / "now" / "ledger")
    runs = _runs(kept.attempts)
    wrong = [] if runs and _tokens(runs[0]) == _all() else ["what an earlier run sent is lost"]
    now = runs[1] if len(runs) > 1 else []
    there = _tokens(now)
    warned = "can't be written" in (place / "stderr").read_text()
    if not warned:
        wrong += [f"answer {n} is told and lost" for n in map(int, told.split()) if n not in there]
    if len(now) > len(told.split()) + 1 or len(there) != len(set(there)) or len(runs) > 2:
        wrong.append("an attempt is there more than once")
    if len(kept.damaged) > (_QUESTIONS * 2 if warned else 1):
        wrong.append(f"{len(kept.damaged)} lines are damaged")
    return wrong


def kept(place: Path) -> dict[str, bytes]:
    """What the newest run and the oldest one left, without what is by chance."""
    runs = _runs(read_ledger(place / "now" / "ledger").attempts)
    return {
        name: json.dumps(
            [(one.model, one.prompt, one.ending and one.ending.outcome) for one in run]
        ).encode()
        + json.dumps(_tokens(run)).encode()
        for name, run in (("first run", runs[0]), ("last run", runs[-1]))
    }


def _all() -> list[int]:
    return list(range(1, _QUESTIONS + 1))


def _runs(attempts: tuple[KeptAttempt, ...]) -> list[list[KeptAttempt]]:
    runs: dict[str, list[KeptAttempt]] = {}
    for one in attempts:
        runs.setdefault(one.run, []).append(one)
    return list(runs.values())


def _tokens(run: list[KeptAttempt]) -> list[int]:
    """The tokens of each answered attempt, which say which it was."""
    return [one.ending.usage.output_tokens for one in run if one.ending and one.ending.usage]
