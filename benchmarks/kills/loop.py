"""The loop: the first write fails, then the second, until none is left; after each, what must hold is checked."""

from __future__ import annotations

import errno
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from benchmarks.kills.workloads import Workload, fresh

_SHIM = Path(__file__).with_name("nth_write.c")
_ROOT = Path(__file__).resolve().parents[2]
_SIGKILL = -9


@dataclass(frozen=True)
class Fault:
    """What happens at the n-th write.

    Attributes:
        mode: as in nth_write.c: 1 kills, 2 fails the call once, 3 fails it and all that follow.
        half: half of the bytes are written first.
    """

    name: str
    mode: int
    number: int = 0
    half: bool = False

    @property
    def kills(self) -> bool:
        """Whether it ends the process."""
        return self.mode == 1


FAULTS = (
    Fault("killed before it", 1),
    Fault("killed half way", 1, half=True),
    Fault("disk full, once", 2, errno.ENOSPC, half=True),
    Fault("disk full from then on", 3, errno.ENOSPC),
    Fault("I/O error, once", 2, errno.EIO),
    Fault("read-only from then on", 3, errno.EROFS),
)


@dataclass
class Tally:
    """What a loop found.

    Attributes:
        struck: how many runs were killed or had a call fail.
        wrong: what did not hold, each with the write it followed.
    """

    struck: int = 0
    writes: int = 0
    wrong: list[str] = field(default_factory=list)


class NoCompilerError(RuntimeError):
    """The shim can't be made here; says why."""


def build_shim(folder: Path) -> Path:
    """The compiled shim in `folder`.

    Raises:
        NoCompilerError: this is not Linux, or there is no C compiler.
    """
    compiler = shutil.which("cc") or shutil.which("gcc")
    if sys.platform != "linux" or not compiler:
        raise NoCompilerError("needs Linux and a C compiler (cc) for the preloaded shim")
    made = folder / "nth_write.so"
    command = [compiler, "-shared", "-fPIC", "-O1", "-o", str(made), str(_SHIM), "-ldl"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        raise NoCompilerError(f"{compiler} can't compile the shim: {done.stderr.strip()[:200]}")
    return made


class Warm:
    """The forking process, see `warm`."""

    def __init__(self, shim: Path | None = None) -> None:
        environ = {**os.environ, "PYTHONPATH": str(_ROOT)}
        if shim:
            environ["LD_PRELOAD"] = str(shim)
        self._process = subprocess.Popen(
            [sys.executable, "-m", "benchmarks.kills.warm"],
            cwd=_ROOT,
            env=environ,
            text=True,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
        )

    def run(
        self,
        work: Workload,
        place: Path,
        fault: Fault | None = None,
        n: int = 0,
        *,
        load: bool = False,
    ) -> dict[str, Any]:
        """One run in a child: its exit code, how many writes it made and at which the fault struck (0: at none).

        With `load` everything it imports is there for those that follow.
        """
        job = {
            "work": work.name,
            "place": str(place),
            "n": n,
            "mode": fault.mode if fault else 0,
            "errno": fault.number if fault else 0,
            "half": int(fault.half) if fault else 0,
            "load": load,
        }
        return self._ask(job)

    def command(
        self,
        place: Path,
        arguments: Sequence[str],
        environ: Mapping[str, str],
        signals: Sequence[tuple[int, float]] = (),
    ) -> dict[str, Any]:
        """A command line in a child that gets these signals, each so long after the one before.

        Gives its exit code and, as `late_s`, how long it lived on after the last. What it prints is in `stdout` and
        `stderr` under `place`.
        """
        job = {"place": str(place), "argv": list(arguments), "environ": dict(environ)}
        return self._ask({**job, "signals": list(signals)})

    def _ask(self, job: Mapping[str, object]) -> dict[str, Any]:
        assert self._process.stdin
        assert self._process.stdout
        print(json.dumps(job), file=self._process.stdin, flush=True)
        answer: dict[str, Any] = json.loads(self._process.stdout.readline())
        return answer

    def close(self) -> None:
        """End it."""
        assert self._process.stdin
        assert self._process.stdout
        self._process.stdin.close()
        self._process.wait(30)
        self._process.stdout.close()


@contextmanager
def warm(shim: Path | None = None) -> Iterator[Warm]:
    """The forking process, ended afterwards."""
    server = Warm(shim)
    try:
        yield server
    finally:
        server.close()


class Loop:
    """One workload in one folder, prepared once."""

    def __init__(self, server: Warm, work: Workload, place: Path) -> None:
        self._server = server
        self.work = work
        self.place = place
        work.prepare(place)
        fresh(place)
        ended = server.run(work, place, load=True)
        if ended["code"]:
            raise RuntimeError((place / "stderr").read_text())
        self.writes: int = ended["count"]
        self._told = (place / "stdout").read_text()
        self._final = work.final(place)

    def over(self, fault: Fault, numbers: Iterable[int]) -> Tally:
        """The fault at each of these writes; the first past the last write ends it."""
        tally = Tally(writes=self.writes)
        for n in numbers:
            fresh(self.place)
            ended = self._server.run(self.work, self.place, fault, n)
            if not ended["hit"]:
                if ended["count"] < n:
                    break
                continue
            tally.struck += 1
            where = f"{self.work.name}, {fault.name}, write {n}"
            tally.wrong += [f"{where}: {what}" for what in self._faults_of(fault, ended["code"])]
        return tally

    def _faults_of(self, fault: Fault, code: int) -> Iterator[str]:
        """What is wrong right after the fault, and after an undisturbed run that followed it."""
        told, said = (self.place / "stdout").read_text(), (self.place / "stderr").read_text()
        if fault.kills:
            if code != _SIGKILL:
                yield f"it was killed, but ended with {code}: {said[-300:]}"
        elif code not in (0, 1) or "Traceback" in said or "panicked at" in said:
            yield f"it ended with {code}: {said[-1500:]}"
        elif code == 0 and told != self._told:
            yield f"it said {told!r}"
        yield from self.work.check(self.place, told)
        ended = self._server.run(self.work, self.place)
        said = (self.place / "stderr").read_text()
        if ended["code"] or "Traceback" in said:
            yield f"the next run ended with {ended['code']}: {said[-1500:]}"
        elif (self.place / "stdout").read_text() != self._told:
            yield "the next run said something else"
        if (final := self.work.final(self.place)) != self._final:
            changed = {n for n in {*final, *self._final} if final.get(n) != self._final.get(n)}
            yield f"after the next run there is something else: {sorted(changed)[:5]}"


def count_up() -> Iterator[int]:
    """1, 2, 3 …: the loop's own end is the last write."""
    n = 0
    while True:
        n += 1
        yield n
