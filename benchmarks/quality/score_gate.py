"""The score gate: how a small fixed slice of each set came out, against what is committed.

A measure fails when more cases were lost than the noise of the cases explains: the exact McNemar test on the cases
that changed, two-sided, below .05. That takes six lost and none gained, or nine lost and one gained. An
inexact quote or a number out of date fails on the first case. Better scores never fail; refresh to hold them.
Answering more at the price of abstaining less falls too: when the trade is meant, refresh.

python -m benchmarks.quality.score_gate [--data FOLDER] [--refresh]
"""

from __future__ import annotations

import argparse
import hashlib
import json
import sys
import time
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks.quality.data import DATA, DataMissingError, hash_of
from benchmarks.quality.slices import NEVER_LOST, SLICES
from briefbot.evals.intervals import mcnemar

if TYPE_CHECKING:
    from collections.abc import Mapping

    from benchmarks.quality.slices import Says

EXPECTED = Path(__file__).with_name("expected.json")
LEVEL = 0.05
REFRESH = "python -m benchmarks.quality.score_gate --refresh"


@dataclass(frozen=True, slots=True)
class Kept:
    """How a slice came out.

    Attributes:
        cases: tells this choice of cases from any other.
        marks: by measure "1", "0" or, without a say, "-" for each case, in the order of their hashes.
    """

    cases: str
    marks: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Drop:
    """A measure that fell by more than its noise."""

    set_name: str
    measure: str
    before: float
    now: float
    lost: int
    gained: int

    def __str__(self) -> str:
        return (
            f"{self.set_name}: {self.measure} fell from {self.before:.3f} to {self.now:.3f}: "
            f"{self.lost} cases lost, {self.gained} gained"
        )


class SliceChangedError(Exception):
    """The cases of a slice are not those the committed outcomes are of."""


def keep(says: Mapping[str, Says]) -> Kept:
    """The outcomes of a slice as they are committed: no text and no id of a case."""
    ids = sorted(says, key=hash_of)
    names = sorted({name for one in says.values() for name in one})
    marks = {name: "".join(_mark(says[id].get(name)) for id in ids) for name in names}
    return Kept(hashlib.sha256("\n".join(ids).encode()).hexdigest()[:16], marks)


def find_drops(set_name: str, expected: Kept, now: Kept) -> list[Drop]:
    """The measures of a set that fell by more than their noise.

    Raises:
        SliceChangedError: the two are not of the same cases.
    """
    if expected.cases != now.cases:
        raise SliceChangedError(
            f"the slice of {set_name} has other cases than {EXPECTED.name} expects; when that is meant, "
            f"run {REFRESH} and commit the file"
        )
    drops = []
    for name, before in expected.marks.items():
        after = now.marks.get(name, "0" * len(before))
        lost = sum(b == "1" and a != "1" for b, a in zip(before, after, strict=True))
        gained = sum(b == "0" and a == "1" for b, a in zip(before, after, strict=True))
        if name in NEVER_LOST:
            # A case without a say cites nothing any more; only a "0" is wrong.
            lost, gained = after.count("0") - before.count("0"), 0
            fell = lost > 0
        else:
            fell = lost > gained and mcnemar(lost, gained) < LEVEL
        if fell:
            drops.append(Drop(set_name, name, _share(before), _share(after), lost, gained))
    return drops


def run(set_name: str, data: Path) -> Kept:
    """How the slice of a set comes out now.

    Raises:
        DataMissingError: its data is not there.
    """
    return keep(SLICES[set_name](data))


def read_expected() -> dict[str, Kept]:
    """The committed outcomes by set."""
    read = json.loads(EXPECTED.read_text(encoding="utf-8"))
    return {name: Kept(**kept) for name, kept in read.items()}


def write_expected(data: Path) -> None:
    """Commit to the outcomes of now; sets without data keep theirs."""
    expected = read_expected() if EXPECTED.exists() else {}
    for name in SLICES:
        try:
            expected[name] = run(name, data)
        except DataMissingError as exc:
            print(f"{name} kept as it is: {exc}", file=sys.stderr)
    text = json.dumps(
        {n: {"cases": k.cases, "marks": dict(k.marks)} for n, k in expected.items()}, indent=1
    )
    EXPECTED.write_text(text + "\n", encoding="utf-8")


def _mark(said: bool | None) -> str:
    return "-" if said is None else str(int(said))


def _share(marks: str) -> float:
    said = marks.count("1") + marks.count("0")
    return marks.count("1") / said if said else 0.0


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--data", type=Path, default=DATA)
    parser.add_argument("--refresh", action="store_true", help="expect what comes out now")
    options = parser.parse_args()
    if options.refresh:
        write_expected(options.data)
    drops: list[Drop] = []
    for name, expected in read_expected().items():
        started = time.monotonic()
        try:
            now = run(name, options.data)
        except DataMissingError as exc:
            print(f"{name} skipped: {exc}", file=sys.stderr)
            continue
        fell = find_drops(name, expected, now)
        shares = ", ".join(f"{m} {_share(marks):.3f}" for m, marks in now.marks.items())
        print(
            f"{name:<14} {time.monotonic() - started:4.1f} s  {'FELL' if fell else 'fine'}  {shares}"
        )
        drops += fell
    print("\n".join(map(str, drops)))
    raise SystemExit(1 if drops else 0)


if __name__ == "__main__":
    main()
