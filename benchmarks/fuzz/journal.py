"""What a run found, kept on disk as it goes: a process that is killed loses nothing it had found."""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict, dataclass, field
from typing import TYPE_CHECKING

from benchmarks.fuzz.watching import run

if TYPE_CHECKING:
    from pathlib import Path

    from benchmarks.fuzz.targets.base import Target


@dataclass
class Summary:
    """A run of one target in figures.

    Attributes:
        target: its name.
        engine: "atheris" or "plain".
        seconds: how long it ran.
        executions: inputs run.
        coverage: code edges reached and features of them, as the engine counts; "" without one.
        findings: what was found, with the file of the shortest input so far.
        slowest_s: processor time of the slowest input that was within its limit; `slowest_bytes` its size.
    """

    target: str
    engine: str
    seconds: float = 0.0
    executions: int = 0
    coverage: str = ""
    findings: dict[str, str] = field(default_factory=dict)
    slowest_s: float = 0.0
    slowest_bytes: int = 0


class Journal:
    """Runs inputs of one target and writes down what they show."""

    def __init__(self, target: Target, engine: str, folder: Path, *, slower: float = 1.0) -> None:
        """A journal in `folder`; what it holds of an earlier run of the target is forgotten.

        Args:
            target: what is run.
            engine: what finds the inputs.
            folder: for the inputs that found something, and the figures.
            slower: how much slower code runs under the engine.
        """
        self._target, self._slower = target, slower
        self._folder = folder
        self._sizes: dict[str, int] = {}
        self.summary = Summary(target.name, engine)
        folder.mkdir(parents=True, exist_ok=True)

    def run(self, data: bytes) -> None:
        """Run one input."""
        outcome = run(self._target, data, slower=self._slower)
        said = self.summary
        said.executions += 1
        if outcome.finding:
            if len(data) < self._sizes.get(outcome.finding, len(data) + 1):
                self._keep(outcome.finding, outcome.trace, data)
        elif outcome.seconds > said.slowest_s:
            said.slowest_s, said.slowest_bytes = outcome.seconds, len(data)
            (self._folder / "slowest.input").write_bytes(data)
            self.write()

    def write(self) -> None:
        """Write the figures down."""
        path = self._folder / "summary.json"
        path.write_text(json.dumps(asdict(self.summary), indent=2), encoding="utf-8")

    def _keep(self, finding: str, trace: str, data: bytes) -> None:
        name = hashlib.sha256(finding.encode()).hexdigest()[:12]
        path = self._folder / f"{name}.input"
        path.write_bytes(data)
        path.with_suffix(".txt").write_text(
            f"{finding}\n\n{trace}", encoding="utf-8", errors="replace"
        )
        self._sizes[finding] = len(data)
        self.summary.findings[finding] = str(path)
        self.write()


def read_summary(folder: Path) -> Summary:
    """The figures of the last run in a folder.

    Raises:
        FileNotFoundError: there was none.
    """
    return Summary(**json.loads((folder / "summary.json").read_text(encoding="utf-8")))
