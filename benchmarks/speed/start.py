"""CPU time of short commands, and that they load nothing heavy.

python -m benchmarks.speed.start [--check]
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
from pathlib import Path

from benchmarks.speed.report import Report

SEEDS = Path(__file__).parents[2] / "seeds"
HEAVY = ("openai", "tiktoken", "numpy", "onnxruntime", "tokenizers")
ASK = ("ask", "What does Russia demand?", "--briefs", str(SEEDS), "--model", "extractive")
# Runs the command as `python -m briefbot` does, then prints what it loaded and what it took.
_CHILD = """
import os, resource, runpy, sys
# The command ends its process where it stands, and what comes after would never run.
os._exit = sys.exit
sys.argv = ["briefbot", *sys.argv[1:]]
try:
    runpy.run_module("briefbot", run_name="__main__", alter_sys=True)
except SystemExit as done:
    code = done.code or 0
usage = resource.getrusage(resource.RUSAGE_SELF)
loaded = [name for name in %r if name in sys.modules]
print(code, usage.ru_utime + usage.ru_stime, *loaded, file=sys.stderr)
"""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--check", action="store_true")
    options = parser.parse_args()
    report = Report()
    with tempfile.TemporaryDirectory() as cache:
        for name, arguments, limit_s in (("--help", ("--help",), 0.25), ("ask, no key", ASK, 0.6)):
            runs = [run(arguments, Path(cache) / str(number)) for number in range(5)]
            # The least of five: what the machine does besides only ever adds time.
            cpu_s = min(taken for taken, _ in runs)
            report.add(f"briefbot {name}: CPU time", cpu_s, "s", at_most=limit_s)
            heavy = sorted(set().union(*(loaded for _, loaded in runs)))
            report.add(f"briefbot {name}: heavy modules loaded", len(heavy), "", at_most=0)
            if heavy:
                print(f"  loads {', '.join(heavy)}")
    report.end(check=options.check)


def run(arguments: tuple[str, ...], cache: Path) -> tuple[float, set[str]]:
    """CPU seconds of one command with an empty cache, and the heavy modules it loaded."""
    environment = {
        k: v for k, v in os.environ.items() if not k.startswith(("OPENAI_", "BRIEFBOT_"))
    }
    done = subprocess.run(
        [sys.executable, "-c", _CHILD % (HEAVY,), *arguments],
        env={**environment, "BRIEFBOT_CACHE": str(cache), "BRIEFBOT_ENCODER": "off"},
        capture_output=True,
        text=True,
        check=False,
    )
    lines = done.stderr.strip().splitlines() or ["no output"]
    code, *rest = lines[-1].split()
    if code != "0":
        raise SystemExit(f"briefbot {' '.join(arguments)} failed:\n{done.stderr}")
    return float(rest[0]), set(rest[1:])


if __name__ == "__main__":
    main()
