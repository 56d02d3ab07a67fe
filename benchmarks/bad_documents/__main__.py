"""What the commands make of bad documents: outcome, seconds, peak of memory.

python -m benchmarks.bad_documents [NAME...] [--size CHARACTERS]
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

from benchmarks.bad_documents.contents import CONTENTS, DATE
from benchmarks.bad_documents.folders import HEAVY, LIGHT, add_good, remove_deep
from benchmarks.bad_documents.growing import PARAGRAPHS

if TYPE_CHECKING:
    from collections.abc import Callable

_ROOT = Path(__file__).parents[2]
# A case that takes longer has hung.
_TIMEOUT_S = 900


def main() -> None:
    """Print a row for each case."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("names", nargs="*", help="only cases with one of these in the name")
    parser.add_argument("--size", type=int, default=5_000_000, help="characters of a growing text")
    given = parser.parse_args()
    print("| case | outcome | slowest command | CPU, all commands | peak |")
    print("|---|---|---|---|---|")
    for name, make in _cases(given.size).items():
        if not given.names or any(part in name for part in given.names):
            with tempfile.TemporaryDirectory() as scratch:
                folder = Path(scratch) / "briefs"
                folder.mkdir()
                add_good(folder)
                make(folder)
                print(_row(name, run(folder)), flush=True)
                remove_deep(folder)


def _cases(size: int) -> dict[str, Callable[[Path], None]]:
    def contents(folder: Path) -> None:
        for number, content in enumerate(CONTENTS.values()):
            (folder / f"{number:02}.txt").write_bytes(content.data)

    def growing(text: Callable[[int], str]) -> Callable[[Path], None]:
        def make(folder: Path) -> None:
            (folder / "2022-02-02.txt").write_text(f"{DATE}\n\n{text(size)}")
            changed = text(size).replace("demands", "demanded").replace("killed", "injured")
            (folder / "2022-02-03 b.txt").write_text(changed)

        return make

    grown = {f"{name}, {size:,}": growing(text) for name, text in PARAGRAPHS.items()}
    return {"every small file": contents} | LIGHT | HEAVY | grown


def run(folder: Path, *names: str, nobody: bool = False) -> list[dict[str, Any]]:
    """A row for each command run on a folder, all in one process; `nobody` gives up root's rights."""
    asked = [*(["--nobody"] if nobody else []), str(folder), *names]
    done = subprocess.run(
        [sys.executable, "-m", "benchmarks.bad_documents.child", *asked],
        cwd=_ROOT,
        env={**os.environ, "PYTHONPATH": str(_ROOT)},
        stdout=subprocess.PIPE,
        text=True,
        encoding="utf-8",
        timeout=_TIMEOUT_S,
        check=True,
    )
    return [json.loads(line) for line in done.stdout.splitlines()]


def _row(name: str, rows: list[dict[str, Any]]) -> str:
    skipped = rows[0]["err"].count("skipped:")
    codes = sorted({str(row["code"]) for row in rows})
    slowest = max(rows, key=lambda row: row["cpu_s"])
    total = sum(row["cpu_s"] for row in rows)
    said = f"exit {', '.join(codes)}; {skipped} warnings of skipped files"
    took = f"{slowest['command']} {slowest['cpu_s']} s"
    return f"| {name} | {said} | {took} | {total:.1f} s | {rows[-1]['peak_mb']} MB |"


if __name__ == "__main__":
    main()
