"""Kills and fails every write of every workload in turn: python -m benchmarks.kills [--only NAME].

Needs Linux and a C compiler. Exits 1 when anything was lost, half written or went wrong.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from pathlib import Path

from benchmarks.kills.loop import FAULTS, Loop, NoCompilerError, build_shim, count_up, warm
from benchmarks.kills.workloads import WORKLOADS


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--only", help="one workload, by its name or the beginning of it")
    options = parser.parse_args()
    kills = faults = 0
    wrong: list[str] = []
    print(f"{'workload':<24}{'writes':>8}{'kills':>8}{'faults':>8}{'wrong':>8}{'s':>8}")
    with tempfile.TemporaryDirectory() as folder:
        try:
            shim = build_shim(Path(folder))
        except NoCompilerError as exc:
            print(exc, file=sys.stderr)
            return 2
        with warm(shim) as server:
            for number, work in enumerate(WORKLOADS):
                if not work.name.startswith(options.only or ""):
                    continue
                began = time.monotonic()
                loop = Loop(server, work, Path(folder) / str(number))
                tallies = [(fault, loop.over(fault, count_up())) for fault in FAULTS]
                killed = sum(t.struck for fault, t in tallies if fault.kills)
                failed = sum(t.struck for fault, t in tallies if not fault.kills)
                found = [what for _, t in tallies for what in t.wrong]
                spent = time.monotonic() - began
                row = f"{loop.writes:>8}{killed:>8}{failed:>8}{len(found):>8}{spent:>8.1f}"
                print(f"{work.name:<24}{row}", flush=True)
                kills, faults, wrong = kills + killed, faults + failed, wrong + found
    print(f"{kills} kills and {faults} failed calls: {len(wrong)} lost, half written or wrong")
    for what in wrong:
        print(f"  {what}")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
