"""The ledger read back: every attempt with how it ended, and the lines that are damaged. Damage never stops it."""

from __future__ import annotations

import os
import re
import stat
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Any

from briefbot.models.ledger_lines import LONGEST_LINE, DamagedLineError, from_line, whole_parts
from briefbot.results import Usage

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_NAME = re.compile(r"\d{4}-\d\d\.jsonl")
# Damaged lines that are named. A file of another kind in the place of a ledger may have millions.
MOST_NAMED = 1_000
# No attempt takes as many tokens, or costs as many micro-dollars; what is more was not written by briefbot.
_MOST = 10**15
_LONGEST_NAME = 300


@dataclass(frozen=True, slots=True)
class KeptEnding:
    """How an attempt ended, as it was written down; see `Ending`.

    Attributes:
        cost_micro_usd: None when unknown.
        calls: requests it stands for.
        output_seen: tokens that came beyond what was allowed, uncounted by the server.
    """

    outcome: str
    usage: Usage | None
    served: str | None
    elapsed_ms: int
    cost_micro_usd: int | None
    maybe_billed: bool
    calls: int = 1
    output_seen: int = 0


@dataclass(frozen=True, slots=True)
class KeptAttempt:
    """One request that was sent.

    Attributes:
        sent: when, in UTC, by the clock of the machine.
        run: tells the `Briefbot` that sent it from all others.
        server: host and port, "" for a model in the process.
        prompt: its label, like "ask@2".
        most: the most it may have used.
        most_micro_usd: what that costs, None when unknown.
        ending: None when the process ended first.
    """

    id: str
    sent: datetime
    run: str
    model: str
    server: str
    prompt: str
    most: Usage
    most_micro_usd: int | None
    ending: KeptEnding | None = None

    @property
    def day(self) -> date:
        """The day it was sent, in UTC."""
        return self.sent.date()


@dataclass(frozen=True, slots=True)
class DamagedLine:
    """A line that can't be read, or, as line 0, a file."""

    path: str
    line: int
    reason: str

    def __str__(self) -> str:
        place = f"{self.path!r}, line {self.line}" if self.line else repr(self.path)
        return f"{place}: {self.reason}"


@dataclass(frozen=True, slots=True)
class Kept:
    """What a ledger holds, in the order it was written.

    Attributes:
        damaged: the first 1,000 damaged lines.
        unnamed: how many more there are.
    """

    attempts: tuple[KeptAttempt, ...]
    damaged: tuple[DamagedLine, ...] = ()
    unnamed: int = 0


@dataclass(slots=True)
class _Damage:
    """Collects damaged lines, and only counts them once there are many."""

    named: list[DamagedLine] = field(default_factory=list)
    unnamed: int = 0

    def add(self, path: Path | str, line: int, reason: str) -> None:
        if len(self.named) < MOST_NAMED:
            self.named.append(DamagedLine(str(path), line, reason))
        else:
            self.unnamed += 1


def read_ledger(folder: Path, *, since: date | None = None, until: date | None = None) -> Kept:
    """The attempts sent from `since` to `until` (days in UTC), in the order of their lines; empty without a ledger.

    Files of other months are not read. Damaged lines are left out and named.
    """
    damaged = _Damage()
    found: dict[str, KeptAttempt] = {}
    for path in _files(folder, since, until, damaged):
        for number, line in _lines(path, damaged):
            for one in _attempts(line, path, number, damaged):
                if one.ending or one.id not in found:
                    found[one.id] = one
    kept = (
        one
        for one in found.values()
        if (since is None or one.day >= since)
        and (until is None or one.day <= until)
        and not (one.ending and one.ending.outcome == "passed on")
    )
    return Kept(tuple(kept), tuple(damaged.named), damaged.unnamed)


