"""Size of what a fresh `pip install .` brings, and of what the extra `neural` adds to it.

python -m benchmarks.speed.install_size [--neural] [--check]
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import tempfile
from pathlib import Path

from benchmarks.speed.report import Report

ROOT = Path(__file__).parents[2]
ENCODER = ROOT / "packages" / "briefbot-minilm"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--check", action="store_true")
    parser.add_argument(
        "--neural", action="store_true", help="also install the extra and the encoder's files"
    )
    options = parser.parse_args()
    report = Report()
    plain = installed_mb(str(ROOT))
    report.add("pip install .", sum(plain.values()), "MB", at_most=150)
    add_largest(report, plain, count=6)
    if options.neural:
        full = installed_mb(f"{ROOT}[neural]", str(ENCODER))
        report.add("pip install '.[neural]' and the encoder", sum(full.values()), "MB")
        more = {name: size - plain.get(name, 0) for name, size in full.items()}
        report.add("  more than without", sum(more.values()), "MB")
        add_largest(report, more, count=8)
    report.end(check=options.check)


def add_largest(report: Report, sizes: dict[str, float], *, count: int) -> None:
    """Print the `count` largest of `sizes`."""
    for name in sorted(sizes, key=lambda name: -sizes[name])[:count]:
        report.add(f"  {name}", sizes[name], "MB")


def installed_mb(*requirements: str) -> dict[str, float]:
    """Megabytes of each file and folder that installing `requirements` into an empty folder makes."""
    with tempfile.TemporaryDirectory() as folder:
        command = [sys.executable, "-m", "pip", "install", "--quiet", "--target", folder]
        subprocess.run([*command, *requirements], check=True)
        return {item.name: size_mb(item) for item in Path(folder).iterdir()}


def size_mb(item: Path) -> float:
    """Megabytes of a file or a folder, compiled Python included."""
    files = [item] if item.is_file() else [path for path in item.rglob("*") if path.is_file()]
    return sum(file.stat().st_size for file in files) / 1e6


if __name__ == "__main__":
    main()
