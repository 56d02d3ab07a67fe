"""Fuzzes what reads strangers' text, and says what it found.

python -m benchmarks.fuzz [TARGET ...] [--seconds N] [--corpus FOLDER] [--engine atheris|plain] [--seed N]

Follows what inputs reach in the code where atheris is installed (pip install atheris; Linux), else changes seeds
at random. Inputs that found something are made shorter and kept in the corpus folder, with what they found.
Exits with 1 when anything was found.
"""

from __future__ import annotations

import argparse
import hashlib
import importlib.util
import re
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks.fuzz import plain
from benchmarks.fuzz.journal import Summary, read_summary
from benchmarks.fuzz.minimising import minimised
from benchmarks.fuzz.pieces import PIECES
from benchmarks.fuzz.targets import TARGETS
from benchmarks.fuzz.watching import run

if TYPE_CHECKING:
    from benchmarks.fuzz.targets.base import Target

_CORPUS = Path("~/.cache/briefbot/benchmarks/fuzz").expanduser()
_STATUS = re.compile(r"#(\d+)\s+\w+\s+cov: (\d+) ft: (\d+)")
_MINIMISING_S = 20.0
# Of address space nothing is limited; this is what libFuzzer ends a process at.
_MOST_MEMORY_MB = 1_500


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("targets", nargs="*", metavar="TARGET", help=f"of {', '.join(TARGETS)}")
    parser.add_argument("--seconds", type=float, default=60, help="for each target")
    parser.add_argument("--corpus", type=Path, default=_CORPUS)
    parser.add_argument("--engine", choices=("atheris", "plain"))
    parser.add_argument("--seed", type=int, default=0)
    options = parser.parse_args()
    if unknown := [name for name in options.targets if name not in TARGETS]:
        parser.error(f"there is no target {unknown[0]!r}; there are {', '.join(TARGETS)}")
    engine = options.engine or ("atheris" if importlib.util.find_spec("atheris") else "plain")
    print("| target | engine | seconds | executions | edges, features | slowest | findings |")
    print("|---|---|---|---|---|---|---|", flush=True)
    found: list[Summary] = []
    for name in options.targets or TARGETS:
        summary = fuzz(
            TARGETS[name], engine, options.corpus, seconds=options.seconds, seed=options.seed
        )
        print(row(summary), flush=True)
        found.append(summary)
    for summary in found:
        for finding, path in summary.findings.items():
            print(f"\n{summary.target}: {finding}\n  {path}: {Path(path).read_bytes()[:300]!r}")
    return 1 if any(summary.findings for summary in found) else 0


def fuzz(target: Target, engine: str, corpus: Path, *, seconds: float, seed: int) -> Summary:
    """The figures of one target's run, its findings made short."""
    place = corpus / "found" / target.name
    for old in place.glob("*.*"):
        old.unlink()
    if engine == "atheris":
        _run_guided(target, corpus / target.name, place, seconds=seconds, seed=seed)
    else:
        plain.fuzz(target, seconds=seconds, found=place, seed=seed)
    summary = read_summary(place)
    if engine == "atheris":
        _read_log(summary, (place / "log.txt").read_text(errors="replace"))
        summary.seconds = seconds
    for finding, path in summary.findings.items():
        data = Path(path).read_bytes()
        # Only what it finds without the engine too is the code's own fault.
        if run(target, data).finding == finding:
            Path(path).write_bytes(minimised(target, data, finding, seconds=_MINIMISING_S))
    return summary


def row(summary: Summary) -> str:
    """A line of the table."""
    slowest = f"{summary.slowest_s:.2f} s ({summary.slowest_bytes:,} bytes)"
    return (
        f"| {summary.target} | {summary.engine} | {summary.seconds:.0f} | {summary.executions:,} "
        f"| {summary.coverage or '–'} | {slowest} | {len(summary.findings)} |"
    )


def _run_guided(target: Target, corpus: Path, found: Path, *, seconds: float, seed: int) -> None:
    corpus.mkdir(parents=True, exist_ok=True)
    found.mkdir(parents=True, exist_ok=True)
    for data in target.seeds():
        (corpus / hashlib.sha256(data).hexdigest()[:16]).write_bytes(data[: target.largest])
    pieces = found / "pieces.dict"
    pieces.write_text("".join(f'"{_escaped(piece)}"\n' for piece in PIECES), encoding="ascii")
    arguments = [
        f"-max_total_time={round(seconds)}",
        f"-max_len={target.largest}",
        f"-rss_limit_mb={_MOST_MEMORY_MB}",
        f"-dict={pieces}",
        f"-seed={seed + 1}",
        f"-artifact_prefix={found}/",
        # The time limit is the journal's own, on processor time.
        "-timeout=3600",
        "-print_final_stats=1",
    ]
    command = [sys.executable, "-m", "benchmarks.fuzz.guided", target.name, str(found)]
    with open(found / "log.txt", "wb") as log:
        ended = subprocess.run(
            [*command, *arguments, str(corpus)], stdout=log, stderr=log, check=False
        )
    if ended.returncode:
        print(
            f"{target.name}: the engine ended with {ended.returncode}; see {log.name}",
            file=sys.stderr,
        )


def _escaped(piece: bytes) -> str:
    return "".join(f"\\x{byte:02x}" for byte in piece)


def _read_log(summary: Summary, log: str) -> None:
    """Executions and coverage of the last status line."""
    if states := _STATUS.findall(log):
        executions, edges, features = (int(n) for n in states[-1])
        summary.executions = executions
        summary.coverage = f"{edges:,}, {features:,}"


if __name__ == "__main__":
    sys.exit(main())
