"""Size of what a fresh `pip install .` brings.

python -m benchmarks.speed.install_size [--check]
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import tempfile
from pathlib import Path

from benchmarks.speed.report import Report

ROOT = Path(__file__).parents[2]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--check", action="store_true")
    options = parser.parse_args()
    report = Report()
    with tempfile.TemporaryDirectory() as folder:
        command = [sys.executable, "-m", "pip", "install", "--quiet", "--target", folder, str(ROOT)]
        subprocess.run(command, check=True)
        sizes = {item.name: size_mb(item) for item in Path(folder).iterdir()}
    report.add("pip install .", sum(sizes.values()), "MB", at_most=150)
    for name in sorted(sizes, key=lambda name: -sizes[name])[:6]:
        report.add(f"  {name}", sizes[name], "MB")
    report.end(check=options.check)


def size_mb(item: Path) -> float:
    """Megabytes of a file or a folder, compiled Python included."""
    files = [item] if item.is_file() else [path for path in item.rglob("*") if path.is_file()]
    return sum(file.stat().st_size for file in files) / 1e6


if __name__ == "__main__":
    main()