def _files(folder: Path, since: date | None, until: date | None, damaged: _Damage) -> list[Path]:
    try:
        names = sorted(name for name in os.listdir(folder) if _NAME.fullmatch(name))
    except FileNotFoundError:
        return []
    except OSError as exc:
        damaged.add(folder, 0, exc.strerror or "unreadable")
        return []
    first = f"{since:%Y-%m}" if since else ""
    last = f"{until:%Y-%m}" if until else "9999-99"
    return [folder / name for name in names if first <= name[:7] <= last]


def _lines(path: Path, damaged: _Damage) -> Iterator[tuple[int, bytes]]:
    """The lines of a file with their numbers, without blank ones; an endless line is damage, not memory."""
    try:
        # A pipe in its place would wait for a writer.
        if not stat.S_ISREG(os.stat(path).st_mode):
            raise OSError(0, "no regular file")
        with path.open("rb") as file:
            number, overlong = 1, False
            while piece := file.readline(LONGEST_LINE):
                whole = piece.endswith(b"\n")
                if not whole and len(piece) == LONGEST_LINE:
                    overlong = True
                    continue
                if overlong:
                    damaged.add(path, number, "too long for a line of a ledger")
                elif piece.strip():
                    yield number, piece.strip()
                number, overlong = number + 1, False
            if overlong:
                damaged.add(path, number, "too long for a line of a ledger")
    except OSError as exc:
        damaged.add(path, 0, exc.strerror or "unreadable")


def _attempts(line: bytes, path: Path, number: int, damaged: _Damage) -> Iterator[KeptAttempt]:
    """What a line says: one thing, or nothing, or, where it is damaged, what is still whole in it."""
    try:
        yield _attempt(from_line(line))
    except DamagedLineError as exc:
        damaged.add(path, number, str(exc))
        for part in whole_parts(line):
            with suppress(DamagedLineError):
                yield _attempt(from_line(part))


def _attempt(fields: dict[str, Any]) -> KeptAttempt:
    try:
        most_cost = fields["most_micro_usd"]
        return KeptAttempt(
            id=_name(fields["id"]),
            sent=datetime.fromisoformat(fields["sent"]).astimezone(UTC),
            run=_name(fields["run"]),
            model=_name(fields["model"]),
            server=_name(fields["server"]),
            prompt=_name(fields["prompt"]),
            most=Usage(
                calls=1,
                input_tokens=_number(fields["most_input_tokens"]),
                output_tokens=_number(fields["most_output_tokens"]),
            ),
            most_micro_usd=None if most_cost is None else _number(most_cost),
            ending=_ending(fields) if fields["kind"] == "ended" else None,
        )
    except (KeyError, TypeError, ValueError, OverflowError, OSError) as exc:
        raise DamagedLineError(f"of another version of briefbot ({type(exc).__name__})") from exc


def _ending(fields: dict[str, Any]) -> KeptEnding:
    told = fields["input_tokens"] is not None
    calls, cost = _number(fields["calls"]), fields["micro_usd"]
    usage = Usage(
        calls=calls,
        input_tokens=_number(fields["input_tokens"] or 0),
        cached_tokens=_number(fields["cached_tokens"] or 0),
        output_tokens=_number(fields["output_tokens"] or 0),
    )
    return KeptEnding(
        outcome=_name(fields["outcome"]),
        usage=usage if told else None,
        served=None if fields["served"] is None else _name(fields["served"]),
        elapsed_ms=_number(fields["elapsed_ms"]),
        cost_micro_usd=None if cost is None else _number(cost),
        maybe_billed=bool(fields["maybe_billed"]),
        calls=calls,
        output_seen=_number(fields["output_seen"]),
    )


def _number(value: object) -> int:
    """A whole number that an attempt may have; a checksum says that it is what somebody wrote, not that it is true."""
    if type(value) is not int or not 0 <= value <= _MOST:
        raise TypeError
    return value


def _name(value: object) -> str:
    if not isinstance(value, str) or len(value) > _LONGEST_NAME:
        raise TypeError
    return value
